from collections import defaultdict
from math import copysign

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What each kind of worksheet reads: groups of taxes, and the accounts they post to.
SOURCES = {
    "pbjt": (("bakery_tax_group_pbjt",), ("bakery_21230010",)),
    "ppn": (
        ("l10n_id_tax_group_non_luxury_goods", "l10n_id_tax_group_luxury_goods"),
        ("l10n_id_21221010", "l10n_id_11210030"),
    ),
    "umkm": ((), ("bakery_21210070",)),
}
# Their tax base is less than the price, see the tax rates.
REDUCED_BASE = "l10n_id_tax_group_non_luxury_goods"
# Turnover counts before discounts (PP 55/2022 art. 60).
DISCOUNTS = ("l10n_id_42000070", "bakery_42000071")
FIGURES = ("base", "dpp", "tax", "input_base", "input_tax")


class BakeryTaxWorksheet(models.Model):
    """A month of one tax, per outlet, beside what the ledger says.

    Nothing is stored but the month and the kind: the figures are read from posted
    entries whenever the worksheet is looked at, in a few queries each.
    """

    _name = "bakery.tax.worksheet"
    _description = "Monthly Tax Worksheet"
    _order = "month desc, kind"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("pbjt", "Restaurant Tax (PBJT)"),
            ("ppn", "Value-Added Tax (PPN)"),
            ("umkm", "Final Income Tax (UMKM)"),
        ],
        required=True,
        default="pbjt",
    )
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(months=-1),
        help="Any day of the month.",
    )
    note = fields.Text()

    date_due = fields.Date(string="Due On", compute="_compute_figures")
    base = fields.Monetary(string="Turnover", compute="_compute_figures")
    dpp = fields.Monetary(string="Tax Base (DPP)", compute="_compute_figures")
    tax = fields.Monetary(compute="_compute_figures")
    input_tax = fields.Monetary(compute="_compute_figures")
    tax_due = fields.Monetary(compute="_compute_figures")
    turnover_before = fields.Monetary(
        string="Turnover of the Year So Far", compute="_compute_figures"
    )
    exempt = fields.Monetary(string="Exempt in the Year", compute="_compute_figures")
    opening = fields.Monetary(string="Owed at the Start", compute="_compute_figures")
    other = fields.Monetary(
        string="Payments and Other Entries", compute="_compute_figures"
    )
    closing = fields.Monetary(string="Owed at the End", compute="_compute_figures")
    difference = fields.Monetary(
        compute="_compute_figures",
        help="Between this worksheet and the entries on the account of the tax.",
    )
    summary = fields.Html(compute="_compute_summary", sanitize=False)

    _one_a_month = models.Constraint(
        "UNIQUE(company_id, kind, month)",
        "There is already a worksheet of this tax for this month.",
    )

    @api.depends("company_id", "kind", "month")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for sheet in self:
            month = sheet.month and sheet.month.strftime("%m/%Y")
            sheet.display_name = f"{kinds.get(sheet.kind, '')} {month or ''}"

    @api.depends("company_id", "kind", "month")
    @api.depends_context("uid")
    def _compute_figures(self):
        for sheet in self:
            sheet.update(sheet._figures() if sheet.company_id and sheet.month else {})

    @api.depends("company_id", "kind", "month")
    @api.depends_context("uid", "lang")
    def _compute_summary(self):
        for sheet in self:
            sheet.summary = self.env["ir.qweb"]._render(
                "bakery_l10n_id.tax_worksheet_summary",
                {"sheet": sheet, "rows": sheet._rows(), "hints": sheet._hints()},
            )

    @api.constrains("company_id")
    def _check_chart(self):
        for sheet in self:
            if sheet.company_id.chart_template != "id":
                raise ValidationError(
                    self.env._(
                        "%(company)s does not use the Indonesian chart of accounts, so"
                        " it has no worksheet of its taxes.",
                        company=sheet.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._first_of_month(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._first_of_month(vals))

    @api.model
    def _first_of_month(self, vals):
        if not vals.get("month"):
            return vals
        return {**vals, "month": fields.Date.to_date(vals["month"]).replace(day=1)}

    # Buttons --------------------------------------------------------------------------

    def action_items(self):
        """Show the journal items that the figures come from."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "account.move.line",
            "view_mode": "list,form",
            "domain": self._domain(),
            "context": {"create": False},
        }

    def action_xlsx(self):
        """Download the worksheet as a spreadsheet."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bakery_l10n_id/tax_worksheet/{self.id}",
            "target": "download",
        }

    # Figures --------------------------------------------------------------------------

    def _period(self):
        """Return the first and the last day of the month."""
        start = self.month.replace(day=1)
        return start, start + relativedelta(months=1, days=-1)

    def _refs(self, names):
        chart = self.env["account.chart.template"].with_company(self.company_id)
        records = [chart.ref(name, raise_if_not_found=False) for name in names]
        return [record.id for record in records if record]

    def _posted(self, *domain):
        return [
            ("company_id", "=", self.company_id.id),
            ("parent_state", "=", "posted"),
            *domain,
        ]

    def _domain(self, start=None):
        """Return the domain of the journal items that count.

        :param start: another first day than that of the month.
        """
        first, last = self._period()
        period = [("date", ">=", start or first), ("date", "<=", last)]
        if self.kind == "umkm":
            return self._posted(
                *period,
                ("account_id.account_type", "=", "income"),
                ("account_id", "not in", self._refs(DISCOUNTS)),
            )
        groups = self._refs(SOURCES[self.kind][0])
        return self._posted(*period, ("tax_line_id.tax_group_id", "in", groups))

    def _rows(self):
        """Return the figures of each outlet, those of invoices without one last.

        :return: list of dicts of ``outlet`` (its name) and the keys of ``FIGURES``.
        """
        self.ensure_one()
        per_move = self._turnover() if self.kind == "umkm" else self._taxes()
        outlets = self._outlets(list(per_move))
        rows = defaultdict(lambda: dict.fromkeys(FIGURES, 0.0))
        for move_id, figures in per_move.items():
            row = rows[outlets.get(move_id, "")]
            for name, amount in figures.items():
                row[name] += amount
        other = self.env._("Invoices and Other Entries")
        return [
            {"outlet": outlet or other, **rows[outlet]}
            for outlet in sorted(rows, key=lambda name: (not name, name))
        ]

    def _turnover(self):
        groups = self.env["account.move.line"]._read_group(
            self._domain(), ["move_id"], ["balance:sum"]
        )
        return {move.id: {"base": -balance} for move, balance in groups}

    def _taxes(self):
        """Return the figures of each entry, from its tax lines.

        A till writes the base of a tax without its sign: that of the tax holds.
        """
        reduced = self._refs((REDUCED_BASE,))
        share = self._reduced_share()
        result = defaultdict(lambda: dict.fromkeys(FIGURES, 0.0))
        lines = self.env["account.move.line"].search_fetch(
            self._domain(),
            [
                "move_id",
                "balance",
                "tax_base_amount",
                "tax_line_id",
                "tax_repartition_line_id",
            ],
        )
        for line in lines:
            sale = line.tax_line_id.type_tax_use == "sale"
            tax = -line.balance if sale else line.balance
            base = copysign(line.tax_base_amount, tax)
            if line.tax_repartition_line_id.factor_percent < 0:
                # The customer keeps the tax to pay it: charged, and not owed.
                base = 0
            figures = result[line.move_id.id]
            figures["tax" if sale else "input_tax"] += tax
            figures["base" if sale else "input_base"] += base
            if sale:
                is_reduced = line.tax_line_id.tax_group_id.id in reduced
                figures["dpp"] += base * (share if is_reduced else 1)
        return result

    def _reduced_share(self):
        if self.kind != "ppn":
            return 1
        rates = self.env["bakery.tax.rate"]
        return rates._value("ppn_base_numerator", self._period()[1]) / 12

    def _outlets(self, move_ids):
        """Return the names of the tills that entries come from, by entry."""
        # An accountant need not have a right to tills.
        sessions = self.env["pos.session"].sudo()
        orders = self.env["pos.order"].sudo()
        moves = self.env["account.move"].sudo().browse(move_ids)
        names = {
            move.id: move.reversed_pos_order_id.config_id.name
            for move in moves
            if move.reversed_pos_order_id
        }
        for move, config in orders._read_group(
            [("account_move", "in", move_ids)], ["account_move", "config_id"]
        ):
            names[move.id] = config.name
        for session in sessions.search([("move_id", "in", move_ids)]):
            names[session.move_id.id] = session.config_id.name
        return names

    def _figures(self):
        """Return the figures of the whole month, and how they meet the ledger."""
        self.ensure_one()
        rows = self._rows()
        totals = {name: sum(row[name] for row in rows) for name in FIGURES}
        figures = {name: totals[name] for name in ("base", "dpp", "tax", "input_tax")}
        figures["date_due"] = self._date_due()
        if self.kind == "umkm":
            figures |= self._umkm_figures(totals["base"])
        figures["dpp"] = self.currency_id.round(figures["dpp"])
        figures["tax_due"] = figures["tax"] - figures["input_tax"]
        return figures | self._ledger_figures(figures["tax_due"])

    def _umkm_figures(self, turnover):
        """Return tax and tax base after what is exempt, counted through the year."""
        first, last = self._period()
        rates = self.env["bakery.tax.rate"]
        year = self._domain(start=first.replace(month=1))
        groups = self.env["account.move.line"]._read_group(year, [], ["balance:sum"])
        before = -(groups[0][0] or 0) - turnover
        exempt = 0
        if self.company_id.tax_umkm == "individual":
            exempt = rates._value("umkm_exempt", last)
        taxable = max(before + turnover - exempt, 0) - max(before - exempt, 0)
        rate = rates._value("umkm_rate", last)
        return {
            "turnover_before": before,
            "exempt": exempt,
            "dpp": taxable,
            "tax": self.currency_id.round(taxable * rate / 100),
        }

    def _ledger_figures(self, due):
        """Return what the accounts of the tax say.

        ``difference`` is what the entries of the month owe beyond ``due``; of the tax
        on turnover, which no document carries, what is not booked yet.
        """
        first, last = self._period()
        accounts = ("account_id", "in", self._refs(SOURCES[self.kind][1]))
        before = self._owed(accounts, ("date", "<", first))
        moved = self._owed(accounts, ("date", ">=", first), ("date", "<=", last))
        charged = self._charged()
        return {
            "opening": before,
            "closing": before + moved,
            "other": moved - charged,
            "difference": charged - due,
        }

    def _due(self):
        """Return what PBJT or PPN is due, in one sum: for who needs no outlets."""
        groups = self.env["account.move.line"]._read_group(
            self._domain(), [], ["balance:sum"]
        )
        return -(groups[0][0] or 0)

    def _charged(self):
        """Return what the entries of the month charged to the tax's accounts."""
        first, last = self._period()
        groups, names = SOURCES[self.kind]
        own = ("tax_line_id.tax_group_id", "in", self._refs(groups))
        if self.kind == "umkm":
            own = ("credit", ">", 0)
        accounts = ("account_id", "in", self._refs(names))
        return self._owed(accounts, own, ("date", ">=", first), ("date", "<=", last))

    def _owed(self, *domain):
        groups = self.env["account.move.line"]._read_group(
            self._posted(*domain), [], ["balance:sum"]
        )
        return -(groups[0][0] or 0)

    def _date_due(self):
        """Return the day to pay, if the rates name one."""
        last = self._period()[1]
        region = self.company_id.tax_region if self.kind == "pbjt" else False
        rate = self.env["bakery.tax.rate"].search(
            [
                ("code", "=", f"{self.kind}_due_day"),
                ("region", "=", region),
                ("date_from", "<=", last),
            ],
            order="date_from desc",
            limit=1,
        )
        return rate and last.replace(day=1) + relativedelta(
            months=1, day=int(rate.value)
        )

    def _hints(self):
        """Return sentences on what the figures mean for this company."""
        hints = []
        if self.kind == "pbjt":
            hints = self._floor_hints()
        elif self.kind == "umkm":
            limit = self.env["bakery.tax.rate"]._value("umkm_limit", self._period()[1])
            if self.turnover_before + self.base > limit:
                hints.append(
                    self.env._(
                        "The turnover of the year is above the limit of a small firm."
                        " From next year on income tax is owed on the profit."
                    )
                )
        return hints

    def _floor_hints(self):
        floor = self.env["bakery.tax.rate"].search(
            [
                ("code", "=", "pbjt_floor"),
                ("region", "=", self.company_id.tax_region),
                ("date_from", "<=", self._period()[1]),
            ],
            order="date_from desc",
            limit=1,
        )
        if not self.company_id.tax_region or not floor or self.base > floor.value:
            return []
        return [
            self.env._(
                "The turnover is not above %(floor)s, up to which %(region)s asks no"
                " restaurant tax.",
                floor=self.currency_id.format(floor.value),
                region=floor.region,
            )
        ]
