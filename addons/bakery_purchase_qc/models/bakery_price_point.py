from typing import ClassVar

from odoo import api, fields, models
from odoo.tools import SQL


class BakeryPricePoint(models.Model):
    """Every price ordered and billed, per unit of the product, in company currency.

    There is one point for each line of a confirmed order and one for each line of a
    posted bill. A price ``counts`` once: as billed, or as ordered while no bill has
    come. Prices are without taxes and after discounts.
    """

    _name = "bakery.price.point"
    _description = "Price Paid"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"
    _depends: ClassVar[dict] = {
        "account.move": ["invoice_date", "move_type", "partner_id", "state"],
        "account.move.line": [
            "balance",
            "display_type",
            "move_id",
            "product_id",
            "product_uom_id",
            "purchase_line_id",
            "quantity",
        ],
        "product.template": ["uom_id"],
        "purchase.order": ["currency_rate", "date_approve", "partner_id", "state"],
        "purchase.order.line": [
            "order_id",
            "price_subtotal",
            "product_id",
            "product_qty",
            "product_uom_id",
            "qty_invoiced",
        ],
        "res.partner": ["commercial_partner_id"],
        "uom.uom": ["factor"],
    }

    kind = fields.Selection(
        [("ordered", "Ordered"), ("billed", "Billed")], readonly=True
    )
    date = fields.Datetime(readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    vendor_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    order_id = fields.Many2one("purchase.order", readonly=True)
    move_id = fields.Many2one("account.move", string="Bill", readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    currency_id = fields.Many2one(
        related="company_id.currency_id", export_string_translation=False
    )
    price = fields.Float(
        digits="Product Price",
        aggregator="avg",
        readonly=True,
        help="For one unit of the product, without taxes and after discounts.",
    )
    counts = fields.Boolean(
        string="In Statistics",
        readonly=True,
        help="An order that was billed counts with the price of its bill.",
    )

    @api.model
    def _flush_sources(self):
        """Write what the points are made of, before SQL reads them."""
        for model, names in self._depends.items():
            self.env[model].flush_model(names)

    @property
    def _table_query(self):
        # Raw SQL: a view of two kinds of documents; the ORM has no union.
        return self._points(
            own=SQL("own.factor"),
            vendor=SQL("partner.commercial_partner_id"),
            joins=SQL(
                """
                JOIN res_partner partner ON partner.id = document.partner_id
                CROSS JOIN LATERAL (%s) own
                """,
                self._own_unit(),
            ),
        )

    @staticmethod
    def _own_unit():
        """Return the factor of a product's own unit.

        OFFSET 0 keeps PostgreSQL from joining by units first: nearly all products
        share a handful of them, and it would go through every pair.
        """
        return SQL(
            """
            SELECT uom_uom.factor
              FROM product_product product
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom ON uom_uom.id = template.uom_id
             WHERE product.id = line.product_id
            OFFSET 0
            """
        )

    @api.model
    def _points(self, own, vendor=None, joins=None, where=None):
        """Return the query of all points, or of those that ``where`` lets pass.

        :param own: SQL of the factor of the product's own unit.
        :param vendor: SQL of who sold; :param joins: what these two need.
        :param where: SQL that may name ``line`` and ``document``.
        """
        parts = {
            "own": own,
            "vendor": vendor or SQL("document.partner_id"),
            "joins": joins or SQL(),
            "where": where or SQL("TRUE"),
        }
        return SQL("(%s) UNION ALL (%s)", self._ordered(**parts), self._billed(**parts))

    @staticmethod
    def _ordered(own, vendor, joins, where):
        return SQL(
            """
            SELECT line.id::bigint * 2 AS id,
                   'ordered' AS kind,
                   document.date_approve AS date,
                   line.product_id AS product_id,
                   %s AS vendor_id,
                   document.company_id AS company_id,
                   line.order_id AS order_id,
                   NULL::integer AS move_id,
                   line.product_qty * unit.factor / %s AS quantity,
                   line.price_subtotal / COALESCE(NULLIF(document.currency_rate, 0), 1)
                       * %s / (line.product_qty * unit.factor) AS price,
                   COALESCE(line.qty_invoiced, 0) = 0 AS counts
              FROM purchase_order_line line
              JOIN purchase_order document ON document.id = line.order_id
              JOIN uom_uom unit ON unit.id = line.product_uom_id
              %s
             WHERE document.state = 'purchase'
               AND document.date_approve IS NOT NULL
               AND line.product_qty > 0
               AND %s
            """,
            vendor,
            own,
            own,
            joins,
            where,
        )

    @staticmethod
    def _billed(own, vendor, joins, where):
        return SQL(
            """
            SELECT line.id::bigint * 2 + 1 AS id,
                   'billed' AS kind,
                   document.invoice_date::timestamp AS date,
                   line.product_id AS product_id,
                   %s AS vendor_id,
                   document.company_id AS company_id,
                   ordered.order_id AS order_id,
                   line.move_id AS move_id,
                   line.quantity * unit.factor / %s AS quantity,
                   line.balance * %s / (line.quantity * unit.factor) AS price,
                   TRUE AS counts
              FROM account_move_line line
              JOIN account_move document ON document.id = line.move_id
              JOIN uom_uom unit ON unit.id = line.product_uom_id
         LEFT JOIN purchase_order_line ordered ON ordered.id = line.purchase_line_id
              %s
             WHERE document.state = 'posted'
               AND document.move_type = 'in_invoice'
               AND line.display_type = 'product'
               AND line.quantity > 0
               AND line.balance > 0
               AND %s
            """,
            vendor,
            own,
            own,
            joins,
            where,
        )
