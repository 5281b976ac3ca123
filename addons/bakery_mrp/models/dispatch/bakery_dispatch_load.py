from odoo import api, fields, models


class BakeryDispatchLoad(models.Model):
    """The goods for one outlet on one run, or goods an outlet sends back.

    They go from one stock into transit and from there into the other, with a transfer
    of Odoo for each way. Who receives them says what arrived; nothing stays in
    transit.
    """

    _name = "bakery.dispatch.load"
    _description = "Dispatch Load"
    _inherit = "bakery.dispatch.kept"
    _order = "date desc, dispatch_id desc, sequence, id"
    _check_company_auto = True
    _hidden_by_warehouse = True
    _kept = frozenset(
        {
            "state",
            "kind",
            "sequence",
            "dispatch_id",
            "warehouse_id",
            "kitchen_id",
            "out_picking_id",
            "in_picking_id",
            "departed_date",
            "received_date",
            "received_by_id",
            "sent_by_id",
        }
    )

    name = fields.Char(compute="_compute_name")
    dispatch_id = fields.Many2one(
        "bakery.dispatch", ondelete="cascade", index=True, readonly=True
    )
    kind = fields.Selection(
        [("out", "To the outlet"), ("back", "Back to the kitchen")],
        default="out",
        required=True,
        readonly=True,
    )
    sequence = fields.Integer(string="Stop", readonly=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Outlet",
        required=True,
        readonly=True,
        check_company=True,
        index=True,
    )
    kitchen_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        readonly=True,
        check_company=True,
        index=True,
    )
    company_id = fields.Many2one(
        related="kitchen_id.company_id", store=True, precompute=True, index=True
    )
    date = fields.Date(
        compute="_compute_date", store=True, readonly=False, precompute=True
    )
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
        index=True,
    )
    line_ids = fields.One2many("bakery.dispatch.line", "load_id")
    request_ids = fields.One2many(
        "bakery.outlet.request", "load_id", string="Requests", readonly=True
    )
    # One transfer each, and each of one load only: nothing is received twice.
    out_picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer out",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    in_picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer in",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    picking_ids = fields.One2many(
        "stock.picking", "dispatch_load_id", string="Transfers", readonly=True
    )
    waste_ids = fields.One2many("bakery.waste", "dispatch_load_id", readonly=True)
    departed_date = fields.Datetime(string="Departed", readonly=True, copy=False)
    sent_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    received_date = fields.Datetime(string="Received on", readonly=True, copy=False)
    received_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    line_count = fields.Integer(string="Products", compute="_compute_line_count")

    _one_stop = models.UniqueIndex(
        "(dispatch_id, warehouse_id) WHERE dispatch_id IS NOT NULL",
        "The run has a load for this outlet already: reload the page.",
    )
    _one_out = models.UniqueIndex(
        "(out_picking_id) WHERE out_picking_id IS NOT NULL",
        "These goods have been sent already: reload the page.",
    )
    _one_in = models.UniqueIndex(
        "(in_picking_id) WHERE in_picking_id IS NOT NULL",
        "These goods have been received already: reload the page.",
    )

    @api.depends("kind", "warehouse_id.name", "dispatch_id.name", "date")
    def _compute_name(self):
        for load in self:
            # sudo: outlets see their load, and not the whole run.
            run = load.sudo().dispatch_id.name or str(load.date or "")
            outlet = load.sudo().warehouse_id.name or ""
            load.name = (
                f"{outlet} · {run}"
                if load.kind == "out"
                else self.env._("%(outlet)s back · %(run)s", outlet=outlet, run=run)
            )

    @api.depends("dispatch_id.date")
    def _compute_date(self):
        for load in self:
            load.date = (
                load.dispatch_id.date or load.date or fields.Date.context_today(load)
            )

    @api.depends("line_ids")
    def _compute_line_count(self):
        for load in self:
            load.line_count = len(load.line_ids)

    def _source(self):
        """Return the warehouse the goods come from."""
        self.ensure_one()
        return self.kitchen_id if self.kind == "out" else self.warehouse_id

    def _target(self):
        """Return the warehouse the goods are for."""
        self.ensure_one()
        return self.warehouse_id if self.kind == "out" else self.kitchen_id

    def _transit(self):
        """Return the place of goods on their way within the company."""
        self.ensure_one()
        place = self.company_id.internal_transit_location_id
        if not place.active:
            place.active = True
        return place

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self.dispatch_id._check_open("draft", "cancel")
