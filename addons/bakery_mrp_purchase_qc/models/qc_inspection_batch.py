from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from odoo.addons.bakery_purchase_qc.models.qc_inspection import OPEN


# pylint: disable=consider-merging-classes-inherited
# What a check does to its batch, beside what it is.
class QcInspection(models.Model):
    _inherit = "qc.inspection"

    def conclude(self):
        """End the check of a batch by its answers; return its sheet.

        All right: passed, and the lot is free. Wrong: what is not baked yet waits for a
        quality manager; what is has failed, and its lot stays on hold.

        :raise AccessError: for who neither bakes the batch nor inspects.
        :raise ValidationError: for questions without an answer.
        """
        self.ensure_one()
        self._check_inspector()
        # sudo: whoever may answer may end it; what follows is the rule's, not theirs.
        check = self.sudo()
        # Two tablets end it once.
        check.lock_for_update(allow_referencing=True)
        check.invalidate_recordset(["state"])
        self._check_undecided()
        if not check.production_id:
            raise ValidationError(self.env._("This is no check of a batch."))
        check._check_answered()
        if check.success:
            check._end("success")
        elif check.moment == "before":
            check.state = "waiting"
        else:
            check._end("failed")
        return self.get_sheet()

    @api.model
    def _action_of_batches(self, domain):
        """Return the action that opens the checks of batches within ``domain``."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bakery_mrp_purchase_qc.qc_inspection_action_batch"
        )
        return {**action, "domain": domain, "context": {"create": False}}

    def _end(self, state):
        """Write how the answers decide about all of the batch, and do what follows."""
        failed = state == "failed"
        self.write(
            {
                "state": state,
                "qty_rejected": self.qty_received if failed else 0,
                "reason": self._wrong_text() if failed else "",
                "decided_by_id": self.env.uid,
            }
        )
        self._after_decision()

    def _wrong_text(self):
        """Return what was found wrong: each question, what was found, what is right."""
        wrong = self.inspection_lines.filtered(lambda line: not line.success)
        texts = []
        for line in wrong:
            found, wanted = line._printed_found(), line._printed_wanted()
            values = " / ".join(filter(None, (found, wanted)))
            texts.append(f"{line.name}: {values}" if values else line.name)
        if not self.shelf_life_ok:
            texts.append(self.env._("shelf life"))
        return "; ".join(texts)

    # What follows ---------------------------------------------------------------------

    def _after_decision(self):
        result = super()._after_decision()
        batches = self.filtered("production_id")
        batches.filtered(lambda check: check.state in ("success", "canceled"))._let_go()
        for check in batches.filtered(lambda check: check.state == "failed"):
            check._hold_lots(check._lots_of_batch())
            check.production_id.message_post(
                body=self.env._(
                    "The check %(check)s failed: %(reason)s",
                    check=check.name,
                    reason=check.reason,
                )
            )
        return result

    def _lots_of_batch(self):
        """Return the lots that this check is about: none before they are baked."""
        self.ensure_one()
        if self.moment == "after":
            return self.lot_id
        return self.production_id._made_lots()

    def _hold_lots(self, lots):
        """Hold the lots of one check, saying why."""
        self.ensure_one()
        if not lots:
            return
        self.held_lot_ids = [Command.link(lot.id) for lot in lots]
        reason = self.env._(
            "Check %(check)s failed: %(reason)s", check=self.name, reason=self.reason
        )
        lots._hold_for_check(reason)
        lots.filtered("held_by_check").hold_reason = reason

    def _let_go(self):
        """Release what nothing but these checks held, and whatever waits for it."""
        lots = self.held_lot_ids
        if not lots:
            return
        self.held_lot_ids = [Command.clear()]
        passed = self.env._(
            "the check %(checks)s is over", checks=", ".join(self.mapped("name"))
        )
        lots.filtered(
            lambda lot: lot.held_by_check and not lot.check_hold_ids
        )._release(passed)
        moves = self.production_id.move_finished_ids.filtered(
            lambda move: move.state == "done" and move.product_id in lots.product_id
        )
        moves.move_dest_ids.filtered(
            lambda move: move.state in ("waiting", "confirmed", "partially_available")
        )._action_assign()
        moves._trigger_assign()

    def _cancel_open(self):
        """Cancel what nobody answered and nobody needs any more."""
        self.filtered(lambda check: check.state in OPEN).write({"state": "canceled"})
