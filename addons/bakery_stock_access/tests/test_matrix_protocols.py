import json
from xmlrpc.client import Fault

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import AccessCommon, Json2Mixin
from .test_matrix import MatrixMixin


@tagged("post_install", "-at_install")
class TestMatrixProtocols(MatrixMixin, Json2Mixin, AccessCommon, HttpCase):
    """The same matrix as outside clients and the web client play it."""

    def _by_xmlrpc(self, user, model, method, ids, kwargs):
        # XML-RPC passes the values of a new record by position only.
        args = [kwargs.pop("vals_list")] if "vals_list" in kwargs else []
        args = [ids, *args] if ids else args
        try:
            return self.xmlrpc_object.execute_kw(
                self.env.cr.dbname, user.id, user.login, model, method, args, kwargs
            )
        except Fault as fault:
            if fault.faultCode == 4:
                raise AccessError(fault.faultString) from fault
            if "cannot marshal None" in fault.faultString:
                return None  # done; the answer is what could not be sent
            raise

    def _by_json2(self, user, model, method, ids, kwargs):
        response = self.post_json2(self.keys[user], model, method, ids, **kwargs)
        if response.status_code == 403:
            raise AccessError(response.json()["message"])
        self.assertEqual(response.status_code, 200, response.text[:300])
        return response.json()

    def _by_web_client(self, user, model, method, ids, kwargs):
        args = [kwargs.pop("vals_list")] if "vals_list" in kwargs else []
        params = {
            "model": model,
            "method": method,
            "args": [ids, *args] if ids else args,
            "kwargs": kwargs,
        }
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"jsonrpc": "2.0", "id": 1, "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        if "error" in answer:
            data = answer["error"]["data"]
            self.assertEqual(data["name"], "odoo.exceptions.AccessError", data)
            raise AccessError(data["message"])
        return answer.get("result")

    def _caller(self, user):
        def call(model, method, ids=None, **kwargs):
            self.env.flush_all()
            # As a client has them: plain JSON, without Odoo's own types.
            kwargs = json.loads(json.dumps(kwargs))
            # A refusal is what is tested here; the server logs each as a warning.
            with mute_logger("odoo.http"):
                result = self.send(user, model, method, ids, kwargs)
            self.env.invalidate_all()
            return result

        return call

    def test_every_cell_by_xmlrpc(self):
        self.send = self._by_xmlrpc
        self._play()

    def test_every_cell_by_json2(self):
        self.keys = {user: self.key_of(user) for user in self.users.values()}
        self.send = self._by_json2
        self._play()

    def test_every_cell_by_the_web_client(self):
        self.send = self._by_web_client
        self.signed_in = None
        self._play()

    def _was_done(self, role, *cell):
        if self.send == self._by_web_client and self.signed_in != role:
            self.authenticate(self.users[role].login, self.users[role].login)
            self.signed_in = role
        return super()._was_done(role, *cell)
