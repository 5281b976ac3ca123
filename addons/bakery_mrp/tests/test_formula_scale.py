from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import BakeryMrpCommon


@tagged("post_install", "-at_install")
class TestFormulaScale(BakeryMrpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bread = cls._bread(piece_weight=50, tray_pieces=12, mix_loss=0.1)

    def _scale(self, basis, amount, user=None):
        Scale = self.env["bakery.formula.scale"]
        return (Scale.with_user(user) if user else Scale).create(
            {"bom_id": self.bread.id, "basis": basis, "amount": amount}
        )

    def test_by_pieces(self):
        scale = self._scale("pieces", 64.08)
        self.assertAlmostEqual(scale.factor, 2)
        self.assertAlmostEqual(scale.dough_weight, 3204)
        self.assertEqual(scale.piece_count, 64)

    def test_by_trays(self):
        scale = self._scale("trays", 3)
        self.assertEqual((scale.piece_count, scale.tray_count), (36, 3))
        self.assertAlmostEqual(scale.dough_weight, 1800)

    def test_by_flour(self):
        scale = self._scale("flour", 2.5)
        grams = {x.product_id: x.grams for x in scale.line_ids}
        self.assertEqual(grams[self.water], 1625)
        self.assertEqual(grams[self.salt], 50)

    def test_parts_are_exact_to_a_tenth_of_a_gram(self):
        scale = self._scale("dough", 7.777)
        for line in scale.line_ids:
            original = self._line(self.bread, line.product_id).weight
            self.assertLessEqual(abs(line.grams - original * scale.factor), 0.05 + 1e-9)

    def test_mixes(self):
        mixer = self.env["mrp.workcenter"].create({"name": "Mixer", "mix_capacity": 2})
        operation = {"name": "Mix", "workcenter_id": mixer.id}
        self.bread.operation_ids = [Command.create(operation)]
        scale = self._scale("dough", 5)
        self.assertEqual(scale.mix_count, 3)
        water = scale.line_ids.filtered(lambda x: x.product_id == self.water)
        self.assertAlmostEqual(water.mix_grams, water.grams / 3, 1)

    def test_what_the_scale_cannot_weigh_is_named(self):
        self.company.weighing_minimum = 5
        self.assertFalse(self._scale("flour", 1).too_little)
        self.assertEqual(self._scale("flour", 0.2).too_little, "Salt")

    def test_the_form_starts_from_the_batch(self):
        form = Form(
            self.env["bakery.formula.scale"].with_context(default_bom_id=self.bread.id)
        )
        self.assertEqual(form.basis, "pieces")
        self.assertEqual(form.amount, self.bread.piece_count)
        form.basis = "flour"
        self.assertAlmostEqual(form.amount, 1)
        self.assertEqual(len(form.line_ids), 5)

    def test_it_becomes_the_batch(self):
        self._scale("flour", 3).action_apply()
        self.assertAlmostEqual(self.bread.flour_weight, 3000)
        self.assertEqual(self.bread.product_qty, self.bread.piece_count)

    def test_a_baker_scales_but_does_not_change_the_formula(self):
        baker = self._user("scale-baker", "baker")
        scale = self._scale("flour", 3, baker)
        self.assertTrue(scale.line_ids)
        with self.assertRaises(AccessError):
            scale.action_apply()

    def test_the_sheet_prints(self):
        scale = self._scale("flour", 3)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bakery_mrp.report_formula_scale", scale.ids
        )
        self.assertIn(b"Strong flour", html)
        self.assertRegex(html, rb"1[.,]950[.,]0")

    def test_bad_amounts_are_refused(self):
        for amount in (0, -1, 1e9):
            with (
                self.subTest(amount),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._scale("flour", amount)

    def test_what_a_formula_does_not_know_is_said(self):
        self.bread.tray_pieces = 0
        with self.assertRaisesRegex(UserError, "tray"), self.cr.savepoint():
            self._scale("trays", 1).flush_recordset()
        self.bread.piece_weight = 0
        with self.assertRaisesRegex(UserError, "piece weight"):
            self._scale("pieces", 1).flush_recordset()
