from odoo import api, models
from odoo.exceptions import ValidationError


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.constrains("purchase_line_id", "company_id")
    def _check_purchase_line_id(self):
        """Refuse to bill the order of another company; branches share their books."""
        for line in self.filtered("purchase_line_id"):
            # sudo: whoever enters bills need not see orders.
            order = line.purchase_line_id.sudo().order_id
            companies = line.company_id | order.company_id
            if len(companies.root_id) > 1 and any(companies.mapped("purchase_control")):
                raise ValidationError(
                    self.env._(
                        "The order of %(product)s belongs to another company than its"
                        " bill.",
                        product=line.product_id.display_name,
                    )
                )

    def _match_row(self):
        """Return the values of the match of one line of goods on a bill."""
        self.ensure_one()
        values = {
            "move_id": self.move_id.id,
            "move_line_id": self.id,
            "product_id": self.product_id.id,
            "uom_id": self.product_uom_id.id,
            "qty_billed": self.quantity,
            "price_billed": self._price_without_tax(),
        }
        order_line = self.purchase_line_id
        if not order_line:
            amount = self.price_subtotal
            return {**values, "issue": "no_order", "difference": amount}
        facts = self._order_facts(order_line)
        return {**values, **facts, **self._match_issue(values, facts)}

    def _price_without_tax(self):
        return self.price_subtotal / self.quantity if self.quantity else 0.0

    def _order_facts(self, order_line):
        """Return what the order tells, in its unit and the currency of the bill."""
        move, unit = self.move_id, order_line.product_uom_id
        ordered = order_line.price_subtotal / (order_line.product_qty or 1.0)
        price = order_line.currency_id._convert(
            ordered,
            move.currency_id,
            move.company_id,
            move.invoice_date or move.date,
            round=False,
        )
        factor = self.product_uom_id._compute_quantity(1.0, unit, round=False)
        billed = self.quantity * factor
        return {
            "order_line_id": order_line.id,
            "uom_id": unit.id,
            "qty_ordered": order_line.product_qty,
            "qty_received": order_line.qty_received,
            "qty_accepted": order_line.qty_accepted,
            "qty_billed_before": self._billed_before(order_line),
            "qty_billed": billed,
            "price_ordered": price,
            "price_billed": self.price_subtotal / billed if billed else 0.0,
        }

    def _billed_before(self, order_line):
        """Return what other posted bills asked for, less what was credited."""
        quantity = 0.0
        for line in order_line.invoice_lines - self:
            if line.parent_state != "posted":
                continue
            share = line.product_uom_id._compute_quantity(
                line.quantity, order_line.product_uom_id, round=False
            )
            quantity += share if line.move_id.move_type == "in_invoice" else -share
        return quantity

    def _match_issue(self, values, facts):
        """Return what is wrong with the line, and what it asks too much."""
        partner = self.move_id.commercial_partner_id
        order_line = self.purchase_line_id
        if order_line.order_id.partner_id.commercial_partner_id != partner:
            return {"issue": "vendor", "difference": self.price_subtotal}
        company = self.move_id.company_id
        price_tolerance, quantity_tolerance = partner._match_tolerances(company)
        due = facts["qty_accepted"]
        if self.product_id.purchase_method == "purchase":
            due = facts["qty_ordered"]
        too_many = facts["qty_billed_before"] + facts["qty_billed"] - due
        too_dear = facts["price_billed"] - facts["price_ordered"]
        deviation = too_dear / facts["price_ordered"] if facts["price_ordered"] else 0
        if not facts["price_ordered"] and too_dear > 0:
            deviation = 1.0
        issue = False
        if too_many > due * quantity_tolerance + 1e-6:
            issue = "quantity"
        elif deviation > price_tolerance + 1e-9:
            issue = "price"
        excess = max(min(too_many, facts["qty_billed"]), 0.0)
        fair = (facts["qty_billed"] - excess) * facts["price_ordered"]
        return {
            "issue": issue,
            "price_deviation": deviation,
            "difference": self.price_subtotal - fair,
        }
