from odoo import api, fields, models


class BakeryReservationSettings(models.TransientModel):
    """The settings of reservations, for holders of that right without Settings."""

    _name = "bakery.reservation.settings"
    _description = "Settings of Reservations"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    reservation_days = fields.Integer(
        string="Days of Reservation",
        compute="_compute_reservation_days",
        store=True,
        readonly=False,
    )

    @api.depends("company_id")
    def _compute_reservation_days(self):
        for settings in self:
            settings.reservation_days = settings.company_id.reservation_days

    def action_save(self):
        """Save the settings of the company.

        :raise AccessError: without the right ``reserve_configure``.
        """
        self.env["bakery.access.right"]._require("reserve_configure", self)
        user = self.env.user
        if not user._is_governed() and not user.has_group("stock.group_stock_manager"):
            self.env["bakery.access.denial"]._refuse("reserve_configure", self)
        for settings in self:
            settings.company_id.check_access("read")
            # sudo: whoever has the right need not be a system user.
            settings.company_id.sudo().reservation_days = settings.reservation_days
        return {"type": "ir.actions.act_window_close"}
