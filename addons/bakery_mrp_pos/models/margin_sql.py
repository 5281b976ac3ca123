"""The till's part of the query behind ``bakery.margin``."""

from odoo.tools import SQL

from odoo.addons.bakery_mrp.models.margin.margin_sql import (
    AT_CUSTOMERS,
    GOODS,
    GOODS_COLUMNS,
)

FROM_TILLS = SQL(
    "picking.pos_session_id IS NOT NULL OR picking.pos_order_id IS NOT NULL"
)

TILL_COLUMNS = {
    **GOODS_COLUMNS,
    "date": SQL("picking.date_done"),
    "source": SQL("'till'"),
    "product_id": SQL("item.id"),
    "categ_id": SQL("kind.categ_id"),
    "partner_id": SQL("customer.commercial_partner_id"),
    "user_id": SQL("COALESCE(receipt.user_id, shift.user_id)"),
    "pos_order_id": SQL("receipt.id"),
    "till_id": SQL("shift.config_id"),
    "quantity": SQL("till.quantity"),
    "revenue": SQL("COALESCE(till.revenue, 0)"),
}


def tills():
    """Return what follows ``FROM`` for goods that tills sold."""
    return SQL(TILLS, SQL(SALES), GOODS, AT_CUSTOMERS)


# The transfer leads, so that a month of sales is a month of work.
TILLS = """
           stock_picking picking
      JOIN stock_location aim ON aim.id = picking.location_dest_id
     CROSS JOIN LATERAL (%s) till
      JOIN stock_move_line line
        ON line.id = till.line_id AND line.picking_id = picking.id
           %s
      JOIN product_product item ON item.id = till.product_id
      JOIN product_template kind ON kind.id = item.product_tmpl_id
      LEFT JOIN pos_order receipt ON receipt.id = picking.pos_order_id
      LEFT JOIN pos_session shift
             ON shift.id = COALESCE(receipt.session_id, picking.pos_session_id)
      LEFT JOIN res_partner customer
             ON customer.id = COALESCE(receipt.partner_id, picking.partner_id)
     WHERE %s
       AND picking.state = 'done'
       AND (picking.pos_session_id IS NOT NULL OR picking.pos_order_id IS NOT NULL)
"""

# What the lines of one transfer sold for. It carries the goods of one receipt, or of
# all receipts of a session that have no transfer of their own; what came back is in
# another.
#
# A line of a receipt that names a lot is worth its subtotal on that lot: day-old goods
# are cheaper than fresh ones. The others fall on all goods of their product by
# quantity, a discount with a line of its own on all goods of its receipt by price.
# Components of a kit share what the kit sold for by their cost.
SALES = """
    WITH RECURSIVE receipts AS (
        SELECT receipt.id, receipt.currency_rate
          FROM pos_order receipt
         WHERE receipt.id = picking.pos_order_id
         UNION ALL
        SELECT receipt.id, receipt.currency_rate
          FROM pos_order receipt
         WHERE picking.pos_order_id IS NULL
           AND receipt.session_id = picking.pos_session_id
           AND receipt.state IN ('paid', 'done', 'invoiced')
           AND NOT EXISTS (
                   SELECT FROM stock_picking own WHERE own.pos_order_id = receipt.id
               )
    ), sold AS (
        SELECT part.id, part.order_id, part.product_id, part.qty,
               part.price_unit < 0 AS is_discount,
               part.price_subtotal
                   / COALESCE(NULLIF(receipts.currency_rate, 0), 1) AS amount
          FROM receipts
          JOIN pos_order_line part ON part.order_id = receipts.id
         WHERE (part.qty > 0) = (aim.usage = 'customer')
    ), netted AS (
        SELECT sold.*,
               amount * (1 + COALESCE(
                   SUM(amount) FILTER (WHERE is_discount) OVER whole
                   / NULLIF(SUM(amount) FILTER (WHERE NOT is_discount) OVER whole, 0),
                   0)) AS net
          FROM sold
        WINDOW whole AS (PARTITION BY order_id)
    ), named AS (
        SELECT netted.product_id, lot.lot_name,
               netted.net / COUNT(*) OVER one AS net,
               netted.qty / COUNT(*) OVER one AS qty
          FROM netted
          LEFT JOIN pos_pack_operation_lot lot
                 ON lot.pos_order_line_id = netted.id AND lot.lot_name <> ''
         WHERE NOT netted.is_discount
        WINDOW one AS (PARTITION BY netted.id)
    ), priced AS (
        SELECT product_id, lot_name, SUM(net) AS net, SUM(qty) AS qty
          FROM named
         GROUP BY product_id, lot_name
    ), moved AS (
        SELECT line.id, line.picking_id, line.product_id, lot.name AS lot_name,
               line.quantity_product_uom AS quantity,
               move.value * line.quantity_product_uom
                   / NULLIF(SUM(line.quantity_product_uom)
                            OVER (PARTITION BY move.id), 0) AS value,
               part.bom_id AS kit_id
          FROM stock_picking peer
          JOIN stock_location place ON place.id = peer.location_dest_id
          JOIN stock_move move ON move.picking_id = peer.id
          JOIN stock_move_line line ON line.move_id = move.id
          LEFT JOIN stock_lot lot ON lot.id = line.lot_id
          LEFT JOIN mrp_bom_line part ON part.id = move.bom_line_id
         WHERE peer.state = 'done'
           AND line.state = 'done'
           AND line.quantity_product_uom > 0
           AND (place.usage = 'customer') = (aim.usage = 'customer')
           AND (peer.id = picking.id
                OR peer.pos_order_id = picking.pos_order_id
                OR (picking.pos_order_id IS NULL
                    AND peer.pos_order_id IS NULL
                    AND peer.pos_session_id = picking.pos_session_id))
    ), rest AS (
        SELECT priced.product_id, SUM(priced.net) AS net
          FROM priced
         WHERE NOT EXISTS (
                   SELECT FROM moved
                    WHERE moved.kit_id IS NULL
                      AND moved.product_id = priced.product_id
                      AND moved.lot_name = priced.lot_name
               )
         GROUP BY priced.product_id
    ), kit_above AS (
        SELECT bom.id AS kit_id, bom.product_tmpl_id AS above, 0 AS depth
          FROM mrp_bom bom
         WHERE bom.id IN (SELECT kit_id FROM moved)
         UNION
        SELECT kit_above.kit_id, bom.product_tmpl_id, kit_above.depth + 1
          FROM kit_above
          JOIN product_product item ON item.product_tmpl_id = kit_above.above
          JOIN mrp_bom_line part ON part.product_id = item.id
          JOIN mrp_bom bom ON bom.id = part.bom_id AND bom.type = 'phantom'
         WHERE kit_above.depth < 9
    ), kit_sold AS (
        SELECT DISTINCT ON (kit_above.kit_id)
               kit_above.kit_id, total.product_id, total.net, total.qty
          FROM kit_above
          JOIN product_product item ON item.product_tmpl_id = kit_above.above
          JOIN (
                SELECT product_id, SUM(net) AS net, SUM(qty) AS qty
                  FROM priced
                 GROUP BY product_id
               ) total ON total.product_id = item.id
         ORDER BY kit_above.kit_id, kit_above.depth, total.product_id
    ), kit_share AS (
        SELECT moved.id AS line_id, moved.picking_id, moved.product_id AS goods_id,
               kit_sold.product_id, kit_sold.net, kit_sold.qty,
               COALESCE(moved.value / NULLIF(SUM(moved.value) OVER kit, 0),
                        1.0 / COUNT(*) OVER kit) AS share
          FROM moved
          LEFT JOIN kit_sold ON kit_sold.kit_id = moved.kit_id
         WHERE moved.kit_id IS NOT NULL
        WINDOW kit AS (PARTITION BY kit_sold.product_id)
    )
    SELECT moved.id AS line_id, moved.product_id,
           CASE WHEN aim.usage = 'customer' THEN 1 ELSE -1 END
               * moved.quantity AS quantity,
           COALESCE(priced.net / SUM(moved.quantity) OVER lots, 0) * moved.quantity
               + COALESCE(rest.net / SUM(moved.quantity) OVER items, 0)
                 * moved.quantity AS revenue
      FROM moved
      LEFT JOIN priced
             ON priced.product_id = moved.product_id
            AND priced.lot_name = moved.lot_name
      LEFT JOIN rest ON rest.product_id = moved.product_id
     WHERE moved.kit_id IS NULL
    WINDOW lots AS (PARTITION BY moved.product_id, moved.lot_name),
           items AS (PARTITION BY moved.product_id)
     UNION ALL
    SELECT line_id, COALESCE(product_id, goods_id), qty * share, net * share
      FROM kit_share
"""
