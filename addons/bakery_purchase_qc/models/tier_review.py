from odoo import api, models
from odoo.exceptions import AccessError

ORDER = "purchase.order"


class TierReview(models.Model):
    """Reviews of orders under control are written by the orders' methods alone.

    The library lets every user write every review, which would be an approval
    by whoever knows the way.
    """

    _inherit = "tier.review"

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        reviews._check_untouched()
        return reviews

    def write(self, vals):
        # A comment is written by the dialog, with the rights of the reviewer.
        mine = self.filtered(lambda r: self.env.user in r.reviewer_ids)
        others = self - mine if vals.keys() <= {"comment"} else self
        others._check_untouched()
        return super().write(vals)

    def unlink(self):
        self._check_untouched()
        return super().unlink()

    def _check_untouched(self):
        """Refuse changes from outside.

        :raise AccessError: for reviews of orders whose company buys under control.
        """
        if self.env.su:
            return
        orders = self.filtered(lambda r: r.model == ORDER).mapped("res_id")
        # sudo: whether the company buys under control is no secret.
        companies = self.env[ORDER].sudo().browse(orders).exists().company_id
        if any(company.purchase_control for company in companies):
            raise AccessError(
                self.env._(
                    "Approvals are given with the buttons of the order; they cannot be"
                    " written."
                )
            )

    def _update_review_status(self):
        # sudo: who looks at the list of reviews moves the next one to "pending".
        return super(TierReview, self.sudo())._update_review_status()

    def _get_reviewers(self):
        """Leave out those who bought, created or asked for the order."""
        reviewers = super()._get_reviewers()
        if self.model != ORDER or not self.res_id:
            return reviewers
        order = self.env[ORDER].browse(self.res_id).exists()
        if order and order.company_id.purchase_control:
            reviewers -= order._makers() | self.requested_by
        return reviewers
