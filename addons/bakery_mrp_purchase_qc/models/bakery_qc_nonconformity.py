from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryQcNonconformity(models.Model):
    """What was wrong with a batch is closed once it was decided what becomes of it."""

    _inherit = "bakery.qc.nonconformity"

    production_id = fields.Many2one(
        related="inspection_id.production_id",
        string="Manufacturing Order",
        store=True,
        index="btree_not_null",
    )
    disposition = fields.Selection(related="inspection_id.disposition", store=True)
    disposition_reason = fields.Char(related="inspection_id.disposition_reason")
    photo = fields.Image(max_width=1920, max_height=1920)

    @api.constrains("state", "disposition")
    def _check_disposition(self):
        for record in self.filtered(lambda r: r.state == "closed" and r.production_id):
            if not record.disposition:
                raise ValidationError(
                    self.env._(
                        "Decide first what becomes of the batch of %(name)s.",
                        name=record.name,
                    )
                )

    @api.model
    def _check_free(self, vals, free):
        return super()._check_free(vals, {*free, "photo"})

    def action_dispose(self):
        """Ask what becomes of the batch.

        :raise AccessError: for all but quality managers.
        """
        self.ensure_one()
        self.check_access("read")
        return self.inspection_id.action_dispose()
