from odoo import fields, models

from odoo.addons.bakery_pos_restaurant.models.recipe.product_product import COST
from odoo.addons.bakery_pos_restaurant.models.recipe.recipe_costs import RecipeCosts


# pylint: disable=consider-merging-classes-inherited
# What wasted dishes had cost is a subject of its own, for the eyes of a few.
class BakeryKitchenTicketLine(models.Model):
    _inherit = "bakery.kitchen.ticket.line"

    currency_id = fields.Many2one(
        related="company_id.currency_id", export_string_translation=False
    )
    waste_cost = fields.Monetary(
        readonly=True,
        copy=False,
        groups=COST,
        help="What the wasted dishes cost by their recipes when they were cancelled."
        " Stations that make a dish together share it.",
    )

    def _add_waste(self, wasted, stations):
        """Keep what dishes cost that nobody wants any more: tomorrow it is another.

        It takes a constant number of queries for all lines of one company.

        :param dict wasted: ``{line: quantity}``
        :param dict stations: ``{line: number of stations that share its cost}``
        """
        products = self.env["product.product"].union(
            *(line.product_id for line in wasted)
        )
        if not products:
            return
        company = next(iter(wasted)).company_id
        costs = RecipeCosts(products, company)
        currency = company.currency_id
        for line, quantity in wasted.items():
            if line.product_id:
                cost = costs.unit_cost(line.product_id) * quantity / stations[line]
                line.waste_cost += currency.round(cost)
