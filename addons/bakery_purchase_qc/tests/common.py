from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class BakeryPurchaseQcCommon(BaseCommon):
    """A company that buys under control, two vendors, flour by the gram and sacks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_purchase_qc")
        rupiah = cls.env.ref("base.IDR")
        rupiah.active = True
        cls.company = cls.env["res.company"].create(
            {"name": "Toko Uji Beli", "currency_id": rupiah.id}
        )
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.company = cls.company.with_env(cls.env)
        cls.company.purchase_control = True
        # As the set-up of a bakery has it: two digits lose grams.
        cls.env.ref("uom.decimal_product_uom").digits = 5
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        cls.company.currency_id = rupiah
        cls.env.user.group_ids |= cls.env.ref("uom.group_uom")
        cls.gram = cls.env.ref("uom.product_uom_gram")
        cls.kilo = cls.env.ref("uom.product_uom_kgm")
        cls.piece = cls.env.ref("uom.product_uom_unit")
        cls.sack = cls.env["uom.uom"].create(
            {
                "name": "Karung 25 kg",
                "relative_factor": 25,
                "relative_uom_id": cls.kilo.id,
            }
        )
        cls.flour = cls.product("Tepung Uji", cls.gram, cls.kilo + cls.sack)
        cls.egg = cls.product("Telur Uji", cls.piece)
        cls.mill = cls.env["res.partner"].create({"name": "Penggilingan Uji"})
        cls.farm = cls.env["res.partner"].create({"name": "Peternakan Uji"})
        cls.buyer = cls.user(
            "pembeli-uji", "purchase.group_purchase_user,uom.group_uom"
        )

    @classmethod
    def user(cls, login, groups):
        """Return a new user of the company, logged in with their login as password."""
        return new_test_user(
            cls.env,
            login=login,
            password=login,
            groups=f"base.group_user,{groups}",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def dollar(cls):
        """Return the dollar, at 16,000 rupiah since 2020."""
        dollar = cls.env.ref("base.USD")
        dollar.active = True
        cls.env["res.currency.rate"].create(
            {
                "currency_id": dollar.id,
                "company_id": cls.company.id,
                "name": "2020-01-01",
                "rate": 1 / 16000,
            }
        )
        return dollar

    @classmethod
    def product(cls, name, unit, others=None, **values):
        """Return a new storable product, bought in its unit or one of ``others``."""
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "uom_id": unit.id,
                "uom_ids": [Command.set((others or cls.env["uom.uom"]).ids)],
                "supplier_taxes_id": [Command.clear()],
                **values,
            }
        )

    @classmethod
    def order(cls, *lines, vendor=None, days_ago=0, confirm=True, **values):
        """Return an order of ``(product, quantity, unit, price)`` from days ago."""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": (vendor or cls.mill).id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "product_uom_id": unit.id,
                            "price_unit": price,
                        }
                    )
                    for product, quantity, unit, price in lines
                ],
                **values,
            }
        )
        if confirm:
            order.button_confirm()
            order.date_approve = fields.Datetime.now() - timedelta(days_ago)
        return order

    @classmethod
    def offer(cls, vendor, product, price, **values):
        """Return a new line of a vendor's price list."""
        return cls.env["product.supplierinfo"].create(
            {
                "partner_id": vendor.id,
                "product_tmpl_id": product.product_tmpl_id.id,
                "price": price,
                "currency_id": cls.company.currency_id.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    @staticmethod
    def receive(order, **quantities):
        """Receive an order in full; return its receipt."""
        picking = order.picking_ids[:1]
        picking.move_ids.picked = True
        picking.button_validate()
        return picking
