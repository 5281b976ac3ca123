from odoo import api, models


class StockValuationReport(models.AbstractModel):
    _inherit = "stock_account.stock.valuation.report"

    @api.model
    def get_report_values(self, date=False):
        self._check_sees_costs()
        return super().get_report_values(date=date)

    @api.model
    def _get_report_values(self, docids, data=None):
        self._check_sees_costs()
        return super()._get_report_values(docids, data=data)

    @api.model
    def _check_sees_costs(self):
        """Refuse the value of the whole company to whoever sees a part of it only.

        :raise AccessError: without the right to costs in all warehouses.
        """
        self.env["bakery.access.right"]._require("cost_view", everywhere=True)
