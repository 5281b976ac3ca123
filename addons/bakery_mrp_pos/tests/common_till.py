from uuid import uuid4

from odoo.fields import Command


class TillMixin:
    """A till that takes cash and sends receipts as the real one does.

    For test cases that have a ``company``, a ``warehouse`` and a ``cashier``.
    """

    @classmethod
    def open_till(cls):
        """Make a till of the warehouse that takes cash."""
        journal = cls.env["account.journal"].create(
            {"name": "Kas Uji", "type": "cash", "code": "KUJI"}
        )
        cls.cash = cls.env["pos.payment.method"].create(
            {"name": "Tunai Uji", "journal_id": journal.id}
        )
        cls.till = cls.env["pos.config"].create(
            {
                "name": "Kasir Uji",
                "picking_type_id": cls.warehouse.pos_type_id.id,
                "payment_method_ids": [Command.set(cls.cash.ids)],
            }
        )

    def session(self):
        session = self.env["pos.session"].create(
            {"config_id": self.till.id, "user_id": self.cashier.id}
        )
        session.set_opening_control(0, "")
        return session

    def receipt(self, session, rows, **values):
        """Send a paid receipt and return its order.

        :param rows: dictionaries of ``product``, ``qty``, ``price``, and optionally
            ``lot``, ``discount`` and ``tax``, the rate of which is on top
        """
        lines = [self._till_line(**row) for row in rows]
        paid = sum(line["price_subtotal_incl"] for line in lines)
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": self.cash.id,
            "amount": paid,
        }
        order = {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "company_id": self.company.id,
            "lines": [[0, 0, line] for line in lines],
            "payment_ids": [[0, 0, payment]],
            "amount_tax": paid - sum(line["price_subtotal"] for line in lines),
            "amount_total": paid,
            "amount_paid": paid,
            "amount_return": 0,
            "state": "paid",
            "to_invoice": False,
            **values,
        }
        orders = self.env["pos.order"].with_user(self.cashier)
        found = orders.sync_from_ui([order])["pos.order"]
        return self.env["pos.order"].browse(found[0]["id"])

    def _till_line(self, product, qty, price, lot=None, discount=0, tax=None):
        net = qty * price * (1 - discount / 100)
        line = {
            "uuid": str(uuid4()),
            "product_id": product.id,
            "qty": qty,
            "price_unit": price,
            "discount": discount,
            "price_subtotal": net,
            "price_subtotal_incl": net * (1 + (tax.amount if tax else 0) / 100),
            "tax_ids": [[6, 0, tax.ids]] if tax else [],
        }
        if lot:
            line["pack_lot_ids"] = [[0, 0, {"lot_name": lot}]]
        return line
