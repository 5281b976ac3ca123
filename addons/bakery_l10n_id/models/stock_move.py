from odoo import models

# In the context of what a till sells. An object, since a caller from outside can send
# any word or number in a context, and would keep his goods out of the books.
BY_TILL = object()

# What a journal item of moving goods is not asked to find out by itself, line by line.
GIVEN = {
    "display_type": "product",
    "quantity": 1,
    "partner_id": False,
    "tax_ids": False,
    "analytic_distribution": False,
}


class StockMove(models.Model):
    _inherit = "stock.move"

    # What waits for its entry is looked for at every movement and is little.
    _unposted_index = models.Index(
        "(product_id) WHERE account_move_id IS NULL AND state = 'done' AND value <> 0"
    )

    # Posting as goods move -----------------------------------------------------------

    def _should_create_account_move(self):
        if not self.company_id.receipt_accrual:
            return super()._should_create_account_move()
        return bool(
            self.product_id.is_storable
            and self.product_id.valuation == "real_time"
            and self.is_valued
            and not self.is_dropship
            and not self.account_move_id
            and not self.company_id.currency_id.is_zero(self.value)
            and not self._posted_by_till()
            and self._stock_counterpart_account()
        )

    def _create_account_move(self):
        """Post one entry for all these movements.

        It balances as it is, so that nothing has to be synchronised as in an invoice.
        """
        if not any(self.company_id.mapped("receipt_accrual")):
            return super()._create_account_move()
        moves = self.with_context(skip_invoice_sync=True, stock_items=True)
        return super(StockMove, moves)._create_account_move()

    def _posted_by_till(self):
        """Tell whether the entry of a till's session will hold this movement.

        A till books the cost of all its goods in one entry when it closes; what is
        shipped later, or mended after closing, posts like any delivery.
        """
        if self.env.context.get("stock_entry_by_session") is BY_TILL:
            return True
        picking = self.picking_id
        return bool(
            picking.pos_session_id
            and picking.pos_session_id.state != "closed"
            and not picking.pos_order_id.shipping_date
        )

    def _stock_counterpart_account(self):
        """Return the account that faces the stock account, by where goods come or go.

        ``stock_counterpart_account_id`` in the context replaces it, for opening stock
        that the system itself counts; from anyone else it is not heard.
        """
        self.ensure_one()
        forced = self.env.context.get("stock_counterpart_account_id")
        if forced and self.env.user._is_superuser():
            return self.env["account.account"].browse(forced)
        outside = self.location_dest_id if self.is_out else self.location_id
        company = self.company_id
        if outside.usage == "supplier":
            return company.account_grni_id
        if outside.usage == "customer":
            return self.product_id._get_product_accounts()["expense"]
        if outside.usage == "production":
            wip = company.account_production_wip_account_id
            return outside.valuation_account_id or wip
        # Odoo scraps into the place where counting puts its differences.
        lost = company.account_stock_shrinkage_id
        if self.scrap_id:
            lost = company.account_stock_waste_id
        return outside.valuation_account_id or lost

    def _get_account_move_line_vals(self):
        if not self.company_id.receipt_accrual:
            return super()._get_account_move_line_vals()
        move = self.with_company(self.company_id)
        stock = move.product_id._get_product_accounts()["stock_valuation"]
        counterpart = move._stock_counterpart_account()
        amount = move._get_aml_value() * (1 if move.is_in else -1)
        line = {
            "name": f"{move.reference} - {move.product_id.name}",
            "product_id": move.product_id.id,
            "product_uom_id": move.product_id.uom_id.id,
            "currency_id": move.company_id.currency_id.id,
            **GIVEN,
        }
        facing = {**line, **self._amount(-amount), "account_id": counterpart.id}
        if counterpart == move.company_id.account_grni_id:
            facing["received_line_id"] = move.purchase_line_id.id
        if counterpart.account_type.startswith("expense"):
            outlet = move._outlet_analytic()
            facing["analytic_distribution"] = outlet and {str(outlet.id): 100}
        return [{**line, **self._amount(amount), "account_id": stock.id}, facing]

    @staticmethod
    def _amount(balance):
        """Return the figures of a journal item that has no price of its own."""
        return dict.fromkeys(("balance", "amount_currency", "price_unit"), balance)

    def _outlet_analytic(self):
        """Return the analytic account of the outlet whose stock it was, if any."""
        inside = self.location_id if self.is_out else self.location_dest_id
        return inside.warehouse_id._outlet_analytic()

    # Aligning with the past --------------------------------------------------------

    def _action_done(self, cancel_backorder=False):
        going = self
        if len(self.company_id) == 1 and self.company_id.receipt_accrual:
            # Costs and accounts are those of the company whose goods move, whoever
            # asks, and from whatever company.
            going = self.with_company(self.company_id)
        moves = super(StockMove, going)._action_done(cancel_backorder=cancel_backorder)
        for company, done in moves.grouped("company_id").items():
            if company.receipt_accrual:
                # Whoever may move goods need not read the books they end in.
                done.sudo()._align_received(company)
        return moves

    def _align_received(self, company):
        """Book what these movements mean for goods and orders that were there before.

        A receipt into negative stock gives what was sold too early its real cost; a
        receipt at standard cost leaves the price variance; goods go back to a vendor
        at average cost, and what he owes for them is the price of the order.
        """
        received = self.filtered("is_in")
        quantities = self.env["bakery.stock.ledger"]._quantities(
            company, received.product_id
        )
        affected = self.env["product.product"]
        for product, moves in received.grouped("product_id").items():
            before = quantities[product.id] - sum(m._get_valued_qty() for m in moves)
            standard = product.with_company(company).cost_method == "standard"
            if standard or product.uom_id.compare(before, 0) < 0:
                affected |= product
        # An order that has a bill owes the rest at its price, whatever came when.
        orders = self.filtered(
            lambda m: (
                m.is_out or m.product_id in affected or m.purchase_line_id.invoice_lines
            )
        )
        self._align_ledger(company, affected, orders.purchase_line_id)

    def _align_ledger(self, company, products, order_lines):
        if products or order_lines:
            ref = ", ".join({move.reference: 0 for move in self if move.reference})
            ledger = self.env["bakery.stock.ledger"].with_company(company)
            ledger._align(company, products, order_lines, ref=ref)

    def _set_value(self, correction_quantity=None):
        """Follow a new value of a movement that has its entry already."""
        posted = self.filtered(
            lambda m: m.account_move_id and m.company_id.receipt_accrual
        )
        result = super()._set_value(correction_quantity=correction_quantity)
        # Entries follow the goods, not the rights of whoever changed their value.
        for company, moves in posted.sudo().grouped("company_id").items():
            moves._align_ledger(company, moves.product_id, moves.purchase_line_id)
        return result
