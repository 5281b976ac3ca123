from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# Products that a search on the page shows at most.
FOUND = 20
# On a phone the name of a product is enough.
SHORT = {"display_default_code": False}


# pylint: disable=consider-merging-classes-inherited
# What the page of the outlets shows and does is a subject of its own.
class BakeryDispatchLoad(models.Model):
    _inherit = "bakery.dispatch.load"

    @api.model
    def _places(self):
        """Return the warehouses for which the user may receive or send goods."""
        Warehouse = self.env["stock.warehouse"]
        own = [("company_id", "in", self.env.companies.ids)]
        # sudo: which places there are is no secret; below only one's own remain.
        routes = self.env["bakery.dispatch.route"].sudo().search(own)
        known = routes.warehouse_id | routes.stop_ids.warehouse_id
        known |= Warehouse.sudo().search([*own, ("resupply_wh_ids", "!=", False)])
        places = Warehouse.search([*own, ("id", "in", known.ids)])

        def may(place):
            try:
                self.env.user._check_handles(place)
            except AccessError:
                return False
            return True

        return places.filtered(may)

    @api.model
    def _place(self, warehouse_id):
        """Return the chosen place of the user, or the first outlet of theirs."""
        places = self._places()
        if not places:
            raise UserError(
                self.env._(
                    "There is no outlet whose goods you handle: ask for the role, or "
                    "for a dispatch route that stops at your outlet."
                )
            )
        chosen = places.filtered(lambda place: place.id == warehouse_id)
        # sudo: who supplies a place is known there.
        return chosen or places.sorted(lambda x: not x.sudo().resupply_wh_ids)[:1]

    @api.model
    def outlet_page(self, warehouse_id=False):
        """Return what the page shows first: places, arrivals and reasons.

        :param int warehouse_id: the place that was chosen before, if any.
        :raise UserError: for users who handle the goods of no outlet.
        """
        place = self._place(warehouse_id)
        # sudo: that routes start at the user's own place is no secret to them.
        Route = self.env["bakery.dispatch.route"].sudo()
        starts = Route.search_count([("warehouse_id", "=", place.id)], limit=1)
        return {
            "places": [{"id": x.id, "name": x.name} for x in self._places()],
            "place_id": place.id,
            # sudo: who supplies a place is known there.
            "asks": bool(place.sudo().resupply_wh_ids),
            "is_kitchen": bool(starts),
            "arrivals": self._arrivals(place),
            "reasons": [
                {"id": reason.id, "name": reason.name, "kind": reason.kind}
                for reason in self.env["bakery.dispatch.reason"].search([])
            ],
        }

    @api.model
    def _arrivals(self, place):
        """Return what is on its way to ``place``, and what came there today."""
        today = fields.Datetime.now() - timedelta(hours=18)
        domain = Domain("state", "in", ["loaded", "transit"])
        domain |= Domain("state", "=", "done") & Domain("received_date", ">=", today)
        to_outlet = Domain("kind", "=", "out") & Domain("warehouse_id", "=", place.id)
        to_kitchen = Domain("kind", "=", "back") & Domain("kitchen_id", "=", place.id)
        loads = self.search(domain & (to_outlet | to_kitchen), order="id")
        loads = loads.sorted(
            lambda x: (["transit", "loaded", "done"].index(x.state), x.id)
        )
        return [load._arrival() for load in loads.with_context(**SHORT)]

    def _arrival(self):
        self.ensure_one()
        # sudo: the names of both places are on the load.
        load = self.sudo()
        hours = 0
        if load.state == "transit" and load.departed_date:
            passed = fields.Datetime.now() - load.departed_date
            hours = passed.total_seconds() / 3600
        return {
            "id": load.id,
            "name": load.name,
            "source": load._source().name,
            "state": load.state,
            "departed": load._clock(load.departed_date or load.dispatch_id.departure),
            "received": load._clock(load.received_date),
            "received_by": load.received_by_id.name or "",
            "hours": round(hours, 1),
            "late": hours > load.company_id.dispatch_late_hours,
            "lines": [
                {
                    "id": line.id,
                    "product_id": line.product_id.id,
                    "product": line.product_id.display_name,
                    "barcode": line.product_id.barcode or "",
                    "unit": line.product_uom_id.name,
                    "sent": line.loaded_qty,
                    "received": line.received_qty,
                    "reason": line.reason_id.name or "",
                }
                for line in load.line_ids
                if line.loaded_qty or line.received_qty
            ],
        }

    def _clock(self, moment):
        """Return a moment as the clock shows it where the goods arrive."""
        if not moment:
            return ""
        zone = self._target()._address_zone().zone
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), moment)
        return local.strftime("%d/%m %H:%M")

    def outlet_receive(self, rows):
        """Confirm what arrived, as :meth:`receive`; return what the page shows then."""
        self.ensure_one()
        self.receive(rows)
        # sudo: the place was checked when the goods were received.
        return self.outlet_page(self.sudo()._target().id)

    @api.model
    def outlet_products(self, text):
        """Return products that the words or the code in ``text`` name."""
        self.check_access("read")
        text = text.strip() if isinstance(text, str) else ""
        products = self.env["product.product"].with_context(**SHORT)
        if text:
            domain = [("is_storable", "=", True), ("sale_ok", "=", True)]
            products = products.search(
                [
                    *domain,
                    "|",
                    "|",
                    ("name", "ilike", text),
                    ("default_code", "ilike", text),
                    ("barcode", "=", text),
                ],
                limit=FOUND,
            )
        return [
            {
                "product_id": product.id,
                "product": product.display_name,
                "unit": product.uom_id.name,
                "barcode": product.barcode or "",
            }
            for product in products
        ]

    # Sending back ---------------------------------------------------------------------

    @api.model
    def outlet_goods(self, warehouse_id):
        """Return what the outlet has and could send back: sold goods by name."""
        place = self._place(warehouse_id)
        domain = [
            ("location_id", "child_of", place.lot_stock_id.id),
            ("quantity", ">", 0),
            ("product_id.sale_ok", "=", True),
        ]
        Quant = self.env["stock.quant"].with_context(**SHORT)
        rows = Quant._read_group(
            Domain(domain) & place._not_held(),
            ["product_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        goods = [
            {
                "product_id": product.id,
                "product": product.display_name,
                "barcode": product.barcode or "",
                "unit": product.uom_id.name,
                "on_hand": product.uom_id.round(quantity - reserved),
            }
            for product, quantity, reserved in rows
            if product.uom_id.compare(quantity - reserved, 0) > 0
        ]
        return sorted(goods, key=lambda row: row["product"])

    @api.model
    def send_back(self, warehouse_id, rows):
        """Send goods of an outlet back to its kitchen; return the id of the load.

        They are in transit until the kitchen confirms them.

        :param list rows: dicts with ``product_id``, ``qty`` in the unit of the
            product, ``reason_id`` and ``note``.
        :raise AccessError: for those who do not handle the outlet's goods.
        :raise UserError: for bad figures, or more than there is.
        """
        outlet = self.env["stock.warehouse"].search([("id", "=", warehouse_id)])
        if not outlet:
            raise UserError(self.env._("Choose the outlet that sends goods back."))
        self.env.user._check_handles(outlet)
        # sudo: the settings of the company are not the user's.
        outlet.sudo().company_id._check_dispatches()
        # sudo: what the outlet sends goes to a place its people need not see.
        return self.sudo()._send_back(outlet.sudo(), rows).id

    @api.model
    def _send_back(self, outlet, rows):
        kitchen = self._kitchen_of(outlet)
        wanted, extra = {}, {}
        reasons = self._reasons(rows)
        for row in rows:
            product = self._product(row.get("product_id"), outlet)
            quantity = self._checked_quantity(product, row.get("qty"))
            if product.uom_id.is_zero(quantity):
                continue
            reason = reasons.get(row.get("reason_id"))
            if not reason or reason.kind != "return":
                raise UserError(
                    self.env._(
                        "Say why %(product)s goes back.", product=product.display_name
                    )
                )
            note = row.get("note")
            wanted[product] = wanted.get(product, 0) + quantity
            extra[product] = {
                "return_reason_id": reason.id,
                "note": note.strip()[:500] if isinstance(note, str) else "",
            }
        if not wanted:
            raise UserError(self.env._("Write how much of what goes back."))
        lots = self._lots_at(outlet.lot_stock_id, wanted)
        for product, quantity in wanted.items():
            there = sum(part for _lot, part, _place in lots[product])
            if product.uom_id.compare(quantity, there) > 0:
                raise UserError(
                    self.env._(
                        "Only %(quantity)s %(unit)s of %(product)s are in %(outlet)s.",
                        quantity=f"{there:g}",
                        unit=product.uom_id.name,
                        product=product.display_name,
                        outlet=outlet.name,
                    )
                )
        now = fields.Datetime.now()
        load = self.create(
            {
                "kind": "back",
                "warehouse_id": outlet.id,
                "kitchen_id": kitchen.id,
                "date": fields.Date.context_today(self),
            }
        )
        lines = self.env["bakery.dispatch.line"].create(
            [
                {
                    "load_id": load.id,
                    "product_id": product.id,
                    "qty": quantity,
                    "loaded_qty": quantity,
                    "suggested_qty": quantity,
                    **extra[product],
                }
                for product, quantity in wanted.items()
            ]
        )
        load._make_pickings(lines, now, {x: lots[x.product_id] for x in lines})
        load.state = "loaded"
        load._depart()
        return load

    @api.model
    def _kitchen_of(self, outlet):
        """Return where goods of ``outlet`` go back to."""
        stops = self.env["bakery.dispatch.stop"].search(
            [("warehouse_id", "=", outlet.id)], limit=1
        )
        kitchen = stops.route_id.warehouse_id or outlet.resupply_wh_ids[:1]
        if not kitchen:
            raise UserError(
                self.env._(
                    "No kitchen supplies %(outlet)s: nobody could receive the goods.",
                    outlet=outlet.name,
                )
            )
        return kitchen

    @api.model
    def _product(self, product_id, outlet):
        product = self.env["product.product"].search(
            [
                ("id", "=", product_id if isinstance(product_id, int) else 0),
                ("is_storable", "=", True),
                ("company_id", "in", [False, outlet.company_id.id]),
            ]
        )
        if not product:
            raise UserError(
                self.env._("%(outlet)s has no such goods.", outlet=outlet.name)
            )
        return product
