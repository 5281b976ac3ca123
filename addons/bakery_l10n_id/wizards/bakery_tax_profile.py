from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .plan import Plan

REGIME_TAXES = {
    ("ppn", False): "tax_ST4",
    ("ppn", True): "bakery_tax_ppn_included",
    ("pbjt", False): "bakery_tax_pbjt",
    ("pbjt", True): "bakery_tax_pbjt_included",
}


class _RolledBack(Exception):
    """Takes back what was done to find out what would change."""


class BakeryTaxProfile(models.TransientModel):
    """Sets the taxes of one company: who is taxed, where, on what price.

    Re-runnable: it starts from what is set, and writes what differs.
    """

    _name = "bakery.tax.profile"
    _description = "Tax Profile"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    is_pkp = fields.Boolean(
        string="Taxable Firm (PKP)", help="Registered to charge VAT (PPN)."
    )
    umkm = fields.Selection(
        selection=lambda self: (
            self.env["res.company"]._fields["tax_umkm"]._description_selection(self.env)
        ),
        string="Final Income Tax of Small Firms (UMKM)",
        help="Empty: the firm pays income tax on its profit.",
    )
    region = fields.Char(string="City or Province")
    document_regime = fields.Selection(
        [
            ("pbjt", "Restaurant Tax (PBJT)"),
            ("ppn", "Value-Added Tax (PPN)"),
            ("none", "No Tax"),
        ],
        string="Tax of Invoices and Web Shop",
        required=True,
        default="none",
    )
    document_included = fields.Boolean(string="Their Prices Include the Tax")
    outlet_ids = fields.One2many("bakery.tax.profile.outlet", "profile_id")
    method_ids = fields.One2many("bakery.tax.profile.method", "profile_id")
    cash_rounding = fields.Float(
        string="Round Cash To (Rp)",
        default=100,
        help="Smallest coin at the till, 0 to leave cash rounding as it is.",
    )
    receipt_accrual = fields.Boolean(string="Post Stock as It Moves")
    replace_taxes = fields.Boolean(
        string="Change the Tax of Products",
        default=True,
        help="Products that carry another of the standard taxes get the new one.",
    )
    tax_untaxed = fields.Boolean(
        string="Tax Goods Without a Tax", help="Goods for sale that carry no tax yet."
    )
    change_ids = fields.One2many("bakery.tax.profile.change", "profile_id")
    state = fields.Selection(
        [("edit", "Settings"), ("plan", "What Changes"), ("done", "Done")],
        default="edit",
        required=True,
    )

    # Starting from what is set --------------------------------------------------------

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        company = self.env["res.company"].browse(values.get("company_id"))
        company = company or self.env.company
        self._check_rights(company)
        # The accountant may have no right to the settings of tills.
        current = self.sudo()._current(company.sudo())
        return {
            **values,
            **{name: value for name, value in current.items() if name in fields},
        }

    @api.model
    def _current(self, company):
        position = company.tax_document_position_id
        configs = self.env["pos.config"].search([("company_id", "=", company.id)])
        methods = self._bank_methods(company)
        return {
            "is_pkp": company.tax_is_pkp,
            "umkm": company.tax_umkm,
            "region": company.tax_region,
            "receipt_accrual": company.receipt_accrual,
            "document_regime": self._regime(position)
            or ("ppn" if company.tax_is_pkp else "none"),
            "document_included": any(position.tax_ids.mapped("price_include")),
            "outlet_ids": [Command.create(self._outlet(config)) for config in configs],
            "method_ids": [Command.create(self._method(method)) for method in methods],
        }

    @api.model
    def _outlet(self, config):
        taxes = config.default_fiscal_position_id.tax_ids
        service = taxes.filtered(self._is_service)
        return {
            "config_id": config.id,
            "tax_regime": config.tax_regime,
            "price_included": any(taxes.mapped("price_include")),
            "service_rate": service[:1].amount,
            "takeaway_service": bool(service)
            and bool(self._takeaway(config))
            and not self._takeaway(config).fiscal_position_id,
        }

    @api.model
    def _regime(self, position):
        chart = self._chart(position.company_id or self.env.company)
        for (regime, _included), name in REGIME_TAXES.items():
            if chart.ref(name, raise_if_not_found=False) in position.tax_ids:
                return regime
        return "none" if position else False

    # Rights and sense -----------------------------------------------------------------

    @api.model
    def _check_rights(self, company):
        """Refuse those who are no accounting manager of ``company``.

        :raise AccessError: for others.
        :raise UserError: when the company has no Indonesian chart.
        """
        manager = self.env.user.has_group("account.group_account_manager")
        # To name a company to one who may not read it.
        name = company.sudo().name
        if not manager or company not in self.env.user.company_ids:
            raise AccessError(
                self.env._(
                    "Only an accounting administrator of %(company)s sets its taxes.",
                    company=name,
                )
            )
        if company.chart_template != "id":
            raise UserError(
                self.env._(
                    "%(company)s does not use the Indonesian chart of accounts. Load it"
                    " under Accounting > Configuration > Settings first.",
                    company=name,
                )
            )

    @api.constrains("is_pkp", "document_regime", "outlet_ids")
    def _check_ppn(self):
        for profile in self.filtered(lambda profile: not profile.is_pkp):
            names = profile.outlet_ids.filtered(lambda o: o.tax_regime == "ppn").mapped(
                "config_id.name"
            )
            if profile.document_regime == "ppn":
                names.append(self.env._("invoices and web shop"))
            if names:
                raise ValidationError(
                    self.env._(
                        "Only a taxable firm (PKP) may charge PPN. Choose another tax"
                        " for: %(names)s.",
                        names=", ".join(names),
                    )
                )

    # Buttons --------------------------------------------------------------------------

    def action_plan(self):
        """Show what would change."""
        return self._show(self._run(keep=False), "plan")

    def action_apply(self):
        """Change it."""
        return self._show(self._run(keep=True), "done")

    def action_back(self):
        """Go back to the settings."""
        return self._show([], "edit")

    def _show(self, rows, state):
        self.ensure_one()
        rows = [Command.create(row) for row in rows]
        self.write({"change_ids": [Command.clear(), *rows], "state": state})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _run(self, keep):
        """Apply the profile; return the rows of what changed.

        :param keep: False takes everything back.
        """
        self.ensure_one()
        self._check_rights(self.company_id)
        self.flush_recordset()
        # The rights to do this as a whole were checked above; its parts would need
        # those of an administrator of tills, products and currencies as well.
        profile = self.sudo().with_company(self.company_id)
        profile = profile.with_context(tracking_disable=True)
        plan = Plan(profile.env)
        try:
            with self.env.cr.savepoint():
                profile._apply(plan)
                profile.env.flush_all()
                if not keep:
                    raise _RolledBack
        except _RolledBack:
            self.env.invalidate_all(flush=False)
        return plan.rows

    def _apply(self, plan):
        self._set_company(plan)
        self._set_outlets(plan)
        self._set_presets(plan)
        self._set_documents(plan)
        self._set_products(plan)
        self._set_currency(plan)
        self._set_cash_rounding(plan)
        self._set_payment_accounts(plan)
        self._set_settlements(plan)
        self._set_valuation(plan)

    # Parts ----------------------------------------------------------------------------

    @api.model
    def _chart(self, company):
        return self.env["account.chart.template"].with_company(company)

    def _ref(self, name):
        return self._chart(self.company_id).ref(name)

    def _product_tax(self):
        """Return the tax that products carry, for positions to replace."""
        regimes = {self.document_regime, *self.outlet_ids.mapped("tax_regime")}
        if self.is_pkp:
            return self._ref("tax_ST4")
        if "pbjt" in regimes:
            return self._ref("bakery_tax_pbjt")
        return self.env["account.tax"]

    def _set_company(self, plan):
        taxes = self.env["account.tax"]
        plan.set(
            self.company_id,
            tax_is_pkp=self.is_pkp,
            tax_umkm=self.umkm,
            tax_region=self.region,
            account_sale_tax_id=self._product_tax(),
            # Without PKP the PPN of a vendor is part of the price.
            account_purchase_tax_id=self._ref("tax_PT4") if self.is_pkp else taxes,
        )
        if not self.company_id.tax_profile_date:
            plan.set(self.company_id, tax_profile_date=fields.Date.context_today(self))

    def _set_currency(self, plan):
        currency = self.company_id.currency_id
        if currency.name != "IDR" or currency.rounding >= 1:
            return
        if currency._has_accounting_entries():
            reason = self.env._(
                "Odoo keeps the decimals of a currency once it has entries."
            )
            plan.left(currency, self.env._("Whole Rupiah"), reason)
        else:
            plan.set(currency, rounding=1.0)

    def _set_valuation(self, plan):
        company = self.company_id
        if not self.receipt_accrual:
            plan.set(company, receipt_accrual=False)
            return
        try:
            with self.env.cr.savepoint():
                plan.set(company, inventory_valuation="real_time", receipt_accrual=True)
        except UserError as error:
            label = company._fields["receipt_accrual"]._description_string(self.env)
            plan.rows = [row for row in plan.rows if row["field"] != label]
            plan.left(company, label, str(error))
