from collections import defaultdict

from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What is printed for the bakehouse is a subject of its own.
class BakeryBakePlan(models.Model):
    _inherit = "bakery.bake.plan"

    def _weighing_sheets(self):
        """Return one dict per dough or filling: what is weighed, in all and per mix.

        Weights in grams, to a tenth.
        """
        self.ensure_one()
        return [
            {
                "name": bom.product_tmpl_id.name,
                "version": bom.version,
                "mixes": bom._mixes(dough),
                "grams": dough,
                "lines": self._weighed_lines(bom, batches, len(bom._mixes(dough))),
            }
            for bom, batches, dough in self._batches_weighed()
        ]

    def _batches_weighed(self):
        """Return ``[(formula, batches, grams of dough)]``: doughs first."""
        found = []
        for dough in self.dough_ids:
            bom = dough.bom_id
            batches = dough.grams / bom.dough_weight if bom.dough_weight else 0
            found.append((bom, batches, dough.grams))
        seen = self.dough_ids.bom_id
        for line in self.line_ids.filtered("qty"):
            if line.bom_id not in seen:
                found.append((line.bom_id, line._batches(), line.dough_weight))
        return found

    def _weighed_lines(self, bom, batches, mixes):
        rows = []
        for line in bom.bom_line_ids:
            grams = round(line.weight * batches, 1)
            rows.append(
                {
                    "product": line.product_id,
                    "grams": grams,
                    "mix_grams": round(grams / (mixes or 1), 1),
                    "qty": line.product_uom_id.round(line.product_qty * batches),
                    "uom": line.product_uom_id,
                }
            )
        return rows

    def _oven_lines(self):
        """Return the lines that are baked, from the hottest oven down."""
        baked = self.line_ids.filtered(lambda x: x.qty and x.oven_temperature)
        return baked.sorted(lambda x: (-x.oven_temperature, x.level, x.id))

    def _packing(self):
        """Return ``[(place, [(product, quantity)])]`` of what leaves by the end."""
        self.ensure_one()
        view = self.warehouse_id.view_location_id
        # Whoever packs has to know for whom, whatever documents they may open.
        moves = (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    ("product_id", "in", self.line_ids.product_id.ids),
                    ("state", "not in", ["draft", "done", "cancel"]),
                    ("date", "<=", self.cover_end),
                    ("location_id", "child_of", view.id),
                    ("location_dest_id.usage", "!=", "production"),
                    "!",
                    ("location_dest_id", "child_of", view.id),
                ]
            )
        )
        places = defaultdict(lambda: defaultdict(float))
        for move in moves:
            picking = move.picking_id
            place = (
                picking.partner_id.display_name or move.location_dest_id.display_name
            )
            places[place][move.product_id] += move.product_qty
        rules = self._par_rules(self.line_ids.product_id)
        for rule, quantity in self._lacking_at_outlets(rules):
            places[rule.warehouse_id.display_name][rule.product_id] += quantity
        return [
            (place, sorted(rows.items(), key=lambda row: row[0].display_name))
            for place, rows in sorted(places.items())
        ]
