import base64
import binascii
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

from . import statement
from .pos_order import order_number

GROUP = "account.group_account_invoice"
FACTS = {"state", "move_id", "reversal_id", "line_ids", "compared"}
MOST_BYTES = 5 * 1024 * 1024


class BakeryPosSettlement(models.Model):
    """What a platform, a wallet or an acquirer owes us for some days, and pays.

    The payments of closed sessions are collected, compared with the statement, and
    posted in one entry: payout and commission against what was outstanding, session by
    session. What the statement does not name stays open for the next settlement.
    """

    _name = "bakery.pos.settlement"
    _description = "Settlement"
    _inherit = "mail.thread"
    _order = "date_end desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    collector_id = fields.Many2one(
        "bakery.pos.collector",
        string="Paid Out By",
        required=True,
        check_company=True,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_start = fields.Date(
        string="From",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_end = fields.Date(
        string="Until",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    date = fields.Date(
        string="Posted On", required=True, default=fields.Date.context_today
    )
    statement_file = fields.Binary(string="Statement (CSV, XLSX)", copy=False)
    statement_filename = fields.Char(copy=False)
    statement_text = fields.Text(string="or Pasted", copy=False)
    compared = fields.Boolean(readonly=True, copy=False)
    accept_differences = fields.Boolean(
        help="Book what differs together with the commission.", copy=False
    )
    line_ids = fields.One2many(
        "bakery.pos.settlement.line", "settlement_id", readonly=True, copy=False
    )
    gross = fields.Monetary(compute="_compute_amounts")
    fee = fields.Monetary(string="Commission", compute="_compute_amounts")
    vat = fields.Monetary(string="VAT on the Commission", compute="_compute_amounts")
    difference = fields.Monetary(compute="_compute_amounts")
    paid = fields.Monetary(string="Paid to Us", compute="_compute_amounts")
    doubts = fields.Integer(string="Doubtful", compute="_compute_amounts")
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "Posted"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    move_id = fields.Many2one(
        "account.move", string="Journal Entry", readonly=True, copy=False
    )
    reversal_id = fields.Many2one("account.move", readonly=True, copy=False)

    @api.depends("collector_id", "date_start", "date_end")
    def _compute_name(self):
        for settlement in self:
            settlement.name = self.env._(
                "%(who)s %(first)s – %(last)s",
                who=settlement.collector_id.name or "",
                first=fields.Date.to_string(settlement.date_start) or "",
                last=fields.Date.to_string(settlement.date_end) or "",
            )

    @api.depends("collector_id")
    def _compute_dates(self):
        today = fields.Date.context_today(self)
        for settlement in self:
            weekday = int(settlement.collector_id.weekday or 0)
            last = today - timedelta(days=(today.weekday() - weekday) % 7 + 1)
            settlement.date_start = last - timedelta(days=6)
            settlement.date_end = last

    @api.depends("line_ids.result", "line_ids.amount", "collector_id", "compared")
    def _compute_amounts(self):
        for settlement in self:
            lines = settlement._settled()
            gross = sum(lines.mapped("amount"))
            if settlement.compared:
                fee, vat = settlement.collector_id._split_vat(
                    sum(lines.mapped("statement_fee"))
                )
                paid = sum(lines.mapped("statement_paid"))
            else:
                sales = lines.filtered(lambda line: line.amount > 0)
                # A new form asks before anybody is chosen.
                collector = settlement.collector_id
                fee = collector._fee(gross, len(sales)) if collector else 0
                vat = settlement.currency_id.round(
                    fee * (settlement.collector_id.tax_id.amount or 0) / 100
                )
                paid = gross - fee - vat
            settlement.update({"gross": gross, "fee": fee, "vat": vat, "paid": paid})
            settlement.difference = gross - fee - vat - paid
            settlement.doubts = len(
                settlement.line_ids.filtered(
                    lambda line: line.result not in ("matched", "open")
                )
            )

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for settlement in self:
            if settlement.date_end < settlement.date_start:
                raise ValidationError(
                    self.env._("A settlement cannot end before it starts.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin with a draft: state, entry and lines come by the steps."""
        if not self.env.su and any(FACTS & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("Use the buttons of the settlement."))
        return super().create(vals_list)

    def write(self, vals):
        """Leave state, entry and lines to the steps; change drafts only."""
        if not self.env.su:
            if FACTS & vals.keys():
                raise AccessError(self.env._("Use the buttons of the settlement."))
            self._check_state("draft")
            if {"collector_id", "company_id"} & vals.keys() and self.line_ids:
                raise UserError(
                    self.env._("Make a new settlement for somebody else's payments.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_state("draft")

    def _check_state(self, state):
        for settlement in self:
            if settlement.state != state:
                raise UserError(
                    self.env._(
                        "%(name)s is not a draft any more.", name=settlement.name
                    )
                    if state == "draft"
                    else self.env._(
                        "%(name)s is not posted: there is nothing to cancel.",
                        name=settlement.name,
                    )
                )

    def _begin(self, state):
        """Check right and state for a step, alone with the settlement; return sudo."""
        if not self.env.user.has_group(GROUP):
            raise AccessError(self.env._("Only who keeps the books settles."))
        self.check_access("write")
        # sudo: lines, state and payments are written by these steps only, and
        # accountants do not see orders at the tills.
        settlements = self.sudo()
        settlements.lock_for_update()
        settlements.invalidate_recordset(["state"])
        settlements._check_state(state)
        return settlements

    # What there is to settle ----------------------------------------------------------

    def action_collect(self):
        """Take the payments of these days that nobody settled yet; return True.

        :raise UserError: there are none
        """
        for settlement in self._begin("draft"):
            settlement.line_ids.unlink()
            settlement.compared = False
            payments = settlement._open_payments()
            if not payments:
                raise UserError(
                    self.env._(
                        "There is nothing to settle in these days: sessions have to be "
                        "closed first."
                    )
                )
            settlement.env["bakery.pos.settlement.line"].create(
                [settlement._line(payment) for payment in payments]
            )
        return True

    def _open_payments(self):
        methods = self.collector_id.with_context(active_test=False).payment_method_ids
        taken = self.env["bakery.pos.settlement.line"]._search(
            [("payment_id", "!=", False), ("released", "!=", True)]
        )
        where = Domain.FALSE
        tills = self.env["pos.config"].with_context(active_test=False)
        for till in tills.search([("company_id", "=", self.company_id.id)]):
            first, last = till._outlet_span(self.date_start, self.date_end)
            where |= (
                Domain("session_id.config_id", "=", till.id)
                & Domain("payment_date", ">=", first)
                & Domain("payment_date", "<", last)
            )
        return self.env["pos.payment"].search(
            where
            & Domain("payment_method_id", "in", methods.ids)
            & Domain("session_id.state", "=", "closed")
            & Domain("is_change", "=", False)
            & Domain("id", "not in", taken.subselect("payment_id")),
            order="payment_date, id",
        )

    def _line(self, payment):
        order = payment.pos_order_id
        sold = order.refunded_order_id[:1] or order
        number = payment.payment_ref_no
        if self.collector_id.kind == "platform":
            number = sold.platform_order_number or number
        return {
            "settlement_id": self.id,
            "payment_id": payment.id,
            "order_id": order.id,
            "session_id": payment.session_id.id,
            "date": payment.payment_date,
            "number": order_number(number),
            "amount": payment.amount,
        }

    # The statement --------------------------------------------------------------------

    def action_compare(self):
        """Lay the statement beside the payments, number by number; return True.

        :raise UserError: no statement, or one that cannot be read
        """
        for settlement in self._begin("draft"):
            rows = settlement._statement_rows()
            lines = settlement.line_ids.filtered("payment_id")
            (settlement.line_ids - lines).unlink()
            settlement._compare(lines, rows)
        return True

    def _statement_rows(self):
        content = self.statement_text
        if self.statement_file:
            try:
                content = base64.b64decode(self.statement_file)
            except binascii.Error as error:
                raise UserError(self.env._("This file cannot be read.")) from error
        if not content or not content.strip():
            raise UserError(self.env._("Add the statement first: a file, or pasted."))
        if len(content) > MOST_BYTES:
            raise UserError(self.env._("A statement has at most 5 MB."))
        try:
            return statement.read(content)
        except statement.StatementError as error:
            raise UserError(self._unreadable(error)) from error

    def _unreadable(self, error):
        if error.row:
            return self.env._(
                "Row %(row)s of the statement cannot be read.", row=error.row
            )
        return self.env._(
            "The statement needs a first row with titles: order number (or RRN, "
            "reference), gross (or amount), commission, paid."
        )

    def _compare(self, lines, rows):
        ours = [(line.id, line.number, line.amount) for line in lines]
        several, doubtful = set(), []
        if self.collector_id.kind == "platform":
            found, left = statement.match_numbers(ours, rows)
        else:
            found, left, several, doubtful = statement.match_endings(ours, rows)
        for line in lines:
            line.write(
                {
                    **self._theirs(found.get(line.id)),
                    "ambiguous": line.id in several,
                }
            )
        self.env["bakery.pos.settlement.line"].create(
            [
                {
                    "settlement_id": self.id,
                    "number": row.number,
                    **self._theirs(row),
                    "ambiguous": ambiguous,
                }
                for ambiguous, group in ((False, left), (True, doubtful))
                for row in group
            ]
        )
        self.compared = True

    @api.model
    def _theirs(self, row):
        return {
            "on_statement": bool(row),
            "statement_number": row and row.number,
            "statement_amount": row and row.amount,
            "statement_fee": row and row.fee,
            "statement_paid": row and row.paid,
        }

    def _settled(self):
        """Return the lines that are settled: all, or those that the statement names."""
        return self.line_ids.filtered(
            lambda line: (
                line.payment_id and line.result in ("open", "matched", "differs")
            )
        )

    # Steps ----------------------------------------------------------------------------

    def action_post(self):
        """Post payout and commission, and clear the items of the sessions; return True.

        :raise UserError: nothing to post, differences, or an account is missing
        """
        for settlement in self._begin("draft"):
            settlement._check_ready()
            settled = settlement._settled()
            # What the statement does not name waits for the next settlement.
            (settlement.line_ids - settled).filtered("payment_id").released = True
            entry = self.env["account.move"].create(settlement._entry(settled))
            entry.action_post()
            settlement._clear(entry, settled)
            settlement.write({"state": "posted", "move_id": entry.id})
        return True

    def _check_ready(self):
        collector = self.collector_id
        if not self._settled():
            raise UserError(self.env._("There is nothing to settle: collect first."))
        if not (
            collector.journal_id and collector.commission_account_id and self._arrives()
        ):
            raise UserError(
                self.env._(
                    "Give %(who)s a settlement journal, a commission account, and an "
                    "account where the payout arrives.",
                    who=collector.name,
                )
            )
        if self.vat and not self._vat_account():
            raise UserError(
                self.env._("The VAT on the commission has no account: see its tax.")
            )
        if not self.currency_id.is_zero(self.difference) and (
            not self.accept_differences
        ):
            raise UserError(
                self.env._(
                    "%(amount)s differ between us and the statement: settle that "
                    "first, or accept the differences as commission.",
                    amount=self.currency_id.format(self.difference),
                )
            )

    def _arrives(self):
        return (
            self.collector_id.clearing_account_id or self.company_id.transfer_account_id
        )

    def _vat_account(self):
        return self.collector_id.tax_id.invoice_repartition_line_ids.filtered(
            lambda line: line.repartition_type == "tax"
        ).account_id[:1]

    def _by_item(self, settled):
        """Return what is settled by session and payment method."""
        amounts = defaultdict(float)
        for line in settled:
            amounts[line.session_id, line.payment_id.payment_method_id] += line.amount
        return amounts

    def _entry(self, settled):
        collector = self.collector_id
        rows = [
            (self._arrives(), self.name, self.paid),
            (collector.commission_account_id, self.env._("Commission"), self.fee),
            (self._vat_account(), self.env._("VAT on the commission"), self.vat),
            (
                collector.commission_account_id,
                self.env._("Differences from the statement"),
                self.difference,
            ),
        ]
        rows += [
            (method.outstanding_account_id, f"{session.name}: {method.name}", -amount)
            for (session, method), amount in self._by_item(settled).items()
        ]
        return {
            "journal_id": collector.journal_id.id,
            "date": self.date,
            "ref": self.name,
            "line_ids": [
                Command.create(
                    {
                        "name": label,
                        "account_id": account.id,
                        "partner_id": collector.partner_id.id,
                        "balance": self.currency_id.round(amount),
                    }
                )
                for account, label, amount in rows
                if not self.currency_id.is_zero(amount)
            ],
        }

    def _clear(self, entry, settled):
        """Reconcile each session's item with what is settled of it."""
        for session, method in self._by_item(settled):
            account = method.outstanding_account_id
            ours = entry.line_ids.filtered(
                lambda line, account=account, label=f"{session.name}: {method.name}": (
                    line.account_id == account and line.name == label
                )
            )
            items = self.env["account.payment"].search(
                [
                    ("pos_session_id", "=", session.id),
                    ("pos_payment_method_id", "=", method.id),
                ]
            )
            items = items.move_id.line_ids.filtered(
                lambda line, account=account: (
                    line.account_id == account and not line.reconciled
                )
            )
            (ours | items).reconcile()

    def action_cancel(self):
        """Reverse the entry; the payments are open again; return True."""
        for settlement in self._begin("posted"):
            settlement.move_id.line_ids.remove_move_reconcile()
            reversal = settlement.move_id._reverse_moves(
                [
                    {
                        "date": fields.Date.context_today(self),
                        "ref": self.env._("Reversal of: %s", settlement.name),
                    }
                ],
                cancel=True,
            )
            settlement.line_ids.released = True
            settlement.write({"state": "cancelled", "reversal_id": reversal.id})
        return True
