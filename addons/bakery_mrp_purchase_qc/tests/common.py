from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.bakery_mrp.tests.test_bake_today import BakeTodayCommon

QUALITY = "quality_control_oca.group_quality_control"


class BakeryMrpPurchaseQcCommon(BakeTodayCommon):
    """Buns that are weighed at the oven and looked at before their lot is free."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Sentences are looked for in English, whatever the users of the company read.
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.addon = cls.env.ref("base.module_bakery_mrp_purchase_qc")
        # What the demo bakery checks is not what these tests are about.
        cls.env["bakery.qc.plan"].search(
            [("applies_to", "=", "production")]
        ).active = False
        cls.weight = cls._test("Berat buah", 48, 54, readings=3)
        cls.crumb = cls._test("Remah", 1, 3)
        cls.manager = cls._person("mutu-uji", f"{QUALITY}_manager")
        cls.inspector = cls._person("pemeriksa-uji", f"{QUALITY}_user")
        cls.planner = cls._person(
            "perencana-uji", "bakery_mrp.bakery_mrp_group_planner"
        )
        cls.cashier = cls._person("kasir-uji", "sales_team.group_sale_salesman")

    @classmethod
    def _person(cls, login, groups):
        return new_test_user(cls.env, login=login, groups=f"base.group_user,{groups}")

    @classmethod
    def _test(cls, name, least, most, readings=1):
        return cls.env["qc.test"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "test_lines": [
                    Command.create(
                        {
                            "name": name,
                            "type": "quantitative",
                            "min_value": least,
                            "max_value": most,
                            "readings": readings,
                        }
                    )
                ],
            }
        )

    @classmethod
    def _plan(cls, moment, test=None, **values):
        return cls.env["bakery.qc.plan"].create(
            {
                "name": moment,
                "company_id": cls.company.id,
                "applies_to": "production",
                "moment": moment,
                "product_ids": [Command.set(cls.bun.ids)],
                "test_id": (test or cls.crumb).id,
                **values,
            }
        )

    @classmethod
    def _answer(cls, check, value, user=None):
        """Answer every question with the same value, and end the check."""
        check = check.with_user(user or cls.baker)
        answers = {
            str(line.id): {"readings": [value] * line.readings}
            for line in check.sudo().inspection_lines
        }
        check.answer(answers)
        check.conclude()
        return check.sudo()

    def _checks(self, order, moment=None):
        checks = order.sudo().inspection_ids
        return checks.filtered(lambda i: not moment or i.moment == moment)

    def _baked(self, good=20):
        """Return an order that the baker finished."""
        order = self._order()
        self._weigh_all(order)
        order.bake_finish(good)
        return order

    def _wanted(self, quantity=5):
        """Return a delivery of buns that looks for its goods."""
        move = self.env["stock.move"].create(
            {
                "product_id": self.bun.id,
                "product_uom_qty": quantity,
                "location_id": self.stock.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "company_id": self.company.id,
                "picking_type_id": self.stock.out_type_id.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        return move
