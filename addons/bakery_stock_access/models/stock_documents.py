from odoo import models

# Models that need little here, only to be known as hidden by warehouse; see base.py.


class StockLot(models.Model):
    _inherit = "stock.lot"
    _hidden_by_warehouse = True
    _judged_by = ("quant_ids",)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        self._forget_lines()
        return result


class StockPackage(models.Model):
    _inherit = "stock.package"
    _hidden_by_warehouse = True


class StockPackageHistory(models.Model):
    _inherit = "stock.package.history"
    _hidden_by_warehouse = True


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"
    _hidden_by_warehouse = True


class StockPutawayRule(models.Model):
    _inherit = "stock.putaway.rule"
    _hidden_by_warehouse = True


class StockReference(models.Model):
    _inherit = "stock.reference"
    _hidden_by_warehouse = True
    _judged_by = ("move_ids",)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        self._forget_lines()
        return result


class StockRoute(models.Model):
    _inherit = "stock.route"
    _judged_by = ("warehouse_ids",)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        self._forget_lines()
        return result
