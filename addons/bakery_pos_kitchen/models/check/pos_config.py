from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

READY_MINUTES = 10


# pylint: disable=consider-merging-classes-inherited
# What tills are told of the kitchen is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    kitchen_since = fields.Datetime(
        readonly=True, copy=False, help="When kitchen tickets were switched on."
    )

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        configs = super().create(vals_list)
        configs.filtered("kitchen_tickets").kitchen_since = now
        return configs

    def write(self, vals):
        if vals.get("kitchen_tickets"):
            begun = self.filtered(lambda config: not config.kitchen_tickets)
            super(PosConfig, begun).write({"kitchen_since": fields.Datetime.now()})
        return super().write(vals)

    def kitchen_news(self):
        """Return what the kitchen has for the waiters of this till.

        :return: ``{"ready": [{"uuid", "number", "label", "station", "waiter"}],
            "gaps": [{"order", "label", "missing"}]}``: tickets that became ready in the
            last ten minutes, and orders that the kitchen does not know
        :raise AccessError: the user does not sell
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells is told what is ready."))
        self.check_access("read")
        since = fields.Datetime.now() - timedelta(minutes=READY_MINUTES)
        # sudo: cashiers see of their till's tickets what is named here, and no more.
        server = self.sudo().env
        tickets = server["bakery.kitchen.ticket"].search(
            [
                ("config_id", "=", self.id),
                ("state", "=", "ready"),
                ("ready_at", ">=", since),
            ]
        )
        gaps = server["bakery.kitchen.gap"].search(
            [("config_id", "=", self.id), ("resolved_at", "=", False)]
        )
        return {
            "ready": [
                {
                    "uuid": ticket.uuid,
                    "number": ticket.number or "",
                    "label": ticket.label or "",
                    "station": ticket.station_id.name,
                    "waiter": ticket.waiter or "",
                }
                for ticket in tickets
            ],
            "gaps": [
                {"order": gap.order_id.uuid, "label": gap.label, "missing": gap.missing}
                for gap in gaps
            ],
        }
