"""A kitchen's screen as the server sees it: a device with a cookie and no user."""

import json
import uuid

from . import faults
from .web import Browser

# The server carries out so many actions of one request.
MOST_ACTIONS = 50


class Screen:
    """One paired screen of a kitchen, see ``docs/kitchen-protocol.md``.

    :param url: address of the server; :param code: six digits that a manager made.
    :param name: what the device calls itself.
    """

    def __init__(self, url, code, name):
        self.browser = Browser(url, name)
        self._post("pair", {"code": code, "name": name})

    def snapshot(self):
        """Return all that is shown."""
        return self._post("snapshot", {})

    def act(self, actions):
        """Send ``[(action, ticket)]`` as one queue; return the tickets afterwards.

        :raises CallError: when one of them is refused.
        """
        tickets = []
        for start in range(0, len(actions), MOST_ACTIONS):
            wishes = [
                {
                    "uuid": str(uuid.uuid4()),
                    "action": action,
                    "ticket": ticket["uuid"],
                    "rev": ticket["rev"],
                }
                for action, ticket in actions[start : start + MOST_ACTIONS]
            ]
            for result in self._post("act", {"actions": wishes})["results"]:
                if result["status"] != 200:
                    raise self._refused("act", result)
                tickets.append(result["ticket"])
        return tickets

    def close(self):
        self.browser.close()

    def _post(self, route, body):
        headers = {"Content-Type": "application/json"}
        path = f"/kitchen/{route}"
        answer = self.browser.request("POST", path, json.dumps(body), headers)
        try:
            document = json.loads(answer.body)
        except ValueError:
            document = {"error": f"HTTP {answer.status}"}
        if answer.status != 200 and not (route == "act" and "results" in document):
            raise self._refused(route, document)
        return document

    def _refused(self, route, document):
        reason = document.get("message") or document.get("error")
        return faults.error(
            faults.REFUSED, self.browser.who, f"/kitchen/{route}", reason
        )
