from itertools import groupby

from odoo import api, fields, models
from odoo.exceptions import UserError

from .bakery_access_guard import FREE


class StockMove(models.Model):
    """A movement that holds goods for a deal belongs to its reservation alone."""

    # Reservations are a subject of their own, beside the rights in stock_move.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "stock.move"

    bakery_reservation_id = fields.Many2one(
        "bakery.stock.reservation",
        string="Reservation",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
        readonly=True,
    )

    def _check_not_holding(self):
        """Refuse to change by hand what a reservation holds.

        Odoo's own flows pass: they run as superuser once the user was checked.
        """
        if not self._is_guarded():
            return
        # sudo: the movement may be hidden; it is refused all the same.
        holding = self.sudo().filtered("bakery_reservation_id")
        if holding:
            name = holding[0].bakery_reservation_id.name
            message = self.env._(
                "This movement holds goods: change reservation %(name)s instead.",
                name=name,
            )
            self.env["bakery.access.denial"]._refuse("reserve", self, message=message)

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._check_not_holding()
        return moves

    def write(self, vals):
        if vals.keys() - FREE:
            self._check_not_holding()
        return super().write(vals)

    def unlink(self):
        self._check_not_holding()
        return super().unlink()

    def _action_assign(self, force_qty=False):
        """Assign in the order asked for, with whatever rights the caller has.

        Whoever brings goods in assigns what waits for them, reservations included.
        """
        # sudo: being asked to assign reveals nothing; the goods' owner is told.
        held = self.sudo().filtered("bakery_reservation_id")
        short = held.filtered(lambda move: move.state != "assigned")
        result = None
        for moves in self._in_order(set(held.ids)):
            result = super(StockMove, moves)._action_assign(force_qty=force_qty)
        if short and not self.env.context.get("reservation_is_new"):
            covered = short.filtered(lambda move: move.state == "assigned")
            covered.bakery_reservation_id._notify_covered()
        return result

    def _in_order(self, holding):
        """Yield the movements in turn, those of reservations as superuser.

        :param holding: ids of the movements that reservations made.
        """
        if not self._is_guarded():
            yield self
            return
        # Odoo's own groupby would not keep the order.
        # pylint: disable-next=bad-builtin-groupby
        for held, ids in groupby(self.ids, lambda move_id: move_id in holding):
            moves = self.browse(ids)
            # sudo: the movement was made by the reservation, as superuser.
            yield moves.sudo() if held else moves

    def _action_done(self, cancel_backorder=False):
        if self.bakery_reservation_id:
            raise UserError(
                self.env._("A reservation holds goods, it never moves them.")
            )
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _get_source_document(self):
        return super()._get_source_document() or self.bakery_reservation_id

    def _takes_from(self, goods):
        """Return whether the movement may reserve ``goods`` (a ``Held``)."""
        self.ensure_one()
        inside = goods.location.parent_path.startswith(self.location_id.parent_path)
        return inside and goods.product == self.product_id

    def _reserved_in_product_uom(self):
        return sum(self.move_line_ids.mapped("quantity_product_uom"))
