from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What goods earned is a subject of its own, for the eyes of a few.
class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_view_margin(self):
        """Return the action that shows what sales of it brought and cost, this month.

        :raise AccessError: for those who may not see costs
        """
        self.ensure_one()
        self.check_access("read")
        title = self.env._("Margin of %(name)s", name=self.display_name)
        context = {"search_default_date": 1, "search_default_by_lot": 1}
        return self.env["bakery.margin"]._action_of(
            [("product_id", "=", self.id)], title, context
        )
