from odoo import fields, models
from odoo.fields import Command


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _post_inventory(self, cancel_backorder=False):
        result = super()._post_inventory(cancel_backorder=cancel_backorder)
        closed = self.filtered(
            lambda order: order.state == "done" and order.company_id.receipt_accrual
        )
        # The baker closes the order; the books follow without a right of his own.
        closed.sudo()._clear_work_in_process()
        return result

    def _post_labour(self):
        """Credit work centers that name no account to the absorbed labour."""
        for company, orders in self.grouped("company_id").items():
            if company.receipt_accrual:
                # A setting that the baker who closes an order may not write.
                centers = orders.workorder_ids.workcenter_id
                centers.filtered(
                    lambda center: not center.expense_account_id
                ).sudo().expense_account_id = company.account_labour_absorbed_id
        return super()._post_labour()

    def _clear_work_in_process(self):
        """Bring the work in process of each closed order back to zero.

        The extra cost an order was given is overhead absorbed; what is left after that
        is the production variance: goods at standard cost, and rounding.
        """
        for order in self:
            company = order.company_id.with_company(order.company_id)
            overhead = company.currency_id.round(order._absorbed_overhead())
            variance = company.currency_id.round(order._work_in_process() + overhead)
            order._post_absorption(
                company, overhead, variance, product=order.product_id, ref=order.name
            )

    def _work_in_process(self):
        """Return what this order's entries have left in work in process."""
        self.ensure_one()
        moves = self.move_raw_ids | self.move_finished_ids
        moves = moves.filtered("account_move_id")
        goods = sum(move.value if move.is_out else -move.value for move in moves)
        labour = self.workorder_ids.time_ids.account_move_line_id.move_id
        wip = self.company_id.account_production_wip_account_id
        return goods + sum(
            labour.line_ids.filtered(lambda line: line.account_id == wip).mapped(
                "balance"
            )
        )

    def _absorbed_overhead(self):
        """Return the extra cost that went into the finished goods' value."""
        self.ensure_one()
        product = self.product_id.with_company(self.company_id)
        if not self.extra_cost or product.cost_method == "standard":
            return 0.0
        done = self.move_finished_ids.filtered(
            lambda m: m.state == "done" and m.product_id == self.product_id
        )
        return self.extra_cost * sum(move._get_valued_qty() for move in done)

    def _post_absorption(self, company, overhead, variance, product, ref):
        """Post what work in process has absorbed or left over, if anything."""
        amounts = [
            (company.account_production_wip_account_id, overhead - variance),
            (company.account_overhead_absorbed_id, -overhead),
            (company.account_production_variance_id, variance),
        ]
        lines = [
            {
                "account_id": account.id,
                "product_id": product.id,
                "name": ref,
                "balance": amount,
            }
            for account, amount in amounts
            if not company.currency_id.is_zero(amount)
        ]
        if lines:
            self.env["account.move"].create(
                {
                    "journal_id": company.account_stock_journal_id.id,
                    "date": self.env.context.get("force_period_date")
                    or fields.Date.context_today(self),
                    "ref": ref,
                    "line_ids": [Command.create(line) for line in lines],
                }
            )._post()
