from odoo import api, fields, models
from odoo.exceptions import ValidationError


# pylint: disable=consider-merging-classes-inherited
# Sales put aside and money given back are subjects of their own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    held = fields.Boolean(
        string="Put Aside", copy=False, help="Waits at the counter to be taken back."
    )
    refund_reason_id = fields.Many2one("bakery.refund.reason", copy=False)
    refund_note = fields.Char(copy=False, size=500)

    @api.constrains("state", "lines", "refund_reason_id", "employee_id")
    def _check_refund(self):
        """Refuse money given back without a reason, or by who may not.

        Every way on which an order becomes paid comes along here. Orders that a closing
        session ends were paid before, maybe before the till asked for reasons.
        """
        for order in self:
            till = order.session_id.config_id
            if not till.refund_reason_required or not order._gives_back():
                continue
            if not order.refund_reason_id:
                raise ValidationError(
                    self.env._(
                        "A refund needs a reason: please choose one at the till (%s).",
                        order.pos_reference or order.name,
                    )
                )
            if not till._may_refund(order.employee_id, self.env.user):
                # sudo: the name of who stands at the till, who may be hidden.
                raise ValidationError(
                    self.env._(
                        "%(who)s may not give money back at %(till)s: please call a"
                        " manager.",
                        who=order.sudo().employee_id.name or self.env.user.name,
                        till=till.name,
                    )
                )

    def _gives_back(self):
        """Return whether this is paid, and goods come back with it."""
        open_session = self.session_id.state in ("opening_control", "opened")
        if self.state != "paid" and not (self.state == "done" and open_session):
            return False
        return any(line._comes_back() for line in self.lines)

    @api.model
    def _process_order(self, order, existing_order):
        """Refuse prices that the till hides from who sent them.

        What Odoo's till does not show, a call may still send.
        """
        number = super()._process_order(order, existing_order)
        self.browse(number)._check_price_control()
        return number

    def _check_price_control(self):
        till = self.session_id.config_id
        if (
            self.state == "cancel"
            or not till.restrict_price_control
            or till._is_manager(self.employee_id, self.env.user)
        ):
            return
        # sudo: prices are looked up, which the sale itself has shown already.
        cheap = self.sudo().lines._below_its_price()
        if cheap:
            raise ValidationError(
                self.env._(
                    "Only a manager changes prices at %(till)s: %(products)s.",
                    till=till.name,
                    products=", ".join(cheap.product_id.mapped("display_name")),
                )
            )
        reduced = self.lines.filtered(
            # Lots may have prices of their own.
            lambda line: line.discount > 0 and not line.pack_lot_ids
        )
        refunds = reduced.filtered("refunded_orderline_id")
        if reduced - refunds and not till.manual_discount:
            raise ValidationError(
                self.env._("Only a manager gives discounts at %s.", till.name)
            )
