from odoo import models


class Together:
    """Movements of several write-offs, to be finished at once.

    It travels in the context, and is a class of its own so that no request from
    outside can carry one.
    """

    def __init__(self):
        self.moves = []

    def finish(self):
        """Finish what was gathered."""
        if self.moves:
            moves = self.moves[0].union(*self.moves)
            moves.with_context(waste_together=None)._action_done()


# pylint: disable=consider-merging-classes-inherited
# Writing off waste is a subject of its own.
class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """Wait for the other write-offs of the same waste, if there are any."""
        together = self.env.context.get("waste_together")
        if isinstance(together, Together):
            together.moves.append(self)
            return self
        return super()._action_done(cancel_backorder=cancel_backorder)
