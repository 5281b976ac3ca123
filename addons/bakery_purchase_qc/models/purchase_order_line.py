from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang, get_lang

# A thousand tons by the gram, a trillion rupiah a piece: what lies above is a slip.
MAX_QUANTITY, MAX_PRICE = 1e9, 1e12


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    @api.constrains("product_id", "product_uom_id")
    def _check_product_uom_id(self):
        """Refuse units of another kind: Odoo would count a kilogram as a piece."""
        for line in self.filtered("company_id.purchase_control"):
            unit, own = line.product_uom_id, line.product_id.uom_id
            if unit and own and not unit._has_common_reference(own):
                raise ValidationError(
                    self.env._(
                        "%(product)s is counted in %(own)s and cannot be bought in"
                        " %(unit)s: choose a unit that converts.",
                        product=line.product_id.display_name,
                        own=own.name,
                        unit=unit.name,
                    )
                )

    @api.constrains("product_qty", "price_unit")
    def _check_bounds(self):
        """Refuse quantities and prices that no vendor could mean."""
        for line in self.filtered("company_id.purchase_control"):
            if line.display_type or line.is_downpayment:
                continue
            if line.product_qty < 0 or line.price_unit < 0:
                raise ValidationError(
                    self.env._(
                        "Quantity and price of %(product)s cannot be negative.",
                        product=line.product_id.display_name,
                    )
                )
            # What is no number compares with nothing.
            if not (line.product_qty <= MAX_QUANTITY and line.price_unit <= MAX_PRICE):
                raise ValidationError(
                    self.env._(
                        "Quantity or price of %(product)s is too large to be meant:"
                        " please check it.",
                        product=line.product_id.display_name,
                    )
                )

    def _check_asked(self):
        """Refuse lines that ask for nothing.

        :raise UserError: naming the first of them.
        """
        for line in self.filtered("product_id"):
            if line.product_uom_id.is_zero(line.product_qty):
                raise UserError(
                    self.env._(
                        "Write how much of %(product)s is ordered, or remove the line.",
                        product=line.product_id.display_name,
                    )
                )

    def _in_unit_of(self, vendor, quantity):
        """Return the values of ``quantity`` of this line in the vendor's own unit.

        :param quantity: in the unit of the line.
        """
        self.ensure_one()
        own = self.product_id.uom_id
        sellers = self.product_id._prepare_sellers().filtered(
            lambda s: (
                s.partner_id.commercial_partner_id == vendor.commercial_partner_id
                and s.product_uom_id._has_common_reference(own)
            )
        )
        units = sellers.product_uom_id
        unit = self.product_uom_id
        if units and unit not in units:
            unit = units[0]
        return {
            "product_qty": self.product_uom_id._compute_quantity(quantity, unit),
            "product_uom_id": unit.id,
        }

    def _qty_of_product(self):
        """Return the ordered quantity in the unit of the product."""
        self.ensure_one()
        return self.product_uom_id._compute_quantity(
            self.product_qty, self.product_id.uom_id, round=False
        )

    def _match_bills(self):
        """Match the bills of these lines anew that differed."""
        self.invoice_lines.move_id.filtered(
            lambda move: move.match_state == "exception"
        )._match()

    def _quantity_text(self, quantity):
        """Return a quantity as people write it: no zeros that say nothing."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        text = formatLang(self.env, quantity, digits=digits)
        mark = get_lang(self.env).decimal_point
        return text.rstrip("0").rstrip(mark) if mark in text else text

    def action_open_price_history(self):
        """Open every price paid for the product of this line, as a list or a graph."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_purchase_qc.bakery_price_point_action"
        )
        name = self.env._(
            "Price History of %(product)s", product=self.product_id.display_name
        )
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("company_id", "=", self.company_id.id),
            ],
        }
