from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

# Decimal accuracy a recipe needs: 2 digits (Odoo's default) lose 2 g of yeast on a
# kilogram product and a third of a rupiah on every gram of flour.
PRECISIONS = {"Product Unit": 5, "Product Price": 6}

# Options of Odoo's own settings page that a bakery works with.
OPTIONS = (
    "group_stock_production_lot",
    "group_lot_on_delivery_slip",
    "group_expiry_date_on_delivery_slip",
    "group_stock_multi_locations",
    "group_stock_adv_location",
    "group_mrp_routings",
    "group_mrp_byproducts",
    "group_uom",
    "group_product_pricelist",
    "group_cash_rounding",
    "group_discount_per_so_line",
    "group_sale_order_template",
    "group_sale_delivery_address",
    "group_purchase_alternatives",
)

# Kinds of goods and the accounts that hold their value; services, which are not
# stocked, have a category of their own.
CATEGORIES = {
    "ingredient": "bakery_11300010",
    "packaging": "bakery_11300020",
    "semifinished": "bakery_11300040",
    "finished": "bakery_11300040",
    "merchandise": "bakery_11300050",
}


class BakerySetup(models.TransientModel):
    """Turns a fresh Odoo company into an Indonesian bakery.

    One procedure for every database, with and without the demo: the form calls it,
    ``./bakery up`` calls it. Every step looks at what is there first, so that it
    can be run again on a bakery at work.
    """

    _name = "bakery.setup"
    _description = "Bakery Set-up"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    name = fields.Char(
        string="Company Name",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    tz = fields.Selection(
        [
            ("Asia/Jakarta", "WIB (Jakarta)"),
            ("Asia/Makassar", "WITA (Makassar)"),
            ("Asia/Jayapura", "WIT (Jayapura)"),
        ],
        string="Time Zone",
        required=True,
        default="Asia/Jakarta",
    )

    @api.depends("company_id")
    def _compute_name(self):
        for setup in self:
            setup.name = setup.company_id.name

    def action_apply(self):
        """Apply the set-up to the chosen company and reload the client."""
        self.ensure_one()
        self.apply(self.company_id, {"name": self.name, "tz": self.tz})
        return {"type": "ir.actions.client", "tag": "reload"}

    @api.model
    @api.private
    def apply(self, company, values):
        """Set up ``company`` as an Indonesian bakery; safe to repeat.

        :param company: ``res.company`` record.
        :param dict values: optional ``name``, ``tz`` (IANA zone) and ``owner``
            (``{"login", "password", "name"}`` of the first user to create).
        :raise AccessError: when the caller does not administer the system.
        :raise UserError: when the company's books already use another chart.
        """
        if not self.env.su and not self.env.user._is_system():
            raise AccessError(
                self.env._("Only a system administrator can set up the bakery.")
            )
        # The set-up writes accounting, stock and website records alike, which no
        # single role may do; the caller's right was checked above.
        setup, company = self.sudo().with_company(company), company.sudo()
        setup._apply_language(values.get("tz") or "Asia/Jakarta")
        setup._apply_precision()
        setup._apply_company(company, values)
        setup._apply_options()
        setup._apply_valuation(company)
        setup._apply_category_names()
        setup._apply_payments(company)
        setup._apply_website(company)
        setup._apply_access(company)
        setup._apply_purchasing(company)
        setup._apply_baking(company)
        setup._apply_selling(company)
        setup._apply_collectors(company)
        setup._apply_kitchen(company)
        if values.get("owner"):
            setup._create_owner(company, values["owner"])

    @api.model
    def _apply_language(self, tz):
        """Speak Indonesian and live in the bakery's time zone, for old and new."""
        language = self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.default"].set("res.partner", "lang", language.code)
        self.env["ir.default"].set("res.partner", "tz", tz)
        staff = self.env["res.users"].search([("share", "=", False)])
        (staff | self.env.ref("base.public_user")).write({"lang": language.code})
        staff.filtered(lambda user: not user.tz).write({"tz": tz})

    @api.model
    def _apply_precision(self):
        for name, digits in PRECISIONS.items():
            precision = self.env["decimal.precision"].search([("name", "=", name)])
            precision.digits = max(precision.digits, digits)

    @api.model
    def _apply_company(self, company, values):
        rupiah = self.env.ref("base.IDR")
        # Odoo refuses fewer decimals once the first entry is posted.
        if not rupiah.active or rupiah.rounding < 1:
            rupiah.write({"active": True, "rounding": 1.0})
        company.write(
            {
                "country_id": self.env.ref("base.id").id,
                "account_fiscal_country_id": self.env.ref("base.id").id,
                **({"name": values["name"]} if values.get("name") else {}),
            }
        )
        company.resource_calendar_id.tz = values.get("tz") or "Asia/Jakarta"
        self._load_chart(company)
        self._retire_dollar(company)

    @api.model
    def _load_chart(self, company):
        if company.chart_template == "id":
            return
        if company.root_id._existing_accounting():
            raise UserError(
                self.env._(
                    "%(company)s already has journal entries in another chart of"
                    " accounts: set up a new company instead.",
                    company=company.name,
                )
            )
        self.env["account.chart.template"].try_loading("id", company)

    @api.model
    def _retire_dollar(self, company):
        """Hide Odoo's start currency, whose presence shows currencies everywhere."""
        dollar = self.env.ref("base.USD")
        domain = [("currency_id", "=", dollar.id)]
        used = any(
            self.env[model]
            .with_context(active_test=False)
            .search_count(domain, limit=1)
            for model in ("res.company", "account.move")
        )
        if dollar.active and not used:
            pricelists = self.env["product.pricelist"].with_context(active_test=False)
            pricelists.search([("currency_id", "=", dollar.id)]).write(
                {"currency_id": company.currency_id.id}
            )
            dollar.active = False

    @api.model
    def _apply_options(self):
        """Tick the options of Odoo's settings page, with all that hangs on them."""
        settings = self.env["res.config.settings"].create(dict.fromkeys(OPTIONS, True))
        settings.execute()
        make_to_order = self.env.ref("stock.route_warehouse0_mto")
        make_to_order.action_unarchive()

    @api.model
    def _apply_valuation(self, company):
        """Perpetual average cost, first expired first out, posted as goods move."""
        company.write({"inventory_valuation": "real_time", "cost_method": "average"})
        chart = self.env["account.chart.template"].with_company(company)
        fefo = self.env.ref("product_expiry.removal_fefo")
        for name, account in CATEGORIES.items():
            category = self.env.ref(f"bakery_suite.product_category_{name}")
            category.write(
                {
                    "property_valuation": "real_time",
                    "property_cost_method": "average",
                    "removal_strategy_id": fefo.id,
                    "property_stock_valuation_account_id": chart.ref(account).id,
                }
            )
        company.receipt_accrual = True

    @api.model
    def _apply_category_names(self):
        """Name the categories in Indonesian: Odoo keeps one name for all languages."""
        env = self.with_context(lang="id_ID").env
        names = {
            "ingredient": ("Ingredients", env._("Ingredients")),
            "packaging": ("Packaging", env._("Packaging")),
            "semifinished": ("Doughs and Fillings", env._("Doughs and Fillings")),
            "finished": ("Finished Goods", env._("Finished Goods")),
            "merchandise": ("Merchandise", env._("Merchandise")),
            "service": ("Services", env._("Services")),
        }
        for key, (source, translated) in names.items():
            category = self.env.ref(f"bakery_suite.product_category_{key}")
            if category.name == source:
                category.name = translated

    @api.model
    def _apply_payments(self, company):
        """Give every way of paying its account, and offer bank transfer in the shop.

        Without an account Odoo posts no entry for a payment. Cash is there at once;
        what goes through a bank waits on the outstanding account for the statement.
        """
        chart = self.env["account.chart.template"].with_company(company)
        waiting = {
            "inbound": chart.ref("account_journal_payment_debit_account_id"),
            "outbound": chart.ref("account_journal_payment_credit_account_id"),
        }
        journals = self.env["account.journal"].search(
            [("type", "in", ("bank", "cash")), ("company_id", "=", company.id)]
        )
        lines = (
            journals.inbound_payment_method_line_ids
            | journals.outbound_payment_method_line_ids
        )
        for line in lines.filtered(lambda line: not line.payment_account_id):
            journal = line.journal_id
            line.payment_account_id = (
                journal.default_account_id
                if journal.type == "cash"
                else waiting[line.payment_type]
            )
        self._offer_bank_transfer(company)

    @api.model
    def _offer_bank_transfer(self, company):
        provider = self.env["payment.provider"].search(
            [
                ("code", "=", "custom"),
                ("custom_mode", "=", "wire_transfer"),
                ("company_id", "=", company.id),
            ],
            limit=1,
        )
        method = self.env["payment.method"].with_context(active_test=False)
        method = method.search([("code", "=", "wire_transfer")], limit=1)
        if provider and provider.state == "disabled":
            provider.payment_method_ids = [Command.link(method.id)]
            provider.write({"state": "enabled", "is_published": True})
            method.active = True

    @api.model
    def _apply_website(self, company):
        language = self.env["res.lang"]._lang_get("id_ID")
        for website in self.env["website"].search([("company_id", "=", company.id)]):
            website.write(
                {
                    "language_ids": [Command.link(language.id)],
                    "default_lang_id": language.id,
                    "name": company.name,
                }
            )

    @api.model
    def _apply_access(self, company):
        """Bind everybody to the rights of their roles, and leave somebody in charge."""
        role = self.env.ref("bakery_stock_access.role_store_admin")
        system = self.env["res.users"].search([("share", "=", False)])
        system = system.filtered(
            lambda user: user._is_system() and not user.access_assignment_ids
        )
        self.env["bakery.access.assignment"].create(
            [{"user_id": user.id, "role_id": role.id} for user in system]
        )
        company.access_control = True

    @api.model
    def _create_owner(self, company, owner):
        """Create the first user of an empty bakery, or leave an existing one."""
        Users = self.env["res.users"].with_context(no_reset_password=True)
        if Users.search_count([("login", "=", owner["login"])], limit=1):
            return
        group = self.env.ref("bakery_suite.bakery_suite_group_owner")
        Users.create(
            {
                "name": owner.get("name") or owner["login"],
                "login": owner["login"],
                "password": owner["password"],
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(group.ids)],
                "lang": "id_ID",
            }
        )
