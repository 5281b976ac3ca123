from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command


class BakeryStockRequest(models.Model):
    """What an outlet asked for from its till, and what became of it.

    It is made by :meth:`PosConfig.request_stock` only, with what it asks for: drafts
    that the people of the other warehouse, or the purchaser, carry out or cancel.
    """

    _name = "bakery.stock.request"
    _description = "Request of an Outlet"
    _order = "id desc"
    _rec_name = "product_id"

    uuid = fields.Char(required=True, readonly=True, copy=False)
    kind = fields.Selection(
        [("transfer", "From another outlet")],
        required=True,
        readonly=True,
        string="Way",
    )
    product_id = fields.Many2one("product.product", required=True, readonly=True)
    quantity = fields.Float(required=True, readonly=True, digits="Product Unit")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    warehouse_id = fields.Many2one(
        "stock.warehouse", string="Outlet", required=True, readonly=True, index=True
    )
    source_id = fields.Many2one("stock.warehouse", string="From", readonly=True)
    config_id = fields.Many2one(
        "pos.config", string="Till", required=True, readonly=True
    )
    session_id = fields.Many2one(
        "pos.session", readonly=True, index=True, ondelete="set null"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Requested by", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    move_id = fields.Many2one(
        "stock.move", string="Sent with", readonly=True, index="btree_not_null"
    )
    receipt_id = fields.Many2one(
        "stock.move", string="Received with", readonly=True, index="btree_not_null"
    )
    picking_id = fields.Many2one(related="move_id.picking_id", string="Transfer")
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("underway", "Underway"),
            ("done", "Arrived"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
    )

    _once = models.Constraint("unique (uuid)", "This request was made already.")
    _positive = models.Constraint(
        "CHECK (quantity > 0)", "A request is for more than 0."
    )

    @api.depends("move_id.state", "receipt_id.state")
    def _compute_state(self):
        for request in self:
            request.state = request._state_now()

    def _state_now(self):
        sent, received = self.move_id.state, self.receipt_id.state
        if received == "done":
            return "done"
        if "cancel" in (sent, received):
            return "cancelled"
        return "underway" if sent and sent != "draft" else "requested"

    def _told(self):
        """Return what the till is told about its request."""
        self.ensure_one()
        return {"id": self.id, "name": self._document_name(), "state": self.state}

    def _document_name(self):
        return self.picking_id.name or ""

    def _make(self):
        """Make what is asked for: a draft for those who decide."""
        for request in self:
            getattr(request, f"_make_{request.kind}")()

    def _make_transfer(self):
        """Draft a transfer in two steps, by way of transit.

        In two, since the people of a warehouse process its own documents only: they
        send, and the outlet receives.
        """
        transit = self.company_id.internal_transit_location_id
        # Odoo hides it as long as no warehouse resupplies another.
        transit.active = True
        source, outlet = self.source_id, self.config_id.picking_type_id
        self.receipt_id = self._draft(
            self.warehouse_id.in_type_id, transit, outlet.default_location_src_id
        )
        self.move_id = self._draft(
            source.out_type_id, source.lot_stock_id, transit, self.receipt_id
        )
        self.picking_id.message_post(body=self._who_asks())

    def _draft(self, kind, place, destination, then=None):
        """Return the move of a draft transfer of what is asked for."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "location_id": place.id,
                "location_dest_id": destination.id,
                "company_id": self.company_id.id,
                "partner_id": self.warehouse_id.partner_id.id if then else False,
                "origin": self._origin_text(),
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.product_id.id,
                            "product_uom_qty": self.quantity,
                            "product_uom": self.uom_id.id,
                            "location_id": place.id,
                            "location_dest_id": destination.id,
                            "company_id": self.company_id.id,
                            "procure_method": "make_to_stock"
                            if then
                            else "make_to_order",
                            "move_dest_ids": [Command.set(then.ids if then else [])],
                        }
                    )
                ],
            }
        )
        return picking.move_ids

    def _origin_text(self):
        return self.env._("Request of %s", self.config_id.name)

    def _who_asks(self):
        return self.env._(
            "%(who)s asks for this at the till %(till)s.",
            who=self.employee_id.name or self.user_id.name,
            till=self.config_id.name,
        )

    def action_open(self):
        """Open what was made of the request.

        :raise AccessError: the user may not see it
        """
        self.ensure_one()
        # sudo: only to find the document; whether the user sees it is asked next.
        document = self.sudo()._document().sudo(False)
        if not document:
            raise AccessError(self.env._("Nothing was made of this request."))
        document.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }

    def _document(self):
        return self.picking_id
