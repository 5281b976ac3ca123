from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

GROUP = "bakery_pos_restaurant.bakery_pos_restaurant_group_commission"
# Whose state follows from work done, not from what is written.
FACTS = {"line_id", "rule_id", "employee_id", "base", "amount", "state", "bill_id"}


class BakeryCommission(models.Model):
    """What one employee earned on one line that was sold, or lost when it came back."""

    _name = "bakery.commission"
    _description = "Commission"
    _order = "date desc, id desc"
    _check_company_auto = True

    line_id = fields.Many2one(
        "pos.order.line", required=True, index=True, readonly=True, ondelete="restrict"
    )
    rule_id = fields.Many2one(
        "bakery.commission.rule",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(related="line_id.order_id", store=True, index=True)
    config_id = fields.Many2one(
        "pos.config", string="Till", required=True, index=True, readonly=True
    )
    product_id = fields.Many2one(related="line_id.product_id", store=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, index=True, readonly=True)
    base = fields.Monetary(
        string="Sales",
        readonly=True,
        help="Without taxes and tips, after discounts; negative where goods came back.",
    )
    amount = fields.Monetary(string="Commission", readonly=True)
    state = fields.Selection(
        [("draft", "Earned"), ("approved", "Approved"), ("paid", "Paid Out")],
        required=True,
        default="draft",
        index=True,
        readonly=True,
    )
    approver_id = fields.Many2one("res.users", string="Approved by", readonly=True)
    bill_id = fields.Many2one(
        "account.move", string="Paid by", readonly=True, index="btree_not_null"
    )

    _once = models.UniqueIndex(
        "(line_id, rule_id)", "This line has earned its commission already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Leave commissions to sales: nobody writes down what was earned."""
        if not self.env.su:
            raise AccessError(self.env._("Commissions follow from sales."))
        return super().create(vals_list)

    def write(self, vals):
        """Leave the state to approval and payment."""
        if FACTS & vals.keys() and not self.env.su:
            raise AccessError(self.env._("Commissions follow from sales."))
        return super().write(vals)

    # Earning --------------------------------------------------------------------------

    @api.model
    def _earn(self, orders):
        """Write what the paid ``orders`` earned; what came back takes it off again."""
        lines = orders.lines
        if not lines:
            return self
        back = lines.filtered("refunded_orderline_id")
        sold = lines - back
        rules = self.env["bakery.commission.rule"].search(
            [("company_id", "in", orders.company_id.ids)]
        )
        rows = self._returned(back)
        for order in orders:
            rows += self._of_order(order, rules, sold)
        if not rows:
            return self.browse()
        known = {
            (one.line_id.id, one.rule_id.id)
            for one in self.search([("line_id", "in", lines.ids)])
        }
        return self.create(
            [row for row in rows if (row["line_id"], row["rule_id"]) not in known]
        )

    def _of_order(self, order, rules, sold):
        """Return values for what one order earned."""
        day = self._day(order)
        rules = rules.filtered(
            lambda rule: (
                rule.company_id == order.company_id and rule._counts(order, day)
            )
        )
        goods = (order.lines & sold).filtered(lambda line: line._earns_commission())
        if not rules or not goods:
            return []
        share = self._share_after_discounts(order, goods)
        rows = []
        for line in goods:
            path = line.product_id.categ_id.parent_path or ""
            category_ids = {int(part) for part in path.split("/") if part}
            for rule in rules:
                if not rule._takes(line.product_id, category_ids):
                    continue
                base = order.currency_id.round(line.price_subtotal * share)
                if amount := rule._reward(line.qty, base):
                    rows.append(
                        {
                            "line_id": line.id,
                            "rule_id": rule.id,
                            "config_id": order.config_id.id,
                            "employee_id": rule._person(order).id,
                            "company_id": order.company_id.id,
                            "date": day,
                            "base": base,
                            "amount": amount,
                        }
                    )
        return rows

    def _share_after_discounts(self, order, goods):
        """Return what is left of the goods' prices after discounts on the whole order.

        Discounts and rewards are lines of their own, below zero.
        """
        total = sum(goods.mapped("price_subtotal"))
        taken = sum(
            line.price_subtotal
            for line in order.lines - goods
            if line.price_subtotal < 0 and not line.refunded_orderline_id
        )
        return max(total + taken, 0) / total if total else 1

    def _returned(self, back):
        """Return values that take off what the lines earned which came back."""
        sources = back.refunded_orderline_id
        earned = self.search([("line_id", "in", sources.ids)]).grouped("line_id")
        rows = []
        for line in back:
            for source in earned.get(line.refunded_orderline_id, self):
                part = -line.qty / (source.line_id.qty or 1)
                if part <= 0:
                    continue
                currency = source.currency_id
                rows.append(
                    {
                        "line_id": line.id,
                        "rule_id": source.rule_id.id,
                        "config_id": line.order_id.config_id.id,
                        "employee_id": source.employee_id.id,
                        "company_id": source.company_id.id,
                        "date": self._day(line.order_id),
                        "base": currency.round(-source.base * part),
                        "amount": currency.round(-source.amount * part),
                    }
                )
        return rows

    def _day(self, order):
        """Return the day of the sale where it was sold."""
        zone = order.config_id._outlet_zone()
        return fields.Datetime.context_timestamp(
            self.with_context(tz=zone), order.date_order
        ).date()

    # Approving and paying -------------------------------------------------------------

    def _check_officer(self):
        if not self.env.user.has_group(GROUP):
            raise AccessError(
                self.env._("Only who is responsible for commissions does this.")
            )
        self.check_access("read")

    def _take(self, state, message):
        """Lock the commissions and return those in ``state``."""
        # sudo: the lock takes the right to write, which nobody has.
        self.sudo().lock_for_update()
        self.invalidate_recordset(["state"])
        found = self.filtered(lambda commission: commission.state == state)
        if not found:
            raise UserError(message)
        return found

    def action_approve(self):
        """Approve what was earned.

        :raise UserError: nothing of it waits for approval
        """
        self._check_officer()
        waiting = self._take("draft", self.env._("Nothing here waits for approval."))
        # sudo: who an employee is may be hidden from whoever approves.
        own = waiting.sudo().employee_id.user_id & self.env.user
        if own:
            raise UserError(
                self.env._("Somebody else has to approve your own commissions.")
            )
        # sudo: the state is written by this method only; rights are checked above.
        waiting.sudo().write({"state": "approved", "approver_id": self.env.uid})
        return True

    def action_pay_by_bill(self):
        """Make one draft bill for each employee; return the bills.

        :raise UserError: nothing is approved, an employee has no contact, or returns
            exceed what was earned
        """
        self._check_officer()
        due = self._take("approved", self.env._("Nothing here is approved."))
        account = self._account()
        Bill = self.env["account.move"]
        bills = Bill
        for (employee, company), rows in self._by_employee(due).items():
            # sudo: whom to pay is known to whoever pays.
            partner = employee.sudo().work_contact_id
            if not partner:
                raise UserError(
                    self.env._(
                        "%(employee)s has no contact to pay to.", employee=employee.name
                    )
                )
            total = sum(rows.mapped("amount"))
            if total <= 0:
                raise UserError(
                    self.env._(
                        "What came back exceeds what %(employee)s earned: wait for the "
                        "next sales.",
                        employee=employee.name,
                    )
                )
            first, last = min(rows.mapped("date")), max(rows.mapped("date"))
            line = {
                "name": self.env._(
                    "Commission from %(first)s to %(last)s", first=first, last=last
                ),
                "account_id": account.id,
                "quantity": 1,
                "price_unit": total,
                "tax_ids": [fields.Command.clear()],
            }
            bill = Bill.with_company(company).create(
                {
                    "move_type": "in_invoice",
                    "partner_id": partner.id,
                    "invoice_date": fields.Date.context_today(self),
                    "invoice_line_ids": [fields.Command.create(line)],
                }
            )
            # sudo: the state is written by these methods only, with rights checked.
            rows.sudo().write({"state": "paid", "bill_id": bill.id})
            bills |= bill
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Commissions to Pay"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("id", "in", bills.ids)],
        }

    def action_pay_by_payroll(self):
        """Note that the payroll pays them: they are not paid a second time."""
        self._check_officer()
        due = self._take("approved", self.env._("Nothing here is approved."))
        # sudo: the state is written by this method only; rights are checked above.
        due.sudo().write({"state": "paid"})
        return True

    def _by_employee(self, due):
        groups = defaultdict(self.browse)
        for commission in due:
            groups[commission.employee_id, commission.company_id] |= commission
        return groups

    def _account(self):
        """Return the account for commissions: the company's setting."""
        account = self.env.company.commission_account_id
        if not account:
            raise UserError(
                self.env._(
                    "Choose the account for commissions in the settings of the point of"
                    " sale first."
                )
            )
        return account
