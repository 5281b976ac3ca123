from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Handed along in the context by the methods that may release an order. A context
# that comes from outside cannot hold this very object.
RELEASE = object()
# What only those methods write.
GUARDED = {
    "approved_partner_id",
    "approved_total",
    "date_approve",
    "state",
    "validation_status",
}
RELEASED = "purchase"


# pylint: disable=consider-merging-classes-inherited
# Approval is a topic of its own beside prices and vendors.
class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    approved_total = fields.Float(
        readonly=True,
        copy=False,
        help="Untaxed amount when the order was last approved, in company currency.",
    )
    approved_partner_id = fields.Many2one(
        "res.partner", string="Approved Vendor", readonly=True, copy=False
    )
    is_new_vendor = fields.Boolean(
        string="New Vendor",
        compute="_compute_is_new_vendor",
        help="No order to this vendor was ever confirmed before.",
    )
    max_price_deviation = fields.Float(
        string="Greatest Price Deviation",
        compute="_compute_max_price_deviation",
        help="Of the line that is dearest beside what was usually paid. 0.1 is ten"
        " percent more.",
    )

    @api.depends("partner_id", "company_id")
    def _compute_is_new_vendor(self):
        groups = self.env["purchase.order"]._read_group(
            [
                ("state", "=", RELEASED),
                ("partner_id", "child_of", self.partner_id.commercial_partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("id", "not in", self.ids),
            ],
            ["company_id", "partner_id"],
        )
        known = {
            (company, partner.commercial_partner_id) for company, partner in groups
        }
        for order in self:
            pair = order.company_id, order.partner_id.commercial_partner_id
            order.is_new_vendor = bool(order.partner_id) and pair not in known

    @api.depends(
        "order_line.price_unit", "order_line.discount", "order_line.product_id"
    )
    def _compute_max_price_deviation(self):
        for order in self:
            order.max_price_deviation = max(
                order.order_line.mapped("price_deviation"), default=0.0
            )

    # No way round ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            given = GUARDED - {"state", "date_approve"}
            vals_list = [
                {name: value for name, value in vals.items() if name not in given}
                for vals in vals_list
            ]
        orders = super().create(vals_list)
        if any(order.state not in ("draft", "sent") for order in orders):
            orders._check_release(RELEASED)
        return orders

    def write(self, vals):
        if GUARDED & vals.keys():
            self._check_release(vals.get("state", RELEASED))
        result = super().write(vals)
        if vals.keys() & {"partner_id", "currency_id"}:
            self._under_approval()._ask_again()
        return result

    def _check_release(self, state):
        """Refuse to make an order firm past its approval.

        :raise AccessError: unless a method of the order itself does it.
        """
        if (
            state != RELEASED
            or self.env.su
            or self.env.context.get("purchase_release") is RELEASE
        ):
            return
        for order in self:
            if order.company_id.purchase_control:
                raise AccessError(
                    self.env._(
                        "%(order)s becomes an order by being confirmed and approved,"
                        " not by writing its state.",
                        order=order.name or self.env._("A request for quotation"),
                    )
                )

    def _check_buyer(self):
        """Refuse bookkeepers, whom Odoo lets write on orders, under control.

        :raise AccessError: unless a buyer does it.
        """
        controlled = self.filtered(lambda order: order.company_id.purchase_control)
        if self.env.su or not controlled:
            return
        if not self.env.user.has_group("purchase.group_purchase_user"):
            raise AccessError(
                self.env._("Only buyers ask for approvals and confirm orders.")
            )

    def button_confirm(self):
        self._check_buyer()
        self.env["res.currency"]._check_exchange_rates(self)
        requests = self.filtered(
            lambda o: o.company_id.purchase_control and o.state in ("draft", "sent")
        )
        requests.order_line._check_asked()
        return super(
            PurchaseOrder, self.with_context(purchase_release=RELEASE)
        ).button_confirm()

    def button_approve(self, force=False):
        releasing = self.with_context(purchase_release=RELEASE)
        result = super(PurchaseOrder, releasing).button_approve(force=force)
        self.filtered(lambda order: order.state == RELEASED)._keep_approved_terms()
        return result

    # What was approved ---------------------------------------------------------------

    def _keep_approved_terms(self):
        """Note what the approval is for; changes are measured against it."""
        # sudo: nobody may write what was approved.
        for order in self.sudo().with_context(skip_validation_check=True):
            order.write(
                {
                    "approved_total": order._in_company_currency(order.amount_untaxed),
                    "approved_partner_id": order.partner_id.id,
                }
            )
            for line in order.order_line:
                line.write(
                    {
                        "approved_product_id": line.product_id.id,
                        "approved_qty": line.product_uom_qty,
                        "approved_price": line._price_per_product_unit(),
                    }
                )

    def _under_approval(self):
        """Return the orders whose approval, given or asked for, is at stake."""
        return self.filtered(
            lambda order: (
                order.company_id.purchase_control
                and (order.review_ids or order.state in (RELEASED, "to approve"))
            )
        )

    def _ask_again(self):
        """Ask anew where a change goes beyond what was approved or asked for.

        An order that is firm already waits again: its goods cannot be received and
        nothing more is asked of the vendor until somebody agrees, or the change is
        taken back.
        """
        # sudo: the buyer may not touch reviews; that they ask again is the rule.
        for order in self.sudo():
            approved, exceeds = order.approved_partner_id, order._exceeds_approval()
            if order.state == RELEASED:
                if exceeds and order._tiers():
                    order.write({"state": "to approve"})
                    order._request_anew()
            elif order.state == "to approve" and approved and not exceeds:
                order.review_ids.unlink()
                unchanged = order.with_context(purchase_unchanged=RELEASE)
                unchanged.write({"state": RELEASED})
            elif order.validation_status in ("waiting", "pending") or (
                order.validation_status == "validated" and exceeds
            ):
                order._request_anew()

    def _check_state_conditions(self, vals):
        """Ask for no approval of an order that is again as it was approved."""
        if self.env.context.get("purchase_unchanged") is RELEASE:
            return False
        return super()._check_state_conditions(vals)

    def _request_anew(self):
        self.ensure_one()
        self.review_ids.unlink()
        self.invalidate_recordset(["need_validation"])
        self.request_validation()
        self.message_post(
            body=self.env._(
                "The order was changed beyond what was approved: it has to be approved"
                " again."
            )
        )

    def _tiers(self):
        """Return the definitions that ask for an approval of this order."""
        self.ensure_one()
        definitions = self.env["tier.definition"].search(
            [
                ("model", "=", self._name),
                ("company_id", "in", [False, *self._get_company().ids]),
            ]
        )
        return definitions.filtered(self.evaluate_tier)

    def _exceeds_approval(self):
        """Tell whether vendor, prices or quantities go beyond what was approved."""
        self.ensure_one()
        if self.partner_id != self.approved_partner_id:
            return True
        factor = 1 + self.company_id.purchase_reapproval_tolerance / 100
        rise = self.company_id.currency_id.compare_amounts(
            self._in_company_currency(self.amount_untaxed),
            self.approved_total * factor,
        )
        return rise > 0 or any(
            line._exceeds_approval(factor) for line in self.order_line
        )

    def _in_company_currency(self, amount):
        """Return an amount of the order by its own rate, not rounded."""
        return amount / (self.currency_rate or 1.0)

    def _is_held(self):
        """Tell whether a firm order waits for a new approval after a change."""
        self.ensure_one()
        if not self.company_id.purchase_control or not self.approved_partner_id:
            return False
        if self.state == "to approve":
            return True
        return self.state == RELEASED and self._exceeds_approval() and self._tiers()

    # Approving -----------------------------------------------------------------------

    def request_validation(self):
        """Ask for the approvals that the order needs.

        :raise AccessError: for whoever is no buyer, or may not change the order.
        :raise UserError: when nobody but those who made it could give one.
        """
        self.check_access("write")
        self._check_buyer()
        # sudo: reviews are written by these methods alone.
        reviews = super(PurchaseOrder, self.sudo()).request_validation()
        # The library's field knows of nothing that it depends on.
        self.invalidate_recordset(["need_validation"])
        for review in reviews:
            if not review.reviewer_ids:
                raise UserError(
                    self.env._(
                        "Nobody else can give the approval “%(tier)s”: let another"
                        " person join those who approve.",
                        tier=review.name,
                    )
                )
        return reviews.with_env(self.env)

    def _pending_review(self):
        """Return the review whose turn it is, maybe none."""
        self.ensure_one()
        pending = self.review_ids.filtered(lambda r: r.status == "pending")
        return pending.sorted("sequence")[:1]

    def _get_to_validate_message(self):
        review = self._pending_review()
        if not self.company_id.purchase_control or not review:
            return super()._get_to_validate_message()
        # sudo: whoever sees the order may know who has to agree.
        review = review.sudo()
        names = review.reviewer_group_id or review.reviewer_ids[:3]
        text = self.env._(
            "Waits for approval by %(who)s", who=", ".join(names.mapped("name"))
        )
        return Markup('<i class="fa fa-lg fa-info-circle"/> %s') % text

    @api.depends("review_ids", "review_ids.status")
    def _compute_next_review(self):
        controlled = self.filtered("company_id.purchase_control")
        for order in controlled:
            order.next_review = order._pending_review().name
        return super(PurchaseOrder, self - controlled)._compute_next_review()

    def restart_validation(self):
        self.check_access("write")
        # sudo: as above.
        return super(PurchaseOrder, self.sudo()).restart_validation()

    def validate_tier(self):
        self._check_approver()
        return super().validate_tier()

    def reject_tier(self):
        self._check_approver()
        if self.company_id.purchase_control and not self.has_comment:
            sequences = self._get_sequences_to_approve(self.env.user)
            reviews = self.review_ids.filtered(lambda r: r.sequence in sequences)
            if not any(reviews.mapped("comment")):
                return self._add_comment("reject", reviews)
        return super().reject_tier()

    def _validate_tier(self, tiers=False):
        if self._is_maker():
            return None
        reviews = self._reviews_in_turn(tiers)
        if not reviews:
            return None
        # sudo: as above.
        result = super(PurchaseOrder, self.sudo())._validate_tier(reviews)
        self._release_when_approved()
        return result

    def _reviews_in_turn(self, tiers):
        """Return those of ``tiers`` that are this order's and whose turn it is.

        The dialog for comments takes any reviews that it is handed.
        """
        # sudo: as above.
        reviews = self.review_ids.sudo()
        if tiers:
            reviews &= tiers.sudo()
        if not self.company_id.purchase_control:
            return reviews
        turn = self._get_sequences_to_approve(self.env.user)
        return reviews.filtered(
            lambda r: r.sequence in turn or r.approve_sequence_bypass
        )

    def _release_when_approved(self):
        """Make the order firm with the last approval; nobody has to press again."""
        self.invalidate_recordset(["validation_status"])
        if (
            not self.company_id.purchase_control
            or self.validation_status != "validated"
        ):
            return
        self._keep_approved_terms()
        if self.state == "to approve":
            self.button_approve()

    def _rejected_tier(self, tiers=False):
        reviews = self._reviews_in_turn(tiers)
        mine = reviews.filtered(
            lambda r: (
                r.status in ("waiting", "pending") and self.env.user in r.reviewer_ids
            )
        )
        reasons = [comment.strip() for comment in mine.mapped("comment") if comment]
        if mine and self.company_id.purchase_control and not any(reasons):
            raise UserError(
                self.env._("Say why the order %(order)s is refused.", order=self.name)
            )
        # sudo: as above.
        return super(PurchaseOrder, self.sudo())._rejected_tier(reviews)

    def _check_approver(self):
        """Refuse approvals of what one has made oneself.

        :raise AccessError: when the caller bought, created or asked for the order.
        """
        if self._is_maker():
            raise AccessError(
                self.env._(
                    "You have a part in the order %(order)s: somebody else has to"
                    " approve it.",
                    order=self.name,
                )
            )

    def _is_maker(self):
        self.ensure_one()
        return self.company_id.purchase_control and self.env.user in self._makers()

    def _makers(self):
        """Return the users who must not approve this order."""
        # sudo: whoever approves need not see who made what.
        order = self.sudo()
        robot = self.env.ref("base.user_root")
        return (
            order.create_uid | order.user_id | order.review_ids.requested_by
        ) - robot

    def copy_data(self, default=None):
        if default and GUARDED & default.keys():
            self._check_release(default.get("state", RELEASED))
        return super().copy_data(default)
