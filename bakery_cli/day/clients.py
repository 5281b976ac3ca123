"""Outside clients of the server: one interface, two protocols.

``client.call(model, method, ids=None, **kwargs)`` works alike on both. ``ids``
stays None for methods that belong to the model (``create``, ``search_read``).
"""

import http.client
import json
import xmlrpc.client

from . import faults
from .keys import make_key, remove_key
from .web import TIMEOUT, Browser

PROTOCOLS = ("json2", "xmlrpc")
CONTEXT = {"lang": "id_ID", "tz": "Asia/Jakarta"}


class Client:
    """A user of the server, seen from outside.

    :param url: address of the server; :param db: database.
    """

    protocol = None

    def __init__(self, url, db, login, password):
        self.url = url.rstrip("/")
        self.db = db
        self.login = login
        self.password = password
        self.calls = 0

    def call(self, model, method, ids=None, context=None, **kwargs):
        """Return what ``model.method`` answers for the records ``ids``.

        :raises CallError: with one sentence when the server refuses.
        """
        self.calls += 1
        return self._call(model, method, ids, {**CONTEXT, **(context or {})}, kwargs)

    def read(self, model, ids, fields):
        """Return the rows of the records ``ids``."""
        return self.call(model, "read", ids=ids, fields=fields) if ids else []

    def search(self, model, domain, fields, limit=None, order=None, context=None):
        """Return rows of ``fields`` of the records that match ``domain``."""
        return self.call(
            model,
            "search_read",
            domain=domain,
            fields=fields,
            limit=limit,
            order=order or "id",
            context=context,
        )

    def create(self, model, values, context=None):
        """Create one record (dict) or many (list); return the id or the ids."""
        rows = values if isinstance(values, list) else [values]
        ids = self.call(model, "create", vals_list=rows, context=context)
        return ids if isinstance(values, list) else ids[0]

    def write(self, model, ids, values):
        """Write ``values`` on the records ``ids``."""
        return self.call(model, "write", ids=ids, vals=values)

    def close(self):
        """Give back what the client holds on the server."""

    def hang_up(self):
        """Close the connection and leave the rest to the server's end."""


class Json2Client(Client):
    """JSON-2: ``POST /json/2/<model>/<method>`` with a bearer key.

    The key is made in the user's own name on first use, lives ``key_days`` days,
    and is removed by :meth:`close`.
    """

    protocol = "json2"

    def __init__(self, url, db, login, password, key_days=1):
        super().__init__(url, db, login, password)
        self._key_days = key_days
        self._browser = Browser(url, login)
        self._key = None

    def key(self):
        if not self._key:
            self._key = make_key(
                self.url, self.db, self.login, self.password, self._key_days
            )
        return self._key

    def _call(self, model, method, ids, context, kwargs):
        body = {**kwargs, "context": context}
        if ids is not None:
            body["ids"] = list(ids)
        answer = self._post(model, method, body)
        if answer.status == 401:
            # Expired: the server's clock may have moved past the key's last day.
            self._key = None
            answer = self._post(model, method, body)
        return self._result(f"{model}.{method}", answer)

    def _post(self, model, method, body):
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"bearer {self.key()}",
            "X-Odoo-Database": self.db,
        }
        path = f"/json/2/{model}/{method}"
        return self._browser.request("POST", path, json.dumps(body), headers)

    def _result(self, what, answer):
        try:
            document = json.loads(answer.body)
        except ValueError:
            document = {"message": f"HTTP {answer.status}"}
        if answer.status < 400:
            return document
        kind = faults.kind_of_exception(document.get("name", ""))
        raise faults.error(kind, self.login, what, document.get("message"))

    def close(self):
        if self._key:
            remove_key(self.url, self.db, self.login, self.password)
            self._key = None
        self.hang_up()

    def hang_up(self):
        self._browser.close()


class _Transport(xmlrpc.client.Transport):
    """Transport with a time limit, so that a stuck server is noticed."""

    def make_connection(self, host):
        connection = super().make_connection(host)
        connection.timeout = TIMEOUT
        return connection


class _SafeTransport(xmlrpc.client.SafeTransport):
    def make_connection(self, host):
        connection = super().make_connection(host)
        connection.timeout = TIMEOUT
        return connection


class XmlRpcClient(Client):
    """XML-RPC: ``/xmlrpc/2/common`` to log in, ``/xmlrpc/2/object`` to call."""

    protocol = "xmlrpc"

    def __init__(self, url, db, login, password):
        super().__init__(url, db, login, password)
        self._uid = None
        self._object = self._proxy("object")

    def _proxy(self, service):
        transport = _SafeTransport() if self.url.startswith("https") else _Transport()
        return xmlrpc.client.ServerProxy(
            f"{self.url}/xmlrpc/2/{service}", transport=transport, allow_none=True
        )

    def uid(self):
        if not self._uid:
            common = self._proxy("common")
            self._uid = self._guard(
                "login",
                lambda: common.authenticate(self.db, self.login, self.password, {}),
            )
        if not self._uid:
            reason = "wrong password"
            raise faults.error(faults.DENIED, self.login, "login", reason)
        return self._uid

    def _call(self, model, method, ids, context, kwargs):
        uid = self.uid()
        args = [] if ids is None else [list(ids)]
        if method == "create":
            # The server looks at the first positional argument to tell whether
            # one id or a list is the answer, and fails when there is none.
            args.append(kwargs.pop("vals_list"))
        options = {**kwargs, "context": context}
        return self._guard(
            f"{model}.{method}",
            lambda: self._object.execute_kw(
                self.db, uid, self.password, model, method, args, options
            ),
        )

    def _guard(self, what, send):
        try:
            return send()
        except xmlrpc.client.Fault as fault:
            # The server refuses to write "nothing" as an answer, but only after
            # the work was done and committed.
            if "cannot marshal None" in fault.faultString:
                return None
            kind = faults.kind_of_fault(fault.faultCode)
            raise faults.error(kind, self.login, what, fault.faultString) from fault
        except (OSError, http.client.HTTPException, xmlrpc.client.Error) as error:
            raise faults.unreachable(self.url, error) from error


def make_client(protocol, url, db, login, password, key_days=1):
    """Return the client of ``protocol`` for one user."""
    if protocol == "xmlrpc":
        return XmlRpcClient(url, db, login, password)
    return Json2Client(url, db, login, password, key_days)
