from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class BakeryOutletRequest(models.Model):
    """What an outlet asks the kitchen to send on a day.

    Its people write it; what was asked for stays beside what was loaded.
    """

    _name = "bakery.outlet.request"
    _description = "Outlet Request"
    _inherit = "bakery.dispatch.kept"
    _order = "date desc, id desc"
    _check_company_auto = True
    _hidden_by_warehouse = True
    _kept = frozenset({"state", "load_id", "sent_date", "user_id"})

    name = fields.Char(compute="_compute_name")
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Outlet",
        required=True,
        check_company=True,
        index=True,
        domain="[('resupply_wh_ids', '!=', False)]",
        default=lambda self: self.env["stock.warehouse"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("resupply_wh_ids", "!=", False),
            ],
            limit=1,
        ),
    )
    company_id = fields.Many2one(
        related="warehouse_id.company_id", store=True, precompute=True, index=True
    )
    date = fields.Date(
        string="For",
        required=True,
        copy=False,
        default=lambda self: fields.Date.add(fields.Date.context_today(self), days=1),
    )
    route_id = fields.Many2one(
        "bakery.dispatch.route",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('stop_ids.warehouse_id', '=', warehouse_id)]",
        help="Empty: the first that comes.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "Sent"),
            ("loaded", "Loaded"),
            ("done", "Received"),
            ("cancel", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    load_id = fields.Many2one(
        "bakery.dispatch.load",
        string="Dispatch Load",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    line_ids = fields.One2many("bakery.outlet.request.line", "request_id", copy=True)
    line_count = fields.Integer(string="Products", compute="_compute_line_count")
    note = fields.Char(string="Remark")
    user_id = fields.Many2one(
        "res.users",
        string="Asked by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    sent_date = fields.Datetime(string="Sent on", readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(warehouse_id, date, COALESCE(route_id, 0)) WHERE state IN ('draft', 'sent')",
        "The outlet has an open request for that day already: change that one.",
    )

    @api.depends("warehouse_id.name", "date")
    def _compute_name(self):
        for request in self:
            parts = [request.warehouse_id.name, str(request.date or "")]
            request.name = " · ".join(filter(None, parts))

    @api.depends("line_ids")
    def _compute_line_count(self):
        for request in self:
            request.line_count = len(request.line_ids)

    @api.constrains("warehouse_id", "route_id")
    def _check_route(self):
        for request in self:
            route, outlet = request.route_id, request.warehouse_id
            if route and outlet not in route.stop_ids.warehouse_id:
                raise ValidationError(
                    self.env._(
                        "The route %(route)s does not stop at %(outlet)s.",
                        route=route.name,
                        outlet=outlet.name,
                    )
                )
            if not outlet.resupply_wh_ids:
                raise ValidationError(
                    self.env._(
                        "No kitchen supplies %(outlet)s: nobody could load the "
                        "request.",
                        outlet=outlet.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the outlet's own people ask."""
        requests = super().create(vals_list)
        requests._check_own()
        return requests

    def write(self, vals):
        """Change drafts only, and by the outlet's own people."""
        if not self.env.su:
            self._check_own()
            self._check_open("draft")
        result = super().write(vals)
        if "warehouse_id" in vals:
            self._check_own()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_own()
        self._check_open("draft", "cancel")

    def _check_own(self):
        if not self.env.su:
            # sudo: the check itself says whether the outlet is the user's.
            self.env.user._check_handles(self.sudo().warehouse_id)

    def _check_open(self, *states):
        for request in self:
            if request.state not in states:
                raise UserError(
                    self.env._(
                        "The request %(name)s is %(state)s and stays as it is.",
                        name=request.name,
                        state=request._state_name().lower(),
                    )
                )

    def _begin(self, *states):
        """Check right and state for a step, alone with the requests."""
        self.check_access("write")
        self._check_own()
        # sudo: the settings of the company are not the user's.
        self.sudo().company_id._check_dispatches()
        self._lock()
        self._check_open(*states)
        # sudo: the state is closed to users; the step was checked here.
        return self.sudo()

    def _kitchen(self):
        """Return the kitchen that is asked."""
        self.ensure_one()
        # sudo: who supplies the outlet is no secret of its people.
        outlet = self.sudo().warehouse_id
        return self.sudo().route_id.warehouse_id or outlet.resupply_wh_ids[:1]

    # Steps ---------------------------------------------------------------------------

    def action_fill(self):
        """Propose what the outlet lacks by its reordering rules; return True.

        Lines that are there stay as they are.
        """
        for request in self._begin("draft"):
            known = request.line_ids.product_id
            lacking = request._lacking()
            request.line_ids.create(
                [
                    {"request_id": request.id, "product_id": product.id, "qty": qty}
                    for product, qty in lacking.items()
                    if product not in known
                ]
            )
        return True

    def _lacking(self):
        """Return ``{product: quantity}`` the outlet lacks until that day ends."""
        self.ensure_one()
        until = fields.Datetime.to_datetime(self.date)
        until = fields.Datetime.add(until, days=1)
        found = self.warehouse_id._below_par(self._kitchen(), until)
        rows = sorted(found.items(), key=lambda row: row[0][1].display_name)
        return {product: quantity for (_outlet, product), quantity in rows}

    def action_send(self):
        """Ask the kitchen; return True.

        :raise UserError: for a request without goods, or for a day that is past.
        """
        for request in self._begin("draft"):
            if not any(request.line_ids.mapped("qty")):
                raise UserError(
                    self.env._(
                        "Write how much of what you want before you send the request."
                    )
                )
            if request.date < fields.Date.context_today(self):
                raise UserError(
                    self.env._("The day of this request is past: choose another.")
                )
            request.write({"state": "sent", "sent_date": fields.Datetime.now()})
        return True

    def action_withdraw(self):
        """Be a draft again, as long as nothing is loaded; return True."""
        self._begin("sent").write({"state": "draft", "load_id": False})
        return True

    def action_cancel(self):
        """Ask for nothing any more; return True."""
        requests = self._begin("draft", "sent")
        requests.write({"state": "cancel", "load_id": False})
        # The day is free for another request at once.
        requests.flush_recordset(["state"])
        return True

    # The page of the outlets ----------------------------------------------------------

    @api.model
    def outlet_request(self, warehouse_id, date=False):
        """Return the open request of an outlet for a day, or what it could ask for.

        :param str date: the day as ``YYYY-MM-DD``; tomorrow when empty.
        :raise AccessError: for those who do not handle the outlet's goods.
        """
        outlet = self._outlet(warehouse_id)
        day = self._day(date)
        request = self.search(
            [
                ("warehouse_id", "=", outlet.id),
                ("date", "=", day),
                ("route_id", "=", False),
                ("state", "in", ["draft", "sent", "loaded"]),
            ],
            limit=1,
        )
        draft = request or self.new({"warehouse_id": outlet.id, "date": day})
        lacking = draft._lacking()
        rows = {line.product_id: line.qty for line in request.line_ids}
        if request.state in (False, "draft"):
            rows = {**lacking, **rows}
        products = self.env["product.product"].browse([p.id for p in rows])
        # On a phone the name of a product is enough.
        products = products.with_context(display_default_code=False)
        stock = products.with_context(
            location=outlet.sudo().lot_stock_id.id
        )._compute_quantities_dict(None, None, None)
        return {
            "id": request.id,
            "state": request.state or "draft",
            "date": str(day),
            "today": str(fields.Date.context_today(self)),
            "note": request.note or "",
            "lines": [
                {
                    "product_id": product.id,
                    "product": product.display_name,
                    "barcode": product.barcode or "",
                    "unit": product.uom_id.name,
                    "qty": quantity,
                    "lacking": lacking.get(product, 0),
                    "on_hand": stock[product.id]["qty_available"],
                }
                for product, quantity in zip(products, rows.values(), strict=True)
            ],
        }

    @api.model
    def outlet_ask(self, warehouse_id, date, rows, note=""):
        """Send the request of an outlet for a day; return what the page shows then.

        :param list rows: dicts with ``product_id`` and ``qty``; others are dropped.
        :raise AccessError: for those who do not handle the outlet's goods.
        :raise UserError: for bad figures, or when the goods are loaded already.
        """
        outlet = self._outlet(warehouse_id)
        day = self._day(date)
        wanted = {}
        # sudo: of the outlet only its company is asked.
        place = outlet.sudo()
        for row in rows:
            if not isinstance(row, dict):
                raise UserError(self.env._("These are no figures of a request."))
            product = self.env["bakery.dispatch.load"]._product(
                row.get("product_id"), place
            )
            quantity = self.env["bakery.dispatch.load"]._checked_quantity(
                product, row.get("qty")
            )
            if not product.uom_id.is_zero(quantity):
                wanted[product.id] = quantity
        note = note.strip()[:500] if isinstance(note, str) else ""
        lines = [fields.Command.clear()] + [
            fields.Command.create({"product_id": product, "qty": quantity})
            for product, quantity in wanted.items()
        ]
        request = self.search(
            [
                ("warehouse_id", "=", outlet.id),
                ("date", "=", day),
                ("route_id", "=", False),
                ("state", "in", ["draft", "sent"]),
            ],
            limit=1,
        )
        if request.state == "sent":
            request.action_withdraw()
        if request:
            request.write({"line_ids": lines, "note": note})
        else:
            values = {"warehouse_id": outlet.id, "date": day, "line_ids": lines}
            request = self.create({**values, "note": note})
        request.action_send()
        return self.outlet_request(outlet.id, str(day))

    @api.model
    def outlet_withdraw(self, request_id):
        """Take back a request that is sent; return what the page shows then."""
        request = self.search([("id", "=", request_id)])
        if not request:
            raise UserError(self.env._("This request is not there any more."))
        request.action_withdraw()
        return self.outlet_request(request.warehouse_id.id, str(request.date))

    @api.model
    def _outlet(self, warehouse_id):
        outlet = self.env["stock.warehouse"].search([("id", "=", warehouse_id)])
        if not outlet:
            raise UserError(self.env._("Choose the outlet that asks for goods."))
        self.env.user._check_handles(outlet)
        return outlet

    @api.model
    def _day(self, date):
        today = fields.Date.context_today(self)
        if not date:
            return fields.Date.add(today, days=1)
        try:
            return fields.Date.to_date(date)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("%s is no day.", date)) from error
