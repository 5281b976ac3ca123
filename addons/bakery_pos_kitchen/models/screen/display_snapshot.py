from datetime import timedelta

from odoo import fields, models, modules
from odoo.fields import Domain

from odoo.addons.bakery_pos_restaurant.models.recipe.recipe_costs import RecipeCosts

from ..sending.ticket_follow import FORGOTTEN_HOURS, iso
from ..ticket.marks import name_of

RECENT_MINUTES = 30
MOST_RECENT = 50
MOST_OPEN = 500


# pylint: disable=consider-merging-classes-inherited
# What screens are sent is a subject of its own.
class BakeryKitchenDisplay(models.Model):
    _inherit = "bakery.kitchen.display"

    def _snapshot(self, device):
        """Return all that a device shows; see ``docs/kitchen-protocol.md``."""
        self.ensure_one()
        now = fields.Datetime.now()
        common = {
            "now": iso(now),
            "version": self._version(),
            "device": {"name": device.name},
            "display": {
                "name": self.name,
                "mode": self.mode,
                "layout": self.layout,
                "sound": self.sound,
                "auto_clear_min": self.auto_clear_min,
                "lang": self.env.lang or self.company_id.partner_id.lang or "en_US",
                "channel": self._channel(),
            },
        }
        stations = self._shown_stations()
        if self.mode == "customer":
            return {**common, "orders": self._board(stations, now)}
        tickets, recent = self._open_and_recent(stations, now)
        return {
            **common,
            "stations": [
                {
                    "id": station.id,
                    "name": station.name,
                    "prep_min": station.default_prep_minutes,
                    "warn_min": station.warn_min,
                    "late_min": station.late_min,
                    "is_expo": station.is_expo,
                }
                for station in stations
            ],
            "tickets": [ticket._payload(self.mode) for ticket in tickets],
            "recent": [ticket._payload(self.mode) for ticket in recent],
        }

    @staticmethod
    def _version():
        return modules.get_manifest("bakery_pos_kitchen")["version"]

    def _open_and_recent(self, stations, now):
        Ticket = self.env["bakery.kitchen.ticket"]
        needs_ack = name_of("needs_ack", self.mode)
        shown = Ticket.search(
            Domain("station_id", "in", stations.ids)
            & (Domain("closed_at", "=", False) | self._closed_unseen(needs_ack, now))
            & (Domain("show_at", "=", False) | Domain("show_at", "<=", now)),
            order="rush DESC, id",
            limit=MOST_OPEN,
        )
        since = now - timedelta(minutes=RECENT_MINUTES)
        recent = Ticket.search(
            [
                ("station_id", "in", stations.ids),
                ("closed_at", ">=", since),
                (needs_ack, "=", False),
            ],
            order="closed_at DESC, id DESC",
            limit=MOST_RECENT,
        )
        # Read both at once, and the lines of both.
        (shown | recent).fetch()
        (shown | recent).line_ids.fetch()
        return shown.filtered(lambda t: not self._is_cleared(t, now)), recent

    def _closed_unseen(self, needs_ack, now):
        """Return which closed tickets have marks that must still be seen here."""
        marked = Domain(needs_ack, "=", True)
        if self.mode == "expo":
            # Where nobody ever stood at an expo, its marks were never seen either.
            since = now - timedelta(hours=FORGOTTEN_HOURS)
            marked &= Domain("closed_at", ">=", since)
        return marked

    def _is_cleared(self, ticket, now):
        minutes = self.auto_clear_min
        return (
            minutes
            and ticket.state == "ready"
            and not ticket[name_of("needs_ack", self.mode)]
            and ticket.ready_at
            and ticket.ready_at < now - timedelta(minutes=minutes)
        )

    # The board of guests --------------------------------------------------------------

    def _board(self, stations, now):
        """Return what guests may see: numbers, whether they are ready, first names."""
        Ticket = self.env["bakery.kitchen.ticket"]
        domain = [
            ("station_id", "in", stations.ids),
            ("closed_at", "=", False),
            ("state", "in", ["new", "cooking", "ready"]),
        ]
        if not self.show_tables:
            domain.append(("table_label", "=", False))
        tickets = Ticket.search(domain, order="id", limit=MOST_OPEN)
        orders = []
        for of_order in tickets.grouped("order_uuid").values():
            ready = all(ticket.state == "ready" for ticket in of_order)
            if ready and all(self._is_cleared(ticket, now) for ticket in of_order):
                continue
            moments = of_order.mapped("ready_at" if ready else "sent_at")
            orders.append(
                {
                    "number": of_order[0].number or "",
                    "state": "ready" if ready else "preparing",
                    "name": of_order[0].order_id._kitchen_guest_name()
                    if of_order[0].order_id
                    else "",
                    "since": iso(max(filter(None, moments), default=now)),
                }
            )
        return orders

    # Counts ---------------------------------------------------------------------------

    def _counts(self):
        """Return what is still to be made, by product and by ingredient."""
        lines = self.env["bakery.kitchen.ticket.line"].search(
            [
                ("station_id", "in", self._shown_stations().ids),
                ("state", "=", "todo"),
                ("ticket_id.state", "in", ["new", "cooking"]),
            ]
        )
        made = {}
        for line in lines.filtered("product_id"):
            made[line.product_id] = made.get(line.product_id, 0) + line._active()
        return {
            "now": iso(fields.Datetime.now()),
            "products": [
                {"product": product.id, "name": product.name, "qty": quantity}
                for product, quantity in made.items()
            ],
            "ingredients": self._ingredients(made),
        }

    def _ingredients(self, made):
        products = self.env["product.product"].union(*made)
        recipes = RecipeCosts(products, self.company_id)
        needed = {}
        for product, quantity in made.items():
            if recipes.is_kit(product):
                for part, amount in recipes.ingredients(product, quantity).items():
                    needed[part] = needed.get(part, 0) + amount
        return [
            {"name": part.name, "qty": round(amount, 4), "unit": part.uom_id.name}
            for part, amount in needed.items()
        ]
