from odoo import api, fields, models

from .bakery_qc_nonconformity import COSTS
from .qc_inspection import DECIDED


# pylint: disable=consider-merging-classes-inherited
# What is learned from rejects, beside how an inspection is answered.
class QcInspection(models.Model):
    _inherit = "qc.inspection"

    currency_id = fields.Many2one(
        related="company_id.currency_id", export_string_translation=False
    )
    reject_cost = fields.Monetary(
        string="Cost of Rejects",
        compute="_compute_reject_cost",
        store=True,
        groups=COSTS,
        help="What was rejected at the price of its order, without taxes.",
    )
    pass_rate = fields.Float(
        string="Passed (%)",
        compute="_compute_pass_rate",
        store=True,
        digits=(16, 1),
        # Each inspection counts once: the average is the share that was passed.
        aggregator="avg",
    )
    nonconformity_ids = fields.One2many("bakery.qc.nonconformity", "inspection_id")

    # The price of that day: what an order costs later changes no loss.
    @api.depends("qty_rejected")
    def _compute_reject_cost(self):
        for inspection in self:
            cost = inspection.qty_rejected and inspection._unit_cost()
            currency = inspection.company_id.currency_id
            inspection.reject_cost = currency.round(inspection.qty_rejected * cost)

    def _unit_cost(self):
        """Return what a unit of these goods cost, in the company's currency."""
        self.ensure_one()
        line, unit = self.purchase_line_id, self.uom_id
        if not line:
            product = self.product_id.with_company(self.company_id)
            return product.uom_id._compute_price(product.standard_price, unit)
        price = line.price_unit_discounted
        if line.product_qty:
            price = line.price_subtotal / line.product_qty
        rate = line.order_id.currency_rate or 1.0
        return line.product_uom_id._compute_price(price / rate, unit)

    @api.depends("state")
    def _compute_pass_rate(self):
        for inspection in self:
            inspection.pass_rate = 100.0 if inspection.state == "success" else 0.0

    def _after_decision(self):
        result = super()._after_decision()
        self._note_nonconformity()
        return result

    def _note_nonconformity(self):
        """Make a nonconformity of every inspection with rejects that has none."""
        rejected = self.filtered(
            lambda i: i.state in DECIDED and i.qty_rejected and not i.nonconformity_ids
        )
        self.env["bakery.qc.nonconformity"].create(
            [
                {
                    "inspection_id": inspection.id,
                    "user_id": inspection._nonconformity_user().id,
                }
                for inspection in rejected
            ]
        )

    def _nonconformity_user(self):
        """Return who solves what is wrong, maybe nobody."""
        self.ensure_one()
        candidates = self.plan_id.nonconformity_user_id, self.purchase_id.user_id
        for user in candidates:
            if self._may_solve(user):
                return user
        return self.env["res.users"]

    def _may_solve(self, user):
        """Return whether ``user`` works here and sees nonconformities."""
        self.ensure_one()
        if not user.active or self.company_id not in user.company_ids:
            return False
        here = self.env["bakery.qc.nonconformity"].with_context(
            allowed_company_ids=self.company_id.ids
        )
        return here.with_user(user).has_access("read")
