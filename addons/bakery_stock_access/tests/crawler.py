"""Reads and searches whatever a user may, looking for what they may not know."""

import re

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class Crawler:
    """Goes through all models as a user and collects what shows of hidden records.

    :param env: environment of the user.
    :param secret: pattern of words that only hidden records contain.
    :param hidden: ids of hidden records by model.
    :param limit: how many records of each model are read, the newest first.
    """

    SCALARS = ("char", "text", "html")

    def __init__(self, env, secret, hidden, limit=40):
        self.env = env
        self.secret = re.compile(secret)
        self.hidden = hidden
        self.limit = limit
        self.found = []

    def crawl(self, skipped=()):
        """Return ``(model, field, way)`` for whatever shows."""
        for name in sorted(self.env.registry):
            model = self.env[name].with_context(active_test=False)
            if model._abstract or model._transient or name in skipped:
                continue
            if model.has_access("read"):
                self._crawl_model(model)
        return self.found

    def _crawl_model(self, model):
        try:
            records = model.search([], limit=self.limit, order="id desc")
        except UserError:
            return  # such as accounts by root, which are found by their parents only
        if set(records.ids) & self.hidden.get(model._name, set()):
            self.found.append((model._name, "id", "search"))
        for name, info in model.fields_get(attributes=["type", "relation"]).items():
            if info["type"] in (*self.SCALARS, "many2one", "one2many", "many2many"):
                self._crawl_field(records, name, info)
        if model._rec_name:
            self._search_names(model)

    def _search_names(self, model):
        try:
            with self.env.cr.savepoint(flush=False):
                names = [
                    shown
                    for word in ("TLN", "Toko Lain")
                    for _id, shown in model.name_search(word, limit=None)
                ]
        except (AccessError, UserError, ValueError):
            return
        if any(self.secret.search(str(name)) for name in names):
            self.found.append((model._name, "display_name", "name_search"))

    def _crawl_field(self, records, name, info):
        values = self._read(records, name)
        if any(self.secret.search(str(value)) for value in values):
            self.found.append((records._name, name, "read"))
        ids = self.hidden.get(info.get("relation"))
        if not ids:
            return
        for value in values:
            linked = {value[0]} if isinstance(value, tuple) else set(value or ())
            if linked & ids:
                self.found.append((records._name, name, "ids"))
                break
        field = records._fields[name]
        if field.store or field.search:
            self._search(records, name, Domain(name, "in", list(ids)))
            self._search(records, name, Domain(name, "ilike", "TLN"))

    def _read(self, records, name):
        """Return the values of a field, none where it may not be read."""
        # What was read as superuser would be there for everybody.
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint(flush=False):
                return [row[name] for row in records.read([name])]
        except (AccessError, UserError, ValueError):
            return []

    def _search(self, records, name, domain):
        try:
            with self.env.cr.savepoint(flush=False):
                if records.search_count(domain):
                    self.found.append((records._name, name, str(domain)[:40]))
        except (AccessError, UserError, ValueError):
            return
