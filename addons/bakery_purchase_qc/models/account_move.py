from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

RELEASE_GROUP = "bakery_purchase_qc.bakery_purchase_qc_group_release"
BILL = "in_invoice"
MATCHED = {
    "match_reason",
    "match_released_amount",
    "match_released_by",
    "match_state",
}


class AccountMove(models.Model):
    _inherit = "account.move"

    match_state = fields.Selection(
        [
            ("none", "Not matched"),
            ("matched", "Matched"),
            ("exception", "Differs"),
            ("approved", "Released"),
        ],
        string="Match",
        default="none",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Whether a vendor's bill asks for what was ordered and accepted. One that"
        " differs is not paid before somebody releases it.",
    )
    match_line_ids = fields.One2many(
        "bakery.bill.match.line", "move_id", readonly=True, copy=False
    )
    match_difference = fields.Monetary(
        string="Difference", compute="_compute_match_difference"
    )
    amount_due_company = fields.Monetary(
        string="To Pay",
        currency_field="company_currency_id",
        compute="_compute_amount_due_company",
        store=True,
        help="Open amount of a vendor's bill in the company's currency.",
    )
    match_released_by = fields.Many2one("res.users", readonly=True, copy=False)
    match_released_amount = fields.Monetary(readonly=True, copy=False)
    match_reason = fields.Char(string="Reason of Release", readonly=True, copy=False)

    @api.constrains("company_id", "currency_id")
    def _check_currency_id(self):
        # A bill that came by mail waits for its rate; nobody types one without.
        if self.env.uid != SUPERUSER_ID:
            bills = self.filtered(lambda move: move.is_purchase_document())
            self.env["res.currency"]._check_exchange_rates(bills)

    @api.depends("match_line_ids.difference")
    def _compute_match_difference(self):
        for move in self:
            move.match_difference = sum(move.match_line_ids.mapped("difference"))

    @api.depends("amount_residual_signed", "move_type", "state")
    def _compute_amount_due_company(self):
        for move in self:
            due = move.move_type == BILL and move.state == "posted"
            move.amount_due_company = -move.amount_residual_signed if due else 0.0

    @api.model_create_multi
    def create(self, vals_list):
        # A new bill is not matched yet, whatever its maker says: models that inherit
        # from it hand all defaults along.
        moves = super().create(
            [{k: v for k, v in vals.items() if k not in MATCHED} for vals in vals_list]
        )
        moves._match()
        return moves

    def write(self, vals):
        self._check_match_untouched(vals)
        result = super().write(vals)
        if vals.keys() & {"invoice_line_ids", "line_ids", "partner_id", "currency_id"}:
            self._match()
        return result

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._match()
        # What is credited is no longer billed: other bills may agree now.
        credits = posted.filtered(lambda move: move.move_type == "in_refund")
        # sudo: as in _match.
        credits.sudo().invoice_line_ids.purchase_line_id._match_bills()
        return posted

    def _check_match_untouched(self, vals):
        """Refuse to write what matching and releasing alone write.

        :raise AccessError: for whoever is not the server itself.
        """
        if not self.env.su and MATCHED & vals.keys():
            raise AccessError(
                self.env._("A bill is released with its button, not by writing.")
            )

    def _is_matched(self):
        """Return the bills that are compared with their orders."""
        return self.filtered(
            lambda move: (
                move.move_type == BILL
                and move.state != "cancel"
                and move.company_id.purchase_control
            )
        )

    def _match(self):
        """Compare bills with what was ordered, accepted and billed before."""
        # sudo: whoever enters bills need not see orders, and may write no match.
        moves = self._is_matched().sudo()
        if not moves:
            return
        moves.match_line_ids.unlink()
        goods = moves.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and line.product_id
        )
        # sudo: as above.
        rows = (
            self.env["bakery.bill.match.line"]
            .sudo()
            .create([line._match_row() for line in goods])
        )
        by_move = rows.grouped("move_id")
        for move in moves:
            move._keep_match(by_move.get(move, rows.browse()))

    def _keep_match(self, rows):
        self.ensure_one()
        if not rows:
            state = "none"
        elif not any(rows.mapped("issue")):
            state = "matched"
        else:
            # What was released stays so while it asks for no more than then.
            released = self.match_state == "approved" and not self._rises(rows)
            state = "approved" if released else "exception"
        if state != self.match_state:
            vals = {"match_state": state}
            if state != "approved":
                vals |= {"match_released_by": False, "match_reason": False}
            self.write(vals)

    def _rises(self, rows):
        """Tell whether a released bill asks for more than when it was released."""
        released = self.match_released_amount
        now = sum(rows.mapped("difference"))
        return self.currency_id.compare_amounts(now, released) > 0

    def _release_match(self, reason):
        """Let bills that differ be paid.

        :raise AccessError: without the right to release bills.
        :raise UserError: without a reason, or when a bill does not differ.
        """
        if not self.env.user.has_group(RELEASE_GROUP):
            raise AccessError(
                self.env._("Releasing bills is a right of its own that you lack.")
            )
        self.check_access("write")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the bill is released."))
        for move in self:
            if move.match_state != "exception":
                raise UserError(
                    self.env._(
                        "The bill %(bill)s does not wait for a release.",
                        bill=move.display_name,
                    )
                )
            # sudo: the state of a match is written by its methods alone.
            move.sudo().write(
                {
                    "match_state": "approved",
                    "match_released_by": self.env.uid,
                    "match_reason": reason,
                    "match_released_amount": move.match_difference,
                }
            )
            move.message_post(
                body=self.env._("Released for payment: %(reason)s", reason=reason)
            )

    def action_release_match(self):
        """Open the dialog that asks for the reason."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release for Payment"),
            "res_model": "bakery.bill.release",
            "view_mode": "form",
            "target": "new",
            "context": {"default_move_ids": self.ids},
        }

    def _check_payable(self):
        """Refuse to pay bills that differ from their orders.

        :raise UserError: naming the first of them.
        """
        # sudo: whoever pays need not see what the bill was compared with.
        for move in self.sudo():
            if move.match_state == "exception" and move.company_id.purchase_control:
                raise UserError(
                    self.env._(
                        "The bill %(bill)s of %(vendor)s differs from what was ordered"
                        " and accepted: it has to be released before it is paid.",
                        bill=move.display_name,
                        vendor=move.partner_id.display_name,
                    )
                )
