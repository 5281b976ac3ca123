from collections import defaultdict

from odoo import fields
from odoo.fields import Domain

from .lot_walk import DOWN, UP, last_sale

# More of a kind in one column are shown as groups.
MOST = 20
# Number and quantity of what went out without a lot.
NOTHING = (0, 0.0)


class TracePage:
    """What the page Trace shows: columns of boxes, lines between them, and counts.

    The columns go from vendors through ingredients to the lot, and on through what was
    made of it to customers. What the user may not see is left out, and its number told.
    """

    def __init__(self, lot, walks):
        self.lot = lot
        self.env = lot.env
        self.walks = walks
        self.levels = self._levels()
        everything = self.env["stock.lot"].browse(self.levels)
        self.lots = everything._filtered_access("read")
        self.hidden = len(everything) - len(self.lots)
        self.on_hand = self.lots._on_hand()
        self.keys = {}

    def _levels(self):
        """Return the column of each lot: ingredients left of 0, products right."""
        levels = {}
        if UP in self.walks:
            levels.update((k, -v) for k, v in self.walks[UP].levels.items())
        if DOWN in self.walks:
            levels.update(self.walks[DOWN].levels)
        return levels

    def render(self):
        """Return the page as what can be sent to a browser."""
        sold, bought = self._side(DOWN), self._side(UP)
        outgoing, incoming = sold._outgoing(), bought._incoming()
        columns = [
            *self._end_column(self._vendors(incoming), "vendors"),
            *self._lot_columns(),
            *self._end_column(sold._trace_ends(outgoing), "ends"),
        ]
        return {
            "lot": self._box(self.lot),
            "columns": columns,
            "edges": self._edges(columns),
            "counts": self._counts(
                sold, self._pickings(outgoing), self._pickings(incoming)
            ),
            "places": self._places(),
            "unnamed": self._unnamed_sold() + self._unnamed_used(),
            "hidden": self.hidden,
        }

    def _side(self, way):
        """Return the lots on one side, with the first."""
        if way not in self.walks:
            return self.lots.browse()
        known = self.walks[way].levels
        return self.lots.filtered(lambda lot: lot.id in known)

    # Columns --------------------------------------------------------------------------

    def _lot_columns(self):
        by_level = defaultdict(list)
        for lot in self.lots:
            by_level[self.levels[lot.id]].append(lot)
        return [
            {
                "key": f"level-{level}",
                "kind": "lot",
                "title": self._level_title(level),
                "total": len(lots),
                "boxes": self._lot_boxes(level, self.env["stock.lot"].concat(*lots)),
            }
            for level, lots in sorted(by_level.items())
        ]

    def _level_title(self, level):
        if not level:
            return self.env._("This lot")
        if level < 0:
            return self.env._("Ingredients, step %(step)s", step=-level)
        return self.env._("Made of it, step %(step)s", step=level)

    def _lot_boxes(self, level, lots):
        if len(lots) <= MOST:
            boxes = [self._box(lot) for lot in lots]
            self.keys.update((lot.id, f"lot-{lot.id}") for lot in lots)
            return boxes
        groups = lots.grouped("product_id").items()
        boxes = [
            self._group(f"group-{level}-{product.id}", product.display_name, group)
            for product, group in sorted(groups, key=lambda item: -len(item[1]))
        ]
        if len(boxes) <= MOST:
            return boxes
        rest = self.env["stock.lot"].browse(
            [lot_id for box in boxes[MOST - 1 :] for lot_id in box["ids"]]
        )
        title = self.env._("%(number)s more products", number=len(boxes) - MOST + 1)
        return boxes[: MOST - 1] + [self._group(f"group-{level}-rest", title, rest)]

    def _group(self, key, title, lots):
        self.keys.update(dict.fromkeys(lots.ids, key))
        return {
            "key": key,
            "kind": "group",
            "title": title,
            "note": self.env._("%(number)s lots", number=len(lots)),
            "model": "stock.lot",
            "ids": lots.ids,
            "hold": any(lots.mapped("quality_hold")),
        }

    def _box(self, lot):
        return {
            "key": f"lot-{lot.id}",
            "kind": "lot",
            "title": lot.name,
            "note": lot.product_id.display_name,
            "model": "stock.lot",
            "ids": lot.ids,
            "hold": lot.quality_hold,
            "quantity": self.on_hand.get(lot.id, 0),
            "unit": lot.product_uom_id.name,
        }

    def _vendors(self, incoming):
        reached = defaultdict(lambda: (set(), set()))
        for lot, picking, partner, _quantity in incoming:
            picking_ids, lot_ids = reached[partner.commercial_partner_id]
            picking_ids.update(picking.ids)
            lot_ids.add(lot.id)
        return [
            {
                "key": f"vendor-{partner.id}",
                "kind": "vendor",
                "title": partner.display_name or self.env._("Nobody by name"),
                "note": self.env._("Receipts: %(number)s", number=len(picking_ids)),
                "model": "stock.picking",
                "ids": sorted(picking_ids),
                "lots": lot_ids,
            }
            for partner, (picking_ids, lot_ids) in reached.items()
        ]

    def _end_column(self, ends, key):
        if not ends:
            return []
        ends.sort(key=lambda end: (-len(end["ids"]), end["title"]))
        shown = ends
        if len(ends) > MOST:
            shown, rest = ends[: MOST - 1], ends[MOST - 1 :]
            number = self.env._("%(number)s more", number=len(rest))
            model = rest[0]["model"]
            shown.append(
                {
                    "key": f"{key}-rest",
                    "kind": "group",
                    "title": number,
                    "note": "",
                    "model": model,
                    "ids": [
                        i for end in rest if end["model"] == model for i in end["ids"]
                    ],
                    "lots": set().union(*(end["lots"] for end in rest)),
                }
            )
        titles = {
            "vendors": self.env._("Received from"),
            "ends": self.env._("Sold to"),
        }
        column = {
            "key": key,
            "kind": key,
            "title": titles[key],
            "total": len(ends),
            "boxes": shown,
        }
        return [column]

    def _edges(self, columns):
        """Return the lines between boxes, each once, from left to right."""
        edges = {
            (self.keys[left], self.keys[right])
            for walk in self.walks.values()
            for left, right in walk.edges
            if left in self.keys and right in self.keys
        }
        for column in columns:
            for box in column["boxes"]:
                for lot_id in box.pop("lots", ()):
                    pair = (self.keys[lot_id], box["key"])
                    edges.add(pair[::-1] if column["kind"] == "vendors" else pair)
        return sorted(edge for edge in edges if edge[0] != edge[1])

    # Counts ---------------------------------------------------------------------------

    def _counts(self, sold, shipments, receipts):
        """Return the counts above the picture, with what a click on them opens."""
        productions = set().union(*(walk.productions for walk in self.walks.values()))
        below, above = self._below(), self._above()
        counts = []
        if UP in self.walks:
            counts += [
                (self.env._("Receipts"), receipts),
                (self.env._("Vendors"), receipts.partner_id.commercial_partner_id),
                (self.env._("Ingredient Lots"), above),
            ]
        counts.append((self.env._("Manufacturing Orders"), self._readable(productions)))
        if DOWN in self.walks:
            counts += [
                (self.env._("Lots Made"), below),
                (self.env._("Products"), below.product_id),
                *sold._trace_counts(shipments),
            ]
            if possible := self.walks[DOWN].possible:
                lots = self.env["stock.lot"].browse(possible)
                counts.append(
                    (
                        self.env._("Possibly Affected Lots"),
                        lots._filtered_access("read"),
                    )
                )
        return [
            {
                "label": label,
                "number": len(records),
                "model": records._name,
                "ids": records.ids,
            }
            for label, records in counts
        ]

    def _below(self):
        return self.lots.filtered(lambda lot: self.levels[lot.id] > 0)

    def _above(self):
        return self.lots.filtered(lambda lot: self.levels[lot.id] < 0)

    def _pickings(self, rows):
        ids = {picking_id for row in rows for picking_id in row[1].ids}
        return self.env["stock.picking"].browse(ids)

    def _readable(self, production_ids):
        productions = self.env["mrp.production"]
        if not productions.has_access("read"):
            return productions
        return productions.browse(production_ids)._filtered_access("read")

    def _places(self):
        """Return where goods of the lots still are."""
        groups = self.env["stock.quant"]._read_group(
            [
                ("lot_id", "in", self.lots.ids),
                ("location_id.usage", "in", ("internal", "transit")),
                ("quantity", "!=", 0),
                ("company_id", "in", self.env.companies.ids),
            ],
            ["location_id", "product_id"],
            ["quantity:sum", "lot_id:count_distinct", "id:array_agg"],
        )
        return [
            {
                "key": f"{location.id}-{product.id}",
                "place": location.display_name,
                "product": product.display_name,
                "quantity": quantity,
                "unit": product.uom_id.name,
                "lots": lots,
                "ids": quant_ids,
            }
            for location, product, quantity, lots, quant_ids in groups
        ]

    # Goods without lots ---------------------------------------------------------------

    def _unnamed_sold(self):
        """Return what may have been made of the lot and went out without one."""
        if DOWN not in self.walks:
            return []
        made = self.walks[DOWN].unnamed
        since = dict(made)
        for lot in self._side(DOWN):
            known = since.get(lot.product_id.id, lot.create_date)
            since[lot.product_id.id] = min(known, lot.create_date)
        products = self.env["product.product"].browse(since)
        domains = {
            product.id: self._unnamed_domain(product, since[product.id])
            for product in products
        }
        sold, used = (
            self._unnamed_moves(domains, usage) for usage in ("customer", "production")
        )
        return [
            self._unnamed(
                product,
                since[product.id],
                way=DOWN,
                sold=sold.get(product.id, NOTHING),
                used=used.get(product.id, NOTHING),
                domain=list(domains[product.id]),
            )
            for product in products
            if product.id in {*made, *sold, *used}
        ]

    def _unnamed_used(self):
        """Return ingredients that were used without a lot."""
        unnamed = self.walks[UP].unnamed if UP in self.walks else {}
        return [
            self._unnamed(product, unnamed[product.id], way=UP)
            for product in self.env["product.product"].browse(unnamed)
        ]

    def _unnamed(self, product, since, way, sold=NOTHING, used=NOTHING, domain=()):
        end = last_sale(product, since)
        return {
            "key": f"{way}-{product.id}",
            "way": way,
            "product": product.display_name,
            "unit": product.uom_id.name,
            "since": fields.Datetime.to_string(since),
            "until": fields.Datetime.to_string(end) if end else False,
            "sold": sold,
            "used": used,
            "domain": domain,
        }

    def _unnamed_moves(self, domains, usage):
        """Return number and quantity of what went out, by product."""
        if not domains:
            return {}
        groups = self.env["stock.move.line"]._read_group(
            Domain.OR(domains.values()) & Domain("location_dest_id.usage", "=", usage),
            ["product_id"],
            ["__count", "quantity_product_uom:sum"],
        )
        return {product.id: (number, quantity) for product, number, quantity in groups}

    def _unnamed_domain(self, product, since):
        """Return which lines without a lot may have been goods made of the lot.

        It counts from the moment that these may have been among them, until they were
        too old to be sold, where that is known.
        """
        domain = (
            Domain("product_id", "=", product.id)
            & Domain("lot_id", "=", False)
            & Domain("state", "=", "done")
            & Domain("date", ">=", fields.Datetime.to_string(since))
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("location_dest_id.usage", "in", ("customer", "production"))
        )
        if end := last_sale(product, since):
            domain &= Domain("date", "<=", fields.Datetime.to_string(end))
        return domain
