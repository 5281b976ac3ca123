from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryDispatchReason(models.Model):
    """Why something else arrived than was sent, or why goods come back.

    It says where goods are that did not arrive.
    """

    _name = "bakery.dispatch.reason"
    _description = "Reason of a Difference"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("source", "Missing: still where it was sent from"),
            ("lost", "Missing: lost or spoiled on the way"),
            ("extra", "More arrived than was sent"),
            ("return", "Goods sent back"),
        ],
        required=True,
        default="source",
        help="Where the goods of a difference are. What is lost is written off.",
    )
    waste_reason_id = fields.Many2one(
        "bakery.waste.reason",
        string="Written off as",
        ondelete="restrict",
        index=True,
    )

    @api.constrains("kind", "waste_reason_id")
    def _check_waste_reason(self):
        for reason in self:
            if reason.kind == "lost" and not reason.waste_reason_id:
                raise ValidationError(
                    self.env._(
                        "Say as what the goods lost for “%(reason)s” are written off.",
                        reason=reason.name,
                    )
                )
