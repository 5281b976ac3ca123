from collections import defaultdict
from datetime import timedelta

from odoo import fields, models

from .changes import write_changes


class BakeryBakePlanNeed(models.Model):
    """One ingredient of a bake plan: what is needed, what is there, who sells it."""

    _name = "bakery.bake.plan.need"
    _description = "Bake Plan Ingredient"
    _order = "is_short desc, product_id, id"

    plan_id = fields.Many2one(
        "bakery.bake.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    product_id = fields.Many2one("product.product", required=True, index=True)
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    need_qty = fields.Float(
        string="Needed",
        digits="Product Unit",
        help="For all lines of the plan.",
    )
    free_qty = fields.Float(
        string="Free",
        digits="Product Unit",
        help="On hand when the shift starts, with what arrives until then, less what "
        "other orders take.",
    )
    short_qty = fields.Float(string="Missing", digits="Product Unit")
    requested_qty = fields.Float(
        string="On Requests",
        digits="Product Unit",
        help="On requests for quotation that are not ordered yet.",
    )
    is_short = fields.Boolean(string="Short")
    partner_id = fields.Many2one("res.partner", string="Vendor")
    delay = fields.Integer(string="Days to Deliver")
    order_before = fields.Datetime(
        help="Ordered later than this, it comes after the shift has begun.",
    )

    _one_per_product = models.UniqueIndex("(plan_id, product_id)")


# pylint: disable=consider-merging-classes-inherited
# Ingredients of the plan are a subject of its own.
class BakeryBakePlan(models.Model):
    _inherit = "bakery.bake.plan"

    def _compute_loads_and_needs(self, wanted=None):
        """Bring doughs, loads and needs up to the lines.

        :param Wanted wanted: what the lines were worked out of, if they just were.
        """
        self.ensure_one()
        self._compute_doughs()
        self._compute_loads()
        self._compute_needs(wanted)

    def _bought_parts(self, lines, wanted=None):
        """Return ``{line: [(ingredient, quantity per unit)]}`` that nobody bakes.

        What ``wanted`` has found of the same formulas is not looked for again.
        """
        known = wanted.formulas if wanted else {}
        fresh = lines.filtered(lambda x: known.get(x.product_id) != x.bom_id)
        found = self._parts_of({line.product_id: line.bom_id for line in fresh})
        parts = {
            line: (found if line in fresh else wanted.parts)[line.product_id]
            for line in lines
        }
        inside = self.env["product.product"].union(
            *(part for rows in parts.values() for part, _quantity in rows)
        )
        baked = self._formulas(inside)
        bought = {part for part in inside if not (baked[part] and part.is_storable)}
        return {
            line: [row for row in rows if row[0] in bought]
            for line, rows in parts.items()
        }

    @staticmethod
    def _ingredients(lines, parts):
        """Return ``{ingredient: quantity}`` that ``lines`` take of their ``parts``."""
        needed = defaultdict(float)
        for line in lines:
            for part, per_unit in parts[line]:
                needed[part] += per_unit * line.qty
        return needed

    def _compute_needs(self, wanted=None):
        """Write what the plan takes of each ingredient, and what is missing."""
        lines = self.line_ids
        ordered = lines.filtered("production_ids")
        parts = self._bought_parts(lines, wanted)
        needed = self._ingredients(lines, parts)
        # The orders' own consumption is in the forecast already.
        extra = self._ingredients(lines - ordered, parts)
        products = self.env["product.product"].union(*needed)
        products = products.filtered("is_storable")
        scoped = products.with_context(
            location=self.warehouse_id.view_location_id.id, to_date=self.date_start
        )
        stock = scoped._compute_quantities_dict(
            None, None, None, False, self.date_start
        )
        requested = self._requested(products)
        # Worked out, never typed: nobody has the right to write it.
        Need = self.env["bakery.bake.plan.need"].sudo()
        known = {need.product_id: need for need in self.sudo().need_ids}
        rows = []
        for product in products:
            virtual = stock[product.id]["virtual_available"]
            uom = product.uom_id
            short = max(extra.get(product, 0) - virtual, 0)
            if uom.is_zero(needed[product]) and uom.is_zero(short):
                continue
            seller = self._seller(product)
            delay = int(seller.delay)
            values = {
                "need_qty": uom.round(needed[product]),
                "free_qty": uom.round(virtual + needed[product] - extra[product]),
                "short_qty": uom.round(short),
                "requested_qty": uom.round(requested[product]),
                "is_short": uom.compare(short, 0) > 0,
                "partner_id": seller.partner_id.id,
                "delay": delay,
                "order_before": self.date_start - timedelta(days=delay)
                if seller
                else False,
            }
            if need := known.pop(product, None):
                write_changes(need, values)
            else:
                rows.append({"plan_id": self.id, "product_id": product.id, **values})
        Need.union(*known.values()).unlink()
        Need.create(rows)
        self.invalidate_recordset(["need_ids"])

    def _seller(self, product):
        """Return who sells ``product`` on the day of the plan, in any quantity."""
        return product.with_company(self.company_id)._select_seller(
            quantity=None, date=self.date
        )

    def _requested(self, products):
        """Return ``{product: quantity}`` on requests that nobody has ordered yet."""
        found = defaultdict(float)
        # Bakers see what is missing without seeing purchase orders.
        rows = (
            self.env["purchase.order.line"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", products.ids),
                    ("order_id.state", "in", ["draft", "sent", "to approve"]),
                    (
                        "order_id.picking_type_id.warehouse_id",
                        "=",
                        self.warehouse_id.id,
                    ),
                ],
                ["product_id", "product_uom_id"],
                ["product_qty:sum"],
            )
        )
        for product, uom, quantity in rows:
            found[product.with_env(self.env)] += uom._compute_quantity(
                quantity, product.uom_id, round=False
            )
        return found

    def action_request_shortages(self):
        """Make requests for quotation for what is missing, one for each vendor.

        What is on requests already is not asked again. Return a notification.
        """
        self._check_planner()
        self._check_open("draft", "confirmed")
        self._lock()
        asked = unknown = 0
        for plan in self:
            plan._compute_needs()
            done, left = plan._request_shortages()
            asked, unknown = asked + done, unknown + left
        if asked:
            message = self.env._("%s ingredients are on requests now.", asked)
        else:
            message = self.env._("Everything that is missing is on requests already.")
        if unknown:
            message += " " + self.env._("%s have no vendor.", unknown)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if unknown else "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _request_shortages(self):
        """Return how many ingredients were requested, and how many have no vendor."""
        self.ensure_one()
        Rule = self.env["stock.rule"]
        wanted, unknown = [], 0
        for need in self.need_ids.filtered("is_short"):
            uom = need.product_uom_id
            rest = need.short_qty - need.requested_qty
            if uom.compare(rest, 0) <= 0:
                continue
            if not need.partner_id:
                unknown += 1
                continue
            wanted.append(
                Rule.Procurement(
                    need.product_id,
                    uom.round(rest, rounding_method="UP"),
                    uom,
                    self.warehouse_id.lot_stock_id,
                    self.name,
                    self.name,
                    self.company_id,
                    {
                        "warehouse_id": self.warehouse_id,
                        "date_planned": self.date_start,
                        "route_ids": self.env["stock.route"],
                    },
                )
            )
        if wanted:
            Rule.run(wanted)
            self._compute_needs()
        return len(wanted), unknown
