from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


# pylint: disable=consider-merging-classes-inherited
# The floor is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    last_ordered_at = fields.Datetime(
        string="Last Ordered",
        compute="_compute_last_ordered_at",
        help="When something was last added, by the server's clock.",
    )
    bill_printed_at = fields.Datetime(
        string="Bill Printed",
        readonly=True,
        copy=False,
        help="When the guests were last given their bill, by the server's clock.",
    )

    @api.depends("lines.ordered_at")
    def _compute_last_ordered_at(self):
        for order in self:
            times = order.lines.filtered("ordered_at").mapped("ordered_at")
            order.last_ordered_at = max(times, default=False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("bill_printed_at", None)
        return super().create(vals_list)

    def write(self, vals):
        """Leave the bill's time alone: tablets send back what they once read."""
        if not self.env.su:
            vals = {key: val for key, val in vals.items() if key != "bill_printed_at"}
        return super().write(vals)

    def note_bill_printed(self, device_identifier=None):
        """Note that the guests were given their bill; other tablets are told.

        :param device_identifier: the tablet that asks, which knows already
        :return: ``[{"id": …, "bill_printed_at": …, "last_ordered_at": …}]``
        :raise AccessError: the user does not sell
        :raise UserError: an order is paid or cancelled
        """
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells prints bills."))
        self.check_access("write")
        if any(order.state != "draft" for order in self):
            raise UserError(
                self.env._("A bill is printed before the order is paid or cancelled.")
            )
        # sudo: nobody writes the time but the server.
        self.sudo().bill_printed_at = fields.Datetime.now()
        for session in self.session_id:
            session.config_id.notify_synchronisation(session.id, device_identifier)
        return self.read(["bill_printed_at", "last_ordered_at"], load=None)
