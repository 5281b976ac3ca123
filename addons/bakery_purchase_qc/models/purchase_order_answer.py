import secrets
from datetime import date, datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import consteq

from .bakery_vendor_answer import AVAILABILITY

NOTE_LENGTH, NAME_LENGTH = 500, 80
# A vendor promises nothing further away than this.
FURTHEST = timedelta(365)
# Noon: the day is the same in all three zones of the country.
NOON = time(12)


# pylint: disable=consider-merging-classes-inherited
# What the vendor answers is a topic of its own beside prices and approval.
class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    vendor_answer = fields.Selection(
        [("pending", "Asked"), *AVAILABILITY],
        compute="_compute_vendor_answer",
        store=True,
        help="What the vendor answered to the latest request.",
    )
    answer_ids = fields.One2many("bakery.vendor.answer", "order_id", copy=False)
    current_answer_id = fields.Many2one(
        "bakery.vendor.answer", compute="_compute_vendor_answer", store=True
    )
    answer_line_ids = fields.One2many(related="current_answer_id.line_ids")
    answer_number = fields.Integer(
        string="Times Asked", readonly=True, copy=False, default=0
    )
    answer_token = fields.Char(readonly=True, copy=False, groups="base.group_system")
    has_shortfall = fields.Boolean(compute="_compute_has_shortfall")

    @api.depends("answer_ids.availability", "answer_number")
    def _compute_vendor_answer(self):
        for order in self:
            current = order.answer_ids.filtered(
                lambda a, order=order: a.request_number == order.answer_number
            )[:1]
            order.current_answer_id = current
            asked = "pending" if order.answer_number else False
            order.vendor_answer = current.availability or asked

    @api.depends("current_answer_id.line_ids.is_moved")
    def _compute_has_shortfall(self):
        for order in self:
            order.has_shortfall = any(
                line._shortfall() > 0 for line in order.current_answer_id.line_ids
            )

    # Asking -------------------------------------------------------------------------

    def action_ask_vendor(self):
        """Ask the vendor, by a new link; the one sent before no longer works.

        :raise UserError: for orders that are not confirmed.
        """
        self.check_access("write")
        for order in self:
            if order.state != "purchase":
                raise UserError(
                    self.env._(
                        "The order %(order)s is not confirmed: there is nothing to"
                        " answer yet.",
                        order=order.name,
                    )
                )
        self._ask_vendor()
        return True

    def _ask_vendor(self):
        """Open a request and let the mail go out once this is committed."""
        # sudo: the link is a secret, also of the buyer.
        for order in self.sudo():
            order.with_context(skip_validation_check=True).write(
                {
                    "answer_token": secrets.token_urlsafe(24),
                    "answer_number": order.answer_number + 1,
                    "vendor_mail": "due",
                }
            )
        self._trigger_vendor_mail()

    def _answer_url(self):
        """Return the address of the page on which the vendor answers."""
        self.ensure_one()
        token = self.sudo().answer_token  # sudo: only mails to the vendor carry it
        return f"{self.get_base_url()}/purchase/answer/{self.id}/{token}"

    def _is_answer_token(self, token):
        """Tell whether ``token`` is that of the latest request."""
        return bool(
            self and self.answer_token and token and consteq(self.answer_token, token)
        )

    def _answer_obstacle(self):
        """Return why the vendor cannot answer: cancelled, answered, or nothing."""
        self.ensure_one()
        if self.state == "cancel":
            return "cancelled"
        if self.current_answer_id:
            return "answered"
        return False if self.state == "purchase" else "changed"

    # The answer ---------------------------------------------------------------------

    def _receive_answer(self, form, address=False):
        """Keep what the vendor filled in, and tell the buyer.

        :param dict form: ``answered_by``, ``note`` and for each line of goods
            ``availability_<id>``, ``quantity_<id>``, ``date_<id>``, ``note_<id>``.
        :raise UserError: naming the first field that is wrong; nothing is kept.
        """
        self.ensure_one()
        lines = self._answer_lines()
        values = [self._read_answer_line(line, form) for line in lines]
        name = (form.get("answered_by") or "").strip()
        if not name or len(name) > NAME_LENGTH:
            raise UserError(self.env._("Please give your name."))
        answer = self.env["bakery.vendor.answer"].create(
            {
                "order_id": self.id,
                "request_number": self.answer_number,
                "answered_by": name,
                "note": self._read_note(form.get("note")),
                "address": address,
                "line_ids": [Command.create(vals) for vals in values],
            }
        )
        self._apply_answer(answer)

    def _answer_lines(self):
        """Return the lines that a vendor answers for."""
        return self.order_line.filtered(
            lambda line: line.product_id and not line.display_type
        )

    def _read_answer_line(self, line, form):
        availability = form.get(f"availability_{line.id}")
        product = line.product_id.name
        if availability not in dict(AVAILABILITY):
            raise UserError(
                self.env._("Please say whether you have %(product)s.", product=product)
            )
        quantity = {"available": line.product_qty, "unavailable": 0.0}.get(availability)
        if quantity is None:
            quantity = self._read_quantity(line, form.get(f"quantity_{line.id}"))
        return {
            "order_line_id": line.id,
            "uom_id": line.product_uom_id.id,
            "quantity_asked": line.product_qty,
            "availability": availability,
            "quantity": quantity,
            "date": quantity and self._read_date(form.get(f"date_{line.id}"), product),
            "note": self._read_note(form.get(f"note_{line.id}")),
        }

    def _read_quantity(self, line, text):
        try:
            quantity = float((text or "").strip().replace(",", "."))
        except ValueError:
            quantity = -1.0
        # NaN compares false with everything, and so is refused too.
        if not 0 < quantity < line.product_qty:
            raise UserError(
                self.env._(
                    "Of %(product)s you can confirm more than 0 and less than"
                    " %(quantity)s %(unit)s.",
                    product=line.product_id.name,
                    quantity=line._quantity_text(line.product_qty),
                    unit=line.product_uom_id.name,
                )
            )
        return quantity

    def _read_date(self, text, product):
        if not text:
            return False
        today = fields.Date.context_today(self)
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            day = None
        if not day or not today <= day <= today + FURTHEST:
            raise UserError(
                self.env._(
                    "The delivery date of %(product)s must lie between today and a"
                    " year from now.",
                    product=product,
                )
            )
        return day

    def _read_note(self, text):
        text = (text or "").strip()
        if len(text) > NOTE_LENGTH:
            raise UserError(
                self.env._("A note has at most %(n)s characters.", n=NOTE_LENGTH)
            )
        return text

    def _apply_answer(self, answer):
        """Write the promised dates into the order and let the buyer know."""
        zone = pytz.timezone(self.company_id.partner_id.tz or "Asia/Jakarta")
        for line in answer.line_ids.filtered("date"):
            noon = zone.localize(datetime.combine(line.date, NOON))
            moment = noon.astimezone(pytz.utc).replace(tzinfo=None)
            line.order_line_id.date_planned = moment
        label = dict(answer._fields["availability"]._description_selection(self.env))
        self.message_post(
            body=self.env._(
                "%(name)s answered for the vendor: %(answer)s.",
                name=answer.answered_by,
                answer=label[answer.availability],
            )
        )
        if answer.availability != "available":
            short = answer.line_ids.filtered(lambda line: line._shortfall() > 0)
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=(self.user_id or self.create_uid).id,
                summary=self.env._("The vendor cannot bring everything"),
                note=", ".join(short.product_id.mapped("display_name")),
            )

    def action_move_shortfall(self):
        """Ask the best other vendor for what this one cannot bring.

        The order keeps what was confirmed; the rest becomes one request for
        quotation for each vendor that is best for a line.

        :return: an action that opens the new requests.
        :raise UserError: when nothing is short, or nobody else sells it.
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: a vendor's answer is changed by nobody; that its rest moved is noted.
        short = self.current_answer_id.sudo().line_ids.filtered(
            lambda line: line._shortfall() > 0
        )
        if not short:
            raise UserError(self.env._("The vendor is not short of anything."))
        by_vendor = self._best_others(short)
        requests = self.browse()
        for vendor, lines in by_vendor.items():
            quantities = {line.order_line_id: line._shortfall() for line in lines}
            requests += self._alternative_for(vendor, quantities)
        for line in short:
            line.order_line_id.product_qty = line.quantity
            line.is_moved = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Requests for Quotation"),
            "res_model": self._name,
            "view_mode": "list,form",
            "domain": [("id", "in", requests.ids)],
        }

    def _best_others(self, short):
        """Return ``{vendor: answer lines}`` of whoever offers each line best."""
        comparison = self.env["bakery.vendor.comparison"].create({"order_id": self.id})
        own = self.partner_id.commercial_partner_id
        by_vendor = {}
        for line in short:
            rows = comparison.row_ids.filtered(
                lambda row, line=line: (
                    row.order_line_id == line.order_line_id
                    and row.partner_id != own
                    and row.seller_id
                )
            )
            best = min(rows, key=lambda row: row.price, default=None)
            if best is None:
                raise UserError(
                    self.env._(
                        "No other vendor offers %(product)s: add one with a price on"
                        " the product first.",
                        product=line.product_id.display_name,
                    )
                )
            by_vendor.setdefault(best.partner_id, short.browse())
            by_vendor[best.partner_id] |= line
        return by_vendor
