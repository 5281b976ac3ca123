"""The amounts a till computes before it sends an order."""

from dataclasses import dataclass


def rupiah(amount):
    """Round half up to whole rupiah, as the server rounds."""
    return float(int(amount + 0.5) if amount >= 0 else -int(-amount + 0.5))


@dataclass(frozen=True)
class Tax:
    """A tax in percent, included in the price or added to it.

    :param compounds: whether the taxes after it are charged on it too, as restaurant
        tax is on service.
    """

    id: int
    rate: float
    included: bool
    compounds: bool = False
    sequence: int = 0

    @classmethod
    def from_row(cls, row):
        """Return the tax of a row of ``account.tax``, None if it is no percentage."""
        if row["amount_type"] != "percent":
            return None
        return cls(
            row["id"],
            row["amount"] / 100,
            bool(row["price_include"]),
            bool(row.get("include_base_amount")),
            row.get("sequence", 0),
        )


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
    base, shares = 1.0, []
    for tax in sorted(taxes, key=lambda tax: (tax.sequence, tax.id)):
        shares.append((tax, base * tax.rate))
        if tax.compounds:
            base += base * tax.rate
    included = sum(share for tax, share in shares if tax.included)
    untaxed = price * quantity / (1 + included)
    return Amounts(untaxed, tuple((tax.id, untaxed * share) for tax, share in shares))


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
