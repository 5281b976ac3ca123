"""The amounts a till computes before it sends an order."""

from dataclasses import dataclass


def rupiah(amount):
    """Round half up to whole rupiah, as the server rounds."""
    return float(int(amount + 0.5) if amount >= 0 else -int(-amount + 0.5))


@dataclass(frozen=True)
class Tax:
    """A tax in percent, included in the price or added to it."""

    id: int
    rate: float
    included: bool

    @classmethod
    def from_row(cls, row):
        """Return the tax of a row of ``account.tax``, None if it is no percentage."""
        if row["amount_type"] != "percent" or row.get("include_base_amount"):
            return None
        return cls(row["id"], row["amount"] / 100, bool(row["price_include"]))


@dataclass(frozen=True)
class Amounts:
    """Untaxed and taxed amount of one order line, before any rounding."""

    untaxed: float
    taxes: tuple

    @property
    def total(self):
        return self.untaxed + sum(amount for _tax, amount in self.taxes)


def line_amounts(price, quantity, taxes):
    """Return the :class:`Amounts` of ``quantity`` pieces at ``price``."""
    gross = price * quantity
    included = sum(tax.rate for tax in taxes if tax.included)
    untaxed = gross / (1 + included)
    return Amounts(untaxed, tuple((tax.id, untaxed * tax.rate) for tax in taxes))


def order_amounts(lines, globally):
    """Return ``(tax, total)`` of an order.

    :param globally: whether the company rounds each tax once per order instead of
        once per line.
    """
    if not globally:
        total = sum(rupiah(line.total) for line in lines)
        return total - sum(rupiah(line.untaxed) for line in lines), total
    sums = {}
    for line in lines:
        for tax, amount in line.taxes:
            sums[tax] = sums.get(tax, 0) + amount
    tax = sum(rupiah(amount) for amount in sums.values())
    total = rupiah(sum(line.untaxed for line in lines)) + tax
    return tax, total
