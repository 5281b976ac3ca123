from odoo import models

# Models that need little here, only to be known as hidden by warehouse; see base.py.


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ("stock.lot", "bakery.access.lines")
    _hidden_by_warehouse = True
    _judged_by = ("quant_ids",)


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
    _name = "stock.reference"
    _inherit = ("stock.reference", "bakery.access.lines")
    _hidden_by_warehouse = True
    _judged_by = ("move_ids",)


class StockRoute(models.Model):
    _name = "stock.route"
    _inherit = ("stock.route", "bakery.access.lines")
    _judged_by = ("warehouse_ids",)
