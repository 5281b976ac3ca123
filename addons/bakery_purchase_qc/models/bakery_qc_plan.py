import math
import random

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryQcPlan(models.Model):
    """Which goods are inspected on arrival, with which test, and how strictly.

    An empty list of products, categories, vendors or operations means all of them.
    Of several plans that fit, the most particular one counts.
    """

    _name = "bakery.qc.plan"
    _description = "Inspection Plan"
    _inherit = ("mail.thread",)
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    product_ids = fields.Many2many(
        "product.product", string="Products", check_company=True
    )
    category_ids = fields.Many2many("product.category", string="Categories")
    partner_ids = fields.Many2many("res.partner", string="Vendors")
    picking_type_ids = fields.Many2many(
        "stock.picking.type",
        string="Operations",
        check_company=True,
        help="Where the goods are inspected; receipts when empty. Choose the quality"
        " step of a warehouse that receives in three steps to inspect there.",
    )
    test_id = fields.Many2one(
        "qc.test",
        required=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    frequency = fields.Selection(
        [
            ("every", "Every arrival"),
            ("random", "Some arrivals"),
            ("first", "First arrival of a vendor"),
        ],
        required=True,
        default="every",
    )
    frequency_percent = fields.Float(
        string="Share of Arrivals (%)", default=25.0, help="Chosen by chance."
    )
    sampling = fields.Selection(
        [
            ("all", "Everything"),
            ("fixed", "A fixed quantity"),
            ("percent", "A percentage"),
            ("root", "The square root"),
        ],
        required=True,
        default="root",
        help="How much of what arrived is looked at, in the unit of the receipt.",
    )
    sample_quantity = fields.Float(default=1.0, digits="Product Unit")
    sample_percent = fields.Float(string="Sample (%)", default=10.0)
    on_missing = fields.Selection(
        [
            ("block", "Stop the receipt"),
            ("warn", "Ask"),
            ("quarantine", "Set the goods aside"),
        ],
        string="Without Inspection",
        required=True,
        default="block",
        tracking=True,
        help="What happens when goods are received before they were inspected.",
    )
    min_shelf_life_days = fields.Integer(
        string="Shelf Life of at least (days)",
        help="Goods that expire sooner fail; 0 does not look at the date.",
        tracking=True,
    )

    _frequency_percent_range = models.Constraint(
        "CHECK(frequency_percent > 0 AND frequency_percent <= 100)",
        "The share of arrivals lies between 0 and 100 percent.",
    )
    _sample_positive = models.Constraint(
        "CHECK(sample_quantity > 0 AND sample_percent > 0 AND sample_percent <= 100)",
        "A sample is more than nothing and at most everything.",
    )
    _min_shelf_life_days_positive = models.Constraint(
        "CHECK(min_shelf_life_days >= 0)", "A shelf life cannot be negative."
    )

    @api.constrains("test_id")
    def _check_test_id(self):
        for plan in self:
            if not plan.test_id.test_lines:
                raise ValidationError(
                    self.env._(
                        "The test %(test)s asks nothing: add a question before a plan"
                        " uses it.",
                        test=plan.test_id.display_name,
                    )
                )

    def _sample_of(self, quantity, unit):
        """Return how much of ``quantity`` is looked at, at most all of it."""
        self.ensure_one()
        sample = {
            "all": quantity,
            "fixed": self.sample_quantity,
            "percent": quantity * self.sample_percent / 100,
            # Whole units, as tables of samples have it.
            "root": math.ceil(math.sqrt(max(quantity, 0.0))),
        }[self.sampling]
        return min(quantity, unit.round(sample, rounding_method="UP"))

    def _fits(self, move, vendor):
        """Return how particularly this plan fits, or None when it does not.

        :param vendor: commercial partner who sent the goods of ``move``.
        :return: a tuple that is greater the more particular the plan is.
        """
        self.ensure_one()
        product = move.product_id
        types = self.picking_type_ids
        from_vendor = move.location_id.usage == "supplier"
        if not (move.picking_type_id in types if types else from_vendor):
            return None
        if self.product_ids and product not in self.product_ids:
            return None
        if self.partner_ids and vendor not in self.partner_ids.commercial_partner_id:
            return None
        depth = self._category_depth(product)
        if self.category_ids and not depth:
            return None
        return bool(self.product_ids), depth, bool(self.partner_ids), -self.sequence

    def _category_depth(self, product):
        """Return how deep the category lies by which the product belongs here."""
        category, wanted = product.categ_id, self.category_ids
        while category and category not in wanted:
            category = category.parent_id
        return len(category.parent_path.split("/")) if category else 0

    def _best_for(self, move):
        """Return the plan of ``self`` that counts for these goods, maybe none."""
        own = self.filtered(lambda plan: plan.company_id == move.company_id)
        vendor = move._qc_vendor().commercial_partner_id
        scores = [(plan._fits(move, vendor), plan) for plan in own]
        fitting = [(score, -plan.id) for score, plan in scores if score]
        return self.browse(-max(fitting)[1] if fitting else [])

    def _falls_due(self, is_first):
        """Return whether this arrival is one of those to inspect.

        :param is_first: whether nothing of these goods came from the vendor before.
        """
        self.ensure_one()
        if self.frequency == "first":
            return is_first
        if self.frequency == "random":
            return random.random() * 100 < self.frequency_percent
        return True
