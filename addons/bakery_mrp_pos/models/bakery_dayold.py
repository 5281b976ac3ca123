from odoo import api, models


class BakeryDayold(models.Model):
    _inherit = "bakery.dayold"

    @api.model
    def _apply(self, outlet, goods):
        rows = super()._apply(outlet, goods)
        cheaper = [one for one in goods if one.rule.action == "price"]
        self.env["bakery.dayold.price"]._mark_down(outlet, cheaper)
        return rows

    @api.model
    def _still_open(self, outlet, goods):
        """Leave out goods whose price was lowered already."""
        goods = super()._still_open(outlet, goods)
        prices = self.env["bakery.dayold.price"]
        known = prices._known(outlet, [g for g in goods if g.rule.action == "price"])
        return [
            one
            for one in goods
            if one.rule.action != "price" or prices._key_of(one) not in known
        ]
