from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools.float_utils import float_compare

from .plan import Plan

REGIME_TAXES = {
    ("ppn", False): "tax_ST4",
    ("ppn", True): "bakery_tax_ppn_included",
    ("pbjt", False): "bakery_tax_pbjt",
    ("pbjt", True): "bakery_tax_pbjt_included",
}
SERVICE_TAXES = {False: "bakery_tax_service_5", True: "bakery_tax_service_5_included"}


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
        return {
            "is_pkp": company.tax_is_pkp,
            "umkm": company.tax_umkm,
            "region": company.tax_region,
            "receipt_accrual": company.receipt_accrual,
            "document_regime": self._regime(position)
            or ("ppn" if company.tax_is_pkp else "none"),
            "document_included": any(position.tax_ids.mapped("price_include")),
            "outlet_ids": [Command.create(self._outlet(config)) for config in configs],
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
        self._set_documents(plan)
        self._set_products(plan)
        self._set_currency(plan)
        self._set_cash_rounding(plan)
        self._set_payment_accounts(plan)
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

    def _set_outlets(self, plan):
        for outlet in self.outlet_ids:
            config = outlet.config_id
            position = self._position(
                plan, outlet.tax_regime, outlet.price_included, outlet.service_rate
            )
            if config.has_active_session and config.default_fiscal_position_id != (
                position
            ):
                reason = self.env._("Close its session, then apply the profile again.")
                plan.left(config, self.env._("Taxes"), reason)
                continue
            plan.set(
                config,
                tax_regime=outlet.tax_regime,
                tax_regime_selection=True,
                default_fiscal_position_id=position,
            )

    def _set_documents(self, plan):
        product_tax = self._product_tax()
        if not product_tax:
            position = self.env["account.fiscal.position"]
        else:
            position = self._position(
                plan, self.document_regime, self.document_included, 0
            )
        plan.set(self.company_id, tax_document_position_id=position)

    def _position(self, plan, regime, included, service_rate):
        """Return the fiscal position that charges this, made when there is none."""
        if regime == "none":
            return self._ref("bakery_fp_none")
        taxes = self._ref(REGIME_TAXES[regime, included])
        if service_rate:
            taxes |= self._service_tax(plan, included, service_rate)
        positions = self.env["account.fiscal.position"].search(
            [("company_id", "=", self.company_id.id), ("tax_ids", "in", taxes.ids)]
        )
        found = positions.filtered(lambda position: position.tax_ids == taxes)
        if found:
            return found[:1]
        name = " + ".join(tax.name for tax in taxes)
        position = self.env["account.fiscal.position"].create(
            {
                "name": name,
                "company_id": self.company_id.id,
                "sequence": 25,
                "tax_ids": [Command.set(taxes.ids)],
            }
        )
        plan.made(position)
        return position

    @api.model
    def _is_service(self, tax):
        group = self._chart(tax.company_id).ref(
            "bakery_tax_group_service", raise_if_not_found=False
        )
        return bool(group) and tax.tax_group_id == group

    def _service_tax(self, plan, included, rate):
        """Return the service charge of ``rate`` percent, made when there is none."""
        model = self._ref(SERVICE_TAXES[included])
        same = self.env["account.tax"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("tax_group_id", "=", model.tax_group_id.id),
                ("price_include_override", "=", model.price_include_override),
            ]
        )
        same = same.filtered(lambda tax: not float_compare(tax.amount, rate, 2))
        if same:
            return same[:1]
        label = self.env._("Service %(rate)g%%", rate=rate)
        name = self.env._("%(name)s (Included)", name=label) if included else label
        tax = model.copy(
            {
                "name": name,
                "invoice_label": label,
                "amount": rate,
                "fiscal_position_ids": [Command.clear()],
            }
        )
        plan.made(tax)
        return tax

    def _set_products(self, plan):
        """Give products the tax that positions replace."""
        new = self._product_tax()
        standard = self.env["account.tax"].union(*map(self._ref, REGIME_TAXES.values()))
        if self.replace_taxes:
            domain = [("taxes_id", "in", (standard - new).ids)]
            self._set_product_tax(plan, domain, standard, new)
        if self.tax_untaxed and new:
            taxes = self.env["account.tax"].search(
                [("company_id", "=", self.company_id.id)]
            )
            domain = [
                ("taxes_id", "not in", taxes.ids),
                ("type", "!=", "service"),
                ("sale_ok", "=", True),
            ]
            self._set_product_tax(plan, domain, standard, new)

    def _set_product_tax(self, plan, domain, standard, new):
        products = self.env["product.template"].with_context(active_test=False)
        products = products.search(
            [*domain, ("company_id", "in", (False, self.company_id.id))]
        )
        if not products:
            return
        old = products.taxes_id & standard
        plan.note(
            self.env._("%(count)d products", count=len(products)),
            self.env._("Sales Taxes"),
            ", ".join(old.mapped("name")),
            ", ".join(new.mapped("name")) or self.env._("None"),
        )
        commands = [Command.unlink(tax.id) for tax in standard - new]
        products.write({"taxes_id": commands + [Command.link(tax.id) for tax in new]})

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

    def _set_cash_rounding(self, plan):
        if not self.cash_rounding:
            return
        rounding = self._cash_rounding(plan)
        for config in self.outlet_ids.config_id:
            if config.has_active_session and config.rounding_method != rounding:
                reason = self.env._("Close its session, then apply the profile again.")
                plan.left(config, self.env._("Cash Rounding"), reason)
                continue
            plan.set(
                config,
                rounding_method=rounding,
                cash_rounding=True,
                only_round_cash_method=True,
            )

    def _cash_rounding(self, plan):
        gain, loss = self._ref("bakery_81100060"), self._ref("bakery_91100040")
        rounding = self.env["account.cash.rounding"].search(
            [
                ("rounding", "=", self.cash_rounding),
                ("rounding_method", "=", "HALF-UP"),
                ("strategy", "=", "add_invoice_line"),
            ],
            limit=1,
        )
        if rounding:
            plan.set(rounding, profit_account_id=gain, loss_account_id=loss)
            return rounding
        rounding = rounding.create(
            {
                "name": self.env._("Round to Rp%(coin)d", coin=self.cash_rounding),
                "rounding": self.cash_rounding,
                "rounding_method": "HALF-UP",
                "strategy": "add_invoice_line",
                "profit_account_id": gain.id,
                "loss_account_id": loss.id,
            }
        )
        plan.made(rounding)
        return rounding

    def _set_payment_accounts(self, plan):
        """Let every payment post: without an account Odoo books it with the bank."""
        journals = self.env["account.journal"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("type", "in", ("bank", "cash", "credit")),
            ]
        )
        for kind in ("inbound", "outbound"):
            lines = journals[f"{kind}_payment_method_line_ids"]
            for line in lines.filtered(lambda line: not line.payment_account_id):
                plan.set(line, payment_account_id=self._outstanding(line))
        methods = self.env["pos.payment.method"].search(
            [("company_id", "=", self.company_id.id), ("journal_id.type", "=", "bank")]
        )
        for method in methods:
            self._set_clearing_account(plan, method)

    def _outstanding(self, line):
        """Return where payments by ``line`` wait for the bank; cash does not wait."""
        if line.journal_id.type == "cash" and line.journal_id.default_account_id:
            return line.journal_id.default_account_id
        side = "debit" if line.payment_type == "inbound" else "credit"
        return self._ref(f"account_journal_payment_{side}_account_id")

    def _set_clearing_account(self, plan, method):
        """Give card, QRIS and each wallet an account for what is not settled yet."""
        shared = self._ref("account_journal_payment_debit_account_id")
        current = method.outstanding_account_id
        if current and current != shared:
            return
        if method.open_session_ids:
            reason = self.env._("Close its session, then apply the profile again.")
            plan.left(method, self.env._("Clearing Account"), reason)
            return
        accounts = self.env["account.account"].with_company(self.company_id)
        account = accounts.create(
            {
                "name": self.env._("Clearing %(method)s", method=method.name),
                "code": accounts._search_new_account_code("11270001"),
                "account_type": "asset_current",
                "reconcile": True,
                "company_ids": [Command.set(self.company_id.ids)],
            }
        )
        plan.made(account)
        plan.set(method, outstanding_account_id=account)

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
