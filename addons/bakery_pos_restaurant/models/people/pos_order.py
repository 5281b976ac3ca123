from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class PosOrder(models.Model):
    """Orders keep the waiter who took them, whoever adds a line or takes the money."""

    _inherit = "pos.order"

    waiter_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        readonly=True,
        copy=False,
        help="Who took the order. It changes only when the order is handed over.",
    )

    # Cashiers do not see employees; tablets get the name alone.
    waiter_name = fields.Char(string="Name of the Waiter", related="waiter_id.name")

    @api.model_create_multi
    def create(self, vals_list):
        """Name whoever opens the order as its waiter; a refund keeps the sale's."""
        for vals in vals_list:
            vals["waiter_id"] = vals.get("waiter_id") or vals.get("employee_id")
        orders = super().create(vals_list)
        for order in orders.filtered("is_refund"):
            if sold_by := order.refunded_order_id.waiter_id:
                order._set_waiter(sold_by)
        return orders

    def write(self, vals):
        """Leave the waiter alone: tablets send back what they once read."""
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name != "waiter_id"}
        result = super().write(vals)
        if vals.get("employee_id"):
            unserved = self.filtered(lambda order: not order.waiter_id)
            # Orders from guests' telephones have no waiter until one attends to them.
            unserved._set_waiter(self.env["hr.employee"].browse(vals["employee_id"]))
        return result

    def _set_waiter(self, employee):
        # sudo: nobody writes the waiter but the server.
        self.sudo().waiter_id = employee

    def hand_over(self, employee_id):
        """Give open orders to another waiter; the chatter says from whom to whom.

        :param int employee_id: an employee who works at the tills of the orders
        :return: ``{id of the order: name of the waiter}``
        :raise AccessError: the user does not sell
        :raise UserError: the order is closed, or the employee works elsewhere
        """
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells hands orders over."))
        self.check_access("write")
        # sudo: cashiers do not see employees; the till shows them by name.
        employee = self.env["hr.employee"].sudo().browse(employee_id).exists()
        for order in self:
            if order.state != "draft":
                raise UserError(
                    self.env._(
                        "Order %(order)s is paid or cancelled: it keeps its waiter.",
                        order=order.pos_reference or order.name,
                    )
                )
            if not employee or not order.config_id._has_employee(employee):
                raise UserError(
                    self.env._(
                        "This employee does not work at %(till)s.",
                        till=order.config_id.name,
                    )
                )
            # sudo: cashiers do not see employees, and read one name here.
            before = order.sudo().waiter_id
            if before == employee:
                continue
            order._set_waiter(employee)
            order.message_post(
                body=self.env._(
                    "Handed over from %(before)s to %(after)s.",
                    before=before.name or self.env._("nobody"),
                    after=employee.name,
                )
            )
        return {order.id: employee.name for order in self}

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        # sudo: commissions follow from the sale, and are not the cashier's business.
        self.env["bakery.commission"].sudo()._earn(self.sudo())
        return result
