from collections import defaultdict

from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What outlets ask for is demand that no other document of the stock knows.
class BakeryBakePlan(models.Model):
    _inherit = "bakery.bake.plan"

    def _other_demand(self, products):
        """Add what outlets have asked for beyond what they lack by their rules."""
        found = super()._other_demand(products)
        beyond = self._requested_beyond_par(products)
        for product, quantity in beyond.items():
            found[product] += quantity
        return found

    def _requested_beyond_par(self, products):
        """Return ``{product: quantity}`` of requests that nobody has loaded yet."""
        last = fields.Datetime.context_timestamp(
            self.with_context(tz=str(self.warehouse_id._address_zone())), self.cover_end
        ).date()
        # sudo: a planner bakes for outlets whose requests they need not see.
        rows = (
            self.env["bakery.outlet.request.line"]
            .sudo()
            ._read_group(
                [
                    ("request_id.state", "=", "sent"),
                    ("request_id.date", "<=", last),
                    ("request_id.date", ">=", self.date),
                    ("warehouse_id.resupply_wh_ids", "in", self.warehouse_id.ids),
                    ("product_id", "in", products.ids),
                ],
                ["warehouse_id", "product_id"],
                ["qty:sum"],
            )
        )
        beyond = defaultdict(float)
        if not rows:
            return beyond
        par = defaultdict(float)
        for rule, lacking in self._lacking_at_outlets(self._par_rules(products)):
            par[rule.warehouse_id.id, rule.product_id.id] += lacking
        for outlet, product, quantity in rows:
            more = quantity - par[outlet.id, product.id]
            beyond[product.with_env(self.env)] += max(more, 0)
        return beyond
