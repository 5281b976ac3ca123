from odoo import fields, models


class ReportPosOrder(models.Model):
    _inherit = "report.pos.order"

    waiter_id = fields.Many2one("hr.employee", readonly=True)

    def _select(self):
        return super()._select() + ", s.waiter_id AS waiter_id"

    def _group_by(self):
        return super()._group_by() + ", s.waiter_id"
