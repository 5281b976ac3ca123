"""What is looked at when ingredients arrive."""

from .goods import CATEGORY
from .part import Part

TEST = "Bahan baku"


class Quality(Part):
    """A short test of ingredients, and the plan that asks for it on every arrival."""

    def run(self):
        question = {
            "name": "Kemasan",
            "type": "qualitative",
            "ql_values": [
                (0, 0, {"name": "Utuh", "ok": True}),
                (0, 0, {"name": "Rusak", "ok": False}),
            ],
        }
        test = self.ensure(
            "qc.test",
            [["name", "=", TEST]],
            {"name": TEST, "test_lines": [(0, 0, question)]},
        )
        category = self.ref(CATEGORY.format(name="ingredient"))
        self.ensure(
            "bakery.qc.plan",
            [["test_id", "=", test]],
            {"name": TEST, "test_id": test, "category_ids": [(6, 0, [category])]},
        )
