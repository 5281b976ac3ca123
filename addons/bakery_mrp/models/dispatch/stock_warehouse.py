from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain


# pylint: disable=consider-merging-classes-inherited
# Which outlets a kitchen supplies is a subject of its own.
class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _supplied_outlets(self):
        """Return the warehouses of the same company that these supply."""
        # sudo: which outlets there are is no secret of theirs.
        return self.sudo().search(
            [
                ("resupply_wh_ids", "in", self.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )

    def _supply_rules(self, kitchen):
        """Return the reordering rules of these outlets that ``kitchen`` fulfils.

        That is by their own route or, without one, by the one of the product or its
        category; and of what the kitchen bakes, always.
        """
        # sudo: how full outlets should be is no secret of theirs.
        rules = (
            self.env["stock.warehouse.orderpoint"]
            .sudo()
            .search(
                [
                    ("warehouse_id", "in", self.ids),
                    ("product_max_qty", ">", 0),
                    ("product_id.is_storable", "=", True),
                ]
            )
        )
        free = rules.filtered(lambda rule: not rule.route_id)
        baked = set()
        if free:
            found = rules.env["mrp.bom"]._bom_find(
                free.product_id, company_id=kitchen.company_id.id, bom_type="normal"
            )
            baked = {product.id for product in free.product_id if found[product]}

        def comes_from_kitchen(rule):
            product = rule.product_id
            own = product.route_ids | product.categ_id.total_route_ids
            for route in rule.route_id or own:
                if (
                    route.supplier_wh_id == kitchen
                    and route.supplied_wh_id == rule.warehouse_id
                ):
                    return True
            return not rule.route_id and product.id in baked

        return rules.filtered(comes_from_kitchen)

    def _below_par(self, kitchen, until):
        """Return ``{(outlet, product): quantity}`` that makes these outlets full.

        Only of products below their minimum, as Odoo's own rules have it. What is on
        its way counts as there; what Odoo has ordered and nobody has loaded does not:
        the load takes its place.

        :param kitchen: the warehouse that supplies.
        :param datetime until: UTC; what comes later does not count.
        """
        rules = self._supply_rules(kitchen)
        waiting = defaultdict(float)
        for move in self._waiting_resupply(kitchen, rules.product_id):
            if move.date <= until:
                key = move.location_dest_id.warehouse_id, move.product_id
                waiting[key] += move.product_qty
        lacking = {}
        for location, at in rules.grouped("location_id").items():
            # sudo: sums are shown and nothing else.
            scoped = at.product_id.sudo().with_context(location=location.id)
            stock = scoped._compute_quantities_dict(None, None, None, False, until)
            for rule in at:
                key = rule.warehouse_id, rule.product_id
                there = stock[rule.product_id.id]["virtual_available"] - waiting[key]
                if rule.product_uom.compare(there, rule.product_min_qty) < 0:
                    lacking[key] = rule.product_uom.round(rule.product_max_qty - there)
        return lacking

    def _waiting_resupply(self, kitchen, products):
        """Return the moves into these outlets that Odoo ordered and nobody has sent.

        They come from ``kitchen`` and belong to no dispatch.
        """
        domain = Domain(
            [
                ("product_id", "in", products.ids),
                ("state", "not in", ["draft", "done", "cancel"]),
                ("location_dest_id", "child_of", self.view_location_id.ids),
                ("location_id.usage", "=", "transit"),
                ("picking_id.dispatch_load_id", "=", False),
                ("move_orig_ids.location_id", "child_of", kitchen.view_location_id.id),
            ]
        )
        # sudo: as in _below_par.
        moves = self.env["stock.move"].sudo().search(domain)
        return moves.filtered(
            lambda move: all(orig.state != "done" for orig in move.move_orig_ids)
        )

    @api.model
    def _not_held(self):
        """Return the domain of quantities of no lot on hold."""
        # sudo: a lot is on hold for those as well who may not read it.
        held = self.env["stock.lot"].sudo()._search([("quality_hold", "=", True)])
        return Domain("lot_id", "=", False) | Domain("lot_id", "not in", held)

    def _free_to_send(self, products, moment):
        """Return ``{product id: quantity}`` that this warehouse can send at ``moment``.

        What is reserved for others, on hold, or past its day by then is not.
        """
        self.ensure_one()
        domain = self._not_held() & Domain(
            [
                ("product_id", "in", products.ids),
                ("location_id", "child_of", self.lot_stock_id.id),
            ]
        )
        domain &= Domain("removal_date", "=", False) | Domain(
            "removal_date", ">=", moment
        )
        # sudo: what is there counts, whatever part of it the user may see.
        groups = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                domain, ["product_id"], ["quantity:sum", "reserved_quantity:sum"]
            )
        )
        free = defaultdict(float)
        for product, quantity, reserved in groups:
            free[product.id] = quantity - reserved
        return free
