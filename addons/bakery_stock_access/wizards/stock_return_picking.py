from odoo import models


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    def _create_return(self):
        """Return goods, which takes the right to cancel what was processed."""
        self.picking_id._guard("cancel")
        if not self.picking_id._is_guarded():
            return super()._create_return()
        # sudo: checked above; the way back may lead through hidden places.
        return super(StockReturnPicking, self.sudo())._create_return()
