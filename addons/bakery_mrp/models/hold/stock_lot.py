# pylint: disable=consider-merging-classes-inherited
# A lot on hold and the trace of a lot are two matters, each in a folder of its own.
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import ormcache

GROUP = "bakery_mrp.bakery_mrp_group_recall"
HOLD = {"quality_hold", "hold_reason", "hold_user_id", "hold_date"}


class StockLot(models.Model):
    """A lot on hold is in stock and yet for nobody: see :mod:`.stock_move`."""

    _inherit = "stock.lot"

    quality_hold = fields.Boolean(
        string="On Hold",
        readonly=True,
        copy=False,
        tracking=True,
        help="Nothing of a lot on hold is reserved, used, moved or sold.",
    )
    hold_reason = fields.Char(string="Why on Hold", readonly=True, copy=False)
    hold_user_id = fields.Many2one(
        "res.users", string="Held by", readonly=True, copy=False
    )
    hold_date = fields.Datetime(string="On Hold since", readonly=True, copy=False)

    _quality_hold_index = models.Index("(id) WHERE quality_hold")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_hold_values({key for key, value in vals.items() if value})
        return super().create(vals_list)

    def write(self, vals):
        self._check_hold_values(vals)
        return super().write(vals)

    @api.model
    def _check_hold_values(self, names):
        """Refuse to hold or release by writing: reservations would stay as they are."""
        if HOLD.intersection(names) and not self.env.su:
            raise AccessError(
                self.env._("Use Hold and Release to say which lots are on hold.")
            )

    # What people do -------------------------------------------------------------------

    def action_open_hold(self):
        """Ask why the lots are held, or released.

        :return: the action that opens the question.
        :raise AccessError: for all but those who may recall goods.
        """
        self._check_hold_right()
        releases = all(lot.quality_hold for lot in self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release") if releases else self.env._("Hold"),
            "res_model": "bakery.lot.hold",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_lot_ids": self.ids,
                "default_release": releases,
            },
        }

    def action_hold(self, reason):
        """Hold the lots, and free what is reserved of them.

        :param str reason: shown to everybody who meets the lots.
        :raise AccessError: for all but those who may recall goods.
        :raise UserError: without a reason.
        """
        self._check_hold_right()
        self._hold(self._clean_reason(reason))
        return True

    def action_release(self, reason):
        """Let the lots be used again.

        :param str reason: kept in the history of the lots.
        :raise AccessError: for all but those who may recall goods.
        :raise UserError: without a reason.
        """
        self._check_hold_right()
        self._release(self._clean_reason(reason))
        return True

    def _check_hold_right(self):
        if not (self.env.su or self.env.user.has_group(GROUP)):
            raise AccessError(
                self.env._("Only who may recall goods holds and releases lots.")
            )
        self.check_access("write")

    @api.model
    def _clean_reason(self, reason):
        reason = (reason or "").strip() if isinstance(reason, str) else ""
        if not reason:
            raise UserError(self.env._("Say why: whoever meets the lot will read it."))
        return reason

    # How it is done -------------------------------------------------------------------

    def _hold(self, reason):
        """Hold those of the lots that are free.

        :return: the lots that were not on hold before.
        """
        # sudo: the fields are written by nothing but this and `_release`, which those
        # reach who may recall goods.
        lots = self.sudo().filtered(lambda lot: not lot.quality_hold)
        if not lots:
            return self.browse()
        lots.write(
            {
                "quality_hold": True,
                "hold_reason": reason,
                "hold_user_id": self.env.uid,
                "hold_date": fields.Datetime.now(),
            }
        )
        lots._log_hold(self.env._("On hold: %(reason)s", reason=reason))
        self.env.registry.clear_cache()
        lots._free_reservations()
        return self.browse(lots.ids)

    def _release(self, reason):
        """Let those of the lots be used that are on hold.

        :return: the lots that were on hold before.
        """
        # sudo: as in `_hold`.
        lots = self.sudo().filtered("quality_hold")
        if not lots:
            return self.browse()
        lots.write(dict.fromkeys(HOLD, False))
        lots._log_hold(self.env._("Released: %(reason)s", reason=reason))
        self.env.registry.clear_cache()
        return self.browse(lots.ids)

    def _log_hold(self, text):
        self._message_log_batch(
            bodies=dict.fromkeys(self.ids, text), author_id=self.env.user.partner_id.id
        )

    def _free_reservations(self):
        """Take the lots out of what waits for them, and look for others instead."""
        lines = self.env["stock.move.line"].search(
            [("lot_id", "in", self.ids), ("state", "not in", ("done", "cancel"))]
        )
        lines = lines.filtered(lambda line: line._is_refused_when_held())
        moves = lines.move_id
        lines.unlink()
        moves.picked = False
        moves._action_assign()

    @api.model
    @ormcache()
    def _any_on_hold(self):
        """Return whether any lot is on hold.

        It spares figures of the stock a query where none is, as nearly always. What
        decides whether goods may move asks the lots themselves.
        """
        # sudo: the answer is shared by all users.
        return bool(self.sudo().search_count([("quality_hold", "=", True)], limit=1))
