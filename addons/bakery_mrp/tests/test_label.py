from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..report.label import missing_characters
from .common import BakeryMrpCommon


class LabelCommon(BakeryMrpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.milk = cls.env.ref("bakery_mrp.allergen_milk")
        cls.nuts = cls.env.ref("bakery_mrp.allergen_nut")
        cls.strong.allergen_ids = cls.env.ref("bakery_mrp.allergen_gluten")
        cls.box.is_packaging = True
        oven = cls.env["mrp.workcenter"].create(
            {"name": "Oven", "allergen_ids": cls.nuts.ids}
        )
        cls.company.city = "Bandung"
        cls.bun.write(
            {
                "name": "Milk bun",
                "label_grams": 55,
                "barcode": "2999999900010",
                "tracking": "lot",
                "use_expiration_date": True,
                "expiration_time": 4,
                "use_time": 1,
                "storage_note": "Keep cool and dry.",
                "registration_number": "P-IRT 0000000000000-00",
            }
        )
        cls.butter = cls._product(
            "Butter", cls.gram, allergen_ids=cls.milk.ids, composition="cream, salt"
        )
        cls.buns = cls._formula(
            cls.bun,
            [(cls.strong, 500, None), (cls.butter, 60, None), (cls.box, 10, None)],
            product_qty=10,
            piece_weight=56,
            operation_ids=[Command.create({"name": "Bake", "workcenter_id": oven.id})],
        )
        cls.lot = cls.env["stock.lot"].create(
            {
                "name": "L26-0312",
                "product_id": cls.bun.id,
                "expiration_date": datetime(2026, 3, 16, 3),
            }
        )

    @classmethod
    def _job(cls, user=None, **values):
        Job = cls.env["bakery.label.print"]
        values = {"product_id": cls.bun.id, "lot_id": cls.lot.id, **values}
        return (Job.with_user(user) if user else Job).create(values)

    @classmethod
    def _text(cls, job):
        text = "\n".join(x for x in cls._english(job).texts() if x)
        return text.replace("\xa0", " ")

    @classmethod
    def _english(cls, job):
        return job.with_context(lang="en_US")._label()


@tagged("post_install", "-at_install")
class TestLabel(LabelCommon):
    def test_what_stands_on_it(self):
        job = self._job(production_date=date(2026, 3, 12))
        text = self._text(job)
        for wanted in (
            "Milk bun",
            "Net weight: 55 g",
            "Strong flour",
            "butter (cream, salt)",
            "Contains allergens: cereals with gluten, milk",
            "May contain: tree nuts",
            "Keep cool and dry.",
            "15 Mar 2026",
            "Produced on 12 Mar 2026",
            "Lot L26-0312",
            "P-IRT 0000000000000-00",
            "Bandung",
        ):
            with self.subTest(wanted):
                self.assertIn(wanted, text)
        self.assertNotIn("Box", text)

    def test_allergens_are_bold_within_the_ingredients(self):
        runs = dict(self._english(self._job()).body[0])
        self.assertTrue(runs["Strong flour"])
        self.assertTrue(runs["butter (cream, salt)"])
        self.butter.allergen_ids = False
        self.env.invalidate_all()
        runs = dict(self._english(self._job()).body[0])
        self.assertFalse(runs["butter (cream, salt)"])

    def test_it_is_in_indonesian_where_that_is_installed(self):
        self.env["res.lang"]._activate_lang("id_ID")
        job = self._job()
        self.bun.with_context(lang="id_ID").name = "Roti susu"
        self.assertEqual(job._laid_out()[0].name, "Roti susu")

    def test_barcodes(self):
        self.assertEqual(self._job()._barcode(), ("EAN13", "2999999900010"))
        lot = self._job(barcode_of="lot")
        self.assertEqual(lot._barcode(), ("Code128", "L26-0312"))
        self.bun.barcode = "ROTI-1"
        self.assertEqual(self._job()._barcode(), ("Code128", "ROTI-1"))
        self.assertEqual(self._job(barcode_of="none")._barcode(), ())
        self.bun.barcode = False
        self.assertEqual(self._job().barcode_of, "lot")

    def test_large_weights_are_in_kilograms(self):
        self.assertIn("1.25 kg", self._text(self._job(net_weight=1250)))

    def test_the_net_weight_is_what_a_piece_weighs_unless_declared(self):
        self.bun.label_grams = 0
        self.assertEqual(self._job().net_weight, 56)
        self.buns.piece_weight = 0
        self.bun.weight = 0.06
        self.assertEqual(self._job().net_weight, 60)

    def test_a_weight_that_promises_too_much_is_noticed(self):
        self.assertNotIn("less than the net weight", self._job().note)
        note = self._job(net_weight=57).note
        self.assertIn("less than the net weight", note)

    def test_best_before_without_a_lot(self):
        job = self._job(lot_id=False, production_date=date(2026, 3, 12))
        self.assertEqual(job.best_before, date(2026, 3, 15))

    def test_from_an_order(self):
        order = self.env["mrp.production"].create(
            {
                "product_id": self.bun.id,
                "product_qty": 30,
                "bom_id": self.buns.id,
                "date_start": datetime(2026, 3, 12, 1),
                "lot_producing_ids": self.lot.ids,
            }
        )
        context = {"active_model": "mrp.production", "active_id": order.id}
        job = Form(self.env["bakery.label.print"].with_context(**context)).save()
        self.assertEqual((job.product_id, job.lot_id), (self.bun, self.lot))
        self.assertEqual(job.quantity, 30)
        self.assertEqual(job.production_date, date(2026, 3, 12))
        # The goods are made from their order's formula, whatever the next one is.
        other = self.buns.copy({"sequence": -1})
        self._line(other, self.butter).unlink()
        self.env.invalidate_all()
        self.assertIn("butter", self._text(job))
        self.assertIn("butter", self._text(self._job()))
        self.assertNotIn("butter", self._text(self._job(lot_id=False)))

    def test_from_a_product_and_a_lot(self):
        for record in (self.bun, self.bun.product_tmpl_id, self.lot):
            context = {"active_model": record._name, "active_id": record.id}
            form = Form(self.env["bakery.label.print"].with_context(**context))
            self.assertEqual(form.product_id, self.bun)
            self.assertFalse(form.problem)

    def test_nutrition_when_all_of_it_is_known(self):
        energy = self.env.ref("bakery_mrp.nutrient_energy")
        others = self.env["bakery.nutrient"].search([]) - energy
        others.active = False
        job = self._job(size="100x70")
        self.assertFalse(job._label().nutrition)
        for product, kcal in ((self.strong, 350), (self.butter, 720)):
            product.nutrient_amount_ids = [
                Command.create({"nutrient_id": energy.id, "amount": kcal})
            ]
        self.env.invalidate_all()
        head, row = self._english(job).nutrition
        # Of the 55 g that are declared.
        self.assertIn("55", head[0])
        self.assertEqual(row, ("Energy", "214 kcal", "10%", False))
        self.assertFalse(job.note)
        self.assertFalse(self._job(with_nutrition=False)._label().nutrition)

    def test_why_there_is_no_nutrition_is_said(self):
        self.assertIn("Butter", self._job().note)

    def test_the_pdf_has_as_many_labels(self):
        job = self._job(quantity=3)
        self.assertEqual(job._pdf().count(b"/Type /Page\n"), 3)
        sheet = self._job(quantity=3, size="a4_24", skip=22)
        self.assertEqual(sheet._pdf().count(b"/Type /Page\n"), 2)

    # What cannot be printed --------------------------------------------------------

    def test_too_much_text_names_a_larger_label(self):
        self.butter.composition = "cream, salt, " * 120
        job = self._job(size="58x40")
        self.assertIn("100 × 70 mm", job.problem)
        with self.assertRaisesRegex(UserError, "Choose 100 × 70 mm"):
            job.action_print()
        self.butter.composition = "cream, salt, " * 900
        with self.assertRaisesRegex(UserError, "fit on no label"):
            job.action_print()

    def test_an_ingredient_without_weight_is_named(self):
        jar = self._product("Jam jar", self.unit)
        self.buns.bom_line_ids = [
            Command.create({"product_id": jar.id, "product_qty": 1})
        ]
        with self.assertRaisesRegex(UserError, "Jam jar"):
            self._job().action_print()

    def test_characters_the_typeface_lacks_are_named(self):
        self.bun.name = "Bun 麺"
        job = self._job()
        self.assertEqual(missing_characters(job._label()), "麺")
        with self.assertRaisesRegex(UserError, "麺"):
            job.action_print()

    def test_what_is_wrong_is_said_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("id_ID")
        job = self._job(lot_id=False, barcode_of="lot").with_context(lang="en_US")
        with self.assertRaisesRegex(UserError, "no such barcode"):
            job.action_print()

    def test_bad_input_is_refused(self):
        for values in (
            {"quantity": 0},
            {"quantity": 100000},
            {"size": "a4_24", "skip": 24},
            {"net_weight": -1},
            {"product_id": self.dough.id},
        ):
            with (
                self.subTest(values),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._job(**values)
        with self.assertRaisesRegex(UserError, "no such barcode"):
            self._job(lot_id=False, barcode_of="lot").action_print()
        self.lot.name = "Löt"
        with self.assertRaisesRegex(UserError, "barcode"):
            self._job(barcode_of="lot").action_print()

    # Rights ------------------------------------------------------------------------

    def test_who_may_print(self):
        baker = self._user("label-baker", "baker")
        keeper = new_test_user(self.env, "label-keeper", "stock.group_stock_user")
        for user in (baker, keeper):
            job = self._job(user)
            self.assertIn("url", job.action_print())
            self.assertTrue(job._pdf().startswith(b"%PDF"))
        with self.assertRaises(AccessError):
            self._job(new_test_user(self.env, "label-clerk", "base.group_user"))

    def test_a_job_is_of_its_maker_only(self):
        job = self._job(self._user("label-one", "baker"))
        with self.assertRaises(AccessError):
            job.with_user(self._user("label-two", "baker")).action_print()

    def test_goods_of_another_company_are_not_printed(self):
        other = self.env["res.company"].create({"name": "Other bakery"})
        self.bun.company_id = self.company
        stranger = self._user("label-stranger", "baker")
        stranger.write({"company_ids": other.ids, "company_id": other.id})
        with self.assertRaises(AccessError):
            self._job(stranger, lot_id=False).action_print()


@tagged("post_install", "-at_install")
class TestLabelDownload(LabelCommon, HttpCase):
    def test_the_download(self):
        baker = self._user("label-http", "baker")
        job = self._job(baker)
        url = f"/bakery_mrp/label/{job.id}"
        # Not logged in: asked to do so.
        self.assertNotEqual(
            self.url_open(url).headers.get("Content-Type"), "application/pdf"
        )
        self.authenticate("label-http", "label-http")
        response = self.url_open(url)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertTrue(response.content.startswith(b"%PDF"))
        self.assertEqual(self.url_open("/bakery_mrp/label/0").status_code, 404)
        self._user("label-thief", "baker")
        self.authenticate("label-thief", "label-thief")
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(url).status_code, 403)
