from odoo import api, fields, models
from odoo.fields import Command

from ..models.mis_report import STATEMENT_KINDS


class BakeryStatement(models.TransientModel):
    """Asks what a statement shall show, and opens it."""

    _name = "bakery.statement"
    _description = "Financial Statement"

    kind = fields.Selection(STATEMENT_KINDS, required=True, default="income")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    report_id = fields.Many2one(
        "mis.report",
        string="Form",
        compute="_compute_report_id",
        precompute=True,
        store=True,
        readonly=False,
        required=True,
        domain="[('statement_kind', '=', kind)]",
    )
    date = fields.Date(
        string="Month of",
        required=True,
        default=fields.Date.context_today,
        help="Any day of the month that the statement is about.",
    )
    # Each column has a compute of its own: fields that share one are not computed when
    # any of them is given.
    month = fields.Boolean(
        string="This month", compute="_compute_month", store=True, readonly=False
    )
    previous_month = fields.Boolean(
        compute="_compute_previous_month", store=True, readonly=False
    )
    year_to_date = fields.Boolean(
        compute="_compute_year_to_date",
        store=True,
        readonly=False,
        help="From the first day of the company's fiscal year.",
    )
    previous_year = fields.Boolean(
        compute="_compute_previous_year",
        store=True,
        readonly=False,
        help="The whole fiscal year before this one.",
    )
    by_outlet = fields.Boolean(
        string="Outlets",
        compute="_compute_by_outlet",
        store=True,
        readonly=False,
        help="A column of the month for each outlet, and one for what has none, so"
        " that they add up to the whole month.",
    )
    show_accounts = fields.Boolean(string="Accounts under each line")
    include_drafts = fields.Boolean(string="Drafts too")

    @api.depends("kind", "company_id")
    def _compute_report_id(self):
        for wizard in self:
            wizard.report_id = self.env["mis.report"].get_statement(
                wizard.kind, wizard.company_id.statement_standard
            )

    @api.depends("kind")
    def _compute_month(self):
        for wizard in self:
            wizard.month = wizard.kind != "equity"

    @api.depends("kind")
    def _compute_previous_month(self):
        for wizard in self:
            wizard.previous_month = wizard.kind != "equity"

    @api.depends("kind")
    def _compute_year_to_date(self):
        for wizard in self:
            wizard.year_to_date = wizard.kind != "balance"

    @api.depends("kind")
    def _compute_previous_year(self):
        for wizard in self:
            wizard.previous_year = wizard.kind in ("balance", "equity")

    @api.depends("kind", "company_id")
    def _compute_by_outlet(self):
        for wizard in self:
            wizard.by_outlet = wizard.kind == "income" and bool(wizard._outlets())

    def action_open(self):
        """Return the action that shows the statement to the user."""
        self.ensure_one()
        instance = self._create_instance()
        # The widget of the page finds its report by the active record alone.
        active = {"active_model": instance._name, "active_id": instance.id}
        context = {**self.env.context, **active, "active_ids": instance.ids}
        return {**instance.preview(), "context": context}

    def _outlets(self):
        """Return the analytic accounts of the company's tills."""
        # An accountant need not have a right to tills to see how they are doing.
        configs = (
            self.env["pos.config"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "child_of", self.company_id.id)])
        )
        return configs.outlet_analytic_id.sorted("name")

    def _create_instance(self):
        """Return the statement with its columns; it goes by itself after a day.

        It holds no figures: those are read with the rights of who looks at it.
        """
        # Only an administrator may make reports of one's own; this one is ours.
        instance = (
            self.env["mis.report.instance"].sudo().create(self._instance_values())
        )
        if self.by_outlet:
            self._add_outlet_columns(instance)
        return instance.sudo(False)

    def _instance_values(self):
        branches = self.env.companies.filtered(
            lambda company: self.company_id in company.parent_ids
        )
        several = len(branches) > 1
        return {
            "name": self.report_id.name,
            "report_id": self.report_id.id,
            "company_id": False if several else self.company_id.id,
            "multi_company": several,
            "company_ids": [Command.set(branches.ids if several else [])],
            "date": self.date,
            "temporary": True,
            "target_move": "all" if self.include_drafts else "posted",
            "no_auto_expand_accounts": not self.show_accounts,
            "display_columns_description": True,
            "landscape_pdf": self.kind == "equity"
            or len(self._columns()) > 2
            or self.by_outlet,
            "widget_show_pivot_date": True,
            # The filter's fields are those of journal items, not of outlet shares.
            "widget_show_filters": not self.by_outlet,
            "period_ids": [Command.create(values) for values in self._columns()],
        }

    def _columns(self):
        """Return the values of the columns of the whole company."""
        others = self.previous_month or self.year_to_date or self.previous_year
        wanted = [
            # The outlets are columns of this month, so it has to be there.
            (self.month or self.by_outlet or not others, self._month_column(0)),
            (self.previous_month, self._month_column(-1)),
            (self.year_to_date, self._year_column("to_date")),
            (self.previous_year, self._year_column("previous")),
        ]
        return [
            {"mode": "relative", "sequence": position, **values}
            for position, (show, values) in enumerate(wanted, 1)
            if show
        ]

    def _month_column(self, offset):
        name = self.env._("Previous month") if offset else self.env._("This month")
        return {"name": name, "type": "m", "offset": offset}

    def _year_column(self, window):
        names = {
            "to_date": self.env._("Year to date"),
            "previous": self.env._("Previous year"),
        }
        return {"name": names[window], "fiscal_window": window}

    def _add_outlet_columns(self, instance):
        """Add a column for each outlet, and one for the rest of the month."""
        month = instance.period_ids.filtered(lambda period: period.sequence == 1)
        source = self.env["ir.model"]._get("bakery.outlet.item")
        # As for the statement itself: an accountant may not make reports of one's own.
        columns = self.env["mis.report.instance.period"].sudo()
        outlets = columns.create(
            [
                {
                    **self._month_column(0),
                    "name": name,
                    "mode": "relative",
                    "sequence": 10 + position,
                    "report_instance_id": instance.id,
                    "source": "actuals_alt",
                    "source_aml_model_id": source.id,
                    "analytic_domain": repr([("outlet_id", "=", outlet.id)]),
                }
                for position, (outlet, name) in enumerate(self._outlet_names().items())
            ]
        )
        columns.create(self._rest_column(instance, month, outlets))

    def _outlet_names(self):
        """Return ``{outlet: name}``; two columns may not have the same name."""
        names, taken = {}, set(self._column_names())
        for outlet in self._outlets():
            name = outlet.name
            if name in taken:
                name = f"{name} ({outlet.code or outlet.id})"
            taken.add(name)
            names[outlet] = name
        return names

    def _column_names(self):
        return [*(column["name"] for column in self._columns()), self._rest_name()]

    def _rest_name(self):
        return self.env._("Without outlet")

    def _rest_column(self, instance, month, outlets):
        """Return what the month has and no outlet has."""
        parts = [("+", month), *(("-", outlet) for outlet in outlets)]
        return {
            "name": self._rest_name(),
            "mode": "none",
            "sequence": 900,
            "report_instance_id": instance.id,
            "source": "sumcol",
            "source_sumcol_accdet": self.show_accounts,
            "source_sumcol_ids": [
                Command.create({"sign": sign, "period_to_sum_id": part.id})
                for sign, part in parts
            ],
        }
