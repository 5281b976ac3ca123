from odoo import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class BakeryMrpCommon(BaseCommon):
    """A small bakery: flours, water, salt, eggs, a dough and a bun made from it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_mrp")
        cls.company = cls.env.company
        # As stock Odoo has it, also where the set-up of a bakery switched them on.
        cls.company.write(
            {
                "formula_approval": False,
                "block_expired": False,
                "dispatch_daily": False,
            }
        )
        if "access_control" in cls.company._fields:
            # Beside the addon of roles: users of these tests have groups only.
            cls.company.access_control = False
        cls.gram = cls.env.ref("uom.product_uom_gram")
        cls.kg = cls.env.ref("uom.product_uom_kgm")
        cls.ml = cls.env.ref("uom.product_uom_milliliter")
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.strong = cls._product("Strong flour", cls.gram, is_flour=True)
        cls.soft = cls._product("Soft flour", cls.kg, is_flour=True)
        cls.water = cls._product("Water", cls.ml)
        cls.salt = cls._product("Salt", cls.kg)
        cls.egg = cls._product("Egg", cls.unit, unit_grams=55)
        cls.box = cls._product("Box", cls.unit)
        cls.dough = cls._product("Dough", cls.gram)
        cls.bun = cls._product("Bun", cls.unit)

    @classmethod
    def _product(cls, name, uom, **values):
        return cls.env["product.product"].create(
            {"name": name, "uom_id": uom.id, "is_storable": True, **values}
        )

    @classmethod
    def _formula(cls, product, lines, **values):
        """Create a formula; ``lines`` are ``(product, quantity, uom)``."""
        return cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_uom_id": product.uom_id.id,
                "is_formula": True,
                "bom_line_ids": [
                    Command.create(
                        {
                            "product_id": part.id,
                            "product_qty": quantity,
                            "product_uom_id": (uom or part.uom_id).id,
                        }
                    )
                    for part, quantity, uom in lines
                ],
                **values,
            }
        )

    @classmethod
    def _bread(cls, **values):
        """Strong 800 g, soft 0.2 kg, water 650 ml, salt 0.02 kg, 2 eggs (110 g)."""
        lines = [
            (cls.strong, 800, None),
            (cls.soft, 0.2, None),
            (cls.water, 650, None),
            (cls.salt, 0.02, None),
            (cls.egg, 2, None),
        ]
        return cls._formula(cls.dough, lines, **{"product_qty": 1580, **values})

    @classmethod
    def _user(cls, login, *groups):
        names = ",".join(f"bakery_mrp.bakery_mrp_group_{name}" for name in groups)
        return new_test_user(cls.env, login=login, groups=f"base.group_user,{names}")

    @classmethod
    def _line(cls, bom, product):
        return bom.bom_line_ids.filtered(lambda x: x.product_id == product)
