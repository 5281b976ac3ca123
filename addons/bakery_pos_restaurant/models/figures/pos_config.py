from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# Goods that an outlet sold within these days and has none of are missing there.
SOLD_LATELY = timedelta(days=7)
PAID = ("paid", "done")


# pylint: disable=consider-merging-classes-inherited
# What goes on at the tills at this moment is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    @api.readonly
    @api.model
    def live_figures(self, config_ids=None):
        """Return how the tills do today, each in the day of its own outlet.

        :param list config_ids: tills, all that the caller may see by default
        :return: a list with a dict per till, by name; amounts in its currency::

            {
                "config_id": 3, "name": "Kafe Dago", "currency": "IDR",
                "day": "2026-11-27",
                "sales": 4_250_000.0,      # with taxes, what was brought back taken off
                "net": 3_863_636.0,        # without taxes
                "orders": 61, "guests": 88,
                "average": 69_672.0,       # sales by order, and by guest
                "average_guest": 48_295.0,
                "refunds": 1, "refunded": -25_000.0,
                "discounts": 120_000.0,    # what lines were reduced by
                # Orders that were cancelled; where voids are kept, orders of which
                # something was taken off after they were saved.
                "voids": 2, "voided": 90_000.0,
                "open_orders": 5, "open_amount": 640_000.0,
                "open_tables": 4, "seats": 11,
                "stock_waiting": 1, "stock_problems": 0,
                "missing": ["Croissant"],  # sold within a week, and none left
            }

        :raise AccessError: the caller manages no tills

        The number of queries does not grow with the number of tills.
        """
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only who manages tills sees their figures."))
        domain = [("id", "in", config_ids)] if config_ids is not None else []
        tills = self.search(domain, order="name")
        figures = {till: till._no_figures() for till in tills}
        tills._add_sales(figures)
        tills._add_voids(figures)
        tills._add_discounts(figures)
        tills._add_open(figures)
        tills._add_stock(figures)
        tills._add_missing(figures)
        return list(figures.values())

    def _no_figures(self):
        amounts = ("sales", "net", "average", "average_guest", "refunded")
        amounts += ("discounts", "voided", "open_amount")
        numbers = ("orders", "guests", "refunds", "voids", "open_orders")
        numbers += ("open_tables", "seats", "stock_waiting", "stock_problems")
        return {
            "config_id": self.id,
            "name": self.name,
            "currency": self.currency_id.name,
            "day": fields.Date.to_string(self._outlet_day()),
            **dict.fromkeys(amounts, 0.0),
            **dict.fromkeys(numbers, 0),
            "missing": [],
        }

    def _outlet_day(self):
        return datetime.now(ZoneInfo(self._outlet_zone())).date()

    def _today(self, field):
        """Return the domain of what happened at these tills in their present day."""
        return Domain.OR(
            Domain("config_id", "in", tills.ids)
            & Domain(field, ">=", self._day_start(zone))
            for zone, tills in self.grouped(lambda till: till._outlet_zone()).items()
        )

    @api.model
    def _day_start(self, zone):
        """Return when the day began there, in UTC and without a zone, as stored."""
        place = ZoneInfo(zone)
        start = datetime.combine(datetime.now(place).date(), time.min, place)
        return start.astimezone(UTC).replace(tzinfo=None)

    def _add_sales(self, figures):
        groups = self.env["pos.order"]._read_group(
            self._today("date_order") & Domain("state", "!=", "draft"),
            ["config_id", "state", "is_refund"],
            ["__count", "amount_total:sum", "amount_tax:sum", "customer_count:sum"],
        )
        for till, state, refund, count, total, tax, guests in groups:
            row = figures[till]
            if state == "cancel":
                if not till.track_performance:
                    row["voids"] += count
                    row["voided"] += total
                continue
            row["sales"] += total
            row["net"] += total - tax
            if refund:
                row["refunds"] += count
                row["refunded"] += total
            else:
                row["orders"] += count
                row["guests"] += guests
        for row in figures.values():
            row["average"] = row["sales"] / row["orders"] if row["orders"] else 0.0
            by_guest = row["sales"] / row["guests"] if row["guests"] else 0.0
            row["average_guest"] = by_guest

    def _add_voids(self, figures):
        groups = self.env["bakery.pos.void"]._read_group(
            self._today("moment") & Domain("quantity", ">", 0),
            ["config_id"],
            ["order_uuid:count_distinct", "amount:sum"],
        )
        for till, count, amount in groups:
            if till.track_performance:
                figures[till]["voids"] += count
                figures[till]["voided"] += amount

    def _add_discounts(self, figures):
        lines = self.env["pos.order.line"].search(
            Domain("order_id", "any", self._today("date_order"))
            & Domain("order_id.state", "in", PAID)
            & Domain("discount", ">", 0)
        )
        for line in lines:
            given = line.price_unit * line.qty * line.discount / 100
            figures[line.order_id.config_id]["discounts"] += given

    def _add_open(self, figures):
        orders = self.env["pos.order"].search(
            [("config_id", "in", self.ids), ("state", "=", "draft")]
        )
        tables = defaultdict(set)
        for order in orders:
            row = figures[order.config_id]
            row["open_orders"] += 1
            row["open_amount"] += order.amount_total
            if order.table_id:
                tables[order.config_id].add(order.table_id.id)
                row["seats"] += order.customer_count
        for till, taken in tables.items():
            figures[till]["open_tables"] = len(taken)

    def _add_stock(self, figures):
        groups = self.env["bakery.pos.stock"]._read_group(
            [("session_id.config_id", "in", self.ids), ("state", "!=", "done")],
            ["session_id", "state"],
            ["__count"],
        )
        for session, state, count in groups:
            name = "stock_waiting" if state == "waiting" else "stock_problems"
            figures[session.config_id][name] += count

    def _add_missing(self, figures):
        """Name what the outlets sold lately and have none of.

        Kits have no stock of their own, and are not named.
        """
        since = fields.Datetime.now() - SOLD_LATELY
        sold = self.env["pos.order.line"]._read_group(
            [
                ("order_id.config_id", "in", self.ids),
                ("order_id.date_order", ">=", since),
                ("order_id.state", "in", PAID),
                ("product_id.is_storable", "=", True),
            ],
            ["order_id", "product_id"],
        )
        lately = defaultdict(lambda: self.env["product.product"])
        for order, product in sold:
            lately[order.config_id] |= product
        here = self._quantities_here(lately)
        for till, products in lately.items():
            place = till.picking_type_id.default_location_src_id
            gone = products.filtered(lambda p: here[place, p] <= 0)  # noqa: B023
            figures[till]["missing"] = sorted(gone.mapped("display_name"))

    def _quantities_here(self, lately):
        """Return ``{(place, product): free quantity}`` where these tills sell."""
        places = self.picking_type_id.default_location_src_id
        products = self.env["product.product"].concat(*lately.values())
        # sudo: what is left at a till is no secret to who manages it.
        quants = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("location_id", "child_of", places.ids),
                    ("product_id", "in", products.ids),
                ],
                ["location_id", "product_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
        )
        here = defaultdict(float)
        for location, product, quantity, reserved in quants:
            for place in places:
                if location.parent_path.startswith(place.parent_path):
                    here[place, product.with_env(self.env)] += quantity - reserved
        self._take_off_sold(here, places)
        return here

    def _take_off_sold(self, here, places):
        rows = self.env["bakery.pos.stock"]._uncounted(
            [("location_id", "in", places.ids)]
        )
        for place, waiting in rows.grouped("location_id").items():
            for product, quantity in waiting._goods().items():
                here[place.with_env(self.env), product.with_env(self.env)] -= quantity
