from odoo import fields, models


class CrmLead(models.Model):
    """Opportunities hold goods until they are lost, or an order takes over."""

    _name = "crm.lead"
    _inherit = ("crm.lead", "bakery.reservation.deal")

    reservation_ids = fields.One2many(
        "bakery.stock.reservation",
        "lead_id",
        string="Reservations",
        groups="sales_team.group_sale_salesman",
    )
    reservation_count = fields.Integer(groups="sales_team.group_sale_salesman")

    def write(self, vals):
        result = super().write(vals)
        if not vals.get("active", True):
            self._release_reservations()
        return result

    def unlink(self):
        self.check_access("unlink")
        self._release_reservations()
        return super().unlink()

    def _merge_dependences(self, opportunities):
        """Let the merged opportunity hold what its parts held."""
        # sudo: merging was allowed; the goods go with the deal.
        opportunities.sudo().reservation_ids.write({"lead_id": self.id})
        return super()._merge_dependences(opportunities)
