from odoo import api, fields, models

from .bakery_stock_reservation import HOLDING

READERS = "sales_team.group_sale_salesman,stock.group_stock_user"


class BakeryReservationDeal(models.AbstractModel):
    """What goods can be reserved for: an opportunity or a quotation."""

    _name = "bakery.reservation.deal"
    _description = "Deal with Reservations"

    reservation_count = fields.Integer(
        compute="_compute_reservation_count", groups=READERS
    )
    can_reserve = fields.Boolean(compute="_compute_can_reserve")

    @api.depends("reservation_ids.state")
    def _compute_reservation_count(self):
        for deal in self:
            holding = deal.reservation_ids.filtered(lambda r: r.state in HOLDING)
            deal.reservation_count = len(holding)

    @api.depends_context("uid")
    def _compute_can_reserve(self):
        for deal in self:
            deal.can_reserve = deal._is_reservable()

    def _is_reservable(self):
        """Return whether the button to reserve is shown; for forms only."""
        self.ensure_one()
        user = self.env.user
        return user._holds_right("reserve") and (
            not user._is_governed()
            or user._holds_right("crm_all")
            or self.user_id == user
        )

    def _reservable_quantity(self, product):
        """Return how much of ``product`` may be reserved in all; override it.

        :return: quantity in the product's unit, or None where the reservation
            itself says what the deal needs.
        """
        self.ensure_one()

    def _reservation_proposals(self):
        """Return the values of the lines that the dialog proposes; override it.

        :return: list of dicts with ``product_id``, ``product_uom_id``, ``ordered``,
            and ``sale_line_id`` where there is one.
        """
        self.ensure_one()
        return []

    def action_reserve_goods(self):
        """Open the dialog that reserves goods for this deal."""
        self.ensure_one()
        name = "lead_id" if self._name == "crm.lead" else "order_id"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reserve Goods"),
            "res_model": "bakery.stock.reservation.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{name}": self.id},
        }

    def action_view_reservations(self):
        """Open the reservations of these deals."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_stock_access.bakery_stock_reservation_action"
        )
        name = "lead_id" if self._name == "crm.lead" else "order_id"
        action["domain"] = [(name, "in", self.ids)]
        action["context"] = {f"default_{name}": self.id} if len(self) == 1 else {}
        return action

    def _release_reservations(self):
        """End what is held for these deals, which are lost, cancelled or deleted."""
        # sudo: whoever ends a deal ends what it holds, seen or not.
        self.sudo().reservation_ids._close("released")
