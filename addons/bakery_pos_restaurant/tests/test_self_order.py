import json
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.pos_self_order.tests.self_order_common_test import SelfOrderCommonTest

PLACE = "/pos-self-order/process-order/mobile"


@tagged("post_install", "-at_install")
class TestSelfOrder(SelfOrderCommonTest):
    """A guest at a table, honest or not, and a cola for 25,000."""

    # Odoo's own tests of this page run where they live.
    allow_inherited_tests_method = False

    def setUp(self):
        super().setUp()
        self.tax = self.env["account.tax"].create(
            {
                "name": "Pajak Uji 10 %",
                "amount": 10,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )
        self.cola.write({"list_price": 25000, "taxes_id": [Command.set(self.tax.ids)]})
        self.fanta.write({"list_price": 20000, "taxes_id": False})
        self.desk_organizer.list_price = 5000
        self.pos_config.write(
            {
                "self_ordering_mode": "mobile",
                "self_ordering_pay_after": "each",
                "self_ordering_service_mode": "table",
            }
        )
        # Refusals come in the language of the site.
        if "website" in self.env:
            english = self.env["res.lang"]._activate_lang("en_US").id
            self.env["website"].search([]).write(
                {"language_ids": [Command.set([english])], "default_lang_id": english}
            )
        self.pos_config.with_user(self.pos_user).open_ui()
        self.session = self.pos_config.current_session_id
        self.session.set_opening_control(0, "")
        self.floor = self.env["restaurant.floor"].create(
            {"name": "Teras Uji", "pos_config_ids": [Command.link(self.pos_config.id)]}
        )
        self.table, self.other_table = self.env["restaurant.table"].create(
            [
                {"table_number": number, "floor_id": self.floor.id, "seats": 4}
                for number in (71, 72)
            ]
        )

    def line(self, product=None, **values):
        product = product or self.cola
        return {
            "uuid": str(uuid4()),
            "product_id": product.id,
            "qty": 1,
            "price_unit": product.lst_price,
            "price_subtotal": product.lst_price,
            "price_subtotal_incl": product.lst_price,
            "tax_ids": [Command.set(product.taxes_id.ids)],
            **values,
        }

    def payload(self, *lines, **values):
        return {
            "uuid": str(uuid4()),
            "company_id": self.env.company.id,
            "session_id": self.session.id,
            "state": "draft",
            "preset_id": self.in_preset.id,
            "amount_total": 0,
            "amount_paid": 0,
            "amount_tax": 0,
            "amount_return": 0,
            "lines": [Command.create(line) for line in lines],
            **values,
        }

    def call(self, url, **params):
        response = self.url_open(
            url,
            json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json()

    def post(self, payload, table=None):
        return self.call(
            PLACE,
            order=payload,
            access_token=self.pos_config.access_token,
            table_identifier=(table or self.table).identifier,
        )

    def order(self, payload, table=None):
        """Send an order and return what the till has of it."""
        answer = self.post(payload, table)
        self.assertNotIn("error", answer)
        self.env.invalidate_all()
        return self.env["pos.order"].browse(answer["result"]["pos.order"][0]["id"])

    def refused(self, payload, said, table=None):
        """Send an order that is refused in one sentence, and leaves nothing."""
        before = self.env["pos.order"].search_count([])
        with mute_logger("odoo.http"):
            answer = self.post(payload, table)
        self.assertRegex(answer["error"]["data"]["message"], said)
        self.assertEqual(self.env["pos.order"].search_count([]), before)

    # What a guest orders --------------------------------------------------------------

    def test_an_honest_order_arrives_as_it_was_sent(self):
        order = self.order(
            self.payload(
                self.line(qty=2, customer_note="tanpa es 🧊 <b>ya</b>"),
                customer_count=2,
            )
        )
        self.assertEqual(order.state, "draft")
        self.assertEqual(order.amount_total, 50000)
        self.assertAlmostEqual(
            order.amount_tax, order.currency_id.round(50000 - 50000 / 1.1), places=2
        )
        self.assertEqual(order.lines.customer_note, "tanpa es 🧊 <b>ya</b>")
        self.assertEqual(order.lines.tax_ids, self.tax)
        self.assertEqual(order.self_ordering_table_id, self.table)
        self.assertEqual(order.source, "mobile")

    def test_a_line_without_a_name_of_its_own_gets_one(self):
        order = self.order(self.payload(self.line(uuid=None), self.line(uuid="")))
        self.assertEqual(len(set(order.lines.mapped("uuid"))), 2)

    def test_price_list_and_choices_make_the_price(self):
        item = {
            "applied_on": "0_product_variant",
            "product_id": self.cola.id,
            "compute_price": "percentage",
            "percent_price": 20,
        }
        self.in_preset.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Harga Uji",
                "currency_id": self.pos_config.currency_id.id,
                "item_ids": [Command.create(item)],
            }
        )
        self.assertEqual(self.order(self.payload(self.line())).amount_total, 20000)
        sizes = self.desk_organizer.attribute_line_ids[0].product_template_value_ids
        sizes[1].price_extra = 7000
        dear = self.order(
            self.payload(
                self.line(
                    self.desk_organizer, attribute_value_ids=[Command.link(sizes[1].id)]
                )
            )
        )
        self.assertEqual(dear.lines.price_unit, 12000)
        self.assertEqual(dear.lines.price_extra, 7000)

    def test_more_is_added_to_the_same_order_and_sent_twice_it_is_there_once(self):
        self.pos_config.self_ordering_pay_after = "meal"
        first = self.payload(self.line())
        order = self.order(first)
        again = self.order(dict(first, access_token=order.access_token))
        self.assertEqual(again, order)
        self.assertEqual(len(order.lines), 1)
        more = dict(
            first,
            access_token=order.access_token,
            lines=[
                Command.update(order.lines.id, {"qty": 3, "price_unit": 1}),
                Command.create(self.line(self.fanta)),
            ],
        )
        self.assertEqual(self.order(more), order)
        self.assertEqual(order.lines.mapped("qty"), [3, 1])
        self.assertEqual(order.amount_total, 3 * 25000 + 20000)

    def test_price_that_a_waiter_changed_stays(self):
        self.pos_config.self_ordering_pay_after = "meal"
        first = self.payload(self.line())
        order = self.order(first)
        order.lines.write(
            {"price_unit": 20000, "price_type": "manual", "price_subtotal_incl": 20000}
        )
        more = dict(
            first,
            access_token=order.access_token,
            lines=[Command.create(self.line(self.fanta))],
        )
        self.assertEqual(self.order(more).amount_total, 40000)

    # What somebody changed ------------------------------------------------------------

    def test_prices_and_sums_are_the_servers(self):
        nothing = {"price_subtotal": 0, "price_subtotal_incl": 0}
        changed = {
            "price of one rupiah": {"price_unit": 1, "price_subtotal": 1},
            "right price, sum of one": {"price_subtotal": 1, "price_subtotal_incl": 1},
            "sum of nothing": nothing,
            "free, three of them": {"price_unit": 0, "qty": 3, **nothing},
            "below nothing": {
                "price_subtotal": -500000,
                "price_subtotal_incl": -500000,
            },
            "no taxes": {"tax_ids": [Command.clear()]},
            "by hand": {"price_type": "manual", "is_edited": True, "note": "[]"},
        }
        for case, values in changed.items():
            with self.subTest(case):
                order = self.order(self.payload(self.line(**values)))
                self.assertEqual(order.lines.price_unit, 25000)
                self.assertEqual(order.lines.tax_ids, self.tax)
                self.assertEqual(order.lines.price_type, "original")
                self.assertEqual(order.amount_total, 25000 * order.lines.qty)
                # Odoo takes an order of nothing for paid, and its goods leave.
                self.assertEqual(order.state, "draft")
                self.assertFalse(order.picking_ids)

    def test_what_no_guest_may_say_is_refused(self):
        method = self.pos_config.payment_method_ids[0]
        payment = {"payment_method_id": method.id, "amount": 25000}
        partner = self.env["res.partner"].create({"name": "Orang Lain"})
        flour, gone = self.env["product.product"].create(
            [
                {"name": "Tepung Uji", "is_storable": True, "available_in_pos": False},
                {"name": "Teh Uji", "available_in_pos": True},
            ]
        )
        gone.self_order_available = False
        other = self.pos_config.copy({"name": "Kasir Lain"})
        other.with_user(self.pos_user).open_ui()
        elsewhere = other.current_session_id.id
        one = self.line
        cases = {
            "discount": (self.payload(one(discount=100)), "Discounts are given"),
            "paid": (
                self.payload(one(), payment_ids=[Command.create(payment)]),
                "paid at the till",
            ),
            "state": (self.payload(one(), state="paid"), "paid at the till"),
            "customer": (self.payload(one(), partner_id=partner.id), "enter your name"),
            "invoice": (self.payload(one(), to_invoice=True), "invoice"),
            "ingredient": (self.payload(one(flour, qty=5)), "Tepung Uji is not offer"),
            "not at tables": (self.payload(one(gone)), "Teh Uji is not offered"),
            "no product": (self.payload(one(product_id=10**9)), "cannot be read"),
            "session": (self.payload(one(), session_id=elsewhere), "has been closed"),
            "no lines": (self.payload(lines="x"), "cannot be read"),
            "odd lines": (self.payload(lines=[7]), "cannot be read"),
            "line's name": (self.payload(one(uuid="x")), "cannot be read"),
            "order's name": (self.payload(one(), uuid="../x"), "cannot be read"),
            "time": (self.payload(one(), preset_time="kemarin"), "time cannot"),
            "long": (self.payload(one(customer_note="x" * 1001)), "1000 characters"),
            "many": (self.payload(*[one() for _x in range(201)]), "at most 200 lines"),
        }
        for quantity in (-2, 0, 1e9, True, "2", None):
            order = self.payload(one(), one(qty=quantity))
            cases[f"quantity {quantity}"] = order, "quantity lies"
        for case, (payload, said) in cases.items():
            with self.subTest(case):
                self.refused(payload, said)

    def test_fields_that_no_guest_writes(self):
        order = self.order(
            self.payload(
                self.line(),
                user_id=1,
                name="Punya Saya",
                amount_paid=99999,
                is_tipped=True,
                tip_amount=5000,
                internal_note="x",
                pos_reference="x",
                date_order="2001-01-01 00:00:00",
            )
        )
        self.assertEqual(order.amount_paid, 0)
        self.assertFalse(order.is_tipped)
        self.assertFalse(order.internal_note)
        self.assertNotEqual(order.name, "Punya Saya")
        self.assertGreater(order.date_order.year, 2020)

    def test_relations_reach_no_other_record(self):
        victim = self.order(self.payload(self.line()), self.other_table)
        order = self.order(
            self.payload(
                self.line(),
                relations_uuid_mapping={
                    "pos.order": {victim.uuid: {"lines": []}},
                    "pos.order.line": {
                        victim.lines.uuid: {"combo_line_ids": [victim.lines.uuid]}
                    },
                },
            )
        )
        self.assertEqual(len(victim.lines), 1)
        self.assertFalse(victim.lines.combo_line_ids)
        self.assertNotEqual(order, victim)

    def test_orders_of_other_tables(self):
        victim = self.order(self.payload(self.line()), self.other_table)
        more = self.payload(self.line(self.fanta), uuid=victim.uuid)
        self.refused(more, "another table")
        self.refused(dict(more, access_token="salah"), "another table")
        line = self.line(uuid=victim.lines.uuid)
        self.refused(self.payload(line), "cannot be read")
        self.refused(
            self.payload(lines=[Command.update(victim.lines.id, {"qty": 9})]),
            "cannot be read",
        )
        self.assertEqual(victim.lines.mapped("qty"), [1])

    def test_what_was_ordered_is_not_taken_back(self):
        self.pos_config.self_ordering_pay_after = "meal"
        first = self.payload(self.line(qty=2))
        order = self.order(first)
        for command in (
            Command.update(order.lines.id, {"qty": 1}),
            Command.delete(order.lines.id),
            Command.unlink(order.lines.id),
            Command.clear(),
        ):
            self.refused(
                dict(first, access_token=order.access_token, lines=[command]),
                "ask the waiter",
            )
        self.assertEqual(order.lines.qty, 2)

    # Whom a guest may name, and what a guest may see ----------------------------------

    def named(self, **values):
        return self.call(
            "/pos-self-order/validate-partner",
            access_token=self.pos_config.access_token,
            **{
                "name": "Tamu Uji",
                "phone": "0811",
                "street": "Jl. Uji 1",
                "zip": "40111",
                "city": "Bandung",
                "country_id": self.env.ref("base.id").id,
                **values,
            },
        )["result"]["res.partner"][0]

    def test_guest_names_a_customer_and_orders_as_that_one(self):
        guest = self.named()
        self.assertEqual(self.named(partner_id=guest["id"])["id"], guest["id"])
        order = self.order(self.payload(self.line(), partner_id=guest["id"]))
        self.assertEqual(order.partner_id.name, "Tamu Uji")

    def test_nobody_looks_up_a_customer_by_a_number(self):
        partner = self.env["res.partner"].create(
            {"name": "Orang Lain", "email": "lain@example.com", "phone": "0800"}
        )
        found = self.named(partner_id=partner.id)
        self.assertNotEqual(found["id"], partner.id)
        self.assertEqual(found["name"], "Tamu Uji")

    def test_an_empty_token_opens_no_order(self):
        order = self.order(self.payload(self.line()))
        order.access_token = False
        for token in (False, None, "", ["x"]):
            answer = self.call(
                "/pos-self-order/get-user-data",
                access_token=self.pos_config.access_token,
                order_access_tokens=[
                    {"access_token": token, "write_date": "1970-01-01 00:00:00"}
                ],
            )
            self.assertFalse(answer.get("result"))

    # Set menus ------------------------------------------------------------------------

    def menu(self):
        """Return a menu for 30,000 with one drink, dear or not."""
        combo = self.env["product.combo"].create(
            {
                "name": "Minuman Uji",
                "combo_item_ids": [
                    Command.create({"product_id": self.cola.id}),
                    Command.create({"product_id": self.fanta.id, "extra_price": 5000}),
                ],
            }
        )
        menu = self.env["product.product"].create(
            {
                "name": "Paket Uji",
                "type": "combo",
                "list_price": 30000,
                "available_in_pos": True,
                "taxes_id": False,
                "combo_ids": [Command.set(combo.ids)],
                "pos_categ_ids": [Command.set(self.cola.pos_categ_ids.ids)],
            }
        )
        return menu, combo.combo_item_ids

    def menu_order(self, menu, *items, **values):
        """Return an order of one menu with ``items``; ``values`` are of its parts."""
        nothing = {"price_unit": 0, "price_subtotal": 0, "price_subtotal_incl": 0}
        parent = self.line(menu, **nothing)
        parts = [
            self.line(
                item.product_id, **{**nothing, "combo_item_id": item.id}, **values
            )
            for item in items
        ]
        belongs = {part["uuid"]: {"combo_parent_id": parent["uuid"]} for part in parts}
        return self.payload(
            parent, *parts, relations_uuid_mapping={"pos.order.line": belongs}
        )

    def test_set_menu_costs_what_it_costs(self):
        menu, (cola, fanta) = self.menu()
        order = self.order(self.menu_order(menu, fanta))
        self.assertEqual(order.amount_total, 35000)
        order = self.order(self.menu_order(menu, cola))
        self.assertEqual(order.amount_total, 30000)

    def test_set_menu_has_its_parts_and_no_others(self):
        menu, (cola, fanta) = self.menu()
        again = "parts of Paket Uji again"
        self.refused(self.menu_order(menu), again)
        self.refused(self.menu_order(menu, cola, fanta), again)
        self.refused(self.menu_order(menu, cola, qty=2), again)
        alone = self.line(combo_item_id=cola.id)
        self.refused(self.payload(alone), "part of a set menu")
        swapped = self.menu_order(menu, cola)
        swapped["lines"][1][2]["product_id"] = self.fanta.id
        self.refused(swapped, again)
