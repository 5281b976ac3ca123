from odoo import api, models


class BakeryFormulaPart(models.AbstractModel):
    """What belongs to a formula, and is locked with it when it is approved."""

    _name = "bakery.formula.part"
    _description = "Part of a Formula"

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to an approved formula."""
        parts = super().create(vals_list)
        if not self.env.su:
            parts.bom_id._check_unlocked()
        return parts

    def write(self, vals):
        """Change nothing of an approved formula, and move nothing into one."""
        if not self.env.su:
            self._check_part_unlocked(vals)
        done = super().write(vals)
        if not self.env.su and "bom_id" in vals:
            self.bom_id._check_unlocked()
        return done

    def _check_part_unlocked(self, vals):
        """Raise when ``vals`` may not be written to one of the parts."""
        self.bom_id._check_unlocked()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if not self.env.su:
            self.bom_id._check_unlocked()
