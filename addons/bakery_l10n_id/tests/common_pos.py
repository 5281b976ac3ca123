from uuid import uuid4

from odoo.fields import Command

from .common import BooksCommon


class TillCommon(BooksCommon):
    """An outlet with a till; coffee is stocked by kilogram and poured by gram."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls.env["account.analytic.plan"].create({"name": "Outlet Uji"})
        cls.outlet = cls.env["account.analytic.account"].create(
            {"name": "Kafe Uji", "plan_id": plan.id, "company_id": cls.company.id}
        )
        cls.cash = cls.env["pos.payment.method"].create(
            {
                "name": "Tunai",
                "company_id": cls.company.id,
                "journal_id": cls.env["account.journal"]
                .create(
                    {
                        "name": "Kas Uji",
                        "type": "cash",
                        "code": "KASU",
                        "company_id": cls.company.id,
                    }
                )
                .id,
            }
        )
        cls.config = cls.env["pos.config"].create(
            {
                "name": "Kafe Uji",
                "company_id": cls.company.id,
                "picking_type_id": cls.warehouse.pos_type_id.id,
                "payment_method_ids": [Command.set(cls.cash.ids)],
                "outlet_analytic_id": cls.outlet.id,
            }
        )
        cls.coffee = cls.new_product("Kopi", cls.ingredients, cls.kg)
        cls.cake = cls.new_product("Kue", cls.goods, cls.unit, list_price=25000)
        cls.latte = cls.new_kit("Kopi Susu", {cls.coffee: (18, cls.gram)})

    @classmethod
    def new_kit(cls, name, parts):
        """Return a product made at the counter of ``{product: (quantity, unit)}``."""
        kit = cls.new_product(
            name, cls.goods, cls.unit, list_price=20000, is_storable=False
        )
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "company_id": cls.company.id,
                "bom_line_ids": [
                    Command.create(
                        {
                            "product_id": part.id,
                            "product_qty": quantity,
                            "product_uom_id": unit.id,
                        }
                    )
                    for part, (quantity, unit) in parts.items()
                ],
            }
        )
        return kit

    def stock_up(self, **values):
        self.receive(self.order(10, 20000, self.coffee))
        self.receive(self.order(50, 9000, self.cake))

    def open_till(self):
        self.config.open_ui()
        session = self.config.current_session_id
        session.set_opening_control(0, "")
        return session

    def sell(self, session, lines, **values):
        """Send a paid order of ``{product: quantity}`` as the till does; return it."""
        total, commands = 0, []
        for product, quantity in lines.items():
            amount = product.lst_price * quantity
            total += amount
            commands.append(
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "product_id": product.id,
                        "qty": quantity,
                        "price_unit": product.lst_price,
                        "price_subtotal": amount,
                        "price_subtotal_incl": amount,
                        "tax_ids": [Command.clear()],
                    }
                )
            )
        order = {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "company_id": self.company.id,
            "lines": commands,
            "payment_ids": [
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "payment_method_id": self.cash.id,
                        "amount": total,
                    }
                )
            ],
            "amount_tax": 0,
            "amount_total": total,
            "amount_paid": total,
            "amount_return": 0,
            "state": "paid",
            "to_invoice": False,
            **values,
        }
        rows = self.env["pos.order"].sync_from_ui([order])["pos.order"]
        return self.env["pos.order"].browse(rows[0]["id"])

    def close_till(self, session):
        cash = session.get_closing_control_data()["default_cash_details"]["amount"]
        session.post_closing_cash_details(cash)
        answer = session.close_session_from_ui()
        self.assertTrue(answer["successful"], answer)
        return session
