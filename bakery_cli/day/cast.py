"""Who plays the day: one login for each role, and where its password comes from."""

import json
import secrets

from ..errors import BakeryError
from ..i18n import _
from .atomic import write_atomic

OWNER = "owner"
DEMO_PASSWORD = "roti-manis"  # noqa: S105 - printed on the screen, demo only
LOGINS = {
    OWNER: "pemilik",
    "store_admin": "admin.toko",
    "purchaser": "pembelian",
    "approver": "penyetuju",
    "warehouse_clerk": "gudang",
    "baker": "baker",
    "planner": "perencana",
    "cashier": "kasir",
    "waiter": "pelayan",
    "kitchen": "dapur",
    "online_staff": "toko.online",
    "sales": "sales",
    "accountant": "akuntan",
    "outlet_manager": "manajer",
}


class Cast:
    """Logins and passwords by role.

    :param password: the one password of all, as on the demo and on a server
        given by its address; or None when each role has one of its own.
    :param passwords: ``{login: password}`` of roles with a password of their own.
    """

    def __init__(self, password=None, passwords=None):
        self.password = password
        self.passwords = dict(passwords or {})

    def login(self, role):
        return LOGINS[role]

    def secret(self, role):
        """Return the password of ``role``."""
        login = self.login(role)
        if login in self.passwords:
            return self.passwords[login]
        if self.password:
            return self.password
        raise BakeryError(
            _("No password is known for {login}: give it with --password.", login=login)
        )

    def new_secret(self, role):
        """Make, remember and return a password for a user about to be created."""
        self.passwords[self.login(role)] = secrets.token_urlsafe(12)
        return self.passwords[self.login(role)]


class CastFile:
    """The file that keeps the passwords of the users made for an empty bakery.

    It is readable by its owner alone and lies beside the other files of the run.
    """

    def __init__(self, folder, db):
        self.path = folder / "day" / f"{db}-users.json"

    def load(self):
        if not self.path.exists():
            return {}
        return json.loads(self.path.read_text(encoding="utf-8"))

    def save(self, cast):
        write_atomic(self.path, json.dumps(cast.passwords, indent=2), mode=0o600)
