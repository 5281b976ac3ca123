from odoo import api, fields, models


class BakeryRefundReason(models.Model):
    """Why guests get their money back, or goods are taken off an order.

    A till offers these to choose from.
    """

    _name = "bakery.refund.reason"
    _description = "Reason of a Refund or Void"
    _inherit = "pos.load.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    use = fields.Selection(
        [("refund", "Refunds"), ("void", "Voids"), ("both", "Refunds and Voids")],
        string="Offered For",
        required=True,
        default="both",
    )

    @api.model
    def _load_pos_data_domain(self, data, config):
        uses = [
            use
            for use, wanted in (
                ("refund", config.refund_reason_required),
                ("void", config.void_reason_required),
            )
            if wanted
        ]
        return [("use", "in", [*uses, "both"])] if uses else [("id", "=", 0)]

    @api.model
    def _load_pos_data_fields(self, config):
        return ["name", "sequence", "use"]

    @api.model
    def _for_voids(self, number=None):
        """Return the reasons of voids that tills offer, or the one of that number.

        Of one that was archived meanwhile a tablet may not know yet.
        """
        domain = [("use", "in", ("void", "both"))]
        if number is None:
            return self.search(domain)
        return self.with_context(active_test=False).search(
            [*domain, ("id", "=", number)]
        )
