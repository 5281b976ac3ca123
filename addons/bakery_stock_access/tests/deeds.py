"""The verbs as calls of public methods, the same by ORM, XML-RPC and JSON-2.

A caller is a function ``call(model, method, ids=None, **kwargs)`` that takes named
arguments, as JSON-2 does; what it returns may be records, ids or JSON.
"""


class Deeds:
    """Prepares documents as superuser and does one verb on them as a user.

    :param common: the test class with ``picking`` and the other helpers.
    :param call: function that calls a public method as the user.
    """

    def __init__(self, common, call):
        self.common = common
        self.call = call

    def do(self, document, verb, warehouse):
        """Do ``verb`` on ``document`` in ``warehouse``; return whether it shows."""
        kind = (
            "picking" if document in ("receipt", "transfer", "shipment") else document
        )
        return getattr(self, f"_{kind}_{verb}")(document, warehouse)

    # Receipts, transfers and shipments -------------------------------------------

    def _picking_view(self, document, warehouse):
        picking = self.common.picking(document, warehouse)
        rows = self.call(
            "stock.picking",
            "search_read",
            domain=[("id", "=", picking.id)],
            fields=["name"],
        )
        return bool(rows)

    def _picking_edit(self, document, warehouse):
        values = self.common.picking_values(document, warehouse)
        self.call("stock.picking", "create", vals_list=[values])
        return True

    def _picking_process(self, document, warehouse):
        picking = self.common.picking(document, warehouse)
        self.call("stock.picking", "button_validate", [picking.id])
        return picking.state == "done"

    def _picking_cancel(self, document, warehouse):
        picking = self.common.picking(document, warehouse)
        self.call("stock.picking", "action_cancel", [picking.id])
        return picking.state == "cancel"

    def _picking_delete(self, document, warehouse):
        picking = self.common.picking(document, warehouse, state="draft")
        self.call("stock.picking", "unlink", [picking.id])
        return not picking.exists()

    # Counts ----------------------------------------------------------------------

    def _quant(self, warehouse):
        return self.common.env["stock.quant"]._gather(
            self.common.product, warehouse.lot_stock_id
        )[:1]

    def _adjustment_view(self, document, warehouse):
        quant = self._quant(warehouse)
        quant.inventory_quantity = quant.quantity + 1
        quant.action_apply_inventory()
        line = self.common.env["stock.move.line"].search(
            [("is_inventory", "=", True), ("product_id", "=", self.common.product.id)],
            order="id desc",
            limit=1,
        )
        rows = self.call(
            "stock.move.line",
            "search_read",
            domain=[("id", "=", line.id)],
            fields=["quantity"],
        )
        return bool(rows)

    def _adjustment_edit(self, document, warehouse):
        quant = self._quant(warehouse)
        self.call("stock.quant", "write", [quant.id], vals={"inventory_quantity": 7})
        return quant.inventory_quantity == 7

    def _adjustment_process(self, document, warehouse):
        quant = self._quant(warehouse)
        quant.inventory_quantity = quant.quantity + 1
        before = quant.quantity
        self.call("stock.quant", "action_apply_inventory", [quant.id])
        return quant.quantity == before + 1

    def _adjustment_cancel(self, document, warehouse):
        quant = self._quant(warehouse)
        before = quant.quantity
        quant.inventory_quantity = before + 1
        quant.action_apply_inventory()
        line = self.common.env["stock.move.line"].search(
            [("is_inventory", "=", True), ("product_id", "=", self.common.product.id)],
            order="id desc",
            limit=1,
        )
        self.call("stock.move.line", "action_revert_inventory", [line.id])
        return quant.quantity == before

    def _adjustment_delete(self, document, warehouse):
        quant = self._quant(warehouse)
        quant.inventory_quantity = 7
        self.call("stock.quant", "action_clear_inventory_quantity", [quant.id])
        return not quant.inventory_quantity_set

    # Write-offs ------------------------------------------------------------------

    def _scrap_values(self, warehouse):
        return {
            "product_id": self.common.product.id,
            "scrap_qty": 1,
            "location_id": warehouse.lot_stock_id.id,
        }

    def _scrap(self, warehouse):
        return self.common.env["stock.scrap"].create(self._scrap_values(warehouse))

    def _write_off_view(self, document, warehouse):
        scrap = self._scrap(warehouse)
        rows = self.call(
            "stock.scrap",
            "search_read",
            domain=[("id", "=", scrap.id)],
            fields=["name"],
        )
        return bool(rows)

    def _write_off_edit(self, document, warehouse):
        self.call("stock.scrap", "create", vals_list=[self._scrap_values(warehouse)])
        return True

    def _write_off_process(self, document, warehouse):
        scrap = self._scrap(warehouse)
        self.call("stock.scrap", "action_validate", [scrap.id])
        return scrap.state == "done"

    def _write_off_cancel(self, document, warehouse):
        scrap = self._scrap(warehouse)
        scrap.do_scrap()
        self.call("stock.scrap", "action_revert", [scrap.id])
        return True

    def _write_off_delete(self, document, warehouse):
        scrap = self._scrap(warehouse)
        self.call("stock.scrap", "unlink", [scrap.id])
        return not scrap.exists()
