from odoo import models

# Models that need little here, only to be known as hidden by warehouse.


class MrpProduction(models.Model):
    _inherit = "mrp.production"
    _hidden_by_warehouse = True


class MrpProductionGroup(models.Model):
    _name = "mrp.production.group"
    _inherit = ("mrp.production.group", "bakery.access.lines")
    _hidden_by_warehouse = True
    _judged_by = ("production_ids",)


class MrpUnbuild(models.Model):
    _inherit = "mrp.unbuild"
    _hidden_by_warehouse = True


class MrpWorkorder(models.Model):
    _inherit = "mrp.workorder"
    _hidden_by_warehouse = True
