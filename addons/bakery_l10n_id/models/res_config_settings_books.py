from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the company that Odoo has and shows on no page of Community."""

    _inherit = "res.config.settings"

    statement_standard = fields.Selection(
        related="company_id.statement_standard", readonly=False
    )
    inventory_valuation = fields.Selection(
        related="company_id.inventory_valuation", readonly=False
    )
    cost_method = fields.Selection(related="company_id.cost_method", readonly=False)
    inventory_period = fields.Selection(
        related="company_id.inventory_period", readonly=False
    )
    account_stock_valuation_id = fields.Many2one(
        related="company_id.account_stock_valuation_id", readonly=False
    )
    account_stock_journal_id = fields.Many2one(
        related="company_id.account_stock_journal_id", readonly=False
    )
    receipt_accrual = fields.Boolean(
        related="company_id.receipt_accrual", readonly=False
    )
    account_grni_id = fields.Many2one(
        related="company_id.account_grni_id", readonly=False
    )
    account_price_variance_id = fields.Many2one(
        related="company_id.account_price_variance_id", readonly=False
    )
    account_production_variance_id = fields.Many2one(
        related="company_id.account_production_variance_id", readonly=False
    )
    account_production_wip_account_id = fields.Many2one(
        related="company_id.account_production_wip_account_id", readonly=False
    )
    account_stock_waste_id = fields.Many2one(
        related="company_id.account_stock_waste_id", readonly=False
    )
    account_stock_shrinkage_id = fields.Many2one(
        related="company_id.account_stock_shrinkage_id", readonly=False
    )
    account_stock_rounding_id = fields.Many2one(
        related="company_id.account_stock_rounding_id", readonly=False
    )
    account_labour_absorbed_id = fields.Many2one(
        related="company_id.account_labour_absorbed_id", readonly=False
    )
    account_overhead_absorbed_id = fields.Many2one(
        related="company_id.account_overhead_absorbed_id", readonly=False
    )
