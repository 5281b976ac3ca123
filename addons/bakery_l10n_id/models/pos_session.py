from collections import defaultdict

from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

    # Cost of goods -------------------------------------------------------------------

    def _accumulate_amounts(self, data):
        data = super()._accumulate_amounts(data)
        if self.company_id.receipt_accrual:
            data.update(self._stock_amounts())
        return data

    def _goods_to_post(self):
        """Return the finished movements of this session that have no entry yet."""
        pickings = (self.order_ids.picking_ids | self.picking_ids).filtered(
            lambda picking: not picking.pos_order_id.shipping_date
        )
        # A cashier closes the till and has no right to stock movements.
        return (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    ("picking_id", "in", pickings.ids),
                    ("state", "=", "done"),
                    ("product_id.is_storable", "=", True),
                    ("account_move_id", "=", False),
                ]
            )
            .with_company(self.company_id)
            .filtered(lambda move: move.product_id.valuation == "real_time")
        )

    def _stock_amounts(self):
        """Return cost and stock amounts, from the value of what really moved.

        Odoo multiplies the quantity in the unit of the recipe by the cost in the unit
        of the product, a thousand times too much for grams of a kilogram product.
        """
        expense, valuation = defaultdict(self._no_amount), defaultdict(self._no_amount)
        moves = self._goods_to_post()
        for move in moves:
            accounts = move.product_id._get_product_accounts()
            amount = -move.value if move.is_in else move.value
            for amounts, key in (
                (expense, accounts["expense"]),
                (valuation, (accounts["stock_valuation"], move.product_id)),
            ):
                amounts[key]["amount"] += amount
                amounts[key]["amount_converted"] += amount
        return {
            "stock_expense": expense,
            "stock_valuation": valuation,
            "stock_return": {},
            "stock_moves": moves,
        }

    @staticmethod
    def _no_amount():
        return {"amount": 0.0, "amount_converted": 0.0}

    def _create_stock_valuation_lines(self, data):
        if not self.company_id.receipt_accrual:
            return super()._create_stock_valuation_lines(data)
        values = []
        for (account, product), amounts in data["stock_valuation"].items():
            line = self._get_stock_valuation_vals(
                account, amounts["amount"], amounts["amount_converted"]
            )
            values.append({**line, "product_id": product.id})
        data["MoveLine"].create(values)
        data["stock_valuation_lines"] = {}
        return data

    def _create_account_move(self, *args, **kwargs):
        data = super()._create_account_move(*args, **kwargs)
        if self.company_id.receipt_accrual:
            data["stock_moves"].account_move_id = self.move_id
        return data

    def _validate_session(self, *args, **kwargs):
        result = super()._validate_session(*args, **kwargs)
        for session in self:
            company = session.company_id
            if company.receipt_accrual and session.move_id.state == "posted":
                products = session.move_id.line_ids.product_id
                ledger = self.env["bakery.stock.ledger"].with_company(company)
                ledger._book_rounding(company, products, ref=session.name)
        return result

    # Outlet --------------------------------------------------------------------------

    def _with_outlet(self, values):
        """Add the outlet to the values of one line, if this till names one."""
        outlet = self.config_id.outlet_analytic_id
        if not values or not outlet:
            return values
        return {**values, "analytic_distribution": {str(outlet.id): 100}}

    def _get_sale_vals(self, key, sale_vals):
        return self._with_outlet(super()._get_sale_vals(key, sale_vals))

    def _get_tax_vals(self, key, *args):
        # A service charge is computed as a tax, and is revenue.
        values = super()._get_tax_vals(key, *args)
        account = self.env["account.account"].browse(values["account_id"])
        if account.internal_group in ("income", "expense"):
            return self._with_outlet(values)
        return values

    def _get_stock_expense_vals(self, exp_account, amount, amount_converted):
        return self._with_outlet(
            super()._get_stock_expense_vals(exp_account, amount, amount_converted)
        )

    def _get_rounding_difference_vals(self, amount, amount_converted):
        return self._with_outlet(
            super()._get_rounding_difference_vals(amount, amount_converted)
        )
