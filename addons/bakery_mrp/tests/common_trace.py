from odoo.fields import Command
from odoo.tests import new_test_user

from .common import BakeryMrpCommon


class BakeryTraceCommon(BakeryMrpCommon):
    """Flour that becomes dough, dough that becomes bread, and customers who buy it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Toko Uji Lacak"})
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": cls.company.ids,
                "lang": "en_US",
            }
        )
        cls.company = cls.company.with_env(cls.env)
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.vendors = cls.env.ref("stock.stock_location_suppliers")
        cls.kilo = cls.env.ref("uom.product_uom_kgm")
        cls.piece = cls.env.ref("uom.product_uom_unit")
        cls.flour = cls.product("Tepung Uji", cls.kilo)
        cls.dough = cls.product("Adonan Uji", cls.kilo)
        cls.bread = cls.product("Roti Uji", cls.piece)
        cls.mill = cls.env["res.partner"].create({"name": "Penggilingan Uji"})
        cls.cafe = cls.env["res.partner"].create(
            {"name": "Kafe Uji", "email": "kafe@uji.example", "phone": "021 555"}
        )
        cls.shop = cls.env["res.partner"].create({"name": "Warung Uji"})
        cls.recaller = cls.user("penarik-uji", "bakery_mrp.bakery_mrp_group_recall")
        cls.clerk = cls.user("gudang-uji", "stock.group_stock_user")

    @classmethod
    def user(cls, login, groups):
        return new_test_user(
            cls.env,
            login=login,
            groups=f"base.group_user,{groups}" if groups else "base.group_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def product(cls, name, unit, tracking="lot"):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "tracking": tracking,
                "uom_id": unit.id,
            }
        )

    @classmethod
    def lot(cls, product, name):
        return cls.env["stock.lot"].create({"product_id": product.id, "name": name})

    @classmethod
    def move(cls, product, quantity, source, target, lot=None, partner=None, kind=None):
        """Move goods and return the move; in a transfer when ``kind`` is given."""
        picking = cls.env["stock.picking"]
        if kind:
            picking = picking.create(
                {
                    "picking_type_id": kind.id,
                    "partner_id": partner and partner.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                }
            )
        move = cls.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": cls.company.id,
                "picking_id": picking.id,
            }
        )
        move._action_confirm()
        move.move_line_ids.unlink()
        cls.env["stock.move.line"].create(
            {
                "move_id": move.id,
                "picking_id": picking.id,
                "product_id": product.id,
                "lot_id": lot and lot.id,
                "quantity": quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": cls.company.id,
            }
        )
        move.picked = True
        move._action_done()
        return move

    @classmethod
    def receive(cls, lot, quantity):
        kind = cls.warehouse.in_type_id
        product = lot.product_id
        return cls.move(product, quantity, cls.vendors, cls.stock, lot, cls.mill, kind)

    @classmethod
    def deliver(cls, lot, quantity, partner):
        kind = cls.warehouse.out_type_id
        product = lot.product_id
        return cls.move(product, quantity, cls.stock, cls.customers, lot, partner, kind)

    @classmethod
    def bake(cls, made, quantity, used):
        """Make a quantity and return its order.

        :param made: a lot, or a product that has none
        :param used: pairs of a lot, or such a product, and a quantity
        """
        order = cls.order(made, quantity, used)
        order.button_mark_done()
        assert order.state == "done"
        return order

    @classmethod
    def order(cls, made, quantity, used):
        product, lot = cls.goods(made)
        order = cls.env["mrp.production"].create(
            {
                "product_id": product.id,
                "product_qty": quantity,
                "product_uom_id": product.uom_id.id,
                "picking_type_id": cls.warehouse.manu_type_id.id,
                "bom_id": False,
                "move_raw_ids": [
                    Command.create(
                        {
                            "product_id": cls.goods(goods)[0].id,
                            "product_uom_qty": amount,
                            "location_id": cls.stock.id,
                            "location_dest_id": product.with_company(
                                cls.company
                            ).property_stock_production.id,
                        }
                    )
                    for goods, amount in used
                ],
            }
        )
        order.action_confirm()
        order.lot_producing_ids = lot
        order.qty_producing = quantity
        for move, (goods, amount) in zip(order.move_raw_ids, used, strict=True):
            move.move_line_ids.unlink()
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": move.product_id.id,
                        "lot_id": cls.goods(goods)[1].id,
                        "quantity": amount,
                        "location_id": cls.stock.id,
                        "location_dest_id": move.location_dest_id.id,
                    }
                )
            ]
            move.picked = True
        return order

    @classmethod
    def goods(cls, what):
        if what._name == "stock.lot":
            return what.product_id, what
        return what, cls.env["stock.lot"]

    @classmethod
    def chain(cls):
        """Bake bread out of 10 kg of flour, and sell some of it.

        100 kg come in; 10 become 15 kg of dough, of which 12 become 20 breads. 8 go to
        the café, 5 to the shop.
        """
        flour, dough, bread = (
            cls.lot(cls.flour, "TPG-1"),
            cls.lot(cls.dough, "ADN-1"),
            cls.lot(cls.bread, "ROTI-1"),
        )
        cls.receive(flour, 100)
        cls.bake(dough, 15, [(flour, 10)])
        cls.bake(bread, 20, [(dough, 12)])
        cls.deliver(bread, 8, cls.cafe)
        cls.deliver(bread, 5, cls.shop)
        return flour, dough, bread
