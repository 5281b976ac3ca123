from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.dayold.dayold_goods import DayoldGoods


class BakeryDayoldEntry(models.TransientModel):
    """What is a day old in an outlet, about to turn, and what is too old to be sold."""

    _name = "bakery.dayold.entry"
    _description = "Turn Day-Old Goods"

    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Outlet",
        required=True,
        default=lambda self: self.env["bakery.waste"]._default_warehouse(),
    )
    line_ids = fields.One2many(
        "bakery.dayold.entry.line",
        "entry_id",
        string="Goods",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    can_turn = fields.Boolean(compute="_compute_can")
    can_waste = fields.Boolean(compute="_compute_can")
    is_off = fields.Boolean(compute="_compute_is_off")

    @api.depends("warehouse_id")
    def _compute_line_ids(self):
        for entry in self:
            entry.line_ids = [
                Command.clear(),
                *[Command.create(values) for values in entry._goods()],
            ]

    @api.depends("line_ids.kind", "line_ids.problem")
    def _compute_can(self):
        for entry in self:
            lines = entry.line_ids
            entry.can_turn = bool(lines._that_turn())
            entry.can_waste = any(line.kind == "waste" for line in lines)

    @api.depends("warehouse_id")
    def _compute_is_off(self):
        for entry in self:
            # sudo: everybody may know that nothing turns.
            company = entry.warehouse_id.sudo().company_id
            entry.is_off = bool(company) and not company.dayold_goods

    def _goods(self):
        outlet = self.warehouse_id
        if not outlet or not outlet.company_id.dayold_goods:
            return []
        self.env["bakery.dayold"]._check_outlet(outlet)
        found = DayoldGoods(outlet)
        return [self._line_values(one, one.rule.action) for one in found.due()] + [
            self._line_values(one, "waste") for one in found.too_old()
        ]

    @staticmethod
    def _line_values(one, kind):
        return {
            "kind": kind,
            "rule_id": one.rule.id,
            "product_id": one.product.id,
            "lot_id": one.lot.id,
            "location_id": one.location.id,
            "package_id": one.package.id,
            "due": one.quantity,
            "quantity": one.quantity,
            "since": one.since,
            "problem": one.problem,
        }

    def action_turn(self):
        """Turn the goods as far as their quantities say, all of them or none.

        :return: the action that shows what became day-old goods.
        :raise AccessError: for those who do not work in the outlet
        :raise UserError: for nothing, and for more than is due by now
        """
        self.ensure_one()
        dayold = self.env["bakery.dayold"]
        dayold._check_outlet(self.warehouse_id)
        lines = self.line_ids._that_turn().filtered("quantity")
        if not lines:
            raise UserError(
                self.env._(
                    "Nothing in %(outlet)s is to turn now.",
                    outlet=self.warehouse_id.display_name,
                )
            )
        lines._check_quantities()
        rows = dayold._turn(
            self.warehouse_id, {line._key(): line.quantity for line in lines}
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_mrp.bakery_dayold_action"
        )
        return {**action, "domain": [("id", "in", rows.ids)], "context": {}}

    def action_waste(self):
        """Write off what is too old to be sold.

        :return: the action that shows what was logged.
        :raise UserError: for nothing, and for what waste itself refuses.
        """
        self.ensure_one()
        lines = self.line_ids.filtered(
            lambda line: line.kind == "waste" and line.quantity
        )
        if not lines:
            raise UserError(
                self.env._(
                    "Nothing in %(outlet)s is too old to be sold.",
                    outlet=self.warehouse_id.display_name,
                )
            )
        reason = self.env.ref("bakery_mrp.bakery_waste_reason_stale")
        waste = self.env["bakery.waste"].create(
            [
                {
                    "warehouse_id": self.warehouse_id.id,
                    "location_id": line.location_id.id,
                    "product_id": line.product_id.id,
                    "lot_id": line.lot_id.id,
                    "quantity": line.quantity,
                    "reason_id": reason.id,
                }
                for line in lines
            ]
        )
        waste.action_done()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_mrp.bakery_waste_action"
        )
        return {**action, "domain": [("id", "in", waste.ids)], "context": {}}
