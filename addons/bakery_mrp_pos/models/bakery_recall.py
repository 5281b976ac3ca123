from odoo import models
from odoo.fields import Command


class BakeryRecall(models.Model):
    _inherit = "bakery.recall"

    def _sales(self, lots):
        return super()._sales(lots) + [
            (lot, order.partner_id, order, quantity)
            for lot, order, quantity in lots._tilled()
        ]

    def _customer_values(self, sales):
        orders = {
            source.id
            for _lot, source, _quantity in sales
            if source._name == "pos.order"
        }
        return {
            **super()._customer_values(sales),
            "pos_order_ids": [Command.set(sorted(orders))],
        }
