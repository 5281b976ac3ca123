from odoo import fields, models


class BakeryPosLineMove(models.Model):
    """Goods that came to a line from another: a split, a merge, another table.

    Tablets say where the goods came from; only as much is believed as the line grew by
    at that moment. What left its line and turned up elsewhere is no void.
    """

    _name = "bakery.pos.line.move"
    _description = "Moved Goods of an Order"

    company_id = fields.Many2one("res.company", required=True, index=True)
    source_uuid = fields.Char(required=True)
    line_uuid = fields.Char(required=True)
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    quantity = fields.Float(digits="Product Unit", required=True)

    _source_uuid = models.Index("(source_uuid)")
    _once = models.Constraint(
        "UNIQUE (source_uuid, line_uuid)", "Goods move from one line to another once."
    )

    def _note(self, lines, claims, grown):
        """Note what came to ``lines``.

        :param dict claims: ``{line: {uuid of the line it came from: quantity}}``
        :param dict grown: ``{line: quantity by which it grew}``, the most to believe
        :return: what is believed, ``[(uuid of the line it left, line, quantity)]``
        """
        uuids = {uuid for sources in claims.values() for uuid in sources}
        known = {
            (move.source_uuid, move.line_uuid): move
            for move in self.search(
                [
                    ("source_uuid", "in", list(uuids)),
                    ("line_uuid", "in", lines.mapped("uuid")),
                ]
            )
        }
        rows, believed = [], []
        for line, sources in claims.items():
            left = grown[line]
            for uuid, quantity in sources.items():
                move = known.get((uuid, line.uuid), self)
                more = min(quantity - move.quantity, left)
                if more <= 0 or uuid == line.uuid:
                    continue
                left -= more
                believed.append((uuid, line, more))
                if move:
                    move.quantity += more
                    continue
                rows.append(
                    {
                        "company_id": line.company_id.id,
                        "source_uuid": uuid,
                        "line_uuid": line.uuid,
                        "product_id": line.product_id.id,
                        "quantity": more,
                    }
                )
        self.create(rows)
        self.env["bakery.pos.void"]._settle(uuids)
        return believed
