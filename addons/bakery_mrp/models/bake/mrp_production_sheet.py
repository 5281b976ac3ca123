import pytz

from odoo import fields, models

# More lots of one ingredient than a baker looks through.
MOST_LOTS = 20


# pylint: disable=consider-merging-classes-inherited
# What one order shows on the tablet is a subject of its own.
class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def bake_sheet(self):
        """Return all that the baker needs of one order: a dict."""
        self._check_baker()
        self.ensure_one()
        self.check_access("read")
        zone = pytz.timezone(self.env.user.tz or "Asia/Jakarta")
        bom = self.bom_id
        mixes = self._bake_mixes()
        lots = self._bake_lots()
        return {
            **self._bake_card(zone),
            "mixes": mixes,
            "ingredient_rows": [
                self._bake_ingredient(move, mixes, lots, zone)
                for move in self._bake_moves()
            ],
            "step_rows": [
                self._bake_step(work)
                for work in self.workorder_ids
                if work.state != "cancel"
            ],
            "theory": round(self._bake_theory(), 2),
            "baked_weight": round(bom.baked_weight, 1),
            "core_minimum": bom.core_temperature,
            "core_temperature": self.core_temperature,
            "core_reason": self.core_temperature_reason or "",
            "piece_grams": self.piece_grams,
            "yield_rate": self.yield_rate,
            "lot": ", ".join(self.lot_producing_ids.mapped("name")),
        }

    def _bake_mixes(self):
        """Return how many mixes the dough of the order takes, at least one."""
        bom = self.bom_id
        if not bom.is_formula or not bom.product_qty:
            return 1
        quantity = self.product_uom_id._compute_quantity(
            self.product_qty, bom.product_uom_id, round=False
        )
        return len(bom._mixes(bom.dough_weight * quantity / bom.product_qty)) or 1

    def _bake_theory(self):
        """Return what should come out of what was weighed, or else of the plan."""
        planned = used = 0.0
        for move in self._bake_moves():
            lines = move._bake_weighed_lines()
            grams = move.product_id._grams_per(move.product_uom)
            quantity = move.product_uom_qty
            planned += quantity * grams
            if lines or move.state == "done":
                quantity = move.quantity
            used += quantity * grams
        theory = self.product_qty * (used / planned if planned else 1)
        bom = self.bom_id
        if bom.is_formula and bom.theoretical_qty and bom.product_qty:
            theory *= bom.theoretical_qty / bom.product_qty
        return theory

    def _bake_lots(self):
        """Return ``{product: {lot: quantity on hand}}`` in the order of expiry.

        In the unit of the product, less what other orders have weighed already.
        """
        products = self._bake_moves().product_id.filtered(
            lambda product: product.tracking != "none"
        )
        if not products or self.state == "done":
            return {}
        rows = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", products.ids),
                ("lot_id", "!=", False),
                ("location_id", "child_of", self.location_src_id.id),
            ],
            ["product_id", "lot_id"],
            ["quantity:sum", "in_date:min"],
        )
        lots = self.env["stock.lot"].concat(*(row[1] for row in rows))
        taken = self._bake_taken(lots)
        never = fields.Datetime.to_datetime("9999-12-31")
        rows.sort(
            key=lambda row: (
                row[1].removal_date or row[1].expiration_date or never,
                row[3],
                row[1].id,
            )
        )
        found = {product: {} for product in products}
        for product, lot, quantity, _date in rows:
            left = quantity - taken.get(lot, 0)
            if product.uom_id.compare(left, 0) > 0:
                found[product][lot] = left
        return found

    def _bake_taken(self, lots):
        """Return ``{lot: quantity}`` that other orders weighed and have not closed."""
        if not lots:
            return {}
        return dict(
            self.env["stock.move.line"]._read_group(
                [
                    ("lot_id", "in", lots.ids),
                    ("weighed_date", "!=", False),
                    ("state", "not in", ("done", "cancel")),
                    ("move_id.raw_material_production_id", "!=", self.id),
                ],
                ["lot_id"],
                ["quantity_product_uom:sum"],
            )
        )

    def _bake_lot_problem(self, lot):
        """Return the sentence that keeps ``lot`` out of the dough, or nothing."""
        if lot.quality_hold:
            return self.env._(
                "Lot %(lot)s of %(product)s is on hold: take another one.",
                lot=lot.name,
                product=lot.product_id.display_name,
            )
        if lot.expiration_date and lot.expiration_date <= fields.Datetime.now():
            return self.env._(
                "Lot %(lot)s of %(product)s expired on %(date)s: take another one.",
                lot=lot.name,
                product=lot.product_id.display_name,
                date=self._bake_day(lot.expiration_date),
            )
        return ""

    def _bake_day(self, moment):
        return fields.Datetime.context_timestamp(self, moment).strftime("%d-%m-%Y")

    def _bake_ingredient(self, move, mixes, lots, zone):
        product, unit = move.product_id, move.product_id.uom_id
        weighed = move._bake_weighed_lines()
        shown = [
            {
                "id": lot.id,
                "name": lot.name,
                "expiry": self._bake_day(lot.expiration_date)
                if lot.expiration_date
                else "",
                "problem": self._bake_lot_problem(lot),
                "available": move._bake_shown(
                    unit._compute_quantity(left, move.product_uom, round=False)
                ),
            }
            for lot, left in list(lots.get(product, {}).items())[:MOST_LOTS]
        ]
        usable = [lot["id"] for lot in shown if not lot["problem"]]
        planned = move._bake_shown(move.product_uom_qty)
        return {
            "id": move.id,
            "product": self._bake_product(product),
            "barcode": product.barcode or "",
            "tracked": product.tracking != "none",
            "unit": move._bake_unit(),
            "planned": planned,
            "mix": round(planned / mixes, 1),
            "actual": move._bake_shown(move.quantity) if weighed else 0.0,
            "weighed": bool(weighed),
            "lines": [
                {
                    "lot_id": line.lot_id.id or 0,
                    "lot": line.lot_id.name or "",
                    "quantity": move._bake_shown(line.quantity),
                }
                for line in weighed
            ],
            "lots": shown,
            "lot_id": usable[0] if usable else 0,
        }

    def _bake_step(self, work):
        seconds, running = self._bake_clock(work)
        return {
            "id": work.id,
            "name": work.name,
            "workcenter": work.workcenter_id.display_name,
            "done": work.state == "done",
            "seconds": seconds,
            "running": running,
            "expected": round(work.duration_expected),
        }
