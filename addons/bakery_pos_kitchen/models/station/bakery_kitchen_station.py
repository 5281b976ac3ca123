from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What a request needs of stations.
READ = (
    "name",
    "company_id",
    "default_prep_minutes",
    "warn_min",
    "late_min",
    "print_mode",
    "is_expo",
)


class BakeryKitchenStation(models.Model):
    """Where a part of the orders is made: kitchen, bar, pastry.

    Goods come here by their point of sale category, children included; goods that a
    station names itself go to such stations only. An expo station makes nothing: its
    screens show what all others do.
    """

    _name = "bakery.kitchen.station"
    _description = "Kitchen Station"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    pos_config_ids = fields.Many2many(
        "pos.config",
        string="Tills",
        check_company=True,
        help="Whose orders are made here; of all tills if none is named.",
    )
    category_ids = fields.Many2many(
        "pos.category",
        string="Point of Sale Categories",
        help="Goods of these categories, and of those below them, are made here.",
    )
    product_ids = fields.Many2many(
        "product.product",
        string="Products",
        help="Goods that are made here whatever their category; elsewhere only if"
        " another station names them, too.",
    )
    default_prep_minutes = fields.Integer(
        string="Preparation Time",
        default=10,
        help="Minutes. Orders for later are shown that long before their time.",
    )
    warn_min = fields.Integer(
        string="Warn After",
        default=8,
        help="Minutes after which a ticket is shown as slow.",
    )
    late_min = fields.Integer(
        string="Late After",
        default=15,
        help="Minutes after which a ticket is shown as late.",
    )
    print_mode = fields.Selection(
        [
            ("screen", "Screen"),
            ("print", "Print"),
            ("both", "Screen and print"),
            ("fallback", "Print when the screen is away"),
        ],
        required=True,
        default="screen",
    )
    is_expo = fields.Boolean(
        string="Expo", help="Makes nothing; its screens show all other stations."
    )
    display_ids = fields.Many2many("bakery.kitchen.display", string="Screens")

    _check_minutes = models.Constraint(
        "CHECK (default_prep_minutes >= 0 AND warn_min >= 0 AND late_min >= warn_min)",
        "Minutes are not negative, and late is not before slow.",
    )

    @api.constrains("is_expo", "category_ids", "product_ids")
    def _check_expo(self):
        for station in self:
            if station.is_expo and (station.category_ids or station.product_ids):
                raise ValidationError(
                    self.env._(
                        "%s shows what other stations make: it has no categories or"
                        " products of its own.",
                        station.name,
                    )
                )

    @api.model
    def _of_config(self, config):
        """Return the stations that make something for a till."""
        return self._making(
            config.company_id,
            [
                "|",
                ("pos_config_ids", "=", False),
                ("pos_config_ids", "in", config.ids),
            ],
        )

    @api.model
    def _making(self, company, domain=()):
        """Return the stations of a company that make something, read at once."""
        own = [("company_id", "=", company.id), ("is_expo", "=", False), *domain]
        return self.search_fetch(own, READ)

    def _is_watched(self, now):
        """Return the stations of which a screen was heard of in the last 45 seconds."""
        seen = self.display_ids.device_ids._alive(now).display_id
        return self.filtered(lambda station: station.display_ids & seen)


class Routing:
    """Which of ``stations`` make which goods; four queries, however many goods.

    ::

        routing = Routing(stations)
        routing.of(latte)               # the bar
        routing.of(coffee, parent=set)  # the bar; where the set goes, if nowhere itself
    """

    def __init__(self, stations):
        self.stations = stations
        self.by_product = {}
        self.by_category = {}
        categories = stations.env["pos.category"]
        for station in stations:
            for product in station.product_ids.ids:
                self._add(self.by_product, product, station)
            categories |= station.category_ids
        below = self._below(categories) if categories else {}
        for station in stations:
            for category in station.category_ids:
                for found in below[category.id]:
                    self._add(self.by_category, found, station)

    @staticmethod
    def _add(where, key, station):
        where[key] = where.get(key, station.browse()) | station

    @staticmethod
    def _below(categories):
        """Return ``{id: ids of the category and all below it}``, in one query."""
        every = categories.search_fetch([], ["parent_id"])
        parents = {category.id: category.parent_id.id for category in every}
        below = {category.id: set() for category in categories}
        for number in parents:
            above = number
            while above:
                if above in below:
                    below[above].add(number)
                above = parents.get(above)
        return below

    def of_line(self, line):
        """Return the stations where a line of an order is made: none if no goods."""
        if not line._is_goods():
            return self.stations.browse()
        return self.of(line.product_id, parent=line.combo_parent_id.product_id)

    def of(self, product, parent=None):
        """Return the stations where ``product`` is made, as a part of ``parent``."""
        found = self.stations.browse()
        if not self.stations:
            return found
        if named := self.by_product.get(product.id):
            return named
        for category in product.pos_categ_ids.ids:
            found |= self.by_category.get(category, found)
        return self.of(parent) if parent and not found else found
