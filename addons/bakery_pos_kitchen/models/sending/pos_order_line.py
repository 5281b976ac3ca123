from odoo import api, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    @api.model
    def _goods_moved(self, moved):
        """Let what the kitchen was told follow the goods; nothing is made twice."""
        super()._goods_moved(moved)
        cooked = [entry for entry in moved if self._is_cooked_by_ticket(entry[1])]
        if not cooked:
            return
        # sudo: the ledger is the server's alone.
        Ledger = self.env["bakery.kitchen.ledger"].sudo()
        lines = self.browse().union(*(line for _uuid, line, _quantity in cooked))
        rows = Ledger.search([("line_uuid", "in", [uuid for uuid, *_rest in cooked])])
        orders = lines.sudo().order_id | self.env["pos.order"].sudo().search(
            [("uuid", "in", rows.mapped("order_uuid"))]
        )
        orders._kitchen_lock()
        Ledger._goods_moved([(u, line.sudo(), quantity) for u, line, quantity in cooked])
        self.env["bakery.kitchen.ticket"].sudo()._follow(lines.sudo().order_id)

    @staticmethod
    def _is_cooked_by_ticket(line):
        return line.order_id.config_id.kitchen_tickets
