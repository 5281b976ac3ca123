import json

import odoo
from odoo import http
from odoo.http import content_disposition, request
from odoo.tools import config

from ..agent.bundle import NAME, bundle

MANAGER = "point_of_sale.group_pos_manager"
MOST_REPORTS = 50
# Seconds; proxies give up after 60.
LONGEST_WAIT = 25
# What an agent does where the server cannot hold its request.
PAUSE = 2
STATES = ("queued", "sent", "confirmed")


class PrintAgentController(http.Controller):
    """The route of print agents, and the program itself."""

    @http.route(
        "/bakery/print/agent",
        type="http",
        auth="print_agent",
        methods=["POST"],
        # csrf=False: the token is in a header that no form of another site can send.
        csrf=False,
        save_session=False,
        max_content_length=256 * 1024,
    )
    def work(self, **_ignored):
        """Hear what became of slips, and give one for each printer that is free.

        Body ``{reports: [...], wait: seconds, version}``; the answer is ``{jobs,
        reports, lease, pause}``: ``reports`` says ``done`` or ``stale`` for each.
        """
        body = self._body()
        if body is None:
            return self._answer({"error": "bad_request"}, 400)
        agent = request.print_agent
        # Between the looks nothing may be open: a transaction that lasts sees nothing
        # new, and would keep the database from cleaning up. Nothing was written in it.
        request.env.cr.rollback()
        heard = agent._hear(body["reports"], body["version"])
        holds = self._may_hold()
        works = agent._await_work(body["wait"] if holds else 0)
        if works is None:
            return self._answer({"error": "unknown_token"}, 401)
        return self._answer(
            {
                "reports": heard,
                "jobs": [agent._public(work) for work in works],
                "lease": agent._lease_seconds(),
                "pause": 0 if holds and body["wait"] else PAUSE,
            }
        )

    @http.route("/bakery/print/agent.pyz", type="http", auth="user", methods=["GET"])
    def program(self):
        """Return the agent as one file, for managers of outlets."""
        if not request.env.user.has_group(MANAGER):
            raise request.not_found()
        headers = [
            ("Content-Type", "application/zip"),
            ("Content-Disposition", content_disposition(NAME)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(bundle(), headers)

    @staticmethod
    def _may_hold():
        """Return whether a request may wait here.

        The server of websockets, or one that works with threads, has room for it; of a
        few processes each is needed.
        """
        return bool(odoo.evented or not config["workers"])

    @staticmethod
    def _answer(data, status=200):
        return request.make_json_response(data, status=status)

    def _body(self):
        """Return what was sent, checked; None when it is no request of an agent."""
        if request.httprequest.mimetype != "application/json":
            return None
        try:
            body = json.loads(request.httprequest.get_data() or b"{}")
        except (ValueError, RecursionError):
            return None
        if not isinstance(body, dict):
            return None
        faults = {code for code, _name in request.env["bakery.printer"]._select_fault()}
        reports, wait = body.get("reports", []), body.get("wait", 0)
        version = body.get("version", "")
        if (
            not isinstance(reports, list)
            or len(reports) > MOST_REPORTS
            or not all(self._is_report(report, faults) for report in reports)
            or not _is_number(wait)
            or not isinstance(version, str)
        ):
            return None
        return {
            "reports": reports,
            "wait": min(max(wait, 0), LONGEST_WAIT),
            "version": version.replace("\0", "")[:20],
        }

    @staticmethod
    def _is_report(report, faults):
        """Return whether this is what an agent says of a slip."""
        if not isinstance(report, dict):
            return False
        uuid, state = report.get("uuid"), report.get("state")
        error = report.get("error")
        return (
            isinstance(uuid, str)
            and 0 < len(uuid) <= 200
            and "\0" not in uuid
            and _is_number(report.get("printer"))
            and _is_number(report.get("attempt"))
            and state in STATES
            and isinstance(report.get("ambiguous"), bool)
            and (error in faults if state == "queued" else not error)
        )


def _is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
