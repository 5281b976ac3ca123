# pylint: disable=consider-merging-classes-inherited
# Where the goods of a lot went is a matter of its own beside their trace.
from collections import defaultdict

from odoo import models

INSIDE = ("internal", "transit")
# What became of goods, by the kind of place they came from or went to.
CAME = {"supplier": "received", "production": "produced", "customer": "delivered"}
WENT = {"supplier": "returned", "production": "consumed", "customer": "delivered"}
FIGURES = (
    "received",
    "produced",
    "counted",
    "on_hand",
    "delivered",
    "consumed",
    "wasted",
    "returned",
    "lost",
)


class StockLot(models.Model):
    _inherit = "stock.lot"

    def _balance(self, since=None):
        """Return where the goods of each lot came from and went, by the id of the lot.

        Quantities are in the unit of the product. What customers gave back is taken off
        what was delivered. ``counted`` was found by a count, ``lost`` was missing in
        one. Three queries, whatever the number of lots.

        :param since: look at moves after this moment only
        """
        figures = {lot_id: dict.fromkeys(FIGURES, 0.0) for lot_id in self.ids}
        domain = [
            ("lot_id", "in", self.ids),
            ("state", "=", "done"),
            ("company_id", "in", self.env.companies.ids),
        ]
        if since:
            domain.append(("date", ">=", since))
        for is_count in (False, True):
            groups = self.env["stock.move.line"]._read_group(
                [*domain, ("is_inventory", "=", is_count)],
                ["lot_id", "location_id", "location_dest_id"],
                ["quantity_product_uom:sum"],
            )
            for lot, source, target, quantity in groups:
                self._book(figures[lot.id], source, target, quantity, is_count)
        for lot_id, quantity in self._on_hand().items():
            figures[lot_id]["on_hand"] = quantity
        return figures

    def _on_hand(self):
        """Return what is in stock of each lot, by its id, in the product's unit."""
        groups = self.env["stock.quant"]._read_group(
            [
                ("lot_id", "in", self.ids),
                ("location_id.usage", "in", INSIDE),
                ("company_id", "in", self.env.companies.ids),
            ],
            ["lot_id"],
            ["quantity:sum"],
        )
        return {lot.id: quantity for lot, quantity in groups}

    def _book(self, figures, source, target, quantity, is_count):
        """Add a quantity that moved from one place to another to what became of it."""
        came, went = source.usage not in INSIDE, target.usage not in INSIDE
        if came:
            name = CAME.get(source.usage, "counted" if is_count else "wasted")
            figures[name] += -quantity if name in ("delivered", "wasted") else quantity
        if went:
            name = WENT.get(target.usage, "lost" if is_count else "wasted")
            figures[name] += quantity

    def _deliveries(self, domain=()):
        """Return with which transfers the goods went or came, as far as one may see.

        :param domain: which lines of moves are meant
        :return: rows of lot, transfer, partner and quantity in the unit of the product
        """
        groups = self.env["stock.move.line"]._read_group(
            [
                ("lot_id", "in", self.ids),
                ("state", "=", "done"),
                ("quantity", ">", 0),
                ("company_id", "in", self.env.companies.ids),
                *domain,
            ],
            ["lot_id", "picking_id", "move_id"],
            ["quantity_product_uom:sum"],
        )
        picking_ids = {picking.id for _lot, picking, _move, _quantity in groups}
        pickings = self.env["stock.picking"].browse(picking_ids - {False})
        readable = pickings._filtered_access("read")
        totals = defaultdict(float)
        for lot, picking, move, quantity in groups:
            if picking and picking not in readable:
                continue
            partner = picking.partner_id or move.partner_id
            totals[lot, picking, partner] += quantity
        return [(*key, quantity) for key, quantity in totals.items()]
