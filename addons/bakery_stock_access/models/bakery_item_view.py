from odoo import api, fields, models
from odoo.fields import Domain

from .bakery_stock_reservation import HOLDING
from .stock_move import document_of

OPEN = ("waiting", "confirmed", "partially_available", "assigned")
LEVELS = ("on_hand", "reserved", "free", "incoming", "outgoing")
SHOWN = 50
RECENT = 20


class BakeryItemView(models.AbstractModel):
    """The way of an item from vendor to customer, as far as the user may see it.

    Everything is searched as the user, so that record rules decide. Names that
    belong to what was found (a customer, a document) are read along with it.
    The number of queries does not depend on how much there is.
    """

    _name = "bakery.item.view"
    _description = "Live View of an Item"

    @api.model
    def _check_right(self):
        """Refuse whoever may see neither stock levels nor the inventory."""
        user = self.env.user
        if not user._holds_right("inventory_view"):
            self.env["bakery.access.right"]._require("stock_levels")
        self.env["bakery.stock.level"].check_access("read")

    @api.model
    def _view_of(self, product):
        """Return the view of a product; see ``product.product.get_item_view``."""
        self._check_right()
        product.check_access("read")
        warehouses = self._warehouses(product)
        user = self.env.user
        return {
            "product": {
                "id": product.id,
                "name": product.display_name,
                "unit": product.uom_id.name,
                "tracking": product.tracking,
            },
            "totals": {
                name: sum(warehouse[name] for warehouse in warehouses)
                for name in LEVELS
            },
            "sees": {
                "receipts": user._holds_right("receipt_view"),
                "shipments": user._holds_right("shipment_view"),
            },
            "incoming": self._open_moves(product, "location_dest_id", "location_id"),
            "warehouses": warehouses,
            "reservations": self._reservations(product),
            "outgoing": self._open_moves(product, "location_id", "location_dest_id"),
            "movements": self._movements(product),
        }

    @api.model
    def _warehouses(self, product):
        """Return the levels per warehouse, with the places and lots of each."""
        places = self._places(product)
        levels = self.env["bakery.stock.level"].search(
            [
                ("product_id", "=", product.id),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        return [
            {
                "id": level.warehouse_id.id,
                "name": level.warehouse_id.name,
                **{name: level[name] for name in LEVELS},
                "locations": places.get(level.warehouse_id.id, []),
            }
            for level in levels
            if any(level[name] for name in LEVELS)
        ]

    @api.model
    def _places(self, product):
        """Return by warehouse the places where the item lies, with their lots."""
        groups = self.env["stock.quant"]._read_group(
            [
                ("product_id", "=", product.id),
                ("location_id.warehouse_id", "!=", False),
            ],
            ["location_id", "lot_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        places = {}
        for location, lot, quantity, reserved in groups:
            place = places.setdefault(location, self._amounts(0, 0) | {"lots": []})
            amounts = self._amounts(quantity, reserved)
            for name, amount in amounts.items():
                place[name] += amount
            if lot:
                place["lots"].append({**self._lot(lot), **amounts})
        by_warehouse = {}
        # sudo: the goods there are visible, so their places are.
        for location, place in places.items():
            location = location.sudo()
            place["lots"].sort(key=lambda lot: (lot["expiry"] or "9", lot["name"]))
            by_warehouse.setdefault(location.warehouse_id.id, []).append(
                {"id": location.id, "name": location.display_name, **place}
            )
        for places in by_warehouse.values():
            places.sort(key=lambda place: place["name"])
        return by_warehouse

    @api.model
    def _amounts(self, quantity, reserved):
        return {
            "on_hand": quantity,
            "reserved": reserved,
            "free": quantity - reserved,
        }

    @api.model
    def _lot(self, lot):
        # sudo: as in _places.
        lot = lot.sudo()
        expiry = "expiration_date" in lot._fields and lot.expiration_date
        return {
            "id": lot.id,
            "name": lot.name,
            "expiry": fields.Datetime.to_string(expiry),
            "expired": bool(expiry and expiry <= fields.Datetime.now()),
        }

    @api.model
    def _reservations(self, product):
        Reservation = self.env["bakery.stock.reservation"]
        if not Reservation.has_access("read"):
            return []
        found = Reservation.search(
            [("product_id", "=", product.id), ("state", "in", HOLDING)], limit=SHOWN
        )
        # sudo: for whom and where belongs to what was found.
        return [
            {
                "id": reservation.id,
                "name": reservation.name,
                "customer": reservation.partner_id.display_name or "",
                "warehouse": reservation.warehouse_id.name,
                "state": reservation.state,
                "quantity": reservation._need(),
                "reserved": reservation.product_uom_id._compute_quantity(
                    reservation.reserved_quantity, reservation.product_id.uom_id
                ),
                "until": fields.Datetime.to_string(reservation.date_expiry),
            }
            # sudo: see above.
            for reservation in found.sudo()
        ]

    @api.model
    def _open_moves(self, product, here, there):
        """Return what is about to come to or leave the user's warehouses."""
        Move = self.env["stock.move"]
        if not Move.has_access("read"):
            return []
        found = Move.search(
            Domain("product_id", "=", product.id)
            & Domain("state", "in", OPEN)
            & Domain("bakery_reservation_id", "=", False)
            & Domain(f"{here}.warehouse_id", "!=", False)
            & Domain(f"{there}.warehouse_id", "=", False),
            order="date, id",
            limit=SHOWN,
        )
        today = fields.Date.context_today(self)
        # sudo: for whom and by which document belongs to what was found.
        return [
            {
                "id": move.id,
                **self._document(move),
                "warehouse": move[here].warehouse_id.name,
                "kind": self._kind(move),
                "quantity": move.product_qty,
                "date": fields.Datetime.to_string(move.date),
                "late": self._day(move.date) < today,
                "ready": move.state == "assigned",
            }
            # sudo: see above.
            for move in found.sudo()
        ]

    @api.model
    def _day(self, moment):
        return fields.Datetime.context_timestamp(self, moment).date()

    @api.model
    def _document(self, move):
        """Return the document and the partner of a movement."""
        partner = move.picking_id.partner_id or move.partner_id
        return {
            "document": move.picking_id.name or move.reference or move.origin or "",
            "picking_id": move.picking_id.id,
            "origin": move.origin or move.picking_id.origin or "",
            "partner": partner.display_name or "",
        }

    @api.model
    def _kind(self, move):
        usages = move.location_id.usage, move.location_dest_id.usage
        kind = document_of(*usages) or "production"
        is_scrap = "scrap_id" in move._fields and move.scrap_id
        return "write_off" if is_scrap else kind

    @api.model
    def _movements(self, product):
        """Return the last movements, newest first."""
        Line = self.env["stock.move.line"]
        if not Line.has_access("read"):
            return []
        found = Line.search(
            [("product_id", "=", product.id), ("state", "=", "done")],
            order="date desc, id desc",
            limit=RECENT,
        )
        # sudo: as in _open_moves; places of other warehouses are not named.
        return [
            {
                "id": line.id,
                "date": fields.Datetime.to_string(line.date),
                "kind": self._kind(line.move_id),
                "quantity": line.quantity_product_uom,
                "source": self._place_name(line.location_id),
                "destination": self._place_name(line.location_dest_id),
                "lot": line.lot_id.name or line.lot_name or "",
                **self._document(line.move_id),
            }
            # sudo: see above.
            for line in found.sudo()
        ]

    @api.model
    def _place_name(self, location):
        visible = self.env.user._visible_warehouse_ids()
        warehouse = location.warehouse_id
        if warehouse and visible is not None and warehouse.id not in visible:
            return self.env._("Another warehouse")
        return location.display_name
