from collections import defaultdict

from odoo import api, models
from odoo.fields import Command
from odoo.tools.float_utils import float_compare

from .bakery_tax_profile import REGIME_TAXES

SERVICE_TAXES = {False: "bakery_tax_service_5", True: "bakery_tax_service_5_included"}


class BakeryTaxProfile(models.TransientModel):
    # What outlets, documents and products are taxed with.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "bakery.tax.profile"

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

    @api.model
    def _takeaway(self, config):
        """Return the presets of a till that are not for its tables."""
        presets = config.available_preset_ids - config.default_preset_id
        return presets if config.use_presets else presets.browse()

    def _set_presets(self, plan):
        """Take the service out of take-away; other taxes are those of the till."""
        wanted = defaultdict(list)
        for outlet in self.outlet_ids:
            position = self.env["account.fiscal.position"]
            if outlet.service_rate and not outlet.takeaway_service:
                position = self._position(
                    plan, outlet.tax_regime, outlet.price_included, 0
                )
            for preset in self._takeaway(outlet.config_id):
                wanted[preset].append((outlet.config_id, position))
        for preset, uses in wanted.items():
            reason = self._preset_reason(uses)
            if reason:
                plan.left(preset, self.env._("Taxes"), reason)
            else:
                plan.set(preset, fiscal_position_id=uses[0][1])

    def _preset_reason(self, uses):
        """Return why a preset of ``[(till, position)]`` stays as it is, if it does."""
        if len({position for _config, position in uses}) > 1:
            return self.env._(
                "Its outlets are taxed differently: give each a preset of its own."
            )
        if any(config.has_active_session for config, _position in uses):
            return self.env._("Close its session, then apply the profile again.")
        return None

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
                ("id", "not in", self._tips().ids),
            ]
            self._set_product_tax(plan, domain, standard, new)

    def _tips(self):
        """Return what guests give to the staff: no sale of the company, not taxed."""
        tip = self.env.ref(
            "point_of_sale.product_product_tip", raise_if_not_found=False
        )
        tills = self.env["pos.config"].with_context(active_test=False)
        tills = tills.search([("company_id", "=", self.company_id.id)])
        products = tills.tip_product_id
        return (products | tip if tip else products).product_tmpl_id

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
