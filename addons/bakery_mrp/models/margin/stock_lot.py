from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What goods earned is a subject of its own, for the eyes of a few.
class StockLot(models.Model):
    _inherit = "stock.lot"

    def action_view_margin(self):
        """Return the action that shows what sales of it brought and cost.

        :raise AccessError: for those who may not see costs
        """
        self.ensure_one()
        self.check_access("read")
        title = self.env._("Margin of %(name)s", name=self.display_name)
        return self.env["bakery.margin"]._action_of([("lot_id", "=", self.id)], title)
