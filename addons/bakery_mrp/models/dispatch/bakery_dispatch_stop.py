from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryDispatchStop(models.Model):
    """An outlet at which a route stops; it may be on several routes a day."""

    _name = "bakery.dispatch.stop"
    _description = "Stop of a Dispatch Route"
    _order = "sequence, id"
    _check_company_auto = True
    _hidden_by_warehouse = True

    route_id = fields.Many2one(
        "bakery.dispatch.route", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="route_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Outlet",
        required=True,
        check_company=True,
        index=True,
    )

    _one_stop = models.Constraint(
        "UNIQUE(route_id, warehouse_id)",
        "A route stops once at each outlet: make another route for another tour.",
    )

    @api.constrains("warehouse_id", "route_id")
    def _check_other_place(self):
        for stop in self:
            if stop.warehouse_id == stop.route_id.warehouse_id:
                raise ValidationError(
                    self.env._(
                        "The route %(name)s starts at %(kitchen)s and cannot stop "
                        "there.",
                        name=stop.route_id.name,
                        kitchen=stop.warehouse_id.name,
                    )
                )
