# pylint: disable=consider-merging-classes-inherited
# A lot on hold and the trace of a lot are two matters, each in a folder of its own.
from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    # Stock keeps no index on lots: every level of a trace would read all lines.
    _trace_lot_index = models.Index("(lot_id) WHERE lot_id IS NOT NULL")
