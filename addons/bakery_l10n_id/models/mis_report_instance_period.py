from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class MisReportInstancePeriod(models.Model):
    _inherit = "mis.report.instance.period"

    fiscal_window = fields.Selection(
        [
            ("to_date", "Year to date"),
            ("previous_to_date", "Previous year to date"),
            ("previous", "Previous year"),
        ],
        help="Dates by the fiscal year of the company instead of the calendar's.",
    )

    @api.depends("fiscal_window")
    def _compute_dates(self):
        result = super()._compute_dates()
        for period in self.filtered("fiscal_window"):
            if period.report_instance_id.comparison_mode and period.mode == "relative":
                period.date_from, period.date_to = period._fiscal_dates()
                period.valid = True
        return result

    def _fiscal_dates(self):
        """Return first and last day, counted from the month of the base date."""
        instance = self.report_instance_id
        company = instance.query_company_ids[:1]
        month_end = instance.pivot_date + relativedelta(day=31)
        start = company.compute_fiscalyear_dates(instance.pivot_date)["date_from"]
        if self.fiscal_window == "to_date":
            return start, month_end
        previous = company.compute_fiscalyear_dates(start - relativedelta(days=1))
        if self.fiscal_window == "previous":
            return previous["date_from"], previous["date_to"]
        return previous["date_from"], month_end - relativedelta(years=1, day=31)
