from odoo import http
from odoo.http import content_disposition, request


class LabelController(http.Controller):
    @http.route(
        "/bakery_mrp/label/<int:print_id>", type="http", auth="user", readonly=True
    )
    def label(self, print_id):
        """Return the labels of a print job, which only who made it may read."""
        job = request.env["bakery.label.print"].browse(print_id).exists()
        if not job:
            raise request.not_found()
        job.check_access("read")
        name = job._file_name()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(job._pdf(), headers)
