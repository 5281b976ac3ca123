from odoo.fields import Command

from .common import AccessCommon

# Where goods of a warehouse show, with the path that leads to the warehouse.
PLACES = {
    "stock.warehouse": "id",
    "stock.location": "warehouse_id",
    "stock.picking.type": "warehouse_id",
    "stock.picking": "picking_type_id.warehouse_id",
    "stock.move": "location_id.warehouse_id",
    "stock.move.line": "location_id.warehouse_id",
    "stock.quant": "location_id.warehouse_id",
    "stock.lot": "quant_ids.location_id.warehouse_id",
    "stock.package": "location_id.warehouse_id",
    "stock.warehouse.orderpoint": "warehouse_id",
    "stock.scrap": "location_id.warehouse_id",
    "report.stock.quantity": "warehouse_id",
    "sale.order": "warehouse_id",
    "sale.order.line": "order_id.warehouse_id",
    "sale.report": "warehouse_id",
}


class LeaksCommon(AccessCommon):
    """Documents of every kind in both warehouses, and a user with all rights in one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot_product = cls.env["product.product"].create(
            {"name": "Ragi Uji", "is_storable": True, "tracking": "lot"}
        )
        cls.lots = {}
        for warehouse in (cls.own, cls.other):
            cls._fill(warehouse)
        cls.hidden = cls.picking("shipment", cls.other)
        cls.note = cls.hidden.message_post(body="Rahasia TLN")
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "rahasia.txt",
                "raw": b"isi TLN",
                "res_model": "stock.picking",
                "res_id": cls.hidden.id,
            }
        )
        cls.everything = cls.user_of(
            cls.role_with(
                *cls.env["bakery.access.right"].search([]).mapped("code"), name="Semua"
            )
        )
        cls.everything.group_ids += cls.env.ref("base.group_allow_export")
        cls.env.flush_all()

    @classmethod
    def _fill(cls, warehouse):
        """Put one record of every model into the warehouse."""
        lot = cls.env["stock.lot"].create(
            {"name": f"LOT-{warehouse.code}", "product_id": cls.lot_product.id}
        )
        package = cls.env["stock.package"].create({"name": f"PAK-{warehouse.code}"})
        cls.env["stock.quant"]._update_available_quantity(
            cls.lot_product, warehouse.lot_stock_id, 5, lot_id=lot, package_id=package
        )
        cls.lots[warehouse] = lot
        cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": cls.product.id,
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
            }
        )
        cls.picking("receipt", warehouse)
        cls.picking("transfer", warehouse)
        scrap = cls.env["stock.scrap"].create(
            {"product_id": cls.product.id, "location_id": warehouse.lot_stock_id.id}
        )
        scrap.do_scrap()
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.env["res.partner"].create({"name": "Pelanggan"}).id,
                "warehouse_id": warehouse.id,
                "order_line": [Command.create({"product_id": cls.product.id})],
            }
        )
        order.action_confirm()

    def _as(self, model, user=None):
        return self.env[model].with_user(user or self.everything)
