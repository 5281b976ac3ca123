import json

from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# A patch of Odoo stands alone, so that it can go alone.
class PosOrder(models.Model):
    """Stock defect: what was sent to the kitchen is dated by the tablet's clock.

    Of two states of an order the later one is kept. An order opened on a tablet whose
    clock is fast keeps all that others send for as long as the clock is ahead, and the
    kitchen gets it again. Here, the server dates what it creates, as Odoo has it date
    what it updates; the till's part is in ``tablet_clock_decides.js``.
    """

    _inherit = "pos.order"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("last_order_preparation_change"):
                vals["last_order_preparation_change"] = self._dated_here(
                    vals["last_order_preparation_change"]
                )
        return super().create(vals_list)

    @api.model
    def _dated_here(self, change):
        try:
            sent = json.loads(change)
        except (TypeError, ValueError):
            return change
        if not isinstance(sent, dict) or not isinstance(sent.get("metadata"), dict):
            return change
        now = fields.Datetime.to_string(fields.Datetime.now())
        return json.dumps({**sent, "metadata": {**sent["metadata"], "serverDate": now}})
