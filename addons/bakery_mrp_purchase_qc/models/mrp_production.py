from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.bakery_mrp.models.bake.mrp_production import OPEN as BAKING
from odoo.addons.bakery_purchase_qc.models.qc_inspection import OPEN


class MrpProduction(models.Model):
    """An order asks for the checks of its batch, and waits for those at the oven.

    A company without plans for baked goods is asked once, from a cache.
    """

    _inherit = "mrp.production"

    inspection_ids = fields.One2many(
        "qc.inspection",
        "production_id",
        string="Quality Checks",
        # Sellers see orders, but no checks.
        groups="mrp.group_mrp_user,quality_control_oca.group_quality_control_user",
    )
    batch_check_count = fields.Integer(
        string="Checks", compute="_compute_batch_checks", compute_sudo=True
    )
    batch_check_state = fields.Selection(
        [("open", "Open"), ("failed", "Failed"), ("passed", "Passed")],
        compute="_compute_batch_checks",
        # Who bakes sees how the batch stands without reading inspections.
        compute_sudo=True,
    )

    @api.depends("inspection_ids.state", "inspection_ids.disposition")
    def _compute_batch_checks(self):
        for order in self:
            checks = order.inspection_ids.filtered(lambda i: i.state != "canceled")
            order.batch_check_count = len(checks)
            order.batch_check_state = order._check_state(checks)

    def _check_state(self, checks):
        if any(check.state in OPEN for check in checks):
            return "open"
        if any(check.state == "failed" and not check.disposition for check in checks):
            return "failed"
        return "passed" if checks else False

    def action_open_checks(self):
        """Open the checks of this batch."""
        self.ensure_one()
        self.check_access("read")
        return self.env["qc.inspection"]._action_of_batches(
            [("production_id", "=", self.id)]
        )

    # Asking ---------------------------------------------------------------------------

    def _batch_plans(self, moment):
        """Return the plans of a moment that the companies of these orders have."""
        Plan = self.env["bakery.qc.plan"]
        ids = [
            plan_id
            for company in self.company_id
            for plan_id in Plan._batch_plan_ids(company.id, moment)
        ]
        # sudo: whoever bakes need not see plans.
        return Plan.sudo().browse(ids)

    def _is_checked(self):
        """Return whether any plan asks for batches here: from a cache, no query."""
        return bool(self._batch_plans("before") or self._batch_plans("after"))

    def _ask_before(self):
        """Make the checks that stand between these orders and their end."""
        plans = self._batch_plans("before")
        if not plans:
            return
        goods = [
            (order, self.env["stock.lot"], order.product_qty)
            for order in self
            if order.state in BAKING
        ]
        self._ask(plans, goods, "before")

    def _ask_after(self):
        """Make the checks that the lots of these orders wait for, and hold the lots."""
        plans = self._batch_plans("after")
        if not plans:
            return
        # Read at once what is looked at order by order.
        self.move_finished_ids.move_line_ids.lot_id.mapped("name")
        goods = [
            (order, lot, quantity)
            for order in self
            for lot, quantity in order._made_goods().items()
        ]
        made = self._ask(plans, goods, "after")
        made.held_lot_ids._hold_for_check(self.env._("Waits for its check"))

    def _ask(self, plans, goods, moment):
        """Make a check of each of the goods that a plan asks for and none was made of.

        :param goods: tuples of order, lot or none, and quantity.
        :return: the new checks.
        """
        # sudo: as in `_batch_plans`. Nor is a line in the chatter of each of use.
        checks = self.env["qc.inspection"].sudo().with_context(tracking_disable=True)
        known = {
            (check.production_id.id, check.lot_id.id)
            for check in checks.search(
                [("production_id", "in", self.ids), ("moment", "=", moment)]
            )
        }
        new = [part for part in goods if (part[0].id, part[1].id) not in known]
        baked = (
            self._baked_formulas()
            if "first" in plans.mapped("batch_frequency")
            else set()
        )
        values = []
        for order, lot, quantity in new:
            plan = plans._best_for_batch(order, lot.product_id or order.product_id)
            is_first = order.bom_id.id not in baked
            if plan and plan._batch_falls_due(order, is_first):
                values.append(order._prepare_check(plan, lot, quantity, moment))
        return checks.create(values)

    def _baked_formulas(self):
        """Return the ids of the formulas of these orders by which others were baked."""
        # sudo: a batch was baked, whoever may see it.
        groups = self.sudo()._read_group(
            [
                ("bom_id", "in", self.bom_id.ids),
                ("state", "=", "done"),
                ("id", "not in", self.ids),
            ],
            ["bom_id"],
        )
        return {bom.id for (bom,) in groups}

    def _prepare_check(self, plan, lot, quantity, moment):
        """Return the values of a new check, its limits copied from the test.

        :param quantity: in the unit of the order for its product, else of the goods.
        """
        self.ensure_one()
        is_own = not lot or lot.product_id == self.product_id
        unit = self.product_uom_id if is_own else lot.product_id.uom_id
        return {
            "plan_id": plan.id,
            "production_id": self.id,
            "moment": moment,
            "test": plan.test_id.id,
            "state": "ready",
            "auto_generated": True,
            "user": False,
            "company_id": self.company_id.id,
            "warehouse_id": self.picking_type_id.warehouse_id.id,
            "lot_id": lot.id,
            "lot_name": lot.name,
            "expiration_date": lot.expiration_date,
            "uom_id": unit.id,
            "qty_received": quantity,
            "qty": quantity,
            "date": fields.Datetime.now(),
            "held_lot_ids": [Command.set(lot.ids)],
            "inspection_lines": plan.env["qc.inspection"]._prepare_inspection_lines(
                plan.test_id
            ),
        }

    def _made_goods(self):
        """Return ``{lot: quantity}`` of what came out, in the unit of its movement."""
        self.ensure_one()
        goods = defaultdict(float)
        moves = self.move_finished_ids.filtered(lambda move: move.state == "done")
        for line in moves.move_line_ids.filtered("lot_id"):
            unit = (
                self.product_uom_id
                if line.product_id == self.product_id
                else line.product_id.uom_id
            )
            goods[line.lot_id] += line.product_uom_id._compute_quantity(
                line.quantity, unit
            )
        return {lot: quantity for lot, quantity in goods.items() if quantity > 0}

    def _made_lots(self):
        """Return the lots of what these orders make, beside anything else."""
        lines = self.move_finished_ids.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id == move.production_id.product_id
            )
        ).move_line_ids
        return lines.lot_id

    # Following the order --------------------------------------------------------------

    def action_confirm(self):
        result = super().action_confirm()
        self._ask_before()
        return result

    def _split_productions(self, *args, **kwargs):
        orders = super()._split_productions(*args, **kwargs)
        orders._ask_before()
        return orders

    def write(self, vals):
        result = super().write(vals)
        if "product_qty" in vals and self._batch_plans("before"):
            # sudo: an open check follows the size of its batch, whoever changes that.
            for check in self.sudo()._open_checks("before"):
                check.write(
                    {
                        "qty_received": check.production_id.product_qty,
                        "qty": check.production_id.product_qty,
                    }
                )
        return result

    def _open_checks(self, moment):
        # sudo: an open check counts, whoever sees it.
        return self.sudo().inspection_ids.filtered(
            lambda check: check.moment == moment and check.state in OPEN
        )

    def _action_cancel(self):
        result = super()._action_cancel()
        if self._is_checked():
            self._open_checks("before")._cancel_open()
        return result

    # Closing --------------------------------------------------------------------------

    def pre_button_mark_done(self):
        """Say which checks are open before anything else is asked."""
        if not self.env.context.get("bake_nothing_good"):
            self._check_asked_before()
        return super().pre_button_mark_done()

    def _post_inventory(self, cancel_backorder=False):
        """Make no good piece of a batch that was not checked, by no way."""
        baked = self.filtered(
            lambda order: order.product_uom_id.compare(order.qty_producing, 0) > 0
        )
        baked._check_asked_before()
        done = super()._post_inventory(cancel_backorder=cancel_backorder)
        if self._is_checked():
            self._open_checks("before")._cancel_open()
            self._hold_failed()
            self._ask_after()
        return done

    def _check_asked_before(self):
        """Refuse to close what waits for its check, or failed it and cannot be held.

        :raise UserError: naming the checks and how they stand.
        """
        if not self._batch_plans("before"):
            return
        # sudo: as in `_open_checks`.
        for order in self.sudo():
            waiting = order._open_checks("before")
            if waiting:
                raise UserError(order._waiting_text(waiting))
            failed = order._failed_before()
            if failed and order.product_tracking == "none":
                raise UserError(
                    self.env._(
                        "%(order)s failed its check %(check)s and has no lot to hold:"
                        " count the pieces as wasted, or cancel the order.",
                        order=order.name,
                        check=failed[0].name,
                    )
                )

    def _waiting_text(self, checks):
        names = ", ".join(
            f"{check.test.display_name} ({check.name})" for check in checks
        )
        if "waiting" in checks.mapped("state"):
            return self.env._(
                "%(order)s cannot be finished: a quality manager has to decide about"
                " the check %(checks)s first.",
                order=self.name,
                checks=names,
            )
        return self.env._(
            "%(order)s cannot be finished before its check is answered: %(checks)s.",
            order=self.name,
            checks=names,
        )

    def _failed_before(self):
        return self.inspection_ids.filtered(
            lambda check: (
                check.moment == "before"
                and check.state == "failed"
                and not check.disposition
            )
        )

    def _hold_failed(self):
        """Hold what came out of a batch that failed at the oven."""
        # sudo: as in `_open_checks`.
        for check in self.sudo()._failed_before():
            check._hold_lots(check._lots_of_batch())
