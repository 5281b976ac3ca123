from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    purchase_control = fields.Boolean(
        related="company_id.purchase_control", export_string_translation=False
    )

    @api.constrains("company_id", "currency_id")
    def _check_currency_id(self):
        # What a rule or a schedule writes waits: one request must not stop all others.
        if self.env.uid != SUPERUSER_ID:
            self.env["res.currency"]._check_exchange_rates(self)

    def action_compare_vendors(self):
        """Open the comparison of vendors for the goods of this order.

        :raise UserError: when the order has no goods yet.
        """
        self.ensure_one()
        self.check_access("read")
        if not self.order_line.product_id:
            raise UserError(
                self.env._(
                    "The order %(order)s has no products: add what you need, then"
                    " compare vendors.",
                    order=self.name,
                )
            )
        comparison = self.env["bakery.vendor.comparison"].create({"order_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Vendors"),
            "res_model": comparison._name,
            "res_id": comparison.id,
            "view_mode": "form",
            "target": "current",
        }

    def _alternative_for(self, partner, quantities):
        """Return a new request for quotation to another vendor, linked to this one.

        :param partner: the vendor; :param quantities: ``{order line: quantity}`` in
            the units of the lines. They are asked for in the vendor's own unit, since
            Odoo finds no price in another one.
        """
        self.ensure_one()
        lines = [
            Command.create(
                {
                    "product_id": line.product_id.id,
                    **line._in_unit_of(partner, quantity),
                }
            )
            for line, quantity in quantities.items()
        ]
        alternative = self.with_context(origin_po_id=self.id).create(
            {
                "partner_id": partner.id,
                "company_id": self.company_id.id,
                "date_order": self.date_order,
                "user_id": self.user_id.id,
                "origin": self.origin,
                "picking_type_id": self.picking_type_id.id,
            }
        )
        # Not in the context of the other order, where lines get no price.
        alternative = alternative.with_env(self.env)
        alternative.order_line = lines
        alternative.order_line._compute_tax_id()
        # On creation Odoo takes the vendor's price without converting its unit.
        alternative.order_line._compute_price_unit_and_date_planned_and_name()
        return alternative
