from typing import ClassVar

from odoo import api, fields, models
from odoo.tools import SQL

from .margin_sql import COLUMNS, DELIVERY_COLUMNS, deliveries, margin_query


class BakeryMargin(models.Model):
    """What goods sold for and what they had cost: one row for each lot of a delivery.

    A row is a done move line to a customer, or back from one with all figures negative.
    *Revenue* is without taxes and discounts, in the currency of the company; *cost* is
    the value that the goods had in the books as they left. *Batch cost* is what the
    orders that made this very lot cost; where nobody knows, it is the cost, so that
    totals of both can be compared. Components of a kit count for the kit, each with its
    own lot. What has not left yet is in no row, whatever was invoiced.

    Sums are exact: the shares of one delivery are not rounded.
    """

    _name = "bakery.margin"
    _description = "Margin"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"
    # For roles that hold in some warehouses only.
    _hidden_by_warehouse = True
    _depends: ClassVar[dict] = {
        "mrp.production": [
            *("cost_byproduct", "cost_labour", "cost_material", "cost_overhead"),
            *("lot_producing_ids", "product_id", "state"),
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id", "uom_id"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": ["currency_rate", "partner_id", "user_id"],
        "sale.order.line": [
            *("discount", "display_type", "is_downpayment", "order_id"),
            *("price_subtotal", "price_unit", "product_id", "product_uom_id"),
            *("product_uom_qty", "qty_delivered", "qty_invoiced"),
            "untaxed_amount_invoiced",
        ],
        "stock.location": ["usage", "warehouse_id"],
        "stock.move": [
            *("company_id", "date", "location_dest_id", "location_id"),
            *("origin_returned_move_id", "picking_id", "product_id", "product_uom"),
            *("production_id", "quantity", "sale_line_id", "state", "to_refund"),
            "value",
        ],
        "stock.move.line": [
            *("location_dest_id", "location_id", "lot_id", "move_id", "product_id"),
            *("quantity_product_uom", "state"),
        ],
        "stock.picking": ["partner_id"],
        "uom.uom": ["factor"],
    }

    date = fields.Datetime(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(
        related="company_id.currency_id", export_string_translation=False
    )
    source = fields.Selection(
        [("sale", "Sales order"), ("other", "Without an order")],
        string="Sold by",
        readonly=True,
    )
    product_id = fields.Many2one(
        "product.product", readonly=True, help="What was sold; a kit where it was one."
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    categ_id = fields.Many2one("product.category", string="Category", readonly=True)
    goods_id = fields.Many2one(
        "product.product",
        readonly=True,
        help="What left: components where a kit was sold.",
    )
    lot_id = fields.Many2one("stock.lot", readonly=True)
    production_id = fields.Many2one(
        "mrp.production", string="Manufacturing Order", readonly=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", string="Outlet", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    order_id = fields.Many2one("sale.order", string="Sales Order", readonly=True)
    picking_id = fields.Many2one("stock.picking", string="Transfer", readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    revenue = fields.Monetary(readonly=True, help="Without taxes, after discounts.")
    cost = fields.Monetary(
        string="Cost of Goods",
        readonly=True,
        help="What the goods were worth in the books as they left.",
    )
    margin = fields.Monetary(readonly=True, help="Revenue less cost.")
    margin_rate = fields.Float(
        string="Margin (%)",
        digits=(16, 1),
        aggregator="avg",
        readonly=True,
        help="Margin by revenue; of several rows, that of their sums.",
    )
    batch_cost = fields.Monetary(
        readonly=True,
        help="What the orders that made this lot cost for this quantity; the cost where"
        " nobody knows.",
    )
    batch_difference = fields.Monetary(
        string="Batch above Books",
        readonly=True,
        help="Batch cost less cost: above zero where this batch was dearer than what"
        " the books took as it left.",
    )

    @property
    def _table_query(self):
        return margin_query(self._margin_columns(), self._margin_sources())

    @api.model
    def _margin_columns(self):
        """Return the names and types of the columns; other ways to sell add theirs."""
        return COLUMNS

    @api.model
    def _margin_sources(self):
        """Return the sources of rows; other ways to sell add theirs."""
        return [(DELIVERY_COLUMNS, deliveries(self._margin_elsewhere()))]

    @api.model
    def _margin_elsewhere(self):
        """Return the SQL condition on ``picking`` of what other ways to sell count."""
        return SQL("FALSE")

    def _read_group_select(self, aggregate_spec, query):
        """Let the rate of several rows be that of their sums, not their average."""
        if aggregate_spec != "margin_rate:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%s) * 100 / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, "margin", query),
            self._field_to_sql(self._table, "revenue", query),
        )

    @api.model
    def _action_of(self, domain, title, context=None):
        """Return the action that shows the rows of a domain.

        :raise AccessError: for those who may not see costs
        """
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_mrp.bakery_margin_action"
        )
        context = {"display_default_code": False, **(context or {})}
        return {**action, "domain": domain, "display_name": title, "context": context}

    def action_open_transfer(self):
        """Open the transfer of the row."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "res_id": self.picking_id.id,
            "view_mode": "form",
        }
