from typing import ClassVar

from odoo import api, fields, models
from odoo.tools import SQL


class BakeryStockLevel(models.Model):
    """What there is of each item in each warehouse, for those who see levels only.

    It counts all movements, also of documents that the user may not open: how much
    comes and goes is part of the level, whose documents those are is not. Record
    rules leave the user's own warehouses.
    """

    _name = "bakery.stock.level"
    _description = "Stock Level"
    _auto = False
    _order = "product_id, warehouse_id"
    _rec_name = "product_id"
    _depends: ClassVar[dict] = {
        "product.product": ["active", "product_tmpl_id"],
        "product.template": ["categ_id", "company_id", "is_storable"],
        "stock.location": ["warehouse_id"],
        "stock.move": [
            "bakery_reservation_id",
            "location_dest_id",
            "location_id",
            "product_id",
            "product_qty",
            "state",
        ],
        "stock.quant": ["location_id", "product_id", "quantity", "reserved_quantity"],
        "stock.warehouse": ["active", "company_id"],
    }

    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", string="Category", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    on_hand = fields.Float(digits="Product Unit", readonly=True)
    reserved = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="Promised to deals, deliveries, transfers and production.",
    )
    free = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="On hand and promised to nobody.",
    )
    incoming = fields.Float(string="Coming In", digits="Product Unit", readonly=True)
    outgoing = fields.Float(string="Going Out", digits="Product Unit", readonly=True)

    @property
    def _table_query(self):
        # Raw SQL: one pass over the goods and one over what moves, see the class.
        return SQL(
            """
            SELECT product.id::bigint * 10000 + warehouse.id AS id,
                   product.id AS product_id,
                   template.categ_id AS categ_id,
                   warehouse.id AS warehouse_id,
                   warehouse.company_id AS company_id,
                   COALESCE(goods.on_hand, 0) AS on_hand,
                   COALESCE(goods.reserved, 0) AS reserved,
                   COALESCE(goods.on_hand - goods.reserved, 0) AS free,
                   COALESCE(coming.quantity, 0) AS incoming,
                   COALESCE(going.quantity, 0) AS outgoing
              FROM product_product product
              JOIN product_template template
                ON template.id = product.product_tmpl_id
               AND template.is_storable
              JOIN stock_warehouse warehouse
                ON warehouse.active
               AND COALESCE(template.company_id, warehouse.company_id)
                   = warehouse.company_id
         LEFT JOIN (
                    SELECT quant.product_id, place.warehouse_id,
                           SUM(quant.quantity) AS on_hand,
                           SUM(quant.reserved_quantity) AS reserved
                      FROM stock_quant quant
                      JOIN stock_location place ON place.id = quant.location_id
                     WHERE place.warehouse_id IS NOT NULL
                  GROUP BY quant.product_id, place.warehouse_id
                   ) goods
                ON goods.product_id = product.id
               AND goods.warehouse_id = warehouse.id
         LEFT JOIN %s coming
                ON coming.product_id = product.id
               AND coming.warehouse_id = warehouse.id
         LEFT JOIN %s going
                ON going.product_id = product.id
               AND going.warehouse_id = warehouse.id
             WHERE product.active
            """,
            self._moving("location_dest_id", "location_id"),
            self._moving("location_id", "location_dest_id"),
        )

    @api.model
    def _moving(self, here, there):
        """Return the subquery of what is about to cross the border of a warehouse."""
        return SQL(
            """(
                    SELECT move.product_id, here.warehouse_id,
                           SUM(move.product_qty) AS quantity
                      FROM stock_move move
                      JOIN stock_location here ON here.id = move.%s
                      JOIN stock_location there ON there.id = move.%s
                     WHERE move.state IN (
                               'waiting', 'confirmed', 'partially_available', 'assigned'
                           )
                       AND move.bakery_reservation_id IS NULL
                       AND here.warehouse_id IS NOT NULL
                       AND there.warehouse_id IS DISTINCT FROM here.warehouse_id
                  GROUP BY move.product_id, here.warehouse_id
                   )""",
            SQL.identifier(here),
            SQL.identifier(there),
        )

    def action_view_item(self):
        """Open the live view of the item."""
        self.ensure_one()
        return self.product_id.action_view_item()
