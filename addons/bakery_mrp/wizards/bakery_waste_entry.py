from odoo import Command, api, fields, models
from odoo.exceptions import LockError, UserError


class BakeryWasteEntry(models.TransientModel):
    """Log at closing time what an outlet lost: one figure for each product."""

    _name = "bakery.waste.entry"
    _description = "Log Waste"

    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Outlet",
        required=True,
        default=lambda self: self.env["bakery.waste"]._default_warehouse(),
    )
    reason_id = fields.Many2one(
        "bakery.waste.reason",
        required=True,
        default=lambda self: self.env.ref(
            "bakery_mrp.bakery_waste_reason_stale", raise_if_not_found=False
        ),
    )
    note = fields.Char(string="Remark")
    photo = fields.Binary(help="Kept with each product logged here.")
    all_goods = fields.Boolean(
        string="Ingredients too", help="Show goods that are not sold as well."
    )
    logged = fields.Boolean(readonly=True, copy=False)
    line_ids = fields.One2many(
        "bakery.waste.entry.line",
        "entry_id",
        string="Goods",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("warehouse_id", "all_goods")
    def _compute_line_ids(self):
        for entry in self:
            entry.line_ids = [
                Command.clear(),
                *[Command.create(values) for values in entry._goods()],
            ]

    def _goods(self):
        """Return what is in the outlet, what expires first coming first."""
        domain = [
            ("location_id", "child_of", self.warehouse_id.lot_stock_id.ids),
            ("quantity", ">", 0),
        ]
        if not self.all_goods:
            domain.append(("product_id.sale_ok", "=", True))
        groups = self.env["stock.quant"]._read_group(
            domain, ["product_id", "lot_id", "location_id"], ["quantity:sum"]
        )
        # Expired goods first, then by name: a list on paper is read in that order.
        groups.sort(
            key=lambda group: (
                not group[1].expiration_date,
                group[1].expiration_date or group[0].display_name,
                group[0].display_name,
            )
        )
        return [
            {
                "product_id": product.id,
                "lot_id": lot.id,
                "location_id": place.id,
                "on_hand": quantity,
            }
            for product, lot, place, quantity in groups
        ]

    def action_log(self):
        """Write off every product that has a figure, all of them or none.

        Once: a button that is pressed twice, or a request that is sent again, finds
        that it was logged.

        :return: the action that shows what was logged.
        :raise UserError: without a figure, and for what waste itself refuses.
        """
        self.ensure_one()
        self._log_once()
        lines = self.line_ids.filtered(lambda line: line.quantity)
        if not lines:
            raise UserError(self.env._("Write how much of what was lost."))
        waste = self.env["bakery.waste"].create(
            [
                {
                    "warehouse_id": self.warehouse_id.id,
                    "location_id": line.location_id.id,
                    "product_id": line.product_id.id,
                    "lot_id": line.lot_id.id,
                    "quantity": line.quantity,
                    "reason_id": (line.reason_id or self.reason_id).id,
                    "note": self.note,
                    "photo": self.photo,
                }
                for line in lines
            ]
        )
        waste.action_done()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_mrp.bakery_waste_action"
        )
        return {**action, "domain": [("id", "in", waste.ids)], "context": {}}

    def _log_once(self):
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("This waste is being logged just now: wait a moment.")
            ) from error
        self.invalidate_recordset(["logged"])
        if self.logged:
            raise UserError(
                self.env._("This waste was logged already: see the list of waste.")
            )
        self.logged = True


class BakeryWasteEntryLine(models.TransientModel):
    """What is there of one product, and what of it was lost."""

    _name = "bakery.waste.entry.line"
    _description = "Log Waste Line"

    entry_id = fields.Many2one(
        "bakery.waste.entry", required=True, ondelete="cascade", index=True
    )
    product_id = fields.Many2one("product.product", required=True)
    lot_id = fields.Many2one("stock.lot")
    location_id = fields.Many2one("stock.location", required=True)
    on_hand = fields.Float(digits="Product Unit", readonly=True)
    quantity = fields.Float(string="Lost", digits="Product Unit")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    reason_id = fields.Many2one(
        "bakery.waste.reason",
        string="Other Reason",
        help="When it is not the one above.",
    )
