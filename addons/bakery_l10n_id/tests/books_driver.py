from uuid import uuid4

from odoo import fields
from odoo.fields import Command


class BooksDriver:
    """Runs a company of its own with the Indonesian chart, document by document.

    Tests and long proofs share it; whoever uses it gives it ``env`` and calls
    :meth:`open_books`. Flour is stocked in kilograms.
    """

    accrual = True

    @classmethod
    def open_books(cls, name="PT Roti Uji"):
        """Make the company, its places, partners, categories and flour."""
        cls._set_precision()
        cls.company = cls.new_company(name)
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": cls.company.ids,
                "tracking_disable": True,
            }
        )
        cls.company = cls.company.with_env(cls.env)
        # Odoo makes one with the company in tests only.
        warehouses = cls.env["stock.warehouse"]
        cls.warehouse = warehouses.search(
            [("company_id", "=", cls.company.id)], limit=1
        ) or warehouses.create({"company_id": cls.company.id})
        cls.stock = cls.warehouse.lot_stock_id
        cls.vendors = cls.env.ref("stock.stock_location_suppliers")
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.vendor = cls.env["res.partner"].create({"name": "Penggilingan Uji"})
        cls.customer = cls.env["res.partner"].create({"name": "Pelanggan Uji"})
        cls.kg = cls.env.ref("uom.product_uom_kgm")
        cls.gram = cls.env.ref("uom.product_uom_gram")
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.ingredients = cls.new_category("Bahan Uji", "bakery_11300010")
        cls.goods = cls.new_category("Barang Jadi Uji", "bakery_11300040")
        cls.flour = cls.new_product("Terigu", cls.ingredients, cls.kg)

    @classmethod
    def _set_precision(cls):
        for name, digits in {"Product Unit": 5, "Product Price": 6}.items():
            precision = cls.env["decimal.precision"].search([("name", "=", name)])
            precision.digits = max(precision.digits, digits)
        cls.env["uom.uom"].invalidate_model()
        if cls.env.ref("base.IDR").rounding < 1:
            cls.env.ref("base.IDR").rounding = 1.0

    @classmethod
    def new_company(cls, name):
        company = cls.env["res.company"].create(
            {"name": name, "country_id": cls.env.ref("base.id").id}
        )
        cls.env.user.company_ids += company
        cls.env["account.chart.template"].try_loading("id", company, install_demo=False)
        company.write(
            {
                "inventory_valuation": "real_time",
                "cost_method": "average",
                "receipt_accrual": cls.accrual,
            }
        )
        return company

    @classmethod
    def account(cls, name):
        """Return the account whose name in the chart's data is ``name``."""
        chart = cls.env["account.chart.template"].with_company(cls.company)
        return chart.ref(name)

    @classmethod
    def new_category(cls, name, account, cost_method="average"):
        return cls.env["product.category"].create(
            {
                "name": name,
                "property_valuation": "real_time",
                "property_cost_method": cost_method,
                "property_stock_valuation_account_id": cls.account(account).id,
            }
        )

    @classmethod
    def new_product(cls, name, category, unit, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "categ_id": category.id,
                "uom_id": unit.id,
                "is_storable": True,
                "taxes_id": [Command.clear()],
                "supplier_taxes_id": [Command.clear()],
                **values,
            }
        )

    # Buying --------------------------------------------------------------------------

    def order(self, quantity, price, product=None, **values):
        """Return a confirmed purchase order of one line."""
        product = product or self.flour
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "product_uom_id": product.uom_id.id,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                            **values,
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        return order

    def receive(self, order, quantity=None):
        """Receive what is open of ``order``, or ``quantity``; return the picking."""
        picking = order.picking_ids.filtered(lambda p: p.state == "assigned")[:1]
        if quantity is not None:
            picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        return picking

    def bill(self, order, quantity=None, price=None, kind="in_invoice"):
        """Post a bill or a credit note of ``order``; return it."""
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "invoice_date": self.today(),
                "invoice_line_ids": [
                    Command.create(
                        {
                            **line._prepare_account_move_line(),
                            "quantity": quantity or line.product_qty,
                            "price_unit": price or line.price_unit,
                            "tax_ids": [Command.clear()],
                        }
                    )
                    for line in order.order_line
                ],
            }
        )
        move.action_post()
        return move

    def freight(self, picking, amount):
        """Share the cost of transport over the goods of ``picking``."""
        service = self.env["product.product"].create(
            {"name": "Angkut", "type": "service", "landed_cost_ok": True}
        )
        cost = self.env["stock.landed.cost"].create(
            {
                "company_id": self.company.id,
                "account_journal_id": self.company.account_stock_journal_id.id,
                "picking_ids": [Command.set(picking.ids)],
                "cost_lines": [
                    Command.create(
                        {
                            "product_id": service.id,
                            "price_unit": amount,
                            "split_method": "by_quantity",
                            "account_id": self.account("l10n_id_65110090").id,
                        }
                    )
                ],
            }
        )
        cost.button_validate()
        return cost

    def today(self):
        """Return the date of documents that tests do not date themselves."""
        return fields.Date.today()

    def send_back(self, picking, quantity):
        """Return goods of ``picking`` to the vendor; return the new picking."""
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = quantity
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        back.move_ids.picked = True
        back.button_validate()
        return back

    def move_out(self, quantity, product=None, destination=None):
        """Take goods out of the stock; return the done movement."""
        product = product or self.flour
        return self.move(quantity, product, self.stock, destination or self.customers)

    def move(self, quantity, product, source, destination):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": destination.id,
                "company_id": self.company.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.write({"quantity": quantity, "picked": True})
        move._action_done()
        return move

    # Looking into the books ----------------------------------------------------------

    def balance(self, name):
        """Return the posted balance of the account ``name``."""
        domain = [
            ("account_id", "=", self.account(name).id),
            ("parent_state", "=", "posted"),
        ]
        lines = self.env["account.move.line"]._read_group(domain, [], ["balance:sum"])
        return lines[0][0]


class TillDriver(BooksDriver):
    """An outlet with a till; coffee is stocked by kilogram and poured by gram."""

    @classmethod
    def open_books(cls, name="PT Roti Uji"):
        result = super().open_books(name)
        plans = cls.env["account.analytic.plan"]
        plan = plans.search([("name", "=", "Outlet Uji")]) or plans.create(
            {"name": "Outlet Uji"}
        )
        cls.outlet = cls.env["account.analytic.account"].create(
            {"name": "Kafe Uji", "plan_id": plan.id, "company_id": cls.company.id}
        )
        cls.cash = cls.env["pos.payment.method"].create(
            {
                "name": "Tunai",
                "company_id": cls.company.id,
                "journal_id": cls.env["account.journal"]
                .create(
                    {
                        "name": "Kas Uji",
                        "type": "cash",
                        "code": "KASU",
                        "company_id": cls.company.id,
                    }
                )
                .id,
            }
        )
        cls.config = cls.env["pos.config"].create(
            {
                "name": "Kafe Uji",
                "company_id": cls.company.id,
                "picking_type_id": cls.warehouse.pos_type_id.id,
                "payment_method_ids": [Command.set(cls.cash.ids)],
                "outlet_analytic_id": cls.outlet.id,
            }
        )
        cls.coffee = cls.new_product("Kopi", cls.ingredients, cls.kg)
        cls.cake = cls.new_product("Kue", cls.goods, cls.unit, list_price=25000)
        cls.latte = cls.new_kit("Kopi Susu", {cls.coffee: (18, cls.gram)})
        return result

    @classmethod
    def new_kit(cls, name, parts):
        """Return a product made at the counter of ``{product: (quantity, unit)}``."""
        kit = cls.new_product(
            name, cls.goods, cls.unit, list_price=20000, is_storable=False
        )
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "company_id": cls.company.id,
                "bom_line_ids": [
                    Command.create(
                        {
                            "product_id": part.id,
                            "product_qty": quantity,
                            "product_uom_id": unit.id,
                        }
                    )
                    for part, (quantity, unit) in parts.items()
                ],
            }
        )
        return kit

    def stock_up(self, **values):
        self.receive(self.order(10, 20000, self.coffee))
        self.receive(self.order(50, 9000, self.cake))

    def open_till(self):
        self.config.open_ui()
        session = self.config.current_session_id
        session.set_opening_control(0, "")
        return session

    def sell(self, session, lines, **values):
        """Send a paid order of ``{product: quantity}`` as the till does; return it."""
        return self.send_orders([self.paid_order(session, lines, **values)])

    def send_orders(self, orders):
        """Send orders as a till does that was without the server; return them."""
        rows = self.env["pos.order"].sync_from_ui(orders)["pos.order"]
        return self.env["pos.order"].browse([row["id"] for row in rows])

    def paid_order(self, session, lines, **values):
        """Return what a till sends of a paid order of ``{product: quantity}``."""
        total, commands = 0, []
        for product, quantity in lines.items():
            amount = product.lst_price * quantity
            total += amount
            commands.append(
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "product_id": product.id,
                        "qty": quantity,
                        "price_unit": product.lst_price,
                        "price_subtotal": amount,
                        "price_subtotal_incl": amount,
                        "tax_ids": [Command.clear()],
                    }
                )
            )
        return {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "company_id": self.company.id,
            "lines": commands,
            "payment_ids": [
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "payment_method_id": self.cash.id,
                        "amount": total,
                    }
                )
            ],
            "amount_tax": 0,
            "amount_total": total,
            "amount_paid": total,
            "amount_return": 0,
            "state": "paid",
            "to_invoice": False,
            **values,
        }

    def take_back(self, order):
        """Give the customer one piece of each line back, paid in cash."""
        refund = self.env["pos.order"].browse(order.refund()["res_id"])
        refund.lines.qty = -1
        refund.lines._onchange_amount_line_all()
        refund._compute_prices()
        payment = self.env["pos.make.payment"].with_context(active_id=refund.id)
        payment.create({"payment_method_id": self.cash.id}).check()
        return refund

    def close_till(self, session):
        cash = session.get_closing_control_data()["default_cash_details"]["amount"]
        session.post_closing_cash_details(cash)
        answer = session.close_session_from_ui()
        if not answer["successful"]:
            raise AssertionError(answer)
        return session
