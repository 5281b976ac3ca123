from math import isfinite

from odoo import api, models
from odoo.exceptions import UserError

# What lies outside was typed or sent by mistake, or by somebody who means harm.
LINE = {
    "qty": (-1_000_000, 1_000_000),
    "price_unit": (-1e12, 1e12),
    "discount": (0, 100),
}
PAYMENT = {"amount": (-1e12, 1e12)}
# A note is never so much larger than what is paid with it, except for small sums.
TIMES, SMALL = 100, 1_000_000


def _values(commands):
    """Return the values that a tablet's ``commands`` of a one2many write."""
    return [
        command[2]
        for command in commands or []
        if isinstance(command, list | tuple)
        and len(command) > 2
        and isinstance(command[2], dict)
    ]


def _outside(values, limits):
    """Return the first of ``values`` that is no number within ``limits``, or None."""
    for name, (least, most) in limits.items():
        value = values.get(name)
        if value is None or value is False:
            continue
        number = isinstance(value, int | float) and isfinite(value)
        if not number or not least <= value <= most:
            return value
    return None


# pylint: disable=consider-merging-classes-inherited
# What a sale may say is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    @api.model
    def _process_order(self, order, existing_order):
        """Refuse figures that no till means.

        :raise UserError: says which
        """
        self._check_numbers(order)
        number = super()._process_order(order, existing_order)
        sale = self.browse(number)
        # While an order is open, another tablet may know less of it.
        if sale.state == "paid" and sale.config_id.check_amounts:
            sale._check_amounts()
        return number

    @api.model
    def _check_numbers(self, order):
        """Refuse what is no number, or far beyond what is sold and paid."""
        for commands, limits in (
            (order.get("lines"), LINE),
            (order.get("payment_ids"), PAYMENT),
        ):
            for values in _values(commands):
                wrong = _outside(values, limits)
                if wrong is not None:
                    raise UserError(
                        self.env._(
                            "%s cannot be sold or paid: please correct the quantity, "
                            "price, discount or payment.",
                            wrong,
                        )
                    )

    def _check_amounts(self):
        """Refuse sums that are not those of the goods, and payments by mistake.

        Each line, and each tax of the order, may have been rounded another way.
        """
        currency = self.currency_id
        due = 0
        for line in self.lines:
            right = line._compute_amount_line_all()["price_subtotal_incl"]
            due += right
            self._check_close(line.price_subtotal_incl, right, 1)
        self._check_close(self.amount_total, due, 2 * len(self.lines) + 1)
        most = max(TIMES * abs(self.amount_total), SMALL * currency.rounding)
        for payment in self.payment_ids:
            if currency.compare_amounts(abs(payment.amount), most) > 0:
                raise UserError(
                    self.env._(
                        "%(paid)s for a sale of %(total)s: please correct the payment.",
                        paid=currency.format(payment.amount),
                        total=currency.format(self.amount_total),
                    )
                )

    def _check_close(self, said, right, fractions):
        currency = self.currency_id
        if abs(said - right) > fractions * currency.rounding + currency.rounding / 2:
            raise UserError(
                self.env._(
                    "The till says %(said)s, but the goods make %(right)s: please load "
                    "the till again.",
                    said=currency.format(said),
                    right=currency.format(right),
                )
            )
