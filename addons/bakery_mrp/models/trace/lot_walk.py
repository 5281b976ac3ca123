from odoo import fields
from odoo.tools import SQL

DOWN = "down"
UP = "up"

# Which goods went into which is told by the order that used and made them. The links
# that stock keeps between lines would do as well, were they whole: of an order posted
# in parts they name the last part only, and unbuilding leaves out what it takes apart.
# All moves of an unbuilding carry it; their places tell what was taken apart from what
# came out. In the same way the moves of goods that turned into day-old ones.
STEP = """
    WITH near AS (
        SELECT line.lot_id, move.%(near_order)s AS production_id,
               move.unbuild_id, move.dayold_id
          FROM stock_move_line line
          JOIN stock_move move ON move.id = line.move_id
          JOIN stock_location place ON place.id = line.%(near_place)s
         WHERE line.lot_id = ANY(%(lots)s)
           AND line.state = 'done'
           AND line.quantity > 0
           AND line.company_id = ANY(%(companies)s)
           AND place.usage = 'production'
      GROUP BY line.lot_id, move.%(near_order)s, move.unbuild_id, move.dayold_id
    ), pair AS (
        SELECT near.lot_id, near.production_id, move.id AS move_id
          FROM near
          JOIN stock_move move ON move.%(far_order)s = near.production_id
         UNION ALL
        SELECT near.lot_id, NULL, move.id
          FROM near
          JOIN stock_move move ON move.unbuild_id = near.unbuild_id
         UNION ALL
        SELECT near.lot_id, NULL, move.id
          FROM near
          JOIN stock_move move ON move.dayold_id = near.dayold_id
    )
    SELECT pair.lot_id, far.lot_id, far.product_id, pair.production_id, MIN(far.date)
      FROM pair
      JOIN stock_move_line far ON far.move_id = pair.move_id
      JOIN stock_location place ON place.id = far.%(far_place)s
     WHERE far.state = 'done'
       AND far.quantity > 0
       AND far.company_id = ANY(%(companies)s)
       AND place.usage = 'production'
  GROUP BY pair.lot_id, far.lot_id, far.product_id, pair.production_id
"""
# What was made of goods that carry no lot, in the time in which they may be meant.
GUESS = """
    SELECT far.lot_id, far.product_id, MIN(far.date)
      FROM unnest(%(products)s, %(since)s::timestamp[], %(until)s::timestamp[])
           AS goods(product_id, since, until)
      JOIN stock_move_line line
           ON line.product_id = goods.product_id
           AND line.lot_id IS NULL
           AND line.state = 'done'
           AND line.quantity > 0
           AND line.company_id = ANY(%(companies)s)
           AND line.date >= goods.since
           AND (goods.until IS NULL OR line.date <= goods.until)
      JOIN stock_location place
           ON place.id = line.location_dest_id AND place.usage = 'production'
      JOIN stock_move used ON used.id = line.move_id
      JOIN LATERAL (
               SELECT id FROM stock_move
                WHERE production_id = used.raw_material_production_id
                UNION ALL
               SELECT id FROM stock_move WHERE dayold_id = used.dayold_id
           ) made ON TRUE
      JOIN stock_move_line far ON far.move_id = made.id
      JOIN stock_location source
           ON source.id = far.location_id AND source.usage = 'production'
     WHERE far.state = 'done'
       AND far.quantity > 0
       AND far.company_id = ANY(%(companies)s)
  GROUP BY far.lot_id, far.product_id
"""
USED = {"order": "raw_material_production_id", "place": "location_dest_id"}
MADE = {"order": "production_id", "place": "location_id"}


def last_sale(product, since):
    """Return when goods made at a moment were too old to sell, if that is known."""
    if product.use_expiration_date and product.expiration_time:
        return fields.Datetime.add(since, days=product.expiration_time)
    return None


class LotWalk:
    """Every lot that some lots went into, or that went into them.

    The walk asks the database once for each level and goes to no lot twice, so that it
    ends where lots go round in a circle, as when goods are unbuilt or baked again.

    It looks at all goods of the companies it is given, whatever the user may see: a
    trace that stops at somebody's rights would be taken for the whole. Who shows what
    it found asks for the rights, see :meth:`.stock_lot.StockLot.get_trace`.

    :ivar levels: steps from the first lots, by the id of the lot; 0 for these
    :ivar edges: pairs of ids: what went in, what came out
    :ivar productions: ids of the orders on the way
    :ivar unnamed: goods on the way that carry no lot, by the id of their product: the
        moment of the first of them
    :ivar possible: ids of lots that such goods may have gone into, and of all that was
        made of these; only downwards
    """

    def __init__(self, env, lot_ids, direction):
        self.env = env
        self.direction = direction
        self.levels = dict.fromkeys(lot_ids, 0)
        self.edges = set()
        self.productions = set()
        self.unnamed = {}
        self.possible = set()
        self._walk()
        if direction == DOWN:
            self._guess()

    def _walk(self):
        here, level = list(self.levels), 0
        while here:
            level += 1
            found = set()
            for near, far, product, production, date in self._step(here):
                if production:
                    self.productions.add(production)
                if far is None:
                    known = self.unnamed.get(product)
                    self.unnamed[product] = min(known, date) if known else date
                    continue
                if far == near:
                    continue
                self.edges.add((near, far) if self.direction == DOWN else (far, near))
                if far not in self.levels:
                    found.add(far)
            self.levels.update(dict.fromkeys(found, level))
            here = list(found)

    def _guess(self):
        """Go on from goods without a lot to what they may have gone into."""
        products, lots = dict(self.unnamed), set()
        while products or lots:
            rows = self._guess_step(products) if products else []
            if lots:
                rows += [row[1:3] + row[4:] for row in self._step(list(lots))]
            products, lots = {}, set()
            for lot_id, product, date in rows:
                if lot_id is None:
                    # Only an earlier moment opens anything new: this ends.
                    if product not in self.unnamed or date < self.unnamed[product]:
                        self.unnamed[product] = products[product] = date
                elif lot_id not in self.levels and lot_id not in self.possible:
                    lots.add(lot_id)
            self.possible |= lots

    def _guess_step(self, since):
        """Return rows of what was made of goods without a lot.

        :param since: when the first of them were made, by the id of their product
        """
        products = self.env["product.product"].browse(since)
        # By hand: as in `_step`.
        return self.env.execute_query(
            SQL(
                GUESS,
                products=products.ids,
                since=list(since.values()),
                until=[last_sale(product, since[product.id]) for product in products],
                companies=self.env.companies.ids,
            )
        )

    def _step(self, lot_ids):
        """Return the rows that lead from these lots to the next."""
        near, far = (USED, MADE) if self.direction == DOWN else (MADE, USED)
        lines, moves = self.env["stock.move.line"], self.env["stock.move"]
        lines.flush_model(
            ["lot_id", "move_id", "state", "quantity", "company_id", "date"]
            + ["location_id", "location_dest_id"]
        )
        moves.flush_model(
            ["production_id", "raw_material_production_id", "unbuild_id", "dayold_id"]
        )
        # By hand: the ORM would read each line, and follow its order one by one.
        return self.env.execute_query(
            SQL(
                STEP,
                lots=lot_ids,
                companies=self.env.companies.ids,
                near_order=SQL.identifier(near["order"]),
                near_place=SQL.identifier(near["place"]),
                far_order=SQL.identifier(far["order"]),
                far_place=SQL.identifier(far["place"]),
            )
        )
