from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.bakery_l10n_id.wizards.plan import Plan

# Who takes the guests' money and pays it out later. Bakeries archive what they do not
# use; what was made once is not made again.
PLATFORMS = {"gofood": "GoFood", "grabfood": "GrabFood", "shopeefood": "ShopeeFood"}
WALLETS = {"gopay": "GoPay", "ovo": "OVO", "dana": "DANA", "shopeepay": "ShopeePay"}
FEES = {"platform": "bakery_63120010", "wallet": "bakery_65110021"}


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_collectors(self, company):
        """Offer cards, e-wallets and delivery platforms; choices made stay.

        Each has its way to pay with an account where the money waits, and its fee. A
        platform has a preset and a price list too. Its prices, its commission and the
        tills that sell for it are the bakery's to say.
        """
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
        )
        if not bank:
            return
        setup = self.with_context(lang="id_ID")
        setup._ensure_method(company, bank, "card", self.env._("Card"), "debit", 20)
        for number, (key, name) in enumerate(WALLETS.items()):
            setup._ensure_collector(company, bank, "wallet", key, name, 40 + number)
        for number, (key, name) in enumerate(PLATFORMS.items()):
            setup._ensure_collector(company, bank, "platform", key, name, 60 + number)

    @api.model
    def _ensure_collector(self, company, bank, kind, key, name, sequence):
        if self._made(company, f"collector_{key}"):
            return
        method = self._ensure_method(company, bank, key, name, kind, sequence)
        chart = self.env["account.chart.template"].with_company(company)
        values = {
            "name": name,
            "kind": kind,
            "sequence": sequence,
            "company_id": company.id,
            "payment_method_ids": [Command.link(method.id)],
            "commission_rate": method.settlement_fee_rate,
            "commission_account_id": chart.ref(FEES[kind]).id,
            "journal_id": chart.ref("general").id,
        }
        if kind == "platform":
            values["preset_id"] = self._ensure_preset(company, key, name, sequence).id
        collector = self.env["bakery.pos.collector"].create(values)
        self._remember(company, f"collector_{key}", collector)

    @api.model
    def _ensure_method(self, company, bank, key, name, kind, sequence):
        """Return the way to pay, made where the company has none."""
        method = self._made(company, f"method_{key}")
        if method:
            return method
        rates = self.env["bakery.tax.rate"]
        today = fields.Date.context_today(self)
        method = self.env["pos.payment.method"].create(
            {
                "name": name,
                "sequence": sequence,
                "company_id": company.id,
                "journal_id": bank.id,
                "settlement_kind": kind,
                "settlement_fee_rate": rates._value(f"fee_{kind}", today),
            }
        )
        profile = self.env["bakery.tax.profile"].new({"company_id": company.id})
        profile._set_clearing_account(Plan(self.env), method)
        return self._remember(company, f"method_{key}", method)

    @api.model
    def _ensure_preset(self, company, key, name, sequence):
        """Return the preset of a platform's orders, with a price list of its own."""
        preset = self._made(company, f"preset_{key}")
        if preset:
            return preset
        prices = self.env["product.pricelist"].create(
            {
                "name": name,
                "company_id": company.id,
                "currency_id": company.currency_id.id,
                "sequence": sequence,
                "selectable": False,
            }
        )
        self._remember(company, f"pricelist_{key}", prices)
        preset = self.env["pos.preset"].create(
            {"name": name, "color": 3, "pricelist_id": prices.id}
        )
        return self._remember(company, f"preset_{key}", preset)

    @api.model
    def _made(self, company, name):
        return self.env.ref(f"bakery_suite.{company.id}_{name}", False)

    @api.model
    def _remember(self, company, name, record):
        """Give ``record`` a name by which the next run, and data, find it."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"bakery_suite.{company.id}_{name}",
                    "record": record,
                    "noupdate": True,
                }
            ]
        )
        return record
