from odoo import fields, models
from odoo.exceptions import UserError


# pylint: disable=consider-merging-classes-inherited
# How long goods stay fresh is a subject of its own.
class MrpProduction(models.Model):
    _inherit = "mrp.production"

    oven_out = fields.Datetime(
        string="Out of the Oven",
        copy=False,
        help="When the goods left the oven; their shelf life counts from then. Left "
        "empty, that is the moment the order is closed.",
    )

    def write(self, vals):
        """Keep the hour by which the lots of a closed order were dated."""
        if "oven_out" in vals and not self.env.su:
            closed = self.filtered(lambda order: order.state == "done")
            if closed:
                raise UserError(
                    self.env._(
                        "%(order)s is closed and its goods are dated: change the "
                        "dates of the lot instead.",
                        order=closed[0].display_name,
                    )
                )
        return super().write(vals)

    def _post_inventory(self, cancel_backorder=False):
        now = fields.Datetime.now()
        for order in self:
            if order.oven_out and order.oven_out > now:
                raise UserError(
                    self.env._(
                        "%(order)s cannot be closed before its goods are out of the "
                        "oven: correct the time they left it.",
                        order=order.display_name,
                    )
                )
        waiting = self.move_finished_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        done = super()._post_inventory(cancel_backorder=cancel_backorder)
        # Closing an order dates its lots, whoever may change lots otherwise.
        self.sudo()._date_lots(waiting.sudo().exists(), now)
        return done

    def _date_lots(self, moves, now):
        """Date the lots that ``moves`` brought in, by the hour of their order.

        A lot that was baked in several goes is as old as the oldest of it.
        """
        lines = moves.filtered(lambda move: move.state == "done").move_line_ids
        lots = lines.lot_id.filtered("product_id.shelf_life_hours")
        if not lots:
            return
        earlier = self.env["stock.move.line"].search(
            [
                ("lot_id", "in", lots.ids),
                ("state", "=", "done"),
                ("move_id.production_id", "!=", False),
                ("id", "not in", lines.ids),
            ]
        )
        older = earlier.lot_id
        same = {}
        for lot, own in lines.grouped("lot_id").items():
            if lot not in lots:
                continue
            orders = own.move_id.production_id
            oven_out = min(order.oven_out or now for order in orders)
            dates = lot._fresh_dates(oven_out)
            if (
                lot in older
                and lot.expiration_date
                and lot.expiration_date <= dates["expiration_date"]
            ):
                continue
            key = tuple(dates.items())
            same[key] = same.get(key, self.env["stock.lot"]) | lot
        for dates, dated in same.items():
            dated.write(dict(dates))
        unsaid = moves.production_id.filtered(
            lambda order: not order.oven_out and order.product_id.shelf_life_hours
        )
        unsaid.write({"oven_out": now})
