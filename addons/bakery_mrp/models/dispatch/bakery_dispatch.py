from odoo import api, fields, models
from odoo.exceptions import UserError


class BakeryDispatch(models.Model):
    """One run of a route: what the kitchen sends to its outlets with one truck.

    Quantities are in the unit of each product. The run is proposed, loaded (which
    reserves the goods), sent on its way, and done when each outlet has confirmed.
    """

    _name = "bakery.dispatch"
    _description = "Dispatch"
    _inherit = ("mail.thread", "bakery.dispatch.kept")
    _order = "date desc, departure desc, id desc"
    _check_company_auto = True
    _hidden_by_warehouse = True
    _kept = frozenset({"state", "number", "proposed_date", "departed_date"})

    name = fields.Char(compute="_compute_name", store=True, precompute=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("loaded", "Loaded"),
            ("transit", "On the Way"),
            ("done", "Received"),
            ("cancel", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    route_id = fields.Many2one(
        "bakery.dispatch.route",
        required=True,
        check_company=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["bakery.dispatch.route"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        ),
    )
    company_id = fields.Many2one(
        related="route_id.company_id", store=True, precompute=True, index=True
    )
    warehouse_id = fields.Many2one(
        related="route_id.warehouse_id",
        string="Kitchen",
        store=True,
        precompute=True,
        index=True,
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self), copy=False
    )
    number = fields.Integer(
        string="Run", readonly=True, copy=False, help="Of this route on that day."
    )
    departure = fields.Datetime(
        compute="_compute_departure", store=True, precompute=True
    )
    departed_date = fields.Datetime(string="Departed", readonly=True, copy=False)
    driver_id = fields.Many2one(
        "res.partner",
        compute="_compute_driver_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    proposed_date = fields.Datetime(string="Proposed on", readonly=True, copy=False)
    load_ids = fields.One2many("bakery.dispatch.load", "dispatch_id")
    line_ids = fields.One2many("bakery.dispatch.line", "dispatch_id")
    stop_count = fields.Integer(string="Stops", compute="_compute_counts")
    received_count = fields.Integer(string="Received Stops", compute="_compute_counts")
    short_count = fields.Integer(string="Short", compute="_compute_counts")
    progress = fields.Integer(
        compute="_compute_counts", help="Share of the stops that confirmed, in percent."
    )

    _one_run = models.Constraint(
        "UNIQUE(route_id, date, number)",
        "Somebody has just made this run: open that one.",
    )

    @api.depends("route_id.name", "date", "number")
    def _compute_name(self):
        for run in self:
            number = f"#{run.number}" if run.number > 1 else ""
            parts = [run.route_id.name, str(run.date or ""), number]
            run.name = " · ".join(filter(None, parts))

    @api.depends("date", "route_id.departure_hour", "route_id.warehouse_id")
    def _compute_departure(self):
        for run in self:
            if not (run.date and run.route_id):
                run.departure = False
                continue
            hour = run.route_id.departure_hour
            run.departure = run.warehouse_id._moment(run.date, hour)

    @api.depends("route_id")
    def _compute_driver_id(self):
        for run in self:
            run.driver_id = run.route_id.driver_id

    @api.depends("load_ids.state", "line_ids.short_qty")
    def _compute_counts(self):
        for run in self:
            loads = run.load_ids.filtered(lambda load: load.state != "cancel")
            done = loads.filtered(lambda load: load.state == "done")
            run.stop_count = len(loads)
            run.received_count = len(done)
            run.short_count = len(run.line_ids.filtered("is_short"))
            run.progress = round(100 * len(done) / len(loads)) if loads else 0

    @api.model_create_multi
    def create(self, vals_list):
        """Number the runs of a route on one day."""
        runs = super().create(vals_list)
        rows = self._read_group(
            [
                ("route_id", "in", runs.route_id.ids),
                ("date", "in", [str(day) for day in set(runs.mapped("date"))]),
                ("id", "not in", runs.ids),
            ],
            ["route_id", "date:day"],
            ["number:max"],
        )
        last = {(route.id, day): number for route, day, number in rows}
        # The number is given here only; sudo since nobody writes it.
        for run in runs.sudo():
            key = run.route_id.id, run.date
            last[key] = last.get(key, 0) + 1
            run.number = last[key]
        return runs

    def write(self, vals):
        """Change route and day of a draft only."""
        if vals.keys() & {"route_id", "date"}:
            self._check_open("draft")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_open("draft", "cancel")

    def _check_open(self, *states):
        for run in self:
            if run.state not in states:
                raise UserError(
                    self.env._(
                        "The dispatch %(name)s is %(state)s: nothing to do.",
                        name=run.name,
                        state=run._state_name().lower(),
                    )
                )

    def _begin(self, *states):
        """Check right and state for a step, alone with the runs."""
        self.env.user._check_sends()
        self.check_access("write")
        self.company_id._check_dispatches()
        self._check_open(*states)
        self._lock()
        self._check_open(*states)
        # sudo: goods move through warehouses the planner need not see; the step was
        # checked here.
        return self.sudo()

    # Steps ---------------------------------------------------------------------------

    def action_propose(self):
        """Work out what each outlet gets; quantities somebody typed stay. Return True.

        :raise AccessError: for all but planners.
        :raise UserError: for what is loaded already, or a route without stops.
        """
        for runs in self._begin("draft").grouped("warehouse_id").values():
            runs._propose()
        return True

    def action_load(self):
        """Reserve the goods for the outlets, as far as the kitchen has them.

        Loading what is loaded looks for goods that came since. Return True.

        :raise UserError: when there is nothing to load.
        """
        for run in self._begin("draft", "loaded"):
            if not run.proposed_date:
                run._propose()
            run.load_ids._unload()
            run.load_ids._load()
            run.state = "loaded"
        return True

    def action_unload(self):
        """Give the goods back and be a draft again; return True."""
        for run in self._begin("loaded"):
            run.load_ids._unload()
            run.state = "draft"
        return True

    def action_depart(self):
        """Let the goods leave the kitchen; return True.

        :raise UserError: for lots that expired since they were loaded.
        """
        for run in self._begin("loaded"):
            run.load_ids._depart()
            run.write({"state": "transit", "departed_date": fields.Datetime.now()})
        return True

    def action_cancel(self):
        """Give the goods back and drop the run; return True."""
        for run in self._begin("draft", "loaded"):
            run.load_ids._unload()
            run.load_ids.request_ids.load_id = False
            run.load_ids.state = "cancel"
            run.state = "cancel"
        return True

    def _close_when_received(self):
        """Close the runs of which nothing is on the way any more."""
        for run in self:
            states = set(run.load_ids.mapped("state"))
            if run.state == "transit" and not states & {"draft", "loaded", "transit"}:
                run.state = "done"

    def action_open_lines(self):
        """Return the action that shows the goods of the run, outlet by outlet."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_mrp.bakery_dispatch_line_action"
        )
        return {**action, "domain": [("dispatch_id", "=", self.id)], "context": {}}

    # What is printed ------------------------------------------------------------------

    def _totals(self):
        """Return ``[(product, quantity)]`` of all that is loaded, by name."""
        self.ensure_one()
        totals = {}
        for line in self.load_ids.line_ids:
            if quantity := line._to_load():
                totals[line.product_id] = totals.get(line.product_id, 0) + quantity
        return sorted(totals.items(), key=lambda row: row[0].display_name)

    def _loading_order(self):
        """Return the loads in the order of loading: the last stop goes in first."""
        self.ensure_one()
        loads = self.load_ids.filtered(
            lambda load: (
                load.state != "cancel" and any(x._to_load() for x in load.line_ids)
            )
        )
        return loads.sorted(lambda load: (-load.sequence, -load.id))
