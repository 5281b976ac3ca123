from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# What the kitchen is told of a line is a subject of its own.
class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    @api.model
    def _goods_moved(self, moved):
        """Let what the kitchen was told follow the goods; nothing is made twice."""
        super()._goods_moved(moved)
        cooked = [entry for entry in moved if self._is_cooked_by_ticket(entry[1])]
        if not cooked:
            return
        # sudo: ledger and tickets are the server's alone.
        server = self.sudo()
        moved = [
            (uuid, server.browse(line.id), quantity) for uuid, line, quantity in cooked
        ]
        lines = server.union(*(line for _uuid, line, _quantity in moved))
        Ledger = server.env["bakery.kitchen.ledger"]
        rows = Ledger.search([("line_uuid", "in", [uuid for uuid, *_rest in cooked])])
        orders = lines.order_id | server.env["pos.order"].search(
            [("uuid", "in", rows.mapped("order_uuid"))]
        )
        orders._kitchen_lock()
        Ledger._goods_moved(moved)
        server.env["bakery.kitchen.ticket"]._follow(lines.order_id)

    @staticmethod
    def _is_cooked_by_ticket(line):
        return line.order_id.config_id.kitchen_tickets
