from odoo import api, fields, models
from odoo.exceptions import ValidationError

WHOM = [("waiter", "Waiter"), ("cashier", "Cashier")]


class BakeryCommissionRule(models.Model):
    """Who earns how much on which sales."""

    _name = "bakery.commission.rule"
    _description = "Commission Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    whom = fields.Selection(
        WHOM,
        string="Earned by",
        required=True,
        default="waiter",
        help="The waiter took the order, the cashier the money.",
    )
    basis = fields.Selection(
        [("percent", "Percent of Sales"), ("fixed", "Amount per Piece")],
        required=True,
        default="percent",
        help="Sales count without taxes, after discounts, without tips and refunds.",
    )
    percent = fields.Float(digits=(16, 2))
    amount = fields.Monetary(string="Amount per Piece")
    employee_ids = fields.Many2many(
        "hr.employee",
        string="Employees",
        check_company=True,
        help="Empty: everybody.",
    )
    job_ids = fields.Many2many("hr.job", string="Jobs", help="Empty: all jobs.")
    config_ids = fields.Many2many(
        "pos.config", string="Tills", check_company=True, help="Empty: all tills."
    )
    product_ids = fields.Many2many(
        "product.product",
        string="Products",
        help="Products and categories empty: everything that is sold.",
    )
    category_ids = fields.Many2many("product.category", string="Categories")
    date_start = fields.Date(string="From")
    date_end = fields.Date(string="Until")

    @api.constrains("percent", "amount", "basis")
    def _check_rate(self):
        for rule in self:
            if rule.basis == "percent" and not 0 < rule.percent <= 100:
                raise ValidationError(
                    self.env._("A commission lies between 0 and 100 percent.")
                )
            if rule.basis == "fixed" and rule.amount <= 0:
                raise ValidationError(
                    self.env._("The amount of a commission has to be above zero.")
                )

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for rule in self:
            if rule.date_start and rule.date_end and rule.date_end < rule.date_start:
                raise ValidationError(
                    self.env._("A commission rule cannot end before it starts.")
                )

    def _person(self, order):
        """Return the employee who earns by this rule on ``order``."""
        return order.waiter_id if self.whom == "waiter" else order.employee_id

    def _counts(self, order, day):
        """Return whether the rule holds for the order of that day."""
        person = self._person(order)
        return (
            bool(person)
            and (not self.config_ids or order.config_id in self.config_ids)
            and (not self.employee_ids or person in self.employee_ids)
            and (not self.job_ids or person.job_id in self.job_ids)
            and (not self.date_start or self.date_start <= day)
            and (not self.date_end or day <= self.date_end)
        )

    def _takes(self, product, category_ids):
        """Return whether the rule holds for the product.

        :param category_ids: ids of its category and all above
        """
        if not self.product_ids and not self.category_ids:
            return True
        return product in self.product_ids or bool(
            set(self.category_ids.ids) & category_ids
        )

    def _reward(self, quantity, base):
        """Return what ``quantity`` pieces sold for ``base`` without taxes earn."""
        self.ensure_one()
        if self.basis == "fixed":
            return self.currency_id.round(self.amount * quantity)
        return self.currency_id.round(base * self.percent / 100)
