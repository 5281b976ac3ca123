from uuid import uuid4

from odoo.fields import Command

from .common import TillCommon


class TaxesCommon(TillCommon):
    """An outlet whose till sends orders with the taxes of its fiscal position."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Messages are looked at in the language that they are written in.
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        for name in ("company", "customer", "vendor", "config", "goods", "unit"):
            setattr(cls, name, getattr(cls, name).with_env(cls.env))
        cls.chart = cls.env["account.chart.template"].with_company(cls.company)
        cls.ppn = cls.chart.ref("tax_ST4")
        cls.pbjt = cls.chart.ref("bakery_tax_pbjt")
        cls.service = cls.chart.ref("bakery_tax_service_5")
        cls.dish = cls.new_product(
            "Nasi Uji",
            cls.goods,
            cls.unit,
            list_price=100000,
            is_storable=False,
            taxes_id=[Command.set(cls.ppn.ids)],
        )

    @classmethod
    def use_position(cls, name):
        """Let the till charge what the position ``name`` of the chart says."""
        position = cls.chart.ref(name)
        cls.config.write(
            {
                "tax_regime_selection": True,
                "default_fiscal_position_id": position.id,
            }
        )
        return position

    def new_invoice(self, *lines, position=None, **values):
        """Return a draft invoice of ``lines`` (values each), taxed by ``position``."""
        position = position and self.chart.ref(position)
        return self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "invoice_date": "2026-06-10",
                "fiscal_position_id": position and position.id,
                "invoice_line_ids": [Command.create(line) for line in lines],
                **values,
            }
        )

    def dish_line(self, **values):
        return {"product_id": self.dish.id, "quantity": 1, **values}

    def ring_up(self, session, *lines, **values):
        """Send a paid order as the till does; return it.

        :param lines: values of each line; the till's fiscal position maps the taxes.
        """
        position = self.config.default_fiscal_position_id
        commands, tax, total = [], 0, 0
        for line in lines:
            product = line.pop("product", self.dish)
            taxes = line.pop("taxes", product.taxes_id & self.ppn)
            price = line.pop("price_unit", product.lst_price)
            net = price * (1 - line.get("discount", 0) / 100)
            amounts = position.map_tax(taxes).compute_all(
                net, self.company.currency_id, line.get("qty", 1), product
            )
            tax += amounts["total_included"] - amounts["total_excluded"]
            total += amounts["total_included"]
            commands.append(
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "product_id": product.id,
                        "qty": 1,
                        "price_unit": price,
                        "price_subtotal": amounts["total_excluded"],
                        "price_subtotal_incl": amounts["total_included"],
                        "tax_ids": [Command.set(taxes.ids)],
                        **line,
                    }
                )
            )
        payment = Command.create(
            {
                "uuid": str(uuid4()),
                "payment_method_id": self.cash.id,
                "amount": total,
            }
        )
        order = {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "company_id": self.company.id,
            "fiscal_position_id": position.id,
            "lines": commands,
            "payment_ids": [payment],
            "amount_tax": tax,
            "amount_total": total,
            "amount_paid": total,
            "amount_return": 0,
            "state": "paid",
            "to_invoice": False,
            **values,
        }
        rows = self.env["pos.order"].sync_from_ui([order])["pos.order"]
        return self.env["pos.order"].browse(rows[0]["id"])
