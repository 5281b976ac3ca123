from odoo import api, fields, models
from odoo.tools import formatLang


# pylint: disable=consider-merging-classes-inherited
# How a vendor delivered, beside what was agreed with them.
class ResPartner(models.Model):
    _inherit = "res.partner"

    vendor_standing = fields.Char(
        string="Scorecard",
        compute="_compute_vendor_standing",
        groups="purchase.group_purchase_user",
        help="By the last 12 months: A from 90 of 100 points, B from 75, C below.",
    )

    @api.depends_context("company")
    def _compute_vendor_standing(self):
        totals = self.env["bakery.vendor.score"]._totals(self)
        for partner in self:
            found = totals.get(partner.commercial_partner_id, {})
            partner.vendor_standing = found.get("standing") or "–"

    def action_open_scorecard(self):
        """Open how this vendor delivered, month by month."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_purchase_qc.bakery_vendor_score_action"
        )
        vendor = self.commercial_partner_id
        domain = [("vendor_id", "=", vendor.id)]
        return {**action, "domain": domain, "context": {}}

    def _scorecard(self):
        """Return what the printed scorecard of this vendor shows.

        :return: ``rows``, the months of the last 12 with facts, the latest first, and
            ``total``, their rated facts; empty when nothing is known.
        """
        self.ensure_one()
        scores = self.env["bakery.vendor.score"]
        rows = scores.search(scores._domain_of_year(self), order="month desc")
        total = scores._totals(self).get(self.commercial_partner_id, {})
        return {"rows": rows, "total": total}

    def _score_text(self, value, basis, digits=1):
        """Return a figure of the scorecard in the reader's language.

        :param basis: how many facts it comes from; of none there is no figure.
        """
        return formatLang(self.env, value, digits=digits) if basis else "–"

    def _percent_text(self, value, basis):
        return f"{self._score_text(value, basis, 0)} %" if basis else "–"
