from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .best_before import days_left, last_day

INSPECTOR = "quality_control_oca.group_quality_control_user"
MANAGER = "quality_control_oca.group_quality_control_manager"
# What whoever may write inspections writes by hand on a planned one.
FREE = {"user", "internal_notes", "external_notes"}
OPEN = ("ready", "waiting")
DECIDED = ("success", "failed")


class QcInspection(models.Model):
    _inherit = "qc.inspection"
    _order = "date desc, id desc"

    plan_id = fields.Many2one("bakery.qc.plan", readonly=True, index="btree_not_null")
    picking_id = fields.Many2one(
        # Stored: what is not delivered yet moves on to another transfer.
        related="move_id.picking_id",
        string="Transfer",
        store=True,
        index="btree_not_null",
    )
    move_id = fields.Many2one(
        "stock.move",
        string="Movement",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    purchase_line_id = fields.Many2one(
        "purchase.order.line",
        string="Order Line",
        readonly=True,
        index="btree_not_null",
    )
    purchase_id = fields.Many2one(related="purchase_line_id.order_id", string="Order")
    partner_id = fields.Many2one("res.partner", string="Vendor", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    lot_id = fields.Many2one("stock.lot", readonly=True)
    lot_name = fields.Char(readonly=True, help="As written on the goods.")
    expiration_date = fields.Datetime(readonly=True)
    uom_id = fields.Many2one("uom.uom", string="Unit", readonly=True)
    qty_received = fields.Float(
        string="Received", digits="Product Unit", readonly=True, copy=False
    )
    qty_sample = fields.Float(
        string="Sample", digits="Product Unit", compute="_compute_qty_sample"
    )
    qty_accepted = fields.Float(
        string="Accepted",
        digits="Product Unit",
        compute="_compute_qty_accepted",
        store=True,
    )
    qty_rejected = fields.Float(
        string="Rejected", digits="Product Unit", readonly=True, copy=False
    )
    qty_returned = fields.Float(
        string="Returned", digits="Product Unit", readonly=True, copy=False
    )
    is_received = fields.Boolean(
        string="Taken In",
        readonly=True,
        copy=False,
        help="The transfer was validated: what was rejected lies apart.",
    )
    is_quarantined = fields.Boolean(string="Set Aside", readonly=True, copy=False)
    reject_move_id = fields.Many2one(
        "stock.move", string="Movement of Rejects", readonly=True, copy=False
    )
    return_picking_id = fields.Many2one(
        "stock.picking", string="Return", readonly=True, copy=False
    )
    replacement_picking_id = fields.Many2one(
        "stock.picking", string="Replacement", readonly=True, copy=False
    )
    reason = fields.Text(
        readonly=True,
        copy=False,
        help="Why goods were rejected, accepted in spite of a fault, or not inspected.",
    )
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    shelf_life_ok = fields.Boolean(
        string="Lasts Long Enough", compute="_compute_shelf_life_ok", store=True
    )

    _qty_rejected_range = models.Constraint(
        "CHECK(qty_rejected >= 0)", "No less than nothing is rejected."
    )

    # What is known ------------------------------------------------------------------

    @api.depends("qty_received", "plan_id", "uom_id")
    def _compute_qty_sample(self):
        for inspection in self:
            plan, received = inspection.plan_id, inspection.qty_received
            inspection.qty_sample = (
                plan._sample_of(received, inspection.uom_id) if plan else received
            )

    @api.depends("qty_received", "qty_rejected", "state")
    def _compute_qty_accepted(self):
        for inspection in self:
            decided = inspection.state in DECIDED
            accepted = inspection.qty_received - inspection.qty_rejected
            inspection.qty_accepted = accepted if decided else 0.0

    @api.depends("expiration_date", "plan_id")
    def _compute_shelf_life_ok(self):
        for inspection in self:
            inspection.shelf_life_ok = inspection._lasts()

    def _lasts(self):
        """Return whether the goods last as long as the plan asks."""
        self.ensure_one()
        days = self.plan_id.min_shelf_life_days
        if not days:
            return True
        left = days_left(self)
        return left is not None and left >= days

    @api.depends("shelf_life_ok", "plan_id")
    def _compute_success(self):
        """Ask for a shelf life too; a sheet without questions proves nothing."""
        result = super()._compute_success()
        for inspection in self.filtered("plan_id"):
            asked = bool(inspection.inspection_lines)
            inspection.success &= asked and inspection.shelf_life_ok
        return result

    @api.depends("move_id.product_id")
    def _compute_product_id(self):
        planned = self.filtered("move_id")
        for inspection in planned:
            inspection.product_id = inspection.move_id.product_id
        return super(QcInspection, self - planned)._compute_product_id()

    @api.depends("name", "product_id", "lot_name")
    def _compute_display_name(self):
        planned = self.filtered("plan_id")
        for inspection in planned:
            parts = [inspection.name, inspection.product_id.display_name]
            parts.append(inspection.lot_name)
            inspection.display_name = " · ".join(filter(None, parts))
        return super(QcInspection, self - planned)._compute_display_name()

    # No way round ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # The library looks its sequence up again for each of them.
        unnamed = [vals for vals in vals_list if vals.get("name", "/") == "/"]
        sequence = self._sequence() if unnamed else None
        for vals in unnamed if sequence else ():
            vals["name"] = sequence.next_by_id()
        inspections = super().create(vals_list)
        if not self.env.su and (inspections.plan_id or inspections.move_id):
            raise AccessError(
                self.env._("Inspections of a plan are made by the arrival of goods.")
            )
        return inspections

    @api.model
    def _sequence(self):
        # sudo: whoever receives goods does not keep sequences.
        return (
            self.env["ir.sequence"]
            .sudo()
            .search(
                [
                    ("code", "=", "qc.inspection"),
                    ("company_id", "in", [self.env.company.id, False]),
                ],
                order="company_id",
                limit=1,
            )
        )

    def write(self, vals):
        if not self.env.su:
            self._check_free(vals)
        return super().write(vals)

    def _check_free(self, vals):
        """Refuse what only the sheet of a planned inspection may change."""
        guarded = {
            name
            for name in set(vals) - FREE
            if name in self._fields
            and not name.startswith(("message_", "activity_", "my_activity_"))
        }
        makes_planned = {"plan_id", "move_id", "picking_id"} & guarded
        if guarded and (self.plan_id or makes_planned):
            raise AccessError(
                self.env._("Inspections of a plan are decided on their sheet.")
            )

    def action_confirm(self):
        """Refuse a test that asks nothing: the library counts it as passed."""
        empty = self.filtered(
            lambda i: i.company_id.purchase_control and not i.inspection_lines
        )
        if empty:
            raise UserError(
                self.env._("There is no question to answer: choose a test first.")
            )
        return super().action_confirm()

    # Deciding ------------------------------------------------------------------------

    def _check_inspector(self):
        """Refuse whoever may not inspect, or may not see these goods."""
        self.check_access("read")
        if not self.env.user.has_group(INSPECTOR):
            raise AccessError(self.env._("Only inspectors decide about goods."))

    def answer(self, answers):
        """Store answers of a sheet; return the sheet as it is then.

        :param answers: ``{id of the question: answer}``; an answer holds ``readings``
            (list of numbers, None or False for an empty box), ``value`` (id of a
            choice), ``photo`` or ``document`` (base64 text, with ``name`` and
            ``expiry`` as YYYY-MM-DD), and ``note``.
        :raise AccessError: not an inspector.
        :raise ValidationError: what does not answer its question; nothing is stored.
        """
        self.ensure_one()
        self._check_inspector()
        self._check_undecided()
        if not isinstance(answers, dict):
            raise ValidationError(self.env._("These are no answers."))
        # sudo: answers of a planned inspection are written by its sheet alone.
        lines = {str(line.id): line for line in self.sudo().inspection_lines}
        for key, answer in answers.items():
            if str(key) not in lines:
                raise ValidationError(
                    self.env._("This question is not part of the inspection.")
                )
            lines[str(key)]._answer(answer)
        return self.get_sheet()

    def _check_undecided(self):
        done = self.filtered(lambda i: i.state not in OPEN or not i.plan_id)
        if done:
            raise UserError(
                self.env._(
                    "The inspection %(name)s is decided and cannot be changed.",
                    name=done[0].name,
                )
            )

    def decide(self, rejected=0.0, reason=""):
        """Decide about the goods of one inspection.

        Nothing rejected and every answer right: accepted. An answer that is wrong
        leaves the decision to a quality manager, unless something is rejected.

        :param rejected: quantity in the unit of the receipt.
        :param reason: needed to reject, and to accept in spite of a wrong answer.
        :return: the sheet.
        :raise AccessError: not an inspector, or a decision of the manager.
        :raise ValidationError: unanswered questions, a quantity that cannot be.
        """
        self.ensure_one()
        self._check_inspector()
        self._check_undecided()
        self._check_answered()
        rejected = self._checked_quantity(rejected)
        reason = str(reason or "").strip()
        if rejected and not reason:
            raise ValidationError(self.env._("Say why the goods are rejected."))
        state = self._decision(rejected, reason)
        values = {"state": state, "qty_rejected": rejected, "reason": reason}
        if state in DECIDED:
            values["decided_by_id"] = self.env.uid
        # sudo: rights were checked; what follows moves goods on behalf of the rule.
        self.sudo().write(values)
        if state in DECIDED:
            self.sudo()._after_decision()
        return self.get_sheet()

    def _decision(self, rejected, reason):
        """Return the state that follows from the answers and the quantity."""
        if rejected:
            return "failed"
        if self.success:
            return "success"
        if not self.env.user.has_group(MANAGER):
            return "waiting"
        if not reason:
            raise ValidationError(
                self.env._("Say why the goods are accepted in spite of the result.")
            )
        return "success"

    def _check_answered(self):
        missing = self.inspection_lines.filtered(
            lambda line: line.is_required and not line.is_answered
        )
        if missing:
            raise ValidationError(
                self.env._(
                    "“%(question)s” is not answered yet.", question=missing[0].name
                )
            )

    def _checked_quantity(self, quantity):
        is_number = isinstance(quantity, int | float)
        if not is_number or not 0 <= quantity < float("inf"):
            raise ValidationError(
                self.env._("Write how much is rejected as a number, 0 or more.")
            )
        if self.uom_id.compare(quantity, self.qty_received) > 0:
            raise ValidationError(
                self.env._(
                    "Only %(received)s %(unit)s of %(product)s arrived: no more can be"
                    " rejected.",
                    received=f"{self.qty_received:g}",
                    unit=self.uom_id.name,
                    product=self.product_id.display_name,
                )
            )
        return self.uom_id.round(quantity)

    def action_skip(self, reason):
        """Let goods pass without inspection, which only a quality manager may.

        :param reason: why; kept on the inspection.
        :return: true, as XML-RPC knows no None.
        """
        self.check_access("read")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only quality managers let goods pass without inspection.")
            )
        self._check_undecided()
        reason = str(reason or "").strip()
        if not reason:
            raise ValidationError(self.env._("Say why the goods are not inspected."))
        # sudo: the right was checked.
        self.sudo().write(
            {"state": "canceled", "reason": reason, "decided_by_id": self.env.uid}
        )
        for inspection in self.sudo():
            inspection.message_post(
                body=self.env._("Not inspected: %(reason)s", reason=reason)
            )
            inspection._after_decision()
        return True

    def _after_decision(self):
        """Do what follows; goods that are in already move on at once."""
        self.filtered("is_received")._settle()

    def action_open_sheet(self):
        """Open the inspection page on this inspection."""
        self.ensure_one()
        self.check_access("read")
        action = self.picking_id._inspection_action()
        action["params"]["inspection_id"] = self.id
        return action

    # The sheet -----------------------------------------------------------------------

    def get_sheet(self):
        """Return what the inspection page shows of one inspection.

        :return: a dictionary of texts and numbers, with ``questions`` as a list.
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: inspectors need not read orders, lots and places to see their names.
        inspection = self.sudo()
        move = inspection.move_id
        days = days_left(inspection)
        return {
            **inspection._card(),
            "test": inspection.test.display_name or "",
            "sample": inspection.qty_sample,
            "reason": inspection.reason or "",
            "storage": (
                move.move_line_ids.location_dest_id[:1] or move.location_dest_id
            ).display_name,
            "expiry": fields.Date.to_string(last_day(inspection)) or "",
            # XML-RPC knows no None.
            "shelf_life": days if days is not None else False,
            "shelf_life_wanted": inspection.plan_id.min_shelf_life_days,
            "shelf_life_ok": inspection.shelf_life_ok,
            "success": inspection.success,
            "is_manager": self.env.user.has_group(MANAGER),
            "can_decide": inspection.state in OPEN
            and self.env.user.has_group(INSPECTOR),
            "questions": [line._sheet() for line in inspection.inspection_lines],
        }

    def _goods_text(self):
        """Return the names of the goods, each once."""
        return ", ".join(sorted(set(self.product_id.mapped("display_name"))))

    def _card(self):
        """Return what the list of the inspection page shows."""
        self.ensure_one()
        lines = self.inspection_lines
        return {
            "id": self.id,
            "name": self.name,
            "product_id": self.product_id.id,
            "product": self.product_id.display_name or "",
            "barcode": self.product_id.barcode or "",
            "vendor": self.partner_id.display_name or "",
            "picking_id": self.picking_id.id,
            "picking": self.picking_id.name or "",
            "lot": self._lot_key(),
            "received": self.qty_received,
            "rejected": self.qty_rejected,
            "unit": self.uom_id.name or "",
            "state": self.state,
            "is_quarantined": self.is_quarantined,
            "answered": len(lines.filtered("is_answered")),
            "asked": len(lines),
        }

    @api.model
    def get_open_sheets(self, picking_id=None):
        """Return the cards of the inspections that wait, the oldest first.

        :param picking_id: only those of this transfer, decided ones too.
        """
        self.check_access("read")
        domain = [("plan_id", "!=", False)]
        if picking_id:
            domain += [("picking_id", "=", picking_id), ("state", "!=", "canceled")]
        else:
            domain += [
                ("state", "in", OPEN),
                ("company_id", "in", self.env.companies.ids),
            ]
        found = self.search(domain, order="date, id", limit=200)
        # sudo: as in get_sheet.
        return [inspection._card() for inspection in found.sudo()]

    # Made from a test --------------------------------------------------------------

    def _prepare_inspection_line(self, test, line, fill=None):
        """Copy what the question asks for, so that later changes leave it be."""
        values = super()._prepare_inspection_line(test, line, fill=fill)
        return {
            **values,
            "is_required": line.is_required,
            "readings": line.readings,
            "ok_value_ids": line.ql_values.filtered("ok").ids,
        }
