from odoo import api, fields, models
from odoo.exceptions import UserError

HOLDERS = {"check_hold_ids", "held_by_check"}
# Whoever may see checks; others see lots, too.
SEE_CHECKS = (
    "quality_control_oca.group_quality_control_user,"
    "stock.group_stock_user,mrp.group_mrp_user"
)


class StockLot(models.Model):
    """A check holds its lot beside recalls and people, and lets go of its own hold.

    A lot that is held for two reasons is free when both are gone.
    """

    _inherit = "stock.lot"

    check_hold_ids = fields.Many2many(
        "qc.inspection",
        "bakery_qc_held_lot_rel",
        "lot_id",
        "inspection_id",
        string="Waits for",
        readonly=True,
        copy=False,
        groups=SEE_CHECKS,
    )
    held_by_check = fields.Boolean(
        readonly=True,
        copy=False,
        help="Nothing but a check holds the lot.",
    )
    batch_check_count = fields.Integer(
        string="Quality Checks",
        compute="_compute_batch_check_count",
        # Who sees a lot sees how many checks it had.
        compute_sudo=True,
    )

    def _compute_batch_check_count(self):
        counts = self.env["qc.inspection"]._read_group(
            [("lot_id", "in", self.ids), ("production_id", "!=", False)],
            ["lot_id"],
            ["__count"],
        )
        by_lot = {lot.id: count for lot, count in counts}
        for lot in self:
            lot.batch_check_count = by_lot.get(lot.id, 0)

    @api.model
    def _check_hold_values(self, names):
        if HOLDERS.intersection(names):
            names = {*names, "quality_hold"}
        return super()._check_hold_values(names)

    def action_release(self, reason):
        """Refuse to release what waits for a check: that is decided there."""
        self._check_hold_right()
        # sudo: a lot waits for its check for those as well who may not read it.
        waiting = self.sudo().filtered("held_by_check")
        if waiting:
            raise UserError(
                self.env._(
                    "Lot %(lot)s of %(product)s waits for the check %(check)s: it is"
                    " free when that is passed, or a quality manager releases it.",
                    lot=waiting[0].name,
                    product=waiting[0].product_id.display_name,
                    check=waiting[0].check_hold_ids[:1].name,
                )
            )
        return super().action_release(reason)

    def action_open_checks(self):
        """Open the checks of the batches that this lot came from."""
        self.ensure_one()
        self.check_access("read")
        return self.env["qc.inspection"]._action_of_batches([("lot_id", "=", self.id)])

    def _hold(self, reason):
        """Let whoever holds now take the lots over from a check.

        :return: the lots that nobody but a check held before.
        """
        # sudo: as in the addon that holds lots.
        taken = self.sudo().filtered("held_by_check")
        if taken:
            taken.write(
                {
                    "held_by_check": False,
                    "hold_reason": reason,
                    "hold_user_id": self.env.uid,
                }
            )
            taken._log_hold(self.env._("On hold: %(reason)s", reason=reason))
        return super()._hold(reason) | self.browse(taken.ids)

    def _hold_for_check(self, reason):
        """Hold those of the lots that are free, until their check lets go."""
        # sudo: as in `_hold`.
        free = self.sudo().filtered(lambda lot: not lot.quality_hold)
        free._hold(reason)
        free.held_by_check = True

    def _release(self, reason):
        """Keep what waits for a check: only its other hold ends."""
        # sudo: as in `_hold`.
        waiting = self.sudo().filtered("check_hold_ids")
        handed = waiting.filtered(
            lambda lot: lot.quality_hold and not lot.held_by_check
        )
        if handed:
            waits = self.env._("Waits for its check")
            handed.write({"held_by_check": True, "hold_reason": waits})
            handed._log_hold(self.env._("On hold: %(reason)s", reason=waits))
        released = super(StockLot, self - self.browse(waiting.ids))._release(reason)
        # sudo: as in `_hold`.
        released.sudo().filtered("held_by_check").held_by_check = False
        return released
