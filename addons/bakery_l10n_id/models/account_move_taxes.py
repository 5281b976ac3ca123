import re
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

PPN_GROUPS = (
    "l10n_id_tax_group_non_luxury_goods",
    "l10n_id_tax_group_luxury_goods",
    "l10n_id_tax_group_stlg",
)


class AccountMove(models.Model):
    # Tax invoices are a subject of their own, beside the stock in account_move.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "account.move"

    faktur_number = fields.Char(
        string="Tax Invoice Number",
        copy=False,
        tracking=True,
        index="btree_not_null",
        help="The 17 digits that Coretax gives when it approves the tax invoice (faktur"
        " pajak).",
    )
    faktur_date = fields.Date(
        string="Tax Invoice Approved On", copy=False, tracking=True
    )

    _faktur_once = models.UniqueIndex(
        "(company_id, faktur_number) WHERE faktur_number IS NOT NULL",
        "This tax invoice number stands on another invoice already.",
    )

    @api.constrains("faktur_number", "faktur_date")
    def _check_faktur(self):
        for move in self:
            number = move.faktur_number
            if number and not re.fullmatch(r"\d{17}", number):
                raise ValidationError(
                    self.env._(
                        "The tax invoice number of %(invoice)s must have the 17 digits"
                        " that Coretax gave, without dots: %(number)s has not.",
                        invoice=move.display_name,
                        number=number,
                    )
                )
            if move.faktur_date and not number:
                raise ValidationError(
                    self.env._(
                        "Enter the tax invoice number of %(invoice)s together with the"
                        " day of its approval.",
                        invoice=move.display_name,
                    )
                )

    def _compute_fiscal_position_id(self):
        purchases = self.filtered(lambda move: move.is_purchase_document(True))
        super(AccountMove, self - purchases)._compute_fiscal_position_id()
        purchases = purchases.with_context(own_tax_rules=True)
        return super(AccountMove, purchases)._compute_fiscal_position_id()

    def write(self, vals):
        result = super().write(vals)
        if vals.get("faktur_number"):
            self.activity_feedback(["bakery_l10n_id.mail_activity_type_faktur"])
        return result

    def _post(self, soft=True):
        self._check_tax_mix()
        return super()._post(soft)

    def _tax_groups(self, names):
        chart = self.env["account.chart.template"].with_company(self.company_id)
        groups = [chart.ref(name, raise_if_not_found=False) for name in names]
        return self.env["account.tax.group"].union(*filter(None, groups))

    def _check_tax_mix(self):
        """Refuse invoices that owe one sale to the city and to the state.

        :raise UserError: naming the first of them.
        """
        for move in self.filtered(lambda move: move.is_sale_document(True)):
            if not move.company_id._checks_taxes():
                continue
            groups = move.invoice_line_ids.tax_ids.tax_group_id
            pbjt = groups & move._tax_groups(("bakery_tax_group_pbjt",))
            if pbjt and groups & move._tax_groups(PPN_GROUPS):
                raise UserError(
                    self.env._(
                        "%(invoice)s mixes restaurant tax (PBJT) and PPN. Food of a"
                        " restaurant owes PBJT only: put the other lines on an invoice"
                        " of their own.",
                        invoice=move.display_name,
                    )
                )

    @api.model
    def action_faktur_register(self):
        """Open the invoices that need a tax invoice, in the companies looked at."""
        domains = [self._faktur_domain(company) for company in self.env.companies]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tax Invoice Register"),
            "res_model": "account.move",
            "views": [
                (
                    self.env.ref("bakery_l10n_id.account_move_view_list_faktur").id,
                    "list",
                ),
                (False, "form"),
            ],
            "search_view_id": [
                self.env.ref("bakery_l10n_id.account_move_view_search_faktur").id
            ],
            "domain": list(Domain.OR(map(Domain, domains))),
        }

    # Tax invoices that are due --------------------------------------------------------

    @api.model
    def _cron_faktur_due(self):
        """Remind of tax invoices without a number; run daily, adds nothing twice."""
        companies = self.env["res.company"].search(
            [("tax_profile_date", "!=", False), ("tax_is_pkp", "=", True)]
        )
        for company in companies.filtered(lambda company: company._checks_taxes()):
            self.with_company(company)._remind_of_fakturs(company)

    @api.model
    def _faktur_domain(self, company):
        """Return the domain of posted invoices that need a tax invoice of their own.

        Sales to those without NPWP are declared as one total.
        """
        groups = self.new({"company_id": company.id})._tax_groups(PPN_GROUPS[:2])
        return [
            ("company_id", "=", company.id),
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
            ("commercial_partner_id.l10n_id_pkp", "=", True),
            ("line_ids.tax_line_id.tax_group_id", "in", groups.ids),
        ]

    @api.model
    def _remind_of_fakturs(self, company):
        kind = self.env.ref("bakery_l10n_id.mail_activity_type_faktur")
        invoices = self.search(
            [
                *self._faktur_domain(company),
                ("faktur_number", "=", False),
                # Those before the profile were somebody else's to upload.
                ("invoice_date", ">=", company.tax_profile_date.replace(day=1)),
                ("activity_ids", "not any", [("activity_type_id", "=", kind.id)]),
            ]
        )
        by_due = defaultdict(self.browse)
        for invoice in invoices:
            by_due[invoice._faktur_due(), invoice.invoice_user_id] |= invoice
        for (due, user), moves in by_due.items():
            moves.activity_schedule(
                "bakery_l10n_id.mail_activity_type_faktur",
                date_deadline=due,
                user_id=(user or self.env.user).id,
            )

    def _faktur_due(self):
        """Return the last day to upload the tax invoice."""
        self.ensure_one()
        day = self.env["bakery.tax.rate"]._value("faktur_due_day", self.invoice_date)
        return self.invoice_date + relativedelta(months=1, day=int(day))
