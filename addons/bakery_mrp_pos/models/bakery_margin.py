from typing import ClassVar

from odoo import api, fields, models

from .margin_sql import FROM_TILLS, TILL_COLUMNS, tills


class BakeryMargin(models.Model):
    """Sales at tills, by what the receipts say; see :mod:`.margin_sql`."""

    _inherit = "bakery.margin"
    _depends: ClassVar[dict] = {
        "mrp.bom": ["product_tmpl_id", "type"],
        "mrp.bom.line": ["bom_id", "product_id"],
        "pos.order": ["currency_rate", "partner_id", "session_id", "state", "user_id"],
        "pos.order.line": [
            *("order_id", "price_subtotal", "price_unit", "product_id", "qty"),
        ],
        "pos.pack.operation.lot": ["lot_name", "pos_order_line_id"],
        "pos.session": ["config_id", "user_id"],
        "stock.move": ["bom_line_id"],
        "stock.picking": [
            *("date_done", "location_dest_id", "pos_order_id", "pos_session_id"),
            "state",
        ],
    }

    source = fields.Selection(selection_add=[("till", "Till"), ("other",)])
    pos_order_id = fields.Many2one(
        "pos.order",
        string="Receipt",
        readonly=True,
        help="Where transfers are made at closing, sales of a session have none.",
    )
    till_id = fields.Many2one("pos.config", readonly=True)

    @api.model
    def _margin_columns(self):
        return {
            **super()._margin_columns(),
            "pos_order_id": "integer",
            "till_id": "integer",
        }

    @api.model
    def _margin_sources(self):
        return [*super()._margin_sources(), (TILL_COLUMNS, tills())]

    @api.model
    def _margin_elsewhere(self):
        return FROM_TILLS
