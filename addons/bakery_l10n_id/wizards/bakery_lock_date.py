from odoo import api, fields, models

LOCK_DATES = (
    "sale_lock_date",
    "purchase_lock_date",
    "tax_lock_date",
    "fiscalyear_lock_date",
    "hard_lock_date",
)


class BakeryLockDate(models.TransientModel):
    """Closes months and years: Odoo keeps these dates, and Community shows no form."""

    _name = "bakery.lock.date"
    _description = "Lock Dates"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda s: s.env.company
    )
    sale_lock_date = fields.Date(
        string="Sales until",
        help="No customer invoice is posted or changed up to and including this day.",
    )
    purchase_lock_date = fields.Date(
        string="Purchases until",
        help="No vendor bill is posted or changed up to and including this day.",
    )
    tax_lock_date = fields.Date(
        string="Taxes until",
        help="No entry with taxes is posted or changed up to and including this day.",
    )
    fiscalyear_lock_date = fields.Date(
        string="Everything until",
        help="No entry is posted or changed up to and including this day.",
    )
    hard_lock_date = fields.Date(
        string="Everything for good until",
        help="No entry is posted or changed up to and including this day, and this day"
        " can only be moved forward.",
    )
    is_hardened = fields.Boolean(compute="_compute_is_hardened")

    @api.depends("hard_lock_date", "company_id")
    def _compute_is_hardened(self):
        for wizard in self:
            wizard.is_hardened = (
                wizard.hard_lock_date != wizard.company_id.hard_lock_date
            )

    @api.model
    def default_get(self, fields):
        company = self.env.company
        dates = {name: company[name] for name in LOCK_DATES if name in fields}
        return {**super().default_get(fields), **dates}

    def action_lock(self):
        """Write the dates that differ.

        :raise UserError: when the hard date goes back or away
        :raise RedirectWarning: when drafts or open bank transactions are in the way
        """
        self.ensure_one()
        changed = {
            name: self[name]
            for name in LOCK_DATES
            if self[name] != self.company_id[name]
        }
        if changed:
            # An accounting manager may lock the books and may not edit companies; who
            # may use this form is decided by its own access right.
            self.company_id.sudo().write(changed)
        return {"type": "ir.actions.act_window_close"}
