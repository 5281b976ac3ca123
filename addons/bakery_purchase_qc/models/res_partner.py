from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .res_company import REMEDIES
from .vendor_score_sql import ZONES, arrivals


class ResPartner(models.Model):
    _inherit = "res.partner"

    purchase_delivery_fee = fields.Float(
        string="Delivery Fee",
        company_dependent=True,
        digits="Product Price",
        help="What this vendor charges to bring an order, in your currency.",
    )
    purchase_free_delivery_from = fields.Float(
        string="Free from",
        company_dependent=True,
        digits="Product Price",
        help="Orders of this amount are brought free of charge; 0 means never.",
    )

    has_bill_tolerance = fields.Boolean(
        string="Own Tolerance",
        company_dependent=True,
        help="Bills of this vendor are judged by a tolerance of their own.",
    )
    bill_price_tolerance = fields.Float(
        string="Bills may be dearer by (%)", company_dependent=True
    )

    qc_remedy = fields.Selection(
        REMEDIES,
        string="For Rejected Goods",
        company_dependent=True,
        help="What this vendor owes for goods that go back; as the company has it"
        " when empty.",
    )

    @api.constrains(
        "bill_price_tolerance", "purchase_delivery_fee", "purchase_free_delivery_from"
    )
    def _check_purchase_terms(self):
        for vendor in self:
            terms = (
                vendor.bill_price_tolerance,
                vendor.purchase_delivery_fee,
                vendor.purchase_free_delivery_from,
            )
            if min(terms) < 0:
                raise ValidationError(
                    self.env._(
                        "Delivery fee and tolerance of %(vendor)s cannot be negative.",
                        vendor=vendor.display_name,
                    )
                )

    def _match_tolerances(self, company):
        """Return the shares by which price and quantity of bills may be more."""
        self.ensure_one()
        vendor = self.with_company(company)
        price = company.bill_price_tolerance
        if vendor.has_bill_tolerance:
            price = vendor.bill_price_tolerance
        return price / 100, company.bill_quantity_tolerance / 100

    def _delivery_fee(self, amount):
        """Return what the vendor charges to bring goods worth ``amount``.

        :param amount: in the company's currency, without taxes.
        """
        self.ensure_one()
        free_from = self.purchase_free_delivery_from
        if not amount or (free_from and amount >= free_from):
            return 0.0
        return self.purchase_delivery_fee

    def _qc_remedy(self, company):
        """Return what the vendor owes ``company`` for goods that go back."""
        self.ensure_one()
        own = self.with_company(company).commercial_partner_id.qc_remedy
        return own or company.qc_remedy

    def _qc_pass_rates(self):
        """Return ``{vendor: percent}`` of inspections of a year that were passed.

        Vendors whose goods were never inspected are left out.
        """
        since = fields.Datetime.subtract(fields.Datetime.now(), years=1)
        # sudo: buyers see how good a vendor is, not the inspections themselves.
        groups = (
            self.env["qc.inspection"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "child_of", self.commercial_partner_id.ids),
                    ("state", "in", ("success", "failed")),
                    ("plan_id", "!=", False),
                    ("date_done", ">=", since),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["partner_id", "state"],
                ["__count"],
            )
        )
        counts = defaultdict(lambda: [0, 0])
        for partner, state, count in groups:
            tally = counts[partner.commercial_partner_id]
            tally[0] += count if state == "success" else 0
            tally[1] += count
        return {
            vendor: 100.0 * tally[0] / tally[1]
            for vendor in self
            if (tally := counts.get(vendor.commercial_partner_id))
        }

    def _on_time_rates(self):
        """Return ``{vendor: percent}`` of a year's order lines that came in time.

        As the scorecard counts them: by their first arrival, on the company's days.
        Vendors of whom nothing arrived are left out. One query.
        """
        if not self:
            return {}
        self.env["purchase.order"].flush_model(
            ["company_id", "date_approve", "partner_id", "state"]
        )
        self.env["purchase.order.line"].flush_model(["date_planned", "order_id"])
        self.env["stock.move"].flush_model(
            ["date", "location_id", "purchase_line_id", "state"]
        )
        condition = SQL(
            "document.state = 'purchase' AND document.company_id IN %s"
            " AND document.date_approve >= %s AND document.partner_id IN"
            " (SELECT id FROM res_partner WHERE commercial_partner_id IN %s)",
            tuple(self.env.companies.ids),
            fields.Datetime.subtract(fields.Datetime.now(), years=1),
            tuple(self.commercial_partner_id.ids),
        )
        # Raw SQL: Odoo's own rate reads every line and movement of these vendors.
        # Whoever may read purchase lines may know when their goods came.
        rows = self.env.execute_query(
            SQL(
                """
                WITH zones AS (%s)
                SELECT partner.commercial_partner_id, AVG(arrived.on_time) * 100
                  FROM (%s) arrived
                  JOIN res_partner partner ON partner.id = arrived.partner_id
                 GROUP BY partner.commercial_partner_id
                """,
                ZONES,
                arrivals(condition),
            )
        )
        rates = {vendor: float(rate) for vendor, rate in rows}
        return {
            vendor: rates[vendor.commercial_partner_id.id]
            for vendor in self
            if vendor.commercial_partner_id.id in rates
        }
