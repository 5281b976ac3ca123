"""The query behind ``bakery.margin``: goods that went to customers, and came back.

A source is a pair of a dictionary of columns and what follows ``FROM``. All sources
share ``GOODS``, the joins around one move line, so that cost and lot mean the same.
"""

from odoo.tools import SQL

COLUMNS = {
    "id": "bigint",
    "date": "timestamp",
    "company_id": "integer",
    "source": "varchar",
    "product_id": "integer",
    "categ_id": "integer",
    "goods_id": "integer",
    "lot_id": "integer",
    "production_id": "integer",
    "partner_id": "integer",
    "warehouse_id": "integer",
    "user_id": "integer",
    "order_id": "integer",
    "picking_id": "integer",
    "quantity": "numeric",
    "revenue": "numeric",
    "cost": "numeric",
    "batch_cost": "numeric",
}


def margin_query(columns, sources):
    """Return the query of all rows.

    :param dict columns: names and types of the columns, see ``COLUMNS``
    :param list sources: pairs of ``{column: SQL}`` and SQL; columns that are left out
        are unknown there
    """
    # Raw SQL: a view of documents of several kinds; the ORM has no union.
    return SQL(
        "SELECT facts.*, facts.revenue - facts.cost AS margin,"
        " facts.batch_cost - facts.cost AS batch_difference,"
        " (facts.revenue - facts.cost) * 100 / NULLIF(facts.revenue, 0) AS margin_rate"
        " FROM (%s) facts",
        SQL(" UNION ALL ").join(_select(columns, *source) for source in sources),
    )


def _select(columns, found, origin):
    unknown = SQL("NULL")
    shown = [
        SQL("(%s)::%s AS %s", found.get(name, unknown), SQL(kind), SQL.identifier(name))
        for name, kind in columns.items()
    ]
    return SQL("SELECT %s FROM %s", SQL(", ").join(shown), origin)


# Around one ``line``: its move, which way it went, the cost of the line and the batch
# that made its lot. The value of a move falls on its lines by quantity.
GOODS = SQL(
    """
      JOIN stock_move move ON move.id = line.move_id
      JOIN stock_location place ON place.id = line.location_id
      JOIN stock_location target ON target.id = line.location_dest_id
     CROSS JOIN LATERAL (
           SELECT CASE WHEN target.usage = 'customer' THEN 1 ELSE -1 END AS sign
           ) way
     CROSS JOIN LATERAL (
           SELECT way.sign * move.value * line.quantity_product_uom
                      / NULLIF(SUM(part.quantity_product_uom), 0) AS cost
             FROM stock_move_line part
            WHERE part.move_id = line.move_id
           ) share
    """
)

# Goods that customers get or give back, once: not those moved between customers.
AT_CUSTOMERS = SQL(
    """
           line.state = 'done'
       AND line.quantity_product_uom > 0
       AND (place.usage = 'customer') <> (target.usage = 'customer')
    """
)

# What the order that made the lot says of itself, else the value of what it made:
# orders that were closed before this addon came have no figures.
BATCH_COST = SQL(
    """
    COALESCE(
        way.sign * line.quantity_product_uom * (
            SELECT SUM(COALESCE(
                           NULLIF(baked.cost_material + baked.cost_labour
                                  + baked.cost_overhead - baked.cost_byproduct, 0),
                           made.value)) / NULLIF(SUM(made.quantity), 0)
              FROM mrp_production_stock_lot_rel link
              JOIN mrp_production baked ON baked.id = link.mrp_production_id
             CROSS JOIN LATERAL (
                   SELECT SUM(finished.value) AS value,
                          SUM(finished.quantity * unit.factor / own.factor) AS quantity
                     FROM stock_move finished
                     JOIN uom_uom unit ON unit.id = finished.product_uom
                     JOIN product_product item ON item.id = finished.product_id
                     JOIN product_template kind ON kind.id = item.product_tmpl_id
                     JOIN uom_uom own ON own.id = kind.uom_id
                    WHERE finished.production_id = baked.id
                      AND finished.product_id = baked.product_id
                      AND finished.state = 'done'
                   ) made
             WHERE link.stock_lot_id = line.lot_id
               AND baked.state = 'done'
        ),
        share.cost
    )
    """
)

PRODUCTION = SQL(
    """
    SELECT MAX(link.mrp_production_id)
      FROM mrp_production_stock_lot_rel link
     WHERE link.stock_lot_id = line.lot_id
    """
)

# The columns that are the same for every source; ``picking`` is joined by each.
GOODS_COLUMNS = {
    "id": SQL("line.id"),
    "company_id": SQL("move.company_id"),
    "goods_id": SQL("line.product_id"),
    "lot_id": SQL("line.lot_id"),
    "production_id": PRODUCTION,
    "warehouse_id": SQL(
        "CASE WHEN way.sign > 0 THEN place.warehouse_id ELSE target.warehouse_id END"
    ),
    "picking_id": SQL("move.picking_id"),
    "cost": SQL("COALESCE(share.cost, 0)"),
    "batch_cost": BATCH_COST,
}

# A line of a sales order is worth its subtotal, for as much of it as was delivered;
# what was only added in the transfer, its invoiced or its own price. Discounts with a
# line of their own fall on all goods of the order. Returns count where they change the
# order, as Odoo counts what is delivered.
#
# Of a kit, each component carries a part as large as its part in the cost. How many
# kits left is what the order says was delivered; once all came back, what was ordered.
DELIVERY_COLUMNS = {
    **GOODS_COLUMNS,
    "date": SQL("move.date"),
    "source": SQL("CASE WHEN sold.id IS NULL THEN 'other' ELSE 'sale' END"),
    "product_id": SQL("item.id"),
    "categ_id": SQL("kind.categ_id"),
    "partner_id": SQL("customer.commercial_partner_id"),
    "user_id": SQL("document.user_id"),
    "order_id": SQL("document.id"),
    "quantity": SQL("part.quantity"),
    "revenue": SQL(
        "CASE WHEN counted.here THEN COALESCE(part.quantity * price.own, 0) ELSE 0 END"
    ),
}


def deliveries(elsewhere):
    """Return what follows ``FROM`` for sales orders and whatever else was delivered.

    :param SQL elsewhere: condition on ``picking`` of what other sources have
    """
    return SQL(DELIVERIES, GOODS, AT_CUSTOMERS, elsewhere)


DELIVERIES = """
           stock_move_line line
           %s
      LEFT JOIN stock_picking picking ON picking.id = move.picking_id
      LEFT JOIN sale_order_line sold ON sold.id = move.sale_line_id
      LEFT JOIN sale_order document ON document.id = sold.order_id
      LEFT JOIN res_partner customer
             ON customer.id = COALESCE(document.partner_id, picking.partner_id)
      JOIN product_product item ON item.id = COALESCE(sold.product_id, move.product_id)
      JOIN product_template kind ON kind.id = item.product_tmpl_id
      JOIN uom_uom own ON own.id = kind.uom_id
      LEFT JOIN uom_uom unit ON unit.id = sold.product_uom_id
     CROSS JOIN LATERAL (
           SELECT COALESCE(
                      move.to_refund
                      OR (way.sign > 0 AND move.origin_returned_move_id IS NULL),
                      FALSE
                  ) AS here
           ) counted
      LEFT JOIN LATERAL (
           SELECT SUM(sent.quantity) FILTER (WHERE sent.is_own) AS net,
                  SUM(GREATEST(sent.quantity, 0)) FILTER (WHERE sent.is_own) AS gone,
                  SUM(sent.value) FILTER (WHERE sent.is_own AND sent.quantity > 0)
                      / NULLIF(SUM(sent.value) FILTER (WHERE sent.quantity > 0), 0)
                      AS worth,
                  1.0 / NULLIF(COUNT(DISTINCT sent.product_id), 0) AS equal
             FROM (
                   SELECT peer.product_id,
                          peer.product_id = move.product_id AS is_own,
                          peer.value,
                          CASE WHEN there.usage = 'customer' THEN 1 ELSE -1 END
                              * peer.quantity * taken.factor / base.factor AS quantity
                     FROM stock_move peer
                     JOIN stock_location here ON here.id = peer.location_id
                     JOIN stock_location there ON there.id = peer.location_dest_id
                     JOIN product_product thing ON thing.id = peer.product_id
                     JOIN product_template sort ON sort.id = thing.product_tmpl_id
                     JOIN uom_uom taken ON taken.id = peer.product_uom
                     JOIN uom_uom base ON base.id = sort.uom_id
                    WHERE peer.sale_line_id = sold.id
                      AND peer.state = 'done'
                      AND (here.usage = 'customer') <> (there.usage = 'customer')
                  ) sent
           ) kit ON sold.product_id <> move.product_id
     CROSS JOIN LATERAL (
           SELECT way.sign * line.quantity_product_uom * CASE
                      WHEN sold.id IS NULL OR sold.product_id = move.product_id THEN 1
                      ELSE COALESCE(kit.worth, kit.equal) * unit.factor / own.factor
                           * CASE WHEN kit.net > 0
                                  THEN sold.qty_delivered / kit.net
                                  ELSE sold.product_uom_qty / NULLIF(kit.gone, 0)
                              END
                  END AS quantity
           ) part
      LEFT JOIN LATERAL (
           SELECT 1 + COALESCE(
                      SUM(other.price_subtotal) FILTER (WHERE other.price_unit < 0)
                      / NULLIF(SUM(other.price_subtotal)
                               FILTER (WHERE other.price_unit >= 0), 0),
                      0
                  ) AS rate
             FROM sale_order_line other
            WHERE other.order_id = sold.order_id
              AND other.display_type IS NULL
              AND other.is_downpayment IS NOT TRUE
           ) discount ON sold.id IS NOT NULL
     CROSS JOIN LATERAL (
           SELECT CASE
                      WHEN sold.product_uom_qty <> 0
                      THEN sold.price_subtotal / sold.product_uom_qty
                      WHEN sold.qty_invoiced <> 0
                      THEN sold.untaxed_amount_invoiced / sold.qty_invoiced
                      ELSE sold.price_unit * (1 - COALESCE(sold.discount, 0) / 100)
                  END
                  * discount.rate / COALESCE(NULLIF(document.currency_rate, 0), 1)
                  * own.factor / unit.factor AS own
           ) price
     WHERE %s
       AND NOT (%s)
"""
