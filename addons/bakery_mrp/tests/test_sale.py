from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import BakeryMrpCommon


class SaleCommon(BakeryMrpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.env["stock.quant"]._update_available_quantity(
            cls.strong, cls.warehouse.lot_stock_id, 100_000
        )
        cls._formula(cls.bun, [(cls.strong, 50, None)], product_qty=1)
        cls.bun.write({"invoice_policy": "delivery", "list_price": 100})
        route = cls.env.ref("stock.route_warehouse0_mto")
        route.active = True
        cls.cake = cls._product(
            "Custom Cake",
            cls.unit,
            invoice_policy="delivery",
            list_price=300_000,
            route_ids=[
                Command.set(
                    [route.id, cls.env.ref("mrp.route_warehouse0_manufacture").id]
                )
            ],
        )
        cls._formula(cls.cake, [(cls.strong, 500, None)], product_qty=1)

    @classmethod
    def _sell(cls, *lines, customer=None):
        """Confirm an order; ``lines`` are ``(product, quantity, wishes)``."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (customer or cls.customer).id,
                "warehouse_id": cls.warehouse.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "wishes": wishes,
                        }
                    )
                    for product, quantity, wishes in lines
                ],
            }
        )
        order.action_confirm()
        return order

    @staticmethod
    def _deliver(order, quantity=None):
        picking = order.picking_ids.filtered(
            lambda x: x.state not in ("done", "cancel")
        )
        picking.action_assign()
        for move in picking.move_ids:
            move.quantity = quantity or move.product_uom_qty
            move.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        return picking

    @staticmethod
    def _bake(order):
        order.qty_producing = order.product_qty
        order.move_raw_ids.picked = True
        order.button_mark_done()


@tagged("post_install", "-at_install")
class TestMakeToOrder(SaleCommon):
    def _orders_of(self, sale):
        return self.env["mrp.production"].search(
            [("sale_line_id", "in", sale.order_line.ids)]
        )

    def test_a_custom_cake_from_quotation_to_invoice(self):
        sale = self._sell((self.cake, 1, "Selamat ulang tahun, merah muda"))
        order = self._orders_of(sale)
        self.assertEqual(order.product_qty, 1)
        baker = self._user("mto-baker", "baker")
        self.assertEqual(
            order.with_user(baker).wishes, "Selamat ulang tahun, merah muda"
        )
        self._bake(order)
        self._deliver(sale)
        self.assertEqual(sale.order_line.qty_delivered, 1)
        invoice = sale._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.amount_untaxed, 300_000)

    def test_each_cake_with_wishes_has_an_order_of_its_own(self):
        sale = self._sell((self.cake, 1, "Ani"), (self.cake, 1, "Budi"))
        self.assertEqual(set(self._orders_of(sale).mapped("wishes")), {"Ani", "Budi"})

    def test_a_cake_added_later_has_an_order_of_its_own(self):
        sale = self._sell((self.cake, 1, "Ani"))
        sale.order_line = [
            Command.create(
                {"product_id": self.cake.id, "product_uom_qty": 1, "wishes": "Budi"}
            )
        ]
        orders = self._orders_of(sale)
        self.assertEqual(orders.mapped("product_qty"), [1, 1])
        self.assertEqual(set(orders.mapped("wishes")), {"Ani", "Budi"})

    def test_a_changed_wish_is_told_to_the_bakers(self):
        sale = self._sell((self.cake, 1, "Ani"))
        order = self._orders_of(sale)
        sale.order_line.wishes = "Anita"
        self.assertIn("Anita", order.message_ids[0].body)

    def test_bread_from_stock_from_quotation_to_invoice(self):
        self.env["stock.quant"]._update_available_quantity(
            self.bun, self.warehouse.lot_stock_id, 30
        )
        sale = self._sell((self.bun, 20, False))
        self.assertFalse(self._orders_of(sale))
        self._deliver(sale)
        invoice = sale._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.amount_untaxed, 2_000)
        left = self.bun.with_context(location=self.warehouse.lot_stock_id.id)
        self.assertEqual(left.qty_available, 10)


@tagged("post_install", "-at_install")
class TestInvoiceDeliveries(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["stock.quant"]._update_available_quantity(
            cls.bun, cls.warehouse.lot_stock_id, 1000
        )

    def _run(self):
        cron = self.env.ref("bakery_mrp.ir_cron_invoice_deliveries")
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron.with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.env.invalidate_all()

    def test_by_hand_nothing_happens(self):
        sale = self._sell((self.bun, 10, False))
        self._deliver(sale)
        self._run()
        self.assertFalse(sale.invoice_ids)

    def test_what_was_delivered_is_invoiced_once(self):
        self.customer.invoice_deliveries = "delivery"
        sale = self._sell((self.bun, 10, False))
        self._run()
        self.assertFalse(sale.invoice_ids)
        self._deliver(sale, 6)
        for _turn in range(2):
            self._run()
        self.assertEqual(sale.invoice_ids.state, "posted")
        self.assertEqual(sale.invoice_ids.amount_untaxed, 600)

    def test_delivering_starts_the_turn(self):
        self.customer.invoice_deliveries = "delivery"
        cron = self.env.ref("bakery_mrp.ir_cron_invoice_deliveries")
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self._deliver(self._sell((self.bun, 10, False)))
        self.assertGreater(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]),
            triggers,
        )

    def test_a_week_is_one_invoice_after_it_ended(self):
        self.customer.invoice_deliveries = "week"
        today = fields.Datetime.now().replace(hour=5, minute=0)
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        with freeze_time(monday):
            first = self._sell((self.bun, 10, False))
            self._deliver(first)
        with freeze_time(monday + timedelta(days=2)):
            second = self._sell((self.bun, 5, False))
            self._deliver(second)
            self._run()
            self.assertFalse(first.invoice_ids)
        with freeze_time(monday + timedelta(days=8)):
            self._run()
        self.assertEqual(first.invoice_ids, second.invoice_ids)
        self.assertEqual(first.invoice_ids.amount_untaxed, 1_500)

    def test_one_that_fails_stops_nobody_else(self):
        other = self.env["res.partner"].create({"name": "Other"})
        (self.customer | other).invoice_deliveries = "delivery"
        bad = self._sell((self.bun, 10, False))
        good = self._sell((self.bun, 5, False), customer=other)
        self._deliver(bad)
        self._deliver(good)
        create, reason = type(bad)._create_invoices, "No journal."

        def refuse(orders, *args, **kwargs):
            if bad in orders:
                raise UserError(reason)
            return create(orders, *args, **kwargs)

        with patch.object(type(bad), "_create_invoices", refuse):
            self._run()
        self.assertTrue(good.invoice_ids)
        self.assertFalse(bad.invoice_ids)
        self.assertIn("No journal.", bad.message_ids[0].body)

    def test_contacts_follow_their_company(self):
        company = self.env["res.partner"].create(
            {"name": "Hotel", "is_company": True, "invoice_deliveries": "week"}
        )
        contact = self.env["res.partner"].create(
            {"name": "Chef", "parent_id": company.id}
        )
        self.assertEqual(contact.invoice_deliveries, "week")

    def test_temperature_on_delivery(self):
        sale = self._sell((self.bun, 1, False))
        picking = sale.picking_ids
        self.assertFalse(picking.has_delivery_temperature)
        picking.delivery_temperature = 0
        self.assertTrue(picking.has_delivery_temperature)
        for degrees in (-100, 500):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                picking.delivery_temperature = degrees
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "stock.report_deliveryslip", picking.ids
        )
        self.assertIn("°C", html.decode())
