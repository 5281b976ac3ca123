from datetime import datetime, timedelta

from odoo import Command
from odoo.tests import freeze_time, new_test_user

from .common import BakeryMrpCommon

NOW = datetime(2026, 3, 4, 15, 0)  # 22:00 in Jakarta


class BakeryDayoldCommon(BakeryMrpCommon):
    """An outlet in Jakarta that closes at 21:00, with buns that have lots."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.company.dayold_goods = True
        cls.category = cls.env["product.category"].create(
            {"name": "Costed", "property_cost_method": "average"}
        )
        cls.outlet = cls.env["stock.warehouse"].create(
            {"name": "Outlet Test", "code": "OTST"}
        )
        cls.outlet.partner_id = cls.env["res.partner"].create(
            {"name": "Outlet Test", "tz": "Asia/Jakarta"}
        )
        cls.place = cls.outlet.lot_stock_id
        cls.bun.write(
            {
                "tracking": "lot",
                "shelf_life_hours": 36,
                "categ_id": cls.category.id,
                "standard_price": 2500,
            }
        )
        cls.old_bun = cls._product(
            "Bun of yesterday",
            cls.unit,
            tracking="lot",
            use_expiration_date=True,
            categ_id=cls.category.id,
        )
        cls.roll = cls._product(
            "Roll", cls.unit, categ_id=cls.category.id, standard_price=1000
        )
        cls.old_roll = cls._product(
            "Roll of yesterday", cls.unit, categ_id=cls.category.id
        )
        cls.rule = cls._rule(cls.bun, cls.old_bun, hours=12, keep_hours=10)
        cls.roll_rule = cls._rule(cls.roll, cls.old_roll, hours=0, keep_hours=24)
        cls.clerk = new_test_user(cls.env, "dayold.clerk", "stock.group_stock_user")
        cls.Dayold = cls.env["bakery.dayold"]

    @classmethod
    def _rule(cls, goods, target, **values):
        return cls.env["bakery.dayold.rule"].create(
            {
                "name": f"{goods.name} turns",
                "product_ids": [Command.set(goods.ids)],
                "dayold_product_id": target.id,
                **values,
            }
        )

    @classmethod
    def _lot(cls, name, hours, product=None, quantity=10):
        """Bring a lot in that left the oven some hours ago."""
        product = product or cls.bun
        baked = NOW - timedelta(hours=hours)
        lot = cls.env["stock.lot"].create({"name": name, "product_id": product.id})
        lot.expiration_date = baked + timedelta(hours=36)
        if quantity:
            cls._fill(product, quantity, lot)
        return lot

    @classmethod
    def _fill(cls, product, quantity, lot=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.place, quantity, lot_id=lot
        )

    @classmethod
    def _bring(cls, product, quantity, moment, lot=None):
        """Bring goods from elsewhere into the outlet at a moment."""
        where = {
            "product_id": product.id,
            "location_id": cls.env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": cls.place.id,
        }
        with freeze_time(moment):
            move = cls.env["stock.move"].create(
                {
                    **where,
                    "product_uom_qty": quantity,
                    "picked": True,
                    "move_line_ids": [
                        Command.create(
                            {
                                **where,
                                "lot_id": lot and lot.id,
                                "quantity": quantity,
                                "picked": True,
                            }
                        )
                    ],
                }
            )
            move._action_done()
        return move

    def _there(self, product, lot=None):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "child_of", self.place.id),
            ]
        )
        if lot:
            quants = quants.filtered(lambda quant: quant.lot_id == lot)
        return sum(quants.mapped("quantity"))

    def _turn(self, moment=NOW):
        with freeze_time(moment):
            return self.Dayold._turn(self.outlet)

    def _entry(self, user=None):
        return (
            self.env["bakery.dayold.entry"]
            .with_user(user or self.clerk)
            .create({"warehouse_id": self.outlet.id})
        )
