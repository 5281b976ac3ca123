from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryPosCollector(models.Model):
    """Who takes the guests' money for us and pays it out later, less a fee.

    Delivery platforms, e-wallets and the acquirer of QRIS are the same thing to the
    books. Their payment methods are of the bank type with an outstanding account, not
    customer accounts: a customer account leaves the invoice of a guest who wanted one
    open in the guest's name, and the customer of the order would have to be the
    platform. With an outstanding account each session leaves one item, nothing goes
    into the drawer, and the settlement clears item by item.
    """

    _name = "bakery.pos.collector"
    _description = "Delivery Platform or E-wallet"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("platform", "Delivery Platform"),
            ("wallet", "E-wallet"),
            ("qris", "QRIS"),
        ],
        required=True,
        default="platform",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", check_company=True)
    preset_id = fields.Many2one(
        "pos.preset",
        string="Preset at the Till",
        index="btree_not_null",
        help="Orders of this preset are orders of the platform: the till asks for the "
        "platform's order number. Its price list is the platform's.",
    )
    pricelist_id = fields.Many2one(related="preset_id.pricelist_id")
    payment_method_ids = fields.One2many(
        "pos.payment.method", "collector_id", string="Payment Methods"
    )
    can_choose_methods = fields.Boolean(compute="_compute_can_choose_methods")
    commission_rate = fields.Float(string="Commission (%)", digits=(6, 3))
    commission_fixed = fields.Monetary(
        string="Commission per Order", help="On top of the percentage."
    )
    commission_account_id = fields.Many2one("account.account", check_company=True)
    tax_id = fields.Many2one(
        "account.tax",
        string="VAT on the Commission",
        domain=[("type_tax_use", "=", "purchase"), ("amount_type", "=", "percent")],
        check_company=True,
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Settlement Journal",
        domain=[("type", "=", "general")],
        check_company=True,
    )
    clearing_account_id = fields.Many2one(
        "account.account",
        string="Paid Out To",
        check_company=True,
        help="Where the payout waits for the line of the bank statement. Empty: the "
        "company's account of transfers.",
    )
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Settled On",
        default="0",
        help="A week of sales ends on the day before.",
    )

    _preset_uniq = models.UniqueIndex(
        "(company_id, preset_id) WHERE preset_id IS NOT NULL",
        "A preset belongs to one platform.",
    )
    _check_commission = models.Constraint(
        "CHECK (commission_rate >= 0 AND commission_rate < 100"
        " AND commission_fixed >= 0)",
        "A commission is 0 to 100 percent.",
    )

    @api.depends_context("uid")
    def _compute_can_choose_methods(self):
        # Payment methods are the manager's of the tills; the books see them.
        self.can_choose_methods = self.env["pos.payment.method"].has_access("write")

    @api.constrains("payment_method_ids")
    def _check_payment_methods(self):
        for collector in self:
            for method in collector.payment_method_ids:
                account = method.outstanding_account_id
                if method.type != "bank" or not account.reconcile:
                    raise ValidationError(
                        self.env._(
                            "%(method)s needs a bank journal and an outstanding "
                            "account that can be reconciled: the money waits there "
                            "for the settlement.",
                            method=method.name,
                        )
                    )

    @api.constrains("tax_id")
    def _check_tax(self):
        for collector in self:
            if collector.tax_id and (
                collector.tax_id.amount_type != "percent"
                or collector.tax_id.type_tax_use != "purchase"
            ):
                raise ValidationError(
                    self.env._("VAT on a commission is a purchase tax in percent.")
                )

    def _fee(self, gross, orders):
        """Return the commission on ``gross`` of so many sales, without its VAT."""
        self.ensure_one()
        fee = gross * self.commission_rate / 100 + orders * self.commission_fixed
        return self.currency_id.round(fee)

    def _split_vat(self, fee):
        """Return expense and VAT in a fee as the statement names it, VAT in it."""
        rate = self.tax_id.amount / 100 if self.tax_id else 0
        net = self.currency_id.round(fee / (1 + rate))
        return net, self.currency_id.round(fee - net)
