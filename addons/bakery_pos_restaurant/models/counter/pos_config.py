from collections import defaultdict
from math import floor

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# Products that one request may ask about: more than any till shows.
MOST_PRODUCTS = 5000
# Movements on their way that the popup names.
MOST_INCOMING = 20


# pylint: disable=consider-merging-classes-inherited
# What the tiles of the counter show is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    show_stock = fields.Boolean(
        string="Stock on the Tiles",
        help="The tile of a product shows how many are free where this till sells.",
    )
    stock_low = fields.Float(
        string="Low from",
        default=5,
        help="From this free quantity down, the figure on a tile turns yellow.",
    )

    # What the tiles show --------------------------------------------------------------

    @api.readonly
    def stock_figures(self, product_ids):
        """Return what is free where this till sells, for its tiles.

        :param list product_ids: variants that the till shows
        :return: ``{"free": {product id: quantity}, "parts": {kit id: {part id:
            quantity for one}}}``; parts are among ``free``. What is sold and has not
            left the books is taken off. Products without stock are left out.
        :raise AccessError: the user does not sell
        :raise UserError: the till shows no stock, or the question makes no sense

        The number of queries does not grow with the number of products.
        """
        till = self._stock_asked()
        products = till._products_asked(product_ids)
        kits = products._parts_for_one(till.company_id)
        goods = products.filtered(lambda p: p.is_storable and p not in kits)
        for parts in kits.values():
            goods |= goods.browse([part.id for part in parts])
        return {
            "free": {str(p.id): p.free_qty for p in till._at_place(goods)},
            "parts": {
                str(kit.id): {str(part.id): need for part, need in parts.items()}
                for kit, parts in kits.items()
                if parts
            },
        }

    def _stock_asked(self):
        """Return this till, with the rights to look at stock.

        :raise AccessError, UserError: see :meth:`stock_figures`
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells sees the stock of a till."))
        self.check_access("read")
        # sudo: who sells may not read stock, and sees that of what this till sells.
        till = self.sudo().with_company(self.company_id)
        if not till.show_stock:
            raise UserError(self.env._("This till does not show stock."))
        return till

    def _products_asked(self, product_ids):
        """Return those of the products that this till may sell."""
        known = isinstance(product_ids, list) and len(product_ids) <= MOST_PRODUCTS
        if not known or not all(type(number) is int for number in product_ids):
            raise UserError(self.env._("These products cannot be read."))
        domain = Domain("id", "in", product_ids) & self._sold_here()
        return self.env["product.product"].search(domain)

    def _sold_here(self):
        domain = Domain("available_in_pos", "=", True) & Domain("sale_ok", "=", True)
        domain &= Domain("company_id", "in", [False, self.company_id.id])
        if self.limit_categories and self.iface_available_categ_ids:
            domain &= Domain("pos_categ_ids", "in", self.iface_available_categ_ids.ids)
        return domain

    def _stock_place(self):
        return self.picking_type_id.default_location_src_id

    def _at_place(self, products):
        return products.with_context(location=self._stock_place().id)

    # What the popup shows -------------------------------------------------------------

    @api.readonly
    def stock_details(self, product_id):
        """Return where else a product is, and what is on its way.

        :return: a dict for the popup of the till::

            {
                "here": 0.0, "unit": "Units", "outlet": "Kafe Dago",
                "others": [{"id": 4, "name": "Dapur", "free": 12.0}],
                "incoming": [{"kind": "transfer", "product": "Roti", "quantity": 6.0,
                              "date": "2026-11-28 01:00:00"}],
                "parts": [{"id": 9, "name": "Susu", "unit": "g", "free": 40.0,
                           "needed": 150.0, "short": True}],
                "requests": [{"quantity": 5.0, "kind": "transfer", "from": "Dapur",
                              "state": "requested"}],
            }

        :raise AccessError, UserError: see :meth:`stock_figures`
        """
        till = self._stock_asked()
        product = till._products_asked([product_id])
        if not product:
            raise UserError(self.env._("This till does not sell that product."))
        parts = product._parts_for_one(till.company_id).get(product, {})
        goods = product.browse([part.id for part in parts]) or product
        free = till._free_by_warehouse(goods)
        outlet = till.picking_type_id.warehouse_id
        here = {part: part.free_qty for part in till._at_place(goods)}
        return {
            "outlet": outlet.name,
            "unit": product.uom_id.name,
            "here": till._makes(product, parts, here),
            "others": till._others(product, parts, free, outlet),
            "incoming": till._incoming(goods, outlet),
            "parts": [till._part_row(*part, here) for part in parts.items()],
            "requests": till._open_requests(goods),
            **till._ways_to_get(product, goods),
        }

    def _ways_to_get(self, product, goods):
        """Return what else the popup needs; purchasing adds who sells it to us."""
        return {}

    def _makes(self, product, parts, free):
        """Return how many there are, or for how many the parts of a kit are enough."""
        if not parts:
            return free.get(product, 0.0)
        return min(floor(free.get(part, 0) / need) for part, need in parts.items())

    def _others(self, product, parts, free, outlet):
        rows = [
            {
                "id": warehouse.id,
                "name": warehouse.name,
                "free": self._makes(product, parts, free[warehouse]),
            }
            for warehouse in self._warehouses()
            if warehouse != outlet
        ]
        return sorted(rows, key=lambda row: (-row["free"], row["name"]))

    def _warehouses(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)]
        )

    def _free_by_warehouse(self, products):
        """Return ``{warehouse: {product: free quantity}}`` of this company."""
        free = defaultdict(lambda: defaultdict(float))
        groups = self.env["stock.quant"]._read_group(
            [
                ("location_id.usage", "=", "internal"),
                ("company_id", "=", self.company_id.id),
                ("product_id", "in", products.ids),
            ],
            ["location_id", "product_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        for place, product, quantity, reserved in groups:
            free[place.warehouse_id][product] += quantity - reserved
        rows = self.env["bakery.pos.stock"]._uncounted(
            [("company_id", "=", self.company_id.id)]
        )
        for warehouse, sold in rows.grouped(
            lambda row: row.location_id.warehouse_id
        ).items():
            for product, quantity in sold._goods().items():
                free[warehouse][product] -= quantity
        return free

    def _incoming(self, products, outlet):
        view = outlet.view_location_id
        moves = self.env["stock.move"].search(
            [
                ("product_id", "in", products.ids),
                (
                    "state",
                    "in",
                    ("waiting", "confirmed", "partially_available", "assigned"),
                ),
                ("location_dest_id", "child_of", view.id),
                "!",
                ("location_id", "child_of", view.id),
            ],
            order="date",
            limit=MOST_INCOMING,
        )
        return [
            {
                "kind": self._kind_of(move),
                "product": move.product_id.display_name,
                "quantity": move.product_qty,
                "unit": move.product_id.uom_id.name,
                "date": fields.Datetime.to_string(move.date),
            }
            for move in moves
        ]

    def _kind_of(self, move):
        kinds = {"production": "production", "supplier": "purchase"}
        return kinds.get(move.location_id.usage, "transfer")

    def _part_row(self, part, need, here):
        return {
            "id": part.id,
            "name": part.display_name,
            "unit": part.uom_id.name,
            "free": here[part],
            "needed": need,
            "short": here[part] < need,
        }

    def _open_requests(self, products):
        requests = self.env["bakery.stock.request"].search(
            [
                ("warehouse_id", "=", self.picking_type_id.warehouse_id.id),
                ("product_id", "in", products.ids),
                ("state", "in", ("requested", "underway")),
            ],
            limit=MOST_INCOMING,
        )
        return [
            {
                "product": request.product_id.display_name,
                "quantity": request.quantity,
                "kind": request.kind,
                "from": request.source_id.name or "",
                "state": request.state,
            }
            for request in requests
        ]
