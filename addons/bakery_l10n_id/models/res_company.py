from odoo import api, fields, models
from odoo.exceptions import UserError

from .mis_report import STATEMENT_STANDARDS

ACCOUNT = {"comodel_name": "account.account", "check_company": True}


class ResCompany(models.Model):
    _inherit = "res.company"

    receipt_accrual = fields.Boolean(
        string="Post Stock as It Moves",
        help="Receipts, deliveries, production, waste and counts post their entry when "
        "they happen, so that the stock accounts always show the value of the goods.",
    )
    receipt_accrual_date = fields.Datetime(
        string="Posts Stock Since", readonly=True, copy=False
    )
    statement_standard = fields.Selection(
        STATEMENT_STANDARDS,
        default="sak_ep",
        required=True,
        help="Form of profit and loss and of the balance sheet: SAK EP for private"
        " entities, SAK EMKM for micro, small and medium ones.",
    )
    account_grni_id = fields.Many2one(
        string="Goods Received Not Invoiced",
        help="Owes the vendor what has been received and not been billed yet.",
        **ACCOUNT,
    )
    account_price_variance_id = fields.Many2one(
        string="Purchase Price Variance",
        help="Takes price differences of goods that have left the stock.",
        **ACCOUNT,
    )
    account_production_variance_id = fields.Many2one(
        string="Production Variance",
        help="Takes what a closed manufacturing order leaves in work in process.",
        **ACCOUNT,
    )
    account_stock_waste_id = fields.Many2one(
        string="Waste and Expired Goods", help="Takes scrapped goods.", **ACCOUNT
    )
    account_stock_shrinkage_id = fields.Many2one(
        string="Inventory Shrinkage",
        help="Takes the differences found by counting.",
        **ACCOUNT,
    )
    account_stock_rounding_id = fields.Many2one(
        string="Inventory Rounding Difference",
        help="Takes the fractions of a rupiah between whole entries and average cost.",
        **ACCOUNT,
    )
    account_labour_absorbed_id = fields.Many2one(
        string="Direct Labour Absorbed",
        help="Credited with the time of work centers that name no account.",
        **ACCOUNT,
    )
    account_overhead_absorbed_id = fields.Many2one(
        string="Production Overhead Absorbed",
        help="Credited with the extra cost of manufacturing orders.",
        **ACCOUNT,
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies.filtered("receipt_accrual")._start_receipt_accrual()
        return companies

    def write(self, vals):
        starting = self.filtered(lambda company: not company.receipt_accrual)
        result = super().write(vals)
        if vals.get("receipt_accrual"):
            starting._start_receipt_accrual()
        return result

    def _start_receipt_accrual(self):
        """Bring the stock accounts to the value of the goods, and go on from there.

        :raise UserError: when an account that every entry needs is missing.
        """
        for company in self:
            company = company.with_company(company)
            missing = [
                company._fields[name]._description_string(self.env)
                for name in (
                    "account_stock_journal_id",
                    "account_grni_id",
                    "account_price_variance_id",
                    "account_production_variance_id",
                    "account_production_wip_account_id",
                    "account_stock_waste_id",
                    "account_stock_shrinkage_id",
                    "account_stock_rounding_id",
                )
                if not company[name]
            ]
            if missing:
                raise UserError(
                    self.env._(
                        "%(company)s cannot post stock as it moves before these are"
                        " set: %(names)s.",
                        company=company.name,
                        names=", ".join(missing),
                    )
                )
            company._set_location_accounts()
            ledger = self.env["bakery.stock.ledger"].with_company(company)
            ledger._align(company, company._stock_products())
            company.receipt_accrual_date = fields.Datetime.now()

    def action_close_stock_valuation(self, at_date=None, auto_post=False):
        """Book the rounding of inventory; nothing else is left to close.

        :raise UserError: when there is nothing to book.
        """
        self.ensure_one()
        if not self.receipt_accrual:
            return super().action_close_stock_valuation(at_date, auto_post)
        ledger = self.env["bakery.stock.ledger"].with_company(self)
        if at_date:
            ledger = ledger.with_context(force_period_date=at_date)
        move = ledger._book_rounding(
            self, self._stock_products(), ref=self.env._("Stock Closing")
        )
        if not move:
            raise UserError(self.env._("The inventory of this company is closed."))
        return move._get_records_action()

    def _stock_products(self):
        """Return all goods that are valued as they move, archived ones too."""
        products = self.env["product.product"].with_context(active_test=False)
        return (
            products.search([("is_storable", "=", True)])
            .with_company(self)
            .filtered(lambda product: product.valuation == "real_time")
        )

    def _stock_rounding_gaps(self):
        ledger = self.env["bakery.stock.ledger"].with_company(self)
        return ledger._rounding_gaps(self, self._stock_products())

    def _set_location_accounts(self):
        """Give production its account: Odoo posts no labour without one."""
        self.ensure_one()
        locations = self.env["stock.location"].search(
            [
                ("company_id", "=", self.id),
                ("usage", "=", "production"),
                ("valuation_account_id", "=", False),
            ]
        )
        locations.valuation_account_id = self.account_production_wip_account_id
