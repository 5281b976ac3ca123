from odoo import api, models

# Orders in rupiah from which somebody else, and then the owner, has to agree; and how
# much dearer than usual a price may be, as a share. A bakery changes them on the
# approval rules themselves.
APPROVER_FROM = 2_500_000
OWNER_FROM = 25_000_000
DEARER = 0.15


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_purchasing(self, company):
        """Let orders be approved as a bakery does; rules that are there stay."""
        company.purchase_control = True
        Tier = self.env["tier.definition"].with_context(active_test=False)
        known = [("model", "=", "purchase.order"), ("company_id", "=", company.id)]
        if Tier.search_count(known, limit=1):
            return
        for name, translation, group, domain in self._approval_rules():
            tier = Tier.create(
                {
                    "name": name,
                    "model_id": self.env["ir.model"]._get_id("purchase.order"),
                    "review_type": "group",
                    "reviewer_group_id": self.env.ref(f"bakery_suite.{group}").id,
                    "definition_domain": repr(domain),
                    "company_id": company.id,
                    "approve_sequence": True,
                    # Whoever agreed to one reason has seen the order.
                    "approve_sequence_bypass": True,
                    # The library asks in falling order; the owner comes last.
                    "sequence": 10 if group == "bakery_suite_group_owner" else 20,
                }
            )
            tier.with_context(lang="id_ID").name = translation

    @api.model
    def _approval_rules(self):
        """Return ``(name, Indonesian name, group, domain)`` of each rule."""
        approver, owner = "bakery_suite_group_approver", "bakery_suite_group_owner"
        return [
            (
                "Large order",
                "Pembelian besar",
                approver,
                [("amount_total_cc", ">=", APPROVER_FROM)],
            ),
            (
                "Very large order",
                "Pembelian sangat besar",
                owner,
                [("amount_total_cc", ">=", OWNER_FROM)],
            ),
            (
                "New vendor",
                "Pemasok baru",
                approver,
                [("is_new_vendor", "=", True)],
            ),
            (
                "Dearer than usual",
                "Lebih mahal dari biasanya",
                approver,
                [("max_price_deviation", ">", DEARER)],
            ),
        ]
