import random
import re
from base64 import b64decode
from itertools import combinations

from lxml import etree

from odoo.tests import BaseCase, tagged

from ..report import label as engine
from ..report.label import FORMATS, DoesNotFit, Label, draw, lay_out

LETTERS = "abcdefghijklmnopqrstuvwxyzéü°½"
FORMS = list(FORMATS)


@tagged("post_install", "-at_install")
class TestLabelLayout(BaseCase):
    def _texts(self, dice, words, longest):
        return " ".join(
            "".join(dice.choices(LETTERS, k=dice.randint(1, longest)))
            for _n in range(dice.randint(1, words))
        )

    def _random_label(self, dice):
        longest = dice.choice((6, 15, 60))
        runs = [
            (self._texts(dice, 4, longest) + ", ", dice.random() < 0.3)
            for _n in range(dice.randint(1, 25))
        ]
        barcodes = (
            (),
            ("EAN13", "2000000010014"),
            ("Code128", "".join(dice.choices("ABC0123456789-", k=dice.randint(1, 20)))),
        )
        return Label(
            name=self._texts(dice, 8, longest),
            weight=self._texts(dice, 3, 10),
            body=[runs, *([(self._texts(dice, 9, longest), True)],) * 2],
            foot=[[(self._texts(dice, 4, longest), False)] for _n in range(4)],
            barcode=dice.choice(barcodes),
            nutrition_title=self._texts(dice, 3, longest),
            nutrition_note=self._texts(dice, 12, 12),
            nutrition=[
                (self._texts(dice, 3, 8), "12,5 g", "10%", dice.random() < 0.5)
                for _n in range(dice.choice((0, 3, 9)))
            ],
        )

    def _check(self, label, form, boxes):
        width, height = form.size
        slack = 1e-6
        for box in boxes:
            self.assertGreaterEqual(box.x, form.padding_mm[0] * engine.mm - slack)
            self.assertGreaterEqual(box.y, form.padding_mm[1] * engine.mm - slack)
            right, low = box.x + box.width, box.y + box.height
            self.assertLessEqual(right, width - form.padding_mm[0] * engine.mm + slack)
            self.assertLessEqual(low, height - form.padding_mm[1] * engine.mm + slack)
            for x, base, text, bold, size in box.lines:
                self.assertGreaterEqual(size, engine.SMALLEST)
                self.assertGreaterEqual(x, box.x - slack)
                end = x + engine._width(text, bold, size)
                self.assertLessEqual(end, right + slack)
                line, ascent = engine._line_height(size)
                self.assertGreaterEqual(base - ascent, box.y - slack)
                self.assertLessEqual(base - ascent + line, low + slack)
        for one, other in combinations(boxes, 2):
            apart = (
                one.x + one.width <= other.x + slack
                or other.x + other.width <= one.x + slack
                or one.y + one.height <= other.y + slack
                or other.y + other.height <= one.y + slack
            )
            self.assertTrue(apart, (label, one, other))

    def _printed(self, boxes):
        texts = (line[2] for box in boxes for line in box.lines)
        return "".join(text for text in texts if text.strip())

    def test_whatever_the_texts_nothing_overflows_or_is_cut(self):
        dice = random.Random(1986)
        fitted = dict.fromkeys(FORMS, 0)
        for _n in range(250):
            label = self._random_label(dice)
            name = dice.choice(FORMS)
            try:
                boxes = lay_out(label, FORMATS[name])
            except DoesNotFit:
                continue
            fitted[name] += 1
            self._check(label, FORMATS[name], boxes)
            printed = "".join(self._printed(boxes).split())
            for paragraph in (*label.body, *label.foot, [(label.name, True)]):
                whole = "".join("".join(text for text, _b in paragraph).split())
                self.assertIn(whole, printed)
        self.assertTrue(all(fitted.values()), fitted)

    def test_the_largest_type_that_fits_is_taken(self):
        little = Label(name="Roti", body=[[("Gandum", False)]])
        sizes = {line[4] for x in lay_out(little, FORMATS["58x40"]) for line in x.lines}
        self.assertIn(engine.LARGEST, sizes)

    def test_too_much_text_does_not_fit(self):
        much = Label(name="Roti", body=[[("tepung gandum utuh " * 120, False)]])
        with self.assertRaises(DoesNotFit):
            lay_out(much, FORMATS["58x40"])
        self.assertTrue(lay_out(much, FORMATS["100x70"]))

    def test_a_barcode_too_long_to_scan_does_not_fit(self):
        label = Label(name="Roti", barcode=("Code128", "LOT-2026-03-12-OVEN-2-0007"))
        with self.assertRaises(DoesNotFit):
            lay_out(label, FORMATS["58x40"])
        self.assertTrue(lay_out(label, FORMATS["100x70"]))

    def test_nutrition_gives_way_before_the_rest(self):
        label = Label(
            name="Roti",
            body=[[("tepung terigu, air " * 20, False)]],
            nutrition_title="Nilai gizi",
            nutrition=[("Energi", "270 kkal", "13%", False)] * 20,
        )
        small, large = (lay_out(label, FORMATS[x]) for x in ("58x40", "100x70"))
        self.assertFalse([x for x in small if x.framed])
        self.assertTrue([x for x in large if x.framed])

    def test_a_date_stays_on_one_line(self):
        words = [("Baik digunakan sebelum\n", False), ("15\xa0Mar\xa02026", True)]
        for width in range(40, 200, 7):
            for line in engine._wrap(words, 6, width):
                text = "".join(part for part, _bold in line)
                self.assertEqual("15" in text, "2026" in text)

    def test_sheets_fill_from_the_first_free_label(self):
        form = FORMATS["a4_24"]
        boxes = lay_out(Label(name="Roti"), form)
        pages = [
            draw([(boxes, count)], form, skip).count(b"/Type /Page\n")
            for count, skip in ((24, 0), (24, 1), (1, 23), (50, 0))
        ]
        self.assertEqual(pages, [1, 2, 1, 3])

    def test_places_of_a_sheet_lie_on_it_side_by_side(self):
        form = FORMATS["a4_24"]
        corners = [form.corner(n) for n in range(24)]
        self.assertEqual(len(set(corners)), 24)
        for x, y in corners:
            self.assertTrue(-0.01 <= x <= form.page[0] - form.size[0] + 0.01)
            self.assertTrue(0 <= y <= form.page[1] - form.size[1] + 0.01)
        self.assertGreater(corners[0][1], corners[3][1])

    def test_unprintable_characters_are_found(self):
        self.assertEqual(engine.missing_characters(Label(name="Roti 麺 ½ °C")), "麺")

    def test_the_picture_shows_what_is_printed(self):
        label = Label(name="Roti <b> & susu", barcode=("EAN13", "2000000010014"))
        form = FORMATS["58x40"]
        image = engine.picture(lay_out(label, form), form)
        code = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', image)[1]
        svg = b64decode(code).decode()
        self.assertIn("Roti", svg)
        self.assertIn("&lt;b&gt;", svg)
        self.assertIn("<image", svg)
        etree.fromstring(svg)
