from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError

from .bakery_access_guard import Demand

APPROVE = "write_off_approve"
# What only asking for approval, and approving, write.
APPROVAL = {"approval_state", "requested_by_id", "approved_by_id"}


class StockScrap(models.Model):
    """Write-offs: a right of their own, and above a daily value another's approval."""

    _name = "stock.scrap"
    _inherit = ("stock.scrap", "bakery.access.guard")
    _hidden_by_warehouse = True

    approval_state = fields.Selection(
        [("requested", "Awaits approval"), ("approved", "Approved")],
        string="Approval",
        readonly=True,
        copy=False,
        tracking=True,
    )
    requested_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reversal_move_id = fields.Many2one("stock.move", readonly=True, copy=False)
    currency_id = fields.Many2one(related="company_id.currency_id")
    write_off_value = fields.Monetary(
        string="Value",
        compute="_compute_write_off_value",
        store=True,
        help="What the goods cost when they were written off.",
        groups="bakery_stock_access.bakery_stock_access_group_cost",
    )
    can_approve = fields.Boolean(compute="_compute_can_approve")

    @api.depends("product_id", "scrap_qty", "product_uom_id")
    def _compute_write_off_value(self):
        for scrap in self:
            if scrap.state == "done":
                scrap.write_off_value = scrap.write_off_value
                continue
            product = scrap.product_id.with_company(scrap.company_id)
            quantity = scrap.product_uom_id._compute_quantity(
                scrap.scrap_qty, product.uom_id
            )
            scrap.write_off_value = quantity * product.standard_price

    @api.depends("approval_state", "requested_by_id")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        for scrap in self:
            # sudo: the location's warehouse is no secret of its write-offs.
            warehouse = scrap.sudo().location_id.warehouse_id
            scrap.can_approve = (
                scrap.approval_state == "requested"
                and scrap.requested_by_id != self.env.user
                and self.env.user._holds_right(APPROVE, warehouse.id)
            )

    def _access_demands(self):
        return {
            Demand("write_off", frozenset(scrap.location_id.warehouse_id.ids))
            for scrap in self
        }

    def _processed_names(self):
        return set(self._fields)

    @api.model_create_multi
    def create(self, vals_list):
        closed = APPROVAL | {"state"}
        if self._is_guarded():
            vals_list = [
                {name: value for name, value in vals.items() if name not in closed}
                for vals in vals_list
            ]
        scraps = super().create(vals_list)
        if scraps._is_guarded():
            scraps._require_verb("edit")
        return scraps

    def write(self, vals):
        if self._is_guarded() and vals.keys() & APPROVAL:
            self._refuse_direct("write_off")
        self._check_values(vals)
        # What was asked for or approved is that quantity of those goods.
        changed = {"product_id", "scrap_qty", "product_uom_id", "lot_id", "location_id"}
        if vals.keys() & changed and not self.env.su:
            # sudo: the approval is closed to users, as above.
            self.sudo().filtered(
                lambda s: s.state == "draft" and s.approval_state
            ).write({"approval_state": False, "requested_by_id": False})
        result = super().write(vals)
        if self._is_guarded() and "location_id" in vals:
            self._require_verb("edit")
        return result

    def unlink(self):
        documents = self._guard("delete", operation="unlink")
        return super(StockScrap, documents).unlink()

    def do_scrap(self):
        """Write off, or ask for approval where the user's daily value is used up."""
        scraps = self._guard("process")
        if self._is_guarded():
            over = self._over_limit()
            scraps -= over
            # Costs may have changed since the draft was made.
            scraps._compute_write_off_value()
            scraps.write({"requested_by_id": self.env.uid})
            if over:
                super(StockScrap, scraps).do_scrap()
                return over._request_approval()
        return super(StockScrap, scraps).do_scrap()

    def _over_limit(self):
        """Return those that the user may not write off alone today.

        What they wrote off in all warehouses counts against the limit of the roles
        that hold in the warehouse of each.
        """
        user = self.env.user
        # Raw SQL: two write-offs at once must not both fit into what is left; the
        # second is refused by the database, runs again and sees the first.
        self.env.cr.execute(
            "UPDATE bakery_access_assignment SET write_date = now() WHERE user_id = %s",
            [user.id],
        )
        used = self._written_off_today(user)
        over = self.browse()
        # sudo: the value of goods is no business of whoever writes them off.
        for scrap in self.sudo():
            if scrap.approval_state == "approved":
                continue
            limit = user._write_off_limit(scrap.location_id.warehouse_id.id)
            if used + scrap.write_off_value > limit:
                over |= scrap
            else:
                used += scrap.write_off_value
        return over.sudo(False)

    @api.model
    def _written_off_today(self, user):
        """Return the value that ``user`` has written off alone today, in rupiah.

        The day is the bakery's: its users choose their own time zones.
        """
        zone = user._access_zone(self.env.company.id)
        midnight = fields.Datetime.context_timestamp(
            self.with_context(tz=zone), fields.Datetime.now()
        )
        midnight = midnight.replace(hour=0, minute=0, second=0, microsecond=0)
        midnight = midnight.astimezone(UTC).replace(tzinfo=None)
        # sudo: as in _over_limit.
        [[value]] = self.sudo()._read_group(
            [
                ("requested_by_id", "=", user.id),
                ("approved_by_id", "=", False),
                ("state", "=", "done"),
                ("reversal_move_id", "=", False),
                ("date_done", ">=", midnight),
            ],
            aggregates=["write_off_value:sum"],
        )
        return value

    def _request_approval(self):
        # sudo: the approval is closed to direct writing.
        self.sudo().write(
            {"approval_state": "requested", "requested_by_id": self.env.uid}
        )
        for scrap in self:
            approver = scrap._approver()
            if approver:
                # sudo: the activity is for somebody else.
                scrap.sudo().message_post(
                    body=self.env._(
                        "%(user)s asks for approval of this write-off.",
                        user=self.env.user.name,
                    ),
                    partner_ids=approver.partner_id.ids,
                )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "Your write-offs of today are above your limit: somebody else must"
                    " approve this one. The goods stay in stock until then."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _approver(self):
        """Return one user who may approve, preferably a lasting one."""
        self.ensure_one()
        # sudo: as in _over_limit.
        warehouse = self.sudo().location_id.warehouse_id
        lines = (
            self.env["bakery.access.assignment"]
            .sudo()
            .search(
                [
                    ("role_id.right_ids.code", "=", APPROVE),
                    ("is_valid", "=", True),
                    ("user_id", "!=", self.env.uid),
                ]
            )
        )
        users = lines.user_id.filtered(
            lambda user: user._holds_right(APPROVE, warehouse.id)
        )
        return users[:1]

    def action_approve(self):
        """Approve the write-offs of others and carry them out.

        :raise AccessError: without the right.
        :raise UserError: for one's own, or one that nobody asked for.
        """
        for scrap in self:
            # sudo: the location may be hidden, which the right then refuses.
            warehouse = scrap.sudo().location_id.warehouse_id
            self.env["bakery.access.right"]._require(
                APPROVE, scrap, warehouses=warehouse
            )
            if scrap.approval_state != "requested":
                raise UserError(
                    self.env._("%(name)s awaits no approval.", name=scrap.display_name)
                )
            if scrap.requested_by_id == self.env.user:
                raise UserError(
                    self.env._(
                        "Nobody approves their own write-off: ask somebody else."
                    )
                )
        # sudo: checked above; the requester had the right to write off.
        approved = self.sudo()
        approved.write({"approval_state": "approved", "approved_by_id": self.env.uid})
        return approved.do_scrap()

    def action_revert(self):
        """Put goods back that were written off by mistake, by a counter-movement.

        :raise AccessError: without the right to cancel what was processed.
        :raise UserError: for a write-off that was not carried out, or put back before.
        """
        for scrap in self._guard("cancel"):
            if scrap.state != "done" or scrap.reversal_move_id:
                raise UserError(
                    self.env._(
                        "%(name)s is not carried out, or was put back before.",
                        name=scrap.name,
                    )
                )
            move = (
                self.env["stock.move"]
                .sudo(scrap.env.su)
                .create(scrap._prepare_reversal_values())
            )
            move.with_context(is_scrap=True)._action_done()
            scrap.reversal_move_id = move
        return True

    def _prepare_reversal_values(self):
        """Return the values of the movement that brings the goods back."""
        values = self._prepare_move_values()
        there = {
            "location_id": self.scrap_location_id.id,
            "location_dest_id": self.location_id.id,
        }
        [[command, _id, line]] = values["move_line_ids"]
        package = {"package_id": False, "result_package_id": line["package_id"]}
        return {
            **values,
            **there,
            "picking_id": False,
            "origin": self.name,
            "origin_returned_move_id": self.move_ids[:1].id,
            "move_line_ids": [(command, 0, {**line, **there, **package})],
        }
