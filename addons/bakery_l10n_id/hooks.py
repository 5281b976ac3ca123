"""What plain data cannot say: the chart of companies that have it already."""


def post_init_hook(env):
    """Bring the bakery's accounts into companies with the Indonesian chart."""
    domain = [("chart_template", "=", "id"), ("parent_id", "=", False)]
    for company in env["res.company"].search(domain):
        env["account.chart.template"].with_company(company)._load_bakery_chart()


def uninstall_hook(env):
    """Take the statements away: their templates cannot go while they are in use."""
    domain = [("report_id.statement_kind", "!=", False)]
    env["mis.report.instance"].search(domain).unlink()
