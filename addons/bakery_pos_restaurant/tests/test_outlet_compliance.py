from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .test_pos_void import VoidCommon


@tagged("post_install", "-at_install")
class TestOutletCompliance(VoidCommon):
    """How outlets differ from what head office wants at all of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Only what a test marks is the standard.
        for model in ("product.pricelist", "loyalty.program", "pos.preset"):
            marked = cls.env[model].search([("for_all_outlets", "=", True)])
            marked.for_all_outlets = False
        cls.standard, cls.local = cls.env["product.pricelist"].create(
            [
                {
                    "name": name,
                    "currency_id": cls.company.currency_id.id,
                    "company_id": cls.company.id,
                }
                for name in ("Pusat Uji", "Setempat Uji")
            ]
        )

    def rows(self, kind=None, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.env["bakery.outlet.compliance"].with_user(user or self.manager)
        domain = [("config_id", "=", self.till.id)]
        return found.search(domain + ([("kind", "=", kind)] if kind else []))

    def states(self, kind):
        return [
            (row.pricelist_id or row.program_id or row.preset_id, row.state)
            for row in self.rows(kind)
        ]

    def program(self, name, **values):
        return self.env["loyalty.program"].create(
            {
                "name": name,
                "program_type": "promotion",
                "currency_id": self.company.currency_id.id,
                "company_id": self.company.id,
                "pos_ok": True,
                **values,
            }
        )

    def test_without_a_standard_nothing_is_wrong(self):
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(self.local.ids)],
                "pricelist_id": self.local.id,
            }
        )
        self.assertFalse(self.rows("pricelist"))

    def test_price_lists(self):
        self.standard.for_all_outlets = True
        self.assertEqual(self.states("pricelist"), [(self.standard, "missing")])
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(self.local.ids)],
                "pricelist_id": self.local.id,
            }
        )
        self.company.outlet_pricelist_id = self.standard
        self.assertCountEqual(
            self.states("pricelist"),
            [
                (self.standard, "missing"),
                (self.local, "extra"),
                (self.local, "different"),
            ],
        )
        what = self.rows("pricelist").mapped("what")
        self.assertTrue(any("Pusat Uji" in text for text in what))

    def test_lists_that_a_till_does_not_use_lack(self):
        self.standard.for_all_outlets = True
        self.till.available_pricelist_ids = self.standard
        self.till.use_pricelist = False
        self.assertEqual(self.states("pricelist"), [(self.standard, "missing")])

    def test_promotions(self):
        everywhere = self.program("Semua Uji", for_all_outlets=True)
        other = self.till.copy({"name": "Kasir Lain"})
        elsewhere = self.program(
            "Lain Uji", for_all_outlets=True, pos_config_ids=[Command.set(other.ids)]
        )
        own = self.program("Sendiri Uji", pos_config_ids=[Command.set(self.till.ids)])
        states = self.states("program")
        self.assertIn((elsewhere, "missing"), states)
        self.assertIn((own, "extra"), states)
        self.assertNotIn(everywhere, [program for program, _state in states])

    def test_presets(self):
        here, wanted = self.env["pos.preset"].create(
            [{"name": "Setempat Uji"}, {"name": "Bungkus Uji", "for_all_outlets": True}]
        )
        self.till.write(
            {
                "use_presets": True,
                "default_preset_id": here.id,
                "available_preset_ids": [Command.set(here.ids)],
            }
        )
        self.assertCountEqual(
            self.states("preset"), [(wanted, "missing"), (here, "extra")]
        )

    def test_bring_in_line_adds_what_lacks(self):
        self.standard.for_all_outlets = True
        preset = self.env["pos.preset"].create(
            {"name": "Bungkus Uji", "for_all_outlets": True}
        )
        other = self.till.copy({"name": "Kasir Lain"})
        program = self.program(
            "Lain Uji", for_all_outlets=True, pos_config_ids=[Command.set(other.ids)]
        )
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(self.local.ids)],
                "pricelist_id": self.local.id,
            }
        )
        self.rows().filtered(lambda row: row.state == "missing").action_bring_in_line()
        self.assertEqual(self.till.available_pricelist_ids, self.local | self.standard)
        self.assertEqual(self.till.pricelist_id, self.local, "nothing is taken away")
        self.assertIn(preset, self.till.available_preset_ids)
        self.assertTrue(self.till.use_presets)
        self.assertEqual(program.pos_config_ids, self.till | other)
        states = self.rows().mapped("state")
        self.assertNotIn("missing", states)
        self.assertIn("extra", states)

    def test_a_platform_is_never_what_a_till_sells_with_by_itself(self):
        delivery, takeaway = self.env["pos.preset"].create(
            [
                {"name": "Antar Uji", "for_all_outlets": True},
                {"name": "Bungkus Uji"},
            ]
        )
        self.env["bakery.pos.collector"].create(
            {"name": "Antar Uji", "kind": "platform", "preset_id": delivery.id}
        )
        self.till.write({"use_presets": False, "default_preset_id": False})
        rows = self.rows().filtered(lambda row: row.preset_id == delivery)
        with self.assertRaises(UserError):
            rows.action_bring_in_line()
        self.assertFalse(self.till.use_presets)
        takeaway.for_all_outlets = True
        self.env.invalidate_all()
        rows = self.rows().filtered(lambda row: row.preset_id in delivery | takeaway)
        rows.action_bring_in_line()
        self.assertEqual(self.till.default_preset_id, takeaway)
        self.assertIn(delivery, self.till.available_preset_ids)

    def test_bring_in_line_a_till_without_price_lists(self):
        self.standard.for_all_outlets = True
        self.till.write({"use_pricelist": False, "pricelist_id": False})
        self.rows("pricelist").action_bring_in_line()
        self.assertEqual(self.till.pricelist_id, self.standard)
        with self.assertRaises(UserError):
            self.rows("pricelist").action_bring_in_line()

    def test_only_who_manages_tills(self):
        self.standard.for_all_outlets = True
        row = self.rows("pricelist")
        with self.assertRaises(AccessError):
            row.with_user(self.seller).action_bring_in_line()
        for model in ("bakery.outlet.compliance", "bakery.price.deviation"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.seller).search([])
        self.assertNotIn(self.standard, self.till.available_pricelist_ids)

    def test_other_companies_are_not_seen(self):
        self.standard.for_all_outlets = True
        other = self.env["res.company"].create({"name": "Kafe Lain"})
        stranger = new_test_user(
            self.env,
            "manajer-asing",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        row = self.rows("pricelist")
        foreign = row.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(foreign.search([]))
        with self.assertRaises(AccessError):
            foreign.action_bring_in_line()

    def test_queries_do_not_grow_with_outlets(self):
        self.standard.for_all_outlets = True

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = self.env["bakery.outlet.compliance"].search([])
            rows.read(["config_id", "kind", "state", "what"])
            return self.cr.sql_log_count - before

        self.till.copy({"name": "Kasir Lain"})
        queries()
        few = queries()
        for number in range(10):
            self.till.copy({"name": f"Kasir {number}"})
        self.assertLessEqual(queries(), few)

    # Sales off the price list ---------------------------------------------------------

    def deviations(self):
        self.env.flush_all()
        rows = self.env["bakery.price.deviation"].with_user(self.manager)
        return rows.search([("config_id", "=", self.till.id)])

    def test_sold_by_the_list(self):
        self.sync(self.line(self.bread, 2))
        self.assertFalse(self.deviations())

    def test_a_price_by_hand(self):
        cheap = {**self.line(self.bread, 2, price=8000), "price_type": "manual"}
        self.sync(cheap, employee=self.dewi)
        row = self.deviations()
        self.assertEqual(row.kind, "manual")
        self.assertEqual((row.listed_price, row.price_unit), (11000, 8000))
        self.assertEqual((row.given, row.employee_id), (6000, self.dewi))
        outlet = self.rows("sales")
        self.assertEqual((outlet.state, outlet.lines), ("different", 1))
        action = outlet.action_open()
        self.assertEqual(action["domain"], [("config_id", "=", self.till.id)])

    def test_a_discount_by_hand(self):
        self.sync(self.line(self.bread, 2, discount=25))
        row = self.deviations()
        self.assertEqual((row.kind, row.given), ("discount", 5500))

    def test_prices_of_the_list_at_that_moment(self):
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(self.local.ids)],
                "pricelist_id": self.local.id,
            }
        )
        now = fields.Datetime.now()
        self.local.item_ids = [
            Command.create(
                {
                    "compute_price": "fixed",
                    "fixed_price": 9000,
                    "applied_on": "1_product",
                    "product_tmpl_id": self.bread.product_tmpl_id.id,
                    "date_end": now + timedelta(hours=1),
                }
            )
        ]
        listed = {"pricelist_id": self.local.id}
        self.sync(self.line(self.bread, price=9000), **listed)
        self.assertFalse(self.deviations())
        self.sync(self.line(self.bread), **listed)
        self.assertEqual(self.deviations().kind, "automatic")
        self.local.item_ids.fixed_price = 7000
        self.assertEqual(len(self.deviations()), 1, "what was sold stays as it was")

    def test_quantity_rules(self):
        self.local.item_ids = [
            Command.create(
                {
                    "compute_price": "percentage",
                    "percent_price": 10,
                    "applied_on": "3_global",
                    "min_quantity": 10,
                }
            )
        ]
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(self.local.ids)],
                "pricelist_id": self.local.id,
            }
        )
        order = self.sync(
            self.line(self.bread, 10, price=9900),
            self.line(self.cake),
            pricelist_id=self.local.id,
        )
        self.assertEqual(order.lines.mapped("listed_price"), [9900, 22000])
        self.assertFalse(self.deviations())

    def test_returns_tips_and_untracked_tills(self):
        order = self.sync(self.line(self.bread), self.line(self.tip, price=5000))
        self.assertEqual(order.lines.mapped("has_listed_price"), [True, False])
        back = self.line(self.bread, -1, price=9000, refunded=order.lines[0])
        self.sync(back, is_refund=True)
        self.assertFalse(self.deviations())
        self.till.track_performance = False
        order = self.sync(self.line(self.bread, price=9000))
        self.assertFalse(order.lines.has_listed_price)
        self.assertFalse(self.deviations())
