from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..fresh.product_template import LONGEST


class BakeryDayoldRule(models.Model):
    """When goods are a day old, and what becomes of them then."""

    _name = "bakery.dayold.rule"
    _description = "Day-Old Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10, help="Of several rules for the same goods the first one counts."
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    product_ids = fields.Many2many(
        "product.product",
        string="Goods",
        check_company=True,
        domain="[('is_storable', '=', True)]",
        help="The fresh goods. A rule that names them comes before one that names "
        "their category.",
    )
    categ_id = fields.Many2one(
        "product.category", string="Product Category", index="btree_not_null"
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Outlets",
        check_company=True,
        help="Where the rule holds. Empty: everywhere.",
    )
    hours = fields.Float(
        string="After (hours)",
        digits=(16, 2),
        default=12.0,
        help="Hours after the goods left the oven. Of goods without lots, whose age "
        "nobody knows: hours after the outlet closed.",
    )
    action = fields.Selection(
        [("product", "Turn into another product")], required=True, default="product"
    )
    dayold_product_id = fields.Many2one(
        "product.product",
        string="Day-Old Product",
        check_company=True,
        index="btree_not_null",
        domain="[('is_storable', '=', True)]",
        help="What the goods become. It has a price of its own, and costs what the "
        "fresh goods had cost.",
    )
    keep_hours = fields.Float(
        string="Sold for (hours)",
        digits=(16, 2),
        default=24.0,
        help="Hours that day-old goods are sold, never past the date of the fresh "
        "ones. Afterwards they are waste.",
    )

    @api.constrains("product_ids", "categ_id")
    def _check_goods(self):
        for rule in self:
            if not rule.product_ids and not rule.categ_id:
                raise ValidationError(
                    self.env._(
                        "Say which goods %(rule)s is for: products or a category.",
                        rule=rule.name,
                    )
                )

    @api.constrains("hours", "keep_hours")
    def _check_hours(self):
        for rule in self:
            if not 0 <= rule.hours <= LONGEST:
                raise ValidationError(
                    self.env._("Goods are a day old after 0 hours or more.")
                )
            if not 0 < rule.keep_hours <= LONGEST:
                raise ValidationError(
                    self.env._("Day-old goods are sold for more than 0 hours.")
                )

    @api.constrains("action", "dayold_product_id", "product_ids", "active")
    def _check_dayold_product(self):
        for rule in self.filtered(lambda rule: rule.action == "product"):
            target = rule.dayold_product_id
            if not target:
                raise ValidationError(
                    self.env._("Say what the goods of %(rule)s become.", rule=rule.name)
                )
            if not target.is_storable or target.tracking == "serial":
                raise ValidationError(
                    self.env._(
                        "%(product)s cannot be day-old goods: it is not kept in stock, "
                        "or has a serial number for each piece.",
                        product=target.display_name,
                    )
                )
            if target in rule.product_ids:
                raise ValidationError(
                    self.env._(
                        "%(product)s would become itself.", product=target.display_name
                    )
                )
            for product in rule.product_ids:
                if problem := rule._problem(product):
                    raise ValidationError(problem)
        self._check_no_chain()

    def _check_no_chain(self):
        """Refuse that day-old goods turn once more, in a chain or a circle."""
        # Active rules of the company only; those of others have other goods.
        rules = self.search([("company_id", "in", self.company_id.ids)])
        for rule in rules.filtered("dayold_product_id"):
            again = rules.filtered(
                lambda other, rule=rule: (
                    other.company_id == rule.company_id
                    and rule.dayold_product_id in other.product_ids
                )
            )
            if again:
                raise ValidationError(
                    self.env._(
                        "%(product)s is day-old goods of %(rule)s already and cannot "
                        "turn once more by %(other)s.",
                        product=rule.dayold_product_id.display_name,
                        rule=rule.name,
                        other=again[0].name,
                    )
                )

    def _problem(self, product):
        """Return why a product cannot become the day-old one, if it cannot."""
        self.ensure_one()
        target = self.dayold_product_id
        if product.uom_id != target.uom_id:
            return self.env._(
                "%(product)s is counted in %(unit)s and %(target)s in %(other)s: use "
                "the same unit.",
                product=product.display_name,
                unit=product.uom_id.name,
                target=target.display_name,
                other=target.uom_id.name,
            )
        if product.tracking != target.tracking:
            return self.env._(
                "%(product)s and %(target)s must both have lots, or both have none.",
                product=product.display_name,
                target=target.display_name,
            )
        if target.tracking == "lot" and not target.use_expiration_date:
            return self.env._(
                "%(target)s is sold for some hours only: let its lots have expiration "
                "dates.",
                target=target.display_name,
            )
        return False

    def _rules_of(self, products):
        """Return the rule of each product that has one, by the product.

        Day-old goods have none, so that nothing turns twice.
        """
        targets = self.dayold_product_id
        found = {}
        by_name = [(rule, rule.product_ids) for rule in self if rule.product_ids]
        by_kind = [
            (rule, f"{rule.categ_id.parent_path}") for rule in self if rule.categ_id
        ]
        for product in products - targets:
            path = product.categ_id.parent_path or ""
            named = (rule for rule, goods in by_name if product in goods)
            kind = (rule for rule, start in by_kind if path.startswith(start))
            if rule := next(named, None) or next(kind, None):
                found[product] = rule
        return found
