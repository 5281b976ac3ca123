from odoo import api, fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    reject_location_id = fields.Many2one(
        "stock.location",
        string="Rejected Goods",
        check_company=True,
        copy=False,
        help="Where goods wait for their return. It lies outside the warehouse, so"
        " that nothing of it is sold or baked.",
    )
    quarantine_location_id = fields.Many2one(
        "stock.location",
        string="Goods Set Aside",
        check_company=True,
        copy=False,
        help="Where goods wait that arrived before they could be inspected.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        warehouses = super().create(vals_list)
        warehouses.filtered("company_id.purchase_control")._create_quality_locations()
        return warehouses

    def _create_quality_locations(self):
        """Give every warehouse its places for rejects and goods set aside."""
        for warehouse in self.with_context(active_test=False):
            names = {
                "reject_location_id": self.env._("Rejected"),
                "quarantine_location_id": self.env._("Set Aside"),
            }
            for field, name in names.items():
                if not warehouse[field]:
                    warehouse[field] = self.env["stock.location"].create(
                        {
                            "name": f"{warehouse.code} {name}",
                            "usage": "internal",
                            "company_id": warehouse.company_id.id,
                            "quality_warehouse_id": warehouse.id,
                            # Beside the warehouse, not in it: see the field's help.
                            "location_id": warehouse.view_location_id.location_id.id,
                        }
                    )

    def _quality_location(self, field):
        """Return the place for rejects or goods set aside; make it if it is missing.

        :param field: ``reject_location_id`` or ``quarantine_location_id``.
        """
        self.ensure_one()
        if not self[field]:
            # sudo: a place of the addon's own, which no user has to keep.
            self.sudo()._create_quality_locations()
        return self[field]
