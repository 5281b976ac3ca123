import json

from odoo import api, fields, models

MOST_TABLES = 50


# pylint: disable=consider-merging-classes-inherited
# The floor is a subject of its own.
class PosOrderLine(models.Model):
    """Lines remember the tables they came from when tables were put together.

    Stock keeps that in the memory of the one tablet that did it, so that no other
    tablet can take the tables apart again.
    """

    _inherit = "pos.order.line"

    moved_from = fields.Char(
        copy=False,
        help="Tables whose orders were merged into this line, with their quantities.",
    )

    ordered_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When this was ordered, or ordered again, by the server's clock.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Take the time from the server: tablets' clocks are not to be relied on."""
        now = fields.Datetime.now()
        for vals in vals_list:
            vals["ordered_at"] = now
            if vals.get("moved_from"):
                vals["moved_from"] = self._clean_moved_from(vals["moved_from"])
        return super().create(vals_list)

    def write(self, vals):
        """Keep what is remembered from tablets that never heard of it.

        Tablets send back all they know of a line. One that forgets on purpose, because
        the tables were taken apart, sends an empty list; nothing at all is ignorance.
        """
        vals = {key: val for key, val in vals.items() if key != "ordered_at"}
        if "moved_from" in vals:
            remembered = vals.pop("moved_from")
            if remembered:
                vals["moved_from"] = self._clean_moved_from(remembered)
        quantity = vals.get("qty")
        is_number = isinstance(quantity, (int, float))
        more = self.filtered(lambda line: is_number and line.qty < quantity)
        result = super().write(vals)
        if more:
            # Not through this model's write, which leaves the time alone.
            super(PosOrderLine, more).write({"ordered_at": fields.Datetime.now()})
        return result

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "moved_from"]

    @api.model
    def _clean_moved_from(self, text):
        """Return the well-formed part of what a tablet says, as JSON or False."""
        try:
            entries = json.loads(text)
        except (TypeError, ValueError):
            return False
        if not isinstance(entries, list):
            return False
        kept = [
            {
                "table_id": entry["table_id"],
                "quantity": entry["quantity"],
                "formerUuid": str(entry.get("formerUuid") or "")[:64],
            }
            for entry in entries[:MOST_TABLES]
            if isinstance(entry, dict)
            and type(entry.get("table_id")) is int
            and type(entry.get("quantity")) in (int, float)
        ]
        return json.dumps(kept) if kept else False
