import json

from odoo import models

LONGEST_NOTE = 1000
LONGEST_LABEL = 64


def plain_note(text):
    """Return a note as plain text of bearable length.

    Tills keep notes as they are, or as a list of coloured pieces in JSON.
    """
    if not text or not isinstance(text, str):
        return ""
    try:
        pieces = json.loads(text)
    except ValueError:
        pieces = None
    if isinstance(pieces, list):
        words = [p.get("text") if isinstance(p, dict) else p for p in pieces]
        text = ", ".join(word for word in words if isinstance(word, str) and word)
    return text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1] + "…"


def first_word(name):
    return (name or "").split(" ")[0][:LONGEST_LABEL]


# pylint: disable=consider-merging-classes-inherited
# What the kitchen sees of an order is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    def _kitchen_header(self):
        """Return what tickets say of this order; of a guest a first name at most."""
        self.ensure_one()
        table = self.table_id
        number = self.tracking_number or self.pos_reference or ""
        return {
            "order_id": self.id,
            "order_uuid": self.uuid,
            "number": number,
            "label": (self._kitchen_name() or number)[:LONGEST_LABEL],
            "table_label": table._kitchen_label() if table else False,
            "preset": self.preset_id.name or False,
            "guests": self.customer_count,
            "waiter": first_word(self.waiter_id.name) or False,
        }

    def _kitchen_name(self):
        """Return under which name the order is called out or brought."""
        if self.table_id:
            return self.table_id._kitchen_label()
        if self.platform_order_number:
            platform = self.preset_id.platform_name or ""
            return f"{platform} {self.platform_order_number}".strip()
        name = self.floating_order_name or ""
        if self._kitchen_guest_name():
            return first_word(name)
        return name

    def _kitchen_guest_name(self):
        """Return the first name under which a guest waits, where one is asked for."""
        asked = self.preset_id.identification in ("name", "address")
        is_partner = (
            self.partner_id and self.floating_order_name == self.partner_id.name
        )
        if asked or is_partner:
            return first_word(self.floating_order_name)
        return ""

    def _kitchen_note(self):
        notes = [plain_note(self.internal_note), plain_note(self.general_customer_note)]
        return " · ".join(note for note in notes if note) or False


class RestaurantTable(models.Model):
    _inherit = "restaurant.table"

    def _kitchen_label(self):
        self.ensure_one()
        return self.table_name or f"T {self.table_number}"
