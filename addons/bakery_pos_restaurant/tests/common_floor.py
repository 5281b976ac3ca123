from odoo.fields import Command

from .common_sale import SaleCommon


class FloorCommon(SaleCommon):
    """The till serves a floor of three tables."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.second, cls.third = cls.env["restaurant.table"].create(
            [
                {"table_number": number, "floor_id": cls.floor.id, "seats": 4}
                for number in (1, 2, 3)
            ]
        )
        cls.as_seller = cls.first.with_user(cls.seller)

    @classmethod
    def lay_out(cls):
        """Put the tables beside each other, for those who touch them in a browser."""
        for number, table in enumerate(cls.first | cls.second | cls.third):
            place = {"position_h": 100 + 250 * number, "position_v": 100}
            table.write({**place, "width": 100, "height": 100})

    @classmethod
    def till_values(cls):
        cls.floor = cls.env["restaurant.floor"].create({"name": "Lantai Uji"})
        return {"floor_ids": [Command.set(cls.floor.ids)]}
