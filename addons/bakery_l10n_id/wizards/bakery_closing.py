from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

POINTS = (
    "sessions",
    "drafts",
    "negative",
    "received",
    "payments",
    "books",
)


class Closing(models.TransientModel):
    """What to look at before a period is closed, and the closing itself."""

    _name = "bakery.closing"
    _description = "Period Closing"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        string="Period End", required=True, default=lambda self: self._default_date()
    )
    line_ids = fields.One2many("bakery.closing.line", "closing_id", readonly=True)
    lock_date = fields.Date(related="company_id.fiscalyear_lock_date")
    ready = fields.Boolean(compute="_compute_ready")

    def _default_date(self):
        first = fields.Date.context_today(self).replace(day=1)
        return fields.Date.subtract(first, days=1)

    @api.depends("date")
    def _compute_display_name(self):
        for closing in self:
            date = fields.Date.to_string(closing.date)
            closing.display_name = self.env._("Closing of %s", date)

    @api.depends("line_ids.count", "line_ids.blocking")
    def _compute_ready(self):
        for closing in self:
            blocking = closing.line_ids.filtered("blocking")
            closing.ready = bool(closing.line_ids) and not any(blocking.mapped("count"))

    @api.model
    def action_open(self):
        """Show the checklist of the last month that has ended."""
        closing = self.create({})
        closing.action_look()
        return closing._get_records_action(name=self.env._("Period Closing"))

    def action_look(self):
        """Look again at every point."""
        self.ensure_one()
        self._require_right()
        self.line_ids.unlink()
        # The checklist counts documents of tills, stock and purchase alike, whichever
        # of them the accountant may open.
        reader = self.sudo().with_company(self.company_id)
        rows = [getattr(reader, f"_point_{point}")() for point in POINTS]
        self.env["bakery.closing.line"].create(
            [{**row, "closing_id": self.id} for row in rows]
        )
        return True

    def action_close(self):
        """Close the stock, then lock the period; nothing happens in between.

        :raise UserError: when the period is locked, has not ended, or a point that
            stands in the way is left.
        """
        self.ensure_one()
        self._require_right()
        self._check_period()
        self.action_look()
        if not self.ready:
            points = self.line_ids.filtered(lambda line: line.blocking and line.count)
            raise UserError(
                self.env._(
                    "The period cannot be closed before these are settled: %(points)s.",
                    points=", ".join(points.mapped("name")),
                )
            )
        company = self.company_id.with_company(self.company_id)
        if company._has_stock_to_close():
            company.action_close_stock_valuation(at_date=self.date, auto_post=True)
        company.fiscalyear_lock_date = self.date
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_period(self):
        lock = self.company_id.fiscalyear_lock_date
        if lock and lock >= self.date:
            raise UserError(
                self.env._("The books are closed until %(date)s already.", date=lock)
            )
        if self.date >= fields.Date.context_today(self):
            raise UserError(
                self.env._("A period can be closed on the day after its end.")
            )

    def _require_right(self):
        if not self.env.user.has_group("account.group_account_manager"):
            raise AccessError(
                self.env._("Only an accounting administrator can close a period.")
            )

    def _row(self, name, records, blocking=False):
        return {
            "name": name,
            "count": len(records),
            "model": records._name,
            "record_ids": records.ids,
            "blocking": blocking,
        }

    # Points of the list ------------------------------------------------------------

    def _point_sessions(self):
        sessions = self.env["pos.session"].search(
            [
                ("config_id.company_id", "=", self.company_id.id),
                ("state", "!=", "closed"),
                ("start_at", "<", fields.Date.add(self.date, days=1)),
            ]
        )
        return self._row(self.env._("Tills that are still open"), sessions, True)

    def _point_drafts(self):
        moves = self.env["account.move"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "draft"),
                ("date", "<=", self.date),
            ]
        )
        return self._row(
            self.env._("Bills, invoices and entries in draft"), moves, True
        )

    def _point_negative(self):
        quants = self.env["stock.quant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("location_id.usage", "=", "internal"),
                ("quantity", "<", 0),
            ]
        )
        return self._row(self.env._("Negative stock"), quants)

    def _point_received(self):
        lines = self.env["bakery.books.check"]._open_order_lines(self.company_id)
        name = self.env._("Received and not billed, or billed and not received")
        return self._row(name, lines.order_id)

    def _point_payments(self):
        payments = self.env["account.payment"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "in_process"),
                ("date", "<=", self.date),
            ]
        )
        return self._row(self.env._("Payments that no statement confirms"), payments)

    def _point_books(self):
        check = self.env["bakery.books.check"].create(
            {"company_id": self.company_id.id, "date": self.date}
        )
        check.action_run()
        wrong = check.line_ids.filtered(lambda line: not line.ok)
        return self._row(self.env._("Checks of the books that fail"), wrong, True)


class ClosingLine(models.TransientModel):
    _name = "bakery.closing.line"
    _inherit = "bakery.document.line"
    _description = "Period Closing Line"

    closing_id = fields.Many2one("bakery.closing", required=True, ondelete="cascade")
    count = fields.Integer()
    blocking = fields.Boolean(string="Stands in the Way")
