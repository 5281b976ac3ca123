from odoo import models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _outlet_analytic(self):
        """Return the analytic account of the outlet that sells from here, if any."""
        # Anyone whose goods move posts to the outlet, with or without a right to tills.
        configs = (
            self.env["pos.config"]
            .sudo()
            .search(
                [("warehouse_id", "in", self.ids), ("outlet_analytic_id", "!=", False)],
                limit=1,
            )
        )
        return configs.outlet_analytic_id
