from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon


class BakeryL10nIdCommon(BaseCommon):
    """What the tests of this addon share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_l10n_id")


@tagged("post_install", "-at_install")
class BooksCommon(BakeryL10nIdCommon):
    """A company of its own with the Indonesian chart that posts stock as it moves.

    Flour is stocked in kilograms and bought at 20,000; ``self.ledger`` looks into the
    books, ``self.assert_books_tie_out`` after each story.
    """

    accrual = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_precision()
        cls.company = cls.new_company("PT Roti Uji")
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": cls.company.ids,
                "tracking_disable": True,
            }
        )
        cls.company = cls.company.with_env(cls.env)
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
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

    def bill(self, order, quantity=None, price=None):
        """Post a bill of ``order``; return it."""
        move = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "invoice_date": "2026-06-01",
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

    def assert_stock_ties_out(self, *products):
        """Each product's stock account holds the value that Odoo's replay gives it."""
        ledger = self.env["bakery.stock.ledger"]
        for product in products or (self.flour,):
            product = product.with_company(self.company)
            product.invalidate_recordset()
            held = ledger._balances(self.company, product)[product.id]
            self.assertAlmostEqual(held, product.total_value, delta=1, msg=product.name)

    def assert_nothing_owed(self):
        """Goods received not invoiced is zero."""
        self.assertEqual(self.balance("bakery_21150010"), 0)
