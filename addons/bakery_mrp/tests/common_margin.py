from odoo.fields import Command

from .common_trace import BakeryTraceCommon


class MarginCommon(BakeryTraceCommon):
    """Two lots of bread, one twice as dear as the other, valued at their average.

    ROTI-1 cost 2,000 a piece and ROTI-2 4,000; the books say 3,000 of both. A piece
    sells for 10,000 without tax.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        cls.category = cls.env["product.category"].create(
            {"name": "Roti Dinilai", "property_cost_method": "average"}
        )
        products = cls.flour | cls.bread
        products.categ_id = cls.category
        cls.tax = cls.env["account.tax"].create({"name": "PPN Uji", "amount": 11})
        cls.bread.write(
            {
                "list_price": 10_000,
                "taxes_id": cls.tax.ids,
                "invoice_policy": "delivery",
            }
        )
        cls.flour.standard_price = 10_000
        sack = cls.lot(cls.flour, "TPG-1")
        cls.receive(sack, 100)
        cls.cheap = cls.lot(cls.bread, "ROTI-1")
        cls.dear = cls.lot(cls.bread, "ROTI-2")
        cls.batch = cls.bake(cls.cheap, 10, [(sack, 2)])
        cls.bake(cls.dear, 10, [(sack, 4)])
        cls.viewer = cls.user("margin-uji", "bakery_mrp.bakery_mrp_group_cost")

    @classmethod
    def rows(cls, domain=()):
        cls.env.flush_all()
        return cls.env["bakery.margin"].search(
            [("company_id", "=", cls.company.id), *domain]
        )

    @classmethod
    def total(cls, *names, domain=()):
        """Return the sums of these figures over all rows."""
        rows = cls.rows(domain)
        sums = [sum(rows.mapped(name)) for name in names]
        return sums[0] if len(names) == 1 else sums

    @classmethod
    def sale(cls, quantity=12, product=None, **values):
        """Return a confirmed sales order of one line."""
        line = {
            "product_id": (product or cls.bread).id,
            "product_uom_qty": quantity,
            **values.pop("line", {}),
        }
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.cafe.id,
                "warehouse_id": cls.warehouse.id,
                "order_line": [Command.create(line)],
                **values,
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def ship(cls, picking, *lots):
        """Carry a transfer out with pairs of a lot, or product, and a quantity."""
        for move in picking.move_ids:
            move.move_line_ids.unlink()
        for goods, quantity in lots:
            product, lot = cls.goods(goods)
            move = picking.move_ids.filtered(lambda m, p=product: m.product_id == p)
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": product.id,
                        "lot_id": lot.id,
                        "quantity": quantity,
                        "picking_id": picking.id,
                        "location_id": move.location_id.id,
                        "location_dest_id": move.location_dest_id.id,
                    }
                )
            ]
        picking.move_ids.picked = True
        picking._action_done()
        assert picking.state == "done"

    @classmethod
    def take_back(cls, picking, lot, quantity, refund=True):
        """Return goods of a lot from a customer."""
        wizard = cls.env["stock.return.picking"].create({"picking_id": picking.id})
        for line in wizard.product_return_moves:
            line.quantity = quantity if line.product_id == lot.product_id else 0
            line.to_refund = refund
        back = cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        cls.ship(back, (lot, quantity))
        return back

    @classmethod
    def bill(cls, order):
        """Post the invoice, or refund, of what was delivered."""
        invoice = order._create_invoices(final=True)
        invoice.action_post()
        return invoice

    def assert_books(self, orders):
        """Compare with the posted invoices and the moves, to the rupiah."""
        invoices = orders.invoice_ids.filtered(lambda move: move.state == "posted")
        revenue, cost, margin = self.total("revenue", "cost", "margin")
        billed = sum(invoices.mapped("amount_untaxed_signed"))
        moves = orders.order_line.move_ids.filtered(lambda move: move.state == "done")
        worth = sum(
            move.value * (1 if move.location_dest_id.usage == "customer" else -1)
            for move in moves
        )
        self.assertAlmostEqual(revenue, billed, 2)
        self.assertAlmostEqual(cost, worth, 2)
        self.assertAlmostEqual(margin, billed - worth, 2)
