from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    formula_approval = fields.Boolean(
        related="company_id.formula_approval", readonly=False
    )
    weighing_minimum = fields.Float(
        related="company_id.weighing_minimum", readonly=False
    )
    bake_plan_requests = fields.Boolean(
        related="company_id.bake_plan_requests", readonly=False
    )
    block_expired = fields.Boolean(related="company_id.block_expired", readonly=False)
    dispatch_daily = fields.Boolean(related="company_id.dispatch_daily", readonly=False)
    dispatch_late_hours = fields.Float(
        related="company_id.dispatch_late_hours", readonly=False
    )
    dayold_goods = fields.Boolean(related="company_id.dayold_goods", readonly=False)
