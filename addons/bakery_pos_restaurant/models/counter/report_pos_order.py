from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# Money given back is a subject of its own.
class ReportPosOrder(models.Model):
    _inherit = "report.pos.order"

    refund_reason_id = fields.Many2one("bakery.refund.reason", readonly=True)

    def _select(self):
        return super()._select() + ", s.refund_reason_id AS refund_reason_id"

    def _group_by(self):
        return super()._group_by() + ", s.refund_reason_id"
