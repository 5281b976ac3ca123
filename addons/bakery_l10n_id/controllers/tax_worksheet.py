from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TaxWorksheet(http.Controller):
    @http.route(
        "/bakery_l10n_id/tax_worksheet/<int:sheet_id>",
        type="http",
        auth="user",
        readonly=True,
    )
    def tax_worksheet(self, sheet_id):
        """Return the spreadsheet of a worksheet that the user may read."""
        sheet = request.env["bakery.tax.worksheet"].browse(sheet_id).exists()
        if not sheet:
            raise request.not_found()
        sheet.check_access("read")
        name = f"{sheet.kind}-{sheet.month.strftime('%Y-%m')}.xlsx"
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(sheet._xlsx(), headers)
