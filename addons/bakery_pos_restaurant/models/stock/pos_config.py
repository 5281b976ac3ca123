from odoo import api, fields, models, tools


# pylint: disable=consider-merging-classes-inherited
# When the stock of sales is posted is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    stock_outbox = fields.Boolean(
        string="Post Stock after the Sale",
        help="The guest does not wait until goods have left the books: they follow"
        " within seconds. Without it, they leave before the sale is answered.",
    )

    auto_lots = fields.Boolean(
        string="Choose Lots by Expiry",
        help="The till does not ask for lots: what it sells leaves in the lots that"
        " expire first.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        tills = super().create(vals_list)
        if any(tills.mapped("stock_outbox")):
            self.env.registry.clear_cache()
        return tills

    def write(self, vals):
        result = super().write(vals)
        if "stock_outbox" in vals:
            self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _has_stock_outbox(self):
        """Return whether any till lets its stock follow after the sale."""
        # sudo: a fact about the database, asked for whoever looks at quantities.
        return bool(self.sudo().search_count([("stock_outbox", "=", True)], limit=1))
