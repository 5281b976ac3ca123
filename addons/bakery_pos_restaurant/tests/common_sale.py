from itertools import count
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import new_test_user

from .common import BakeryPosRestaurantCommon


class SaleCommon(BakeryPosRestaurantCommon):
    """A till with an open session, three employees, bread for 11,000 with 10 % tax."""

    numbers = count(1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rupiah = cls.env.ref("base.IDR")
        rupiah.active = True
        cls.company = cls.env["res.company"].create(
            {"name": "Kafe Uji", "currency_id": rupiah.id}
        )
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        cls.tax = cls.env["account.tax"].create(
            {
                "name": "Pajak Uji 10 %",
                "amount": 10,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
                "company_id": cls.company.id,
            }
        )
        cls.category = cls.env["product.category"].create({"name": "Roti Uji"})
        cls.cakes = cls.env["product.category"].create(
            {"name": "Kue Uji", "parent_id": cls.category.id}
        )
        cls.bread, cls.cake = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "list_price": price,
                    "available_in_pos": True,
                    "taxes_id": [Command.set(cls.tax.ids)],
                    "categ_id": category.id,
                }
                for name, price, category in (
                    ("Roti Uji", 11000, cls.category),
                    ("Kue Uji", 22000, cls.cakes),
                )
            ]
        )
        journal = cls.env["account.journal"].create(
            {"name": "Kas Uji", "type": "cash", "code": "KUJI"}
        )
        cls.cash = cls.env["pos.payment.method"].create(
            {"name": "Tunai Uji", "journal_id": journal.id}
        )
        cls.tip = cls.env["product.product"].create(
            {"name": "Tip Uji", "type": "service", "taxes_id": False}
        )
        cls.till = cls.env["pos.config"].create(
            {
                "name": "Kasir Uji",
                "module_pos_hr": True,
                "payment_method_ids": [Command.set(cls.cash.ids)],
                "iface_tipproduct": True,
                "tip_product_id": cls.tip.id,
                "void_reason_required": False,
                **cls.till_values(),
            }
        )
        cls.seller = new_test_user(
            cls.env,
            "kasir-uji",
            groups="base.group_user,point_of_sale.group_pos_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.sari, cls.dewi, cls.agus = cls.env["hr.employee"].create(
            [
                {"name": name, "company_id": cls.company.id}
                for name in ("Sari Uji", "Dewi Uji", "Agus Uji")
            ]
        )
        cls.session = cls.env["pos.session"].create(
            {"config_id": cls.till.id, "user_id": cls.seller.id}
        )
        cls.session.set_opening_control(0, "")

    @classmethod
    def till_values(cls):
        """Return what the till of a test has beside the usual."""
        return {}

    def line(self, product, quantity=1, price=None, discount=0, refunded=None):
        price = product.lst_price if price is None else price
        total = price * quantity * (1 - discount / 100)
        # Odoo may have given the product taxes of other companies as well.
        taxes = product.taxes_id & self.tax
        return {
            "uuid": str(uuid4()),
            "product_id": product.id,
            "qty": quantity,
            "price_unit": price,
            "discount": discount,
            "price_subtotal": round(total / 1.1) if taxes else total,
            "price_subtotal_incl": total,
            "tax_ids": [Command.set(taxes.ids)],
            **({"refunded_orderline_id": refunded.id} if refunded else {}),
        }

    def sync(self, *lines, state="paid", employee=None, **values):
        """Send an order as the till does, and return it."""
        total = sum(line["price_subtotal_incl"] for line in lines)
        net = sum(line["price_subtotal"] for line in lines)
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": self.cash.id,
            "amount": total,
        }
        paid = state == "paid"
        number = next(self.numbers)
        order = {
            "uuid": str(uuid4()),
            "pos_reference": f"UJI-{number:04}",
            "tracking_number": str(number),
            "session_id": self.session.id,
            "company_id": self.company.id,
            "lines": [Command.create(line) for line in lines],
            "payment_ids": [Command.create(payment)] if paid else [],
            "amount_tax": total - net,
            "amount_total": total,
            "amount_paid": total if paid else 0,
            "amount_return": 0,
            "state": state,
            "to_invoice": False,
            "employee_id": (employee or self.sari).id,
            **values,
        }
        orders = self.env["pos.order"].with_user(self.seller)
        rows = orders.sync_from_ui([order])["pos.order"]
        return self.env["pos.order"].browse(rows[-1]["id"])
