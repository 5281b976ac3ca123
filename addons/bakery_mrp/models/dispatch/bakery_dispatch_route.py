from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryDispatchRoute(models.Model):
    """One tour from the kitchen to outlets, made every day at the same hour."""

    _name = "bakery.dispatch.route"
    _description = "Dispatch Route"
    _order = "sequence, departure_hour, id"
    _check_company_auto = True
    _hidden_by_warehouse = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Kitchen",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env["bakery.bake.plan"]._default_warehouse(),
    )
    departure_hour = fields.Float(
        string="Departure",
        required=True,
        default=5.5,
        help="When the truck leaves, in the kitchen's own time.",
    )
    driver_id = fields.Many2one("res.partner", index="btree_not_null")
    stop_ids = fields.One2many("bakery.dispatch.stop", "route_id", copy=True)
    stop_names = fields.Char(string="Outlets", compute="_compute_stop_names")

    @api.depends("stop_ids.sequence", "stop_ids.warehouse_id.name")
    def _compute_stop_names(self):
        for route in self:
            # sudo: the names of the outlets are on the truck.
            stops = route.sudo().stop_ids.sorted()
            route.stop_names = " → ".join(stops.warehouse_id.mapped("name"))

    @api.constrains("departure_hour")
    def _check_hour(self):
        for route in self:
            if not 0 <= route.departure_hour < 24:
                raise ValidationError(
                    self.env._(
                        "The route %(name)s departs between 00:00 and 23:59.",
                        name=route.name,
                    )
                )

    @api.model
    def _ensure_for(self, kitchen):
        """Make a route to all outlets of ``kitchen`` unless it has one.

        Called by the set-up of a bakery.
        """
        known = self.with_context(active_test=False).search_count(
            [("warehouse_id", "=", kitchen.id)], limit=1
        )
        outlets = kitchen._supplied_outlets()
        if known or not outlets:
            return self.browse()
        return self.create(
            {
                "name": self.env._("Morning"),
                "company_id": kitchen.company_id.id,
                "warehouse_id": kitchen.id,
                "stop_ids": [
                    fields.Command.create({"warehouse_id": outlet.id, "sequence": rank})
                    for rank, outlet in enumerate(outlets, 1)
                ],
            }
        )
