from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.tools import split_every

PLANNER = "bakery_mrp.bakery_mrp_group_planner"
# Odoo computes the moves of orders made together one by one, and reads all of them
# again for each: many at once take longer than a few at a time.
AT_ONCE = 20


class BakeryBakePlan(models.Model):
    """What one bakehouse bakes in one shift: from demand to manufacturing orders.

    Quantities are in the unit of each product, weights in grams, times in minutes.
    """

    _name = "bakery.bake.plan"
    _description = "Bake Plan"
    _inherit = "mail.thread"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, precompute=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "Under Way"),
            ("done", "Done"),
            ("cancel", "Cancelled"),
        ],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Bakehouse",
        required=True,
        check_company=True,
        index=True,
        default=lambda self: self._default_warehouse(),
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self), copy=False
    )
    shift_id = fields.Many2one(
        "bakery.bake.shift",
        required=True,
        check_company=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["bakery.bake.shift"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        ),
    )
    date_start = fields.Datetime(
        string="Start", compute="_compute_dates", store=True, precompute=True
    )
    date_end = fields.Datetime(
        string="End", compute="_compute_dates", store=True, precompute=True
    )
    cover_end = fields.Datetime(
        string="Bakes for Until",
        compute="_compute_cover_end",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="What leaves the bakehouse until then is baked in this shift.",
    )
    buffer = fields.Float(
        digits=(16, 4),
        help="Share baked on top of what is needed, from 0 to 1.",
    )
    line_ids = fields.One2many("bakery.bake.plan.line", "plan_id")
    dough_ids = fields.One2many("bakery.bake.plan.dough", "plan_id", readonly=True)
    load_ids = fields.One2many("bakery.bake.plan.load", "plan_id", readonly=True)
    need_ids = fields.One2many("bakery.bake.plan.need", "plan_id", readonly=True)
    production_ids = fields.One2many("mrp.production", "bake_plan_id", readonly=True)
    production_count = fields.Integer(compute="_compute_counts")
    shortage_count = fields.Integer(string="Shortages", compute="_compute_counts")
    overload_count = fields.Integer(string="Overloaded", compute="_compute_counts")
    computed_date = fields.Datetime(string="Computed on", readonly=True, copy=False)

    _one_per_shift = models.UniqueIndex(
        "(warehouse_id, date, shift_id) WHERE state != 'cancel'",
        "This shift has a bake plan already: open that one.",
    )

    @api.model
    def _default_warehouse(self):
        """Return the first warehouse that makes what it needs."""
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)]
        )
        return warehouses.filtered("manufacture_to_resupply")[:1]

    @api.depends("date", "shift_id.name", "warehouse_id.name")
    def _compute_name(self):
        for plan in self:
            parts = [plan.warehouse_id.name, str(plan.date or ""), plan.shift_id.name]
            plan.name = " · ".join(filter(None, parts))

    @api.depends(
        "date", "shift_id.start_hour", "shift_id.end_hour", "warehouse_id", "company_id"
    )
    def _compute_dates(self):
        for plan in self:
            shift = plan.shift_id
            if not (shift and plan.date and plan.warehouse_id):
                plan.date_start = plan.date_end = False
                continue
            overnight = shift.end_hour < shift.start_hour
            moment = plan.warehouse_id._moment
            plan.date_start = moment(plan.date, shift.start_hour)
            plan.date_end = moment(
                plan.date + timedelta(days=overnight), shift.end_hour
            )

    @api.depends("date_end", "shift_id.cover_hours")
    def _compute_cover_end(self):
        for plan in self:
            hours = timedelta(hours=plan.shift_id.cover_hours)
            plan.cover_end = plan.date_end and plan.date_end + hours

    @api.depends("production_ids", "need_ids.short_qty", "load_ids.share")
    def _compute_counts(self):
        for plan in self:
            plan.production_count = len(plan.production_ids)
            plan.shortage_count = len(plan.need_ids.filtered("is_short"))
            plan.overload_count = len(plan.load_ids.filtered("is_over"))

    @api.constrains("buffer", "cover_end", "date_end")
    def _check_numbers(self):
        for plan in self:
            if not 0 <= plan.buffer <= 1:
                raise ValidationError(
                    self.env._("The buffer of a bake plan is from 0 % to 100 %.")
                )
            if plan.cover_end and plan.cover_end < plan.date_end:
                raise ValidationError(
                    self.env._("A shift cannot bake for what leaves before it ends.")
                )

    def _check_planner(self):
        if not (self.env.su or self.env.user.has_group(PLANNER)):
            raise AccessError(self.env._("Only planners change bake plans."))

    def _lock(self):
        """Let nobody else work on the plan meanwhile; refuse when somebody does."""
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else works on %(plan)s just now: try again in a moment.",
                    plan=", ".join(self.mapped("name")),
                )
            ) from error
        self.invalidate_recordset()

    def _check_open(self, *states):
        for plan in self:
            if plan.state not in states:
                raise UserError(
                    self.env._(
                        "The bake plan %(plan)s is %(state)s: nothing to do.",
                        plan=plan.name,
                        state=dict(
                            plan._fields["state"]._description_selection(self.env)
                        )[plan.state].lower(),
                    )
                )

    def _check_future(self):
        for plan in self:
            if plan.date_end <= fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "The shift of the bake plan %(plan)s is over: plan a later "
                        "one.",
                        plan=plan.name,
                    )
                )

    def action_compute(self):
        """Work out what to bake; return True.

        Lines that have their order stay as they are; quantities that somebody typed
        stay too.
        """
        self._check_planner()
        self._check_open("draft", "confirmed")
        self._check_future()
        self._lock()
        for plan in self:
            plan._compute_plan()
        return True

    def action_confirm(self):
        """Make and confirm the manufacturing orders of the lines; return True.

        :raises UserError: for a plan in the past, or one with nothing to bake.
        """
        self._check_planner()
        self._check_open("draft", "confirmed")
        self._check_future()
        self._lock()
        for plan in self:
            plan._check_open("draft", "confirmed")
            if not plan.computed_date:
                plan._compute_plan()
            plan._check_capacity()
            plan._make_orders()
            # The state changes by the actions only.
            plan.sudo().state = "confirmed"
            plan._compute_loads_and_needs()
            if plan.company_id.bake_plan_requests:
                plan._request_shortages()
        return True

    def _check_capacity(self):
        """Raise when something has to be done where nobody works in the shift."""
        for load in self.load_ids:
            if load.minutes > 0 and load.available <= 0:
                raise UserError(
                    self.env._(
                        "%(workcenter)s has no working hours between %(start)s and "
                        "%(end)s, but the plan needs it: change its hours or the "
                        "shift.",
                        workcenter=load.workcenter_id.display_name,
                        start=self._local(self.date_start),
                        end=self._local(self.date_end),
                    )
                )

    def _local(self, moment):
        local = pytz.utc.localize(moment).astimezone(self.warehouse_id._address_zone())
        return local.strftime("%H:%M")

    def _make_orders(self):
        lines = self.line_ids.filtered(
            lambda line: (
                not line.production_id and line.product_uom_id.compare(line.qty, 0) > 0
            )
        )
        if not lines and not self.production_ids:
            raise UserError(
                self.env._(
                    "There is nothing to bake in %(plan)s: compute it, or fill in "
                    "quantities.",
                    plan=self.name,
                )
            )
        # What others need first, and within that from the hottest oven down.
        ordered = lines.sorted(lambda x: (-x.level, -x.oven_temperature, x.id))
        orders = self.env["mrp.production"]
        for lines in split_every(AT_ONCE, ordered):
            orders += orders.create([line._production_values() for line in lines])
        for line, order in zip(ordered, orders, strict=True):
            # The link to the plan is made here and nowhere else.
            order.sudo().write({"bake_plan_id": self.id, "bake_plan_line_id": line.id})
        orders.action_confirm()

    def action_done(self):
        """Close the plan; what is still open stays with its orders. Return True."""
        self._check_planner()
        self._check_open("confirmed")
        # The state changes by the actions only.
        self.sudo().write({"state": "done"})
        return True

    def action_cancel(self):
        """Cancel the plan and those of its orders nobody has begun; return True."""
        self._check_planner()
        self._check_open("draft", "confirmed")
        self._lock()
        begun = self.production_ids.filtered(
            lambda order: order.state in ("progress", "to_close", "done")
        )
        if begun:
            raise UserError(
                self.env._(
                    "%(order)s is being baked already: finish it, then close the plan.",
                    order=begun[0].display_name,
                )
            )
        self.production_ids.action_cancel()
        # The state changes by the actions only.
        self.sudo().write({"state": "cancel"})
        # The place is free for another plan at once.
        self.flush_recordset(["state"])
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_only_without_orders(self):
        for plan in self:
            if plan.state not in ("draft", "cancel") or plan.production_ids:
                raise UserError(
                    self.env._(
                        "The bake plan %(plan)s has orders: cancel it instead.",
                        plan=plan.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin every plan as a draft."""
        if not self.env.su:
            for vals in vals_list:
                vals.pop("state", None)
        return super().create(vals_list)

    def write(self, vals):
        """Keep place and time of a plan that has been confirmed."""
        if "state" in vals and not self.env.su:
            raise UserError(
                self.env._("The status of a bake plan changes by its own buttons.")
            )
        fixed = {"company_id", "warehouse_id", "date", "shift_id", "cover_end"}
        if fixed & set(vals):
            self._check_open("draft")
        return super().write(vals)

    def action_show_orders(self):
        """Return the manufacturing orders of the plan."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("mrp.mrp_production_action")
        return {
            **action,
            "domain": [("bake_plan_id", "=", self.id)],
            "context": {"default_bake_plan_id": self.id},
        }
