"""Receipts that the server prints, and slips of an order that are printed again."""

from uuid import UUID

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .bakery_print_job import OPEN

USER = "point_of_sale.group_pos_user"
# A till shows the last slips of an order, not its history.
LAST_SLIPS = 20
PAID = ("paid", "done", "invoiced")


class PosOrder(models.Model):
    _inherit = "pos.order"

    def spool_receipt(self, config_id, uuid):
        """Print the receipt, or the bill of what is not paid; called by tills.

        All that is on it is the server's. A receipt after the first says that it is a
        reprint.

        :param int config_id: till whose printer it is
        :param str uuid: of this printing, so that it comes out once
        :return: ``{"prints": how often the receipt was printed}``
        :raise AccessError: for others than users of the point of sale
        :raise UserError: when the till has no printer of the spool
        """
        self._check_slips()
        till = self.env["pos.config"].browse(config_id).exists()
        till.check_access("read")
        # sudo: the till's user does not see printers' addresses.
        printer = till.sudo().receipt_printer_id.filtered("active")
        if not printer or till.company_id != self.company_id:
            raise UserError(
                self.env._("This till has no receipt printer of the server.")
            )
        key = self._slip_key(uuid)
        # sudo: slips are the spool's, orders are counted by it.
        order, jobs = self.sudo(), self.env["bakery.print.job"].sudo()
        if not jobs.search_count([("uuid", "=", f"{key}/{printer.id}")], limit=1):
            again = order._is_paid() and bool(order.nb_print)
            jobs._enqueue(
                printer,
                "receipt",
                order._receipt_slip(),
                uuid=key,
                source=self.uuid,
                is_reprint=again,
            )
            if order._is_paid():
                order.nb_print += 1
        return {"prints": order.nb_print}

    def spool_slips(self):
        """Return the last slips of the order, for a till that prints one again.

        :return: ``[{id, reference, kind, printer, state, time, waits}]``, the newest
            first; three queries
        :raise AccessError: for others than users of the point of sale
        """
        self._check_slips()
        jobs = self._spool_jobs()
        kinds = dict(jobs._fields["kind"]._description_selection(self.env))
        states = dict(jobs._fields["state"]._description_selection(self.env))
        here = self.with_context(tz=self.config_id._outlet_zone())
        return [
            {
                "id": job.id,
                "reference": job.reference,
                "kind": kinds[job.kind],
                "printer": job.printer_id.name,
                "state": states[job.state],
                "time": fields.Datetime.context_timestamp(
                    here, job.create_date
                ).strftime("%H:%M"),
                "waits": job.state in OPEN,
            }
            for job in jobs
        ]

    def spool_again(self, job_id, uuid):
        """Print a slip of the order again, marked as such; called by tills.

        :param int job_id: one of ``spool_slips``
        :param str uuid: of this wish, so that it comes out once
        :return: True
        :raise AccessError: for others than users of the point of sale
        :raise UserError: when it is no slip of this order, or one that still waits
        """
        self._check_slips()
        key = self._slip_key(uuid)
        job = self._spool_jobs().filtered(lambda job: job.id == job_id)
        if not job:
            raise UserError(self.env._("This is no slip of this order."))
        if job.state in OPEN:
            raise UserError(
                self.env._("Slip %s still waits to be printed.", job.reference)
            )
        job._reprint(key)
        return True

    def _check_slips(self):
        self.ensure_one()
        if not self.env.user.has_group(USER):
            raise AccessError(self.env._("Only users of the point of sale print here."))
        self.check_access("read")

    @api.model
    def _slip_key(self, uuid):
        try:
            return str(UUID(uuid))
        except (ValueError, TypeError, AttributeError) as error:
            raise UserError(
                self.env._("This printing has no number: reload the till.")
            ) from error

    def _spool_jobs(self):
        """Return the last slips of an order: its receipts, and what its tickets say."""
        # sudo: tills see of slips what ``spool_slips`` tells.
        tickets = self.env["bakery.kitchen.ticket.line"].sudo()
        sources = tickets.search([("order_uuid", "=", self.uuid)]).ticket_id
        jobs = self.env["bakery.print.job"].sudo()
        return jobs.search(
            [
                ("source", "in", [self.uuid, *sources.mapped("uuid")]),
                ("company_id", "=", self.company_id.id),
                ("kind", "in", ("receipt", "kitchen")),
            ],
            limit=LAST_SLIPS,
        )

    def _is_paid(self):
        return self.state in PAID

    def _receipt_slip(self):
        """Return the order as ``printing/slips.py`` wants it, of stored amounts."""
        self.ensure_one()
        paid = self._is_paid()
        config, company = self.config_id, self.company_id
        here = self.with_context(tz=config._outlet_zone())
        moment = fields.Datetime.context_timestamp(here, self.date_order)
        payments = self.payment_ids.filtered(lambda payment: not payment.is_change)
        totals = []
        if self.amount_tax:
            totals = [
                (self.env._("Subtotal"), self.amount_total - self.amount_tax),
                (self._receipt_tax_name(), self.amount_tax),
            ]
        custom = config.is_header_or_footer
        return {
            "title": "" if paid else self.env._("BILL - NOT PAID YET"),
            "company": company.name,
            "address": (custom and config.receipt_header)
            or company.partner_id._display_address(without_company=True),
            "number": self.pos_reference or self.tracking_number or "",
            "date": moment.strftime("%d/%m/%Y %H:%M"),
            "cashier": self._receipt_cashier(),
            "table": self.table_id._kitchen_label() if self.table_id else "",
            "lines": [line._receipt_slip() for line in self.lines],
            "totals": totals,
            "total": self.amount_total,
            "payments": [
                (payment.payment_method_id.name, payment.amount) for payment in payments
            ]
            if paid
            else [],
            "change": -sum((self.payment_ids - payments).mapped("amount")),
            "footer": (custom and config.receipt_footer) or "",
        }

    def _receipt_cashier(self):
        return self.employee_id.name or self.user_id.name or ""

    def _receipt_tax_name(self):
        """Return the name of the only tax, or a word for several."""
        taxes = self.lines.tax_ids_after_fiscal_position
        return taxes.name if len(taxes) == 1 else self.env._("Taxes")


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _receipt_slip(self):
        self.ensure_one()
        total = self.price_subtotal_incl
        quantity = int(self.qty) if self.qty == int(self.qty) else self.qty
        return {
            "qty": quantity,
            "name": self.full_product_name or self.product_id.display_name,
            # What a piece came to, with taxes and discount, as the total has them.
            "price": total / self.qty if self.qty else total,
            "total": total,
            "note": self.customer_note or "",
        }
