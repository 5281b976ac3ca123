import random

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

PRODUCTION = "production"
MOMENTS = [("before", "Before the order is done"), ("after", "After it is done")]
# A change of these asks other batches than before.
ASKED = {"active", "applies_to", "company_id", "moment"}


class BakeryQcPlan(models.Model):
    """A plan may also ask for batches: at the oven, or before their lots are free.

    Of several plans for a batch the most particular one of each moment counts. What is
    asked is copied when the check is made: a plan that changes leaves it be.
    """

    _inherit = "bakery.qc.plan"

    applies_to = fields.Selection(
        [("receipt", "Goods that arrive"), (PRODUCTION, "Goods that are baked")],
        required=True,
        default="receipt",
        tracking=True,
    )
    moment = fields.Selection(
        MOMENTS,
        string="When Baked Goods Are Checked",
        required=True,
        default="after",
        tracking=True,
        help="Before: the order is not done while the check is open. After: the lot is"
        " on hold until the check is passed; goods without lots are not asked for.",
    )
    bom_ids = fields.Many2many(
        "mrp.bom",
        string="Formulas",
        check_company=True,
        help="All versions of these formulas.",
    )
    batch_frequency = fields.Selection(
        [
            ("every", "Every batch"),
            ("random", "Some batches"),
            ("first", "First batch of a formula"),
        ],
        string="How Often Batches Are Checked",
        required=True,
        default="every",
    )

    @api.constrains("applies_to", "moment", "product_ids", "bom_ids")
    def _check_lots(self):
        """Refuse to hold goods that have no lots."""
        for plan in self:
            if plan.applies_to != PRODUCTION or plan.moment != "after":
                continue
            products = plan.product_ids.product_tmpl_id | plan.bom_ids.product_tmpl_id
            without = products.filtered(lambda product: product.tracking == "none")
            if without:
                raise ValidationError(
                    self.env._(
                        "%(product)s has no lots, so nothing of it can be held: track"
                        " it by lots first, or check it before the order is done.",
                        product=without[0].display_name,
                    )
                )

    # Which plans there are ----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        if PRODUCTION in plans.mapped("applies_to"):
            self.env.registry.clear_cache()
        return plans

    def write(self, vals):
        result = super().write(vals)
        if ASKED & vals.keys():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_without_open_checks(self):
        """Keep a plan that a batch waits for: its lot would wait for ever."""
        # sudo: a check counts, whoever sees it.
        checks = self.env["qc.inspection"].sudo()
        waits = [
            "&",
            ("state", "in", ("ready", "waiting")),
            ("plan_id", "in", self.ids),
        ]
        holds = ["&", ("held_lot_ids", "!=", False), ("plan_id", "in", self.ids)]
        found = checks.search(
            [("production_id", "!=", False), "|", *waits, *holds], limit=1
        )
        if found:
            raise UserError(
                self.env._(
                    "%(check)s was asked by this plan and is not over: archive the plan"
                    " instead.",
                    check=found.name,
                )
            )

    @api.model
    @ormcache("company_id", "moment")
    def _batch_plan_ids(self, company_id, moment):
        """Return the ids of the plans by which a company checks batches, as a tuple.

        :param company_id: id of the company; :param moment: before or after.
        """
        # sudo: the answer is shared by all users.
        plans = self.sudo().search(
            [
                ("applies_to", "=", PRODUCTION),
                ("moment", "=", moment),
                ("company_id", "=", company_id),
            ]
        )
        return tuple(plans.ids)

    # Which one counts -----------------------------------------------------------------

    def _fits(self, move, vendor):
        if self.applies_to == PRODUCTION:
            return None
        return super()._fits(move, vendor)

    def _fits_batch(self, order, product):
        """Return how particularly this plan fits, or None when it does not.

        :param product: what came out, the product of the order or another.
        :return: a tuple that is greater the more particular the plan is.
        """
        self.ensure_one()
        types = self.picking_type_ids
        if types and order.picking_type_id not in types:
            return None
        if self.product_ids and product not in self.product_ids:
            return None
        if self.bom_ids and not self._is_by_formula(order, product):
            return None
        depth = self._category_depth(product)
        if self.category_ids and not depth:
            return None
        return bool(self.bom_ids), bool(self.product_ids), depth, -self.sequence

    def _is_by_formula(self, order, product):
        own = order.bom_id and product == order.product_id
        roots = {bom._root() for bom in self.bom_ids}
        return bool(own) and order.bom_id._root() in roots

    def _best_for_batch(self, order, product):
        """Return the plan of ``self`` that counts for a batch, maybe none."""
        own = self.filtered(lambda plan: plan.company_id == order.company_id)
        scores = [(plan._fits_batch(order, product), plan) for plan in own]
        fitting = [(score, -plan.id) for score, plan in scores if score]
        return self.browse(-max(fitting)[1] if fitting else [])

    def _batch_falls_due(self, order, is_first):
        """Return whether this batch is one of those to check.

        :param is_first: whether nothing was baked by the formula before.
        """
        self.ensure_one()
        if self.batch_frequency == "first":
            return is_first
        if self.batch_frequency == "random":
            # Thrown once for each order: asking again throws no better dice.
            dice = random.Random(f"{self.id}-{order.id}")
            return dice.random() * 100 < self.frequency_percent
        return True
