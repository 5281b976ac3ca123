"""What the steps of one day share: clients, the dice, the date, the documents."""

import contextlib
import copy
import datetime
import email.utils
import random
import threading
from dataclasses import asdict, dataclass

from ..errors import BakeryError
from .clients import make_client
from .web import Browser

# Least number of orders that each till takes on one day.
ORDERS = 20
ZONE = datetime.timezone(datetime.timedelta(hours=7), "WIB")


@dataclass
class Document:
    """One document that a step made or changed."""

    step: str
    role: str
    model: str
    id: int
    name: str
    link: str
    amount: float | None = None

    def as_dict(self):
        return asdict(self)


class Day:
    """One business day, seen from outside.

    ``doors`` are the addresses of servers that share the database, the first of them
    ``url``; with more than one, steps that are independent go on side by side, and
    ``turn`` is taken by what must not. ``rhythm`` tells whether steps keep to the
    weekdays they name, as a bakery does over a year; one day alone has a bit of
    everything.

    :param url: address of the server; :param db: its database.
    :param cast: logins and passwords by role.
    :param protocol: ``json2`` or ``xmlrpc``.
    :param seed: start of the dice: the same seed on the same database plays the
        same day.
    :param key_days: how long the API keys have to live, in the server's days.
    :param empty: whether the bakery has nothing but its owner, who then prepares
        it; :param save_cast: keeps the passwords of the users made for that.
    """

    def __init__(
        self,
        url,
        db,
        cast,
        protocol="json2",
        seed=0,
        empty=False,
        save_cast=None,
        key_days=1,
    ):
        self.url = url.rstrip("/")
        self.doors = [self.url]
        self._door = self.url
        self.rhythm = False
        self.db = db
        self.cast = cast
        self.protocol = protocol
        self.seed = seed
        self.empty = empty
        self.is_first = True
        self.save_cast = save_cast or (lambda: None)
        self.documents = []
        self.notes = {}
        self.remarks = {}
        # What is undone when the day is over, however it ends; the last one first.
        self.cleanups = []
        self.key_days = key_days
        self.orders = ORDERS
        self._clients = {}
        self._browsers = {}
        self.turn = threading.Lock()
        self._asides = {}
        self._step = None
        self.dice = None

    def next(self):
        """Turn the page: a new day of the same people."""
        self.documents = []
        self.notes = {}
        self.remarks = {}
        self.empty = False
        self.is_first = False

    def aside(self, door):
        """Return this same day, seen through another server's door.

        It has connections and dice of its own, and notes its documents here.
        """
        before = self._asides.get(door)
        other = copy.copy(self)
        other._door = door
        other._asides = {}
        other._clients = before._clients if before else {}
        other._browsers = before._browsers if before else {}
        self._asides[door] = other
        return other

    @property
    def door(self):
        """The address of the server that this day goes through."""
        return self._door

    # Who acts ------------------------------------------------------------------

    def client(self, role):
        """Return the client of the user whose role this is."""
        if role not in self._clients:
            self._clients[role] = make_client(
                self.protocol,
                self._door,
                self.db,
                self.cast.login(role),
                self.cast.secret(role),
                self.key_days,
            )
        return self._clients[role]

    def browser(self, role):
        """Return a logged-in web session of the user whose role this is."""
        if role not in self._browsers:
            browser = Browser(self._door)
            browser.login(self.db, self.cast.login(role), self.cast.secret(role))
            self._browsers[role] = browser
        return self._browsers[role]

    def visitor(self):
        """Return the browser of somebody who is not logged in."""
        return Browser(self._door, "customer")

    def log_out(self):
        """End the web sessions; the next use of a browser logs in again."""
        for other in self._asides.values():
            other.log_out()
        for browser in self._browsers.values():
            browser.logout()
        self._browsers.clear()

    def close(self, keys=True):
        """Give back sessions and keys.

        :param keys: whether keys are removed; each asks for the user's password twice,
            which is slow by design.
        """
        while self.cleanups:
            # Who cannot be asked any more cannot be asked to undo anything.
            with contextlib.suppress(BakeryError):
                self.cleanups.pop()()
        for other in self._asides.values():
            other.close(keys)
        self.log_out()
        for client in self._clients.values():
            client.close() if keys else client.hang_up()
        self._clients.clear()

    # When ------------------------------------------------------------------------

    def now(self):
        """Return the server's time, which may not be ours, in UTC."""
        answer = Browser(self._door).request("GET", "/web/health")
        stamp = answer.headers.get("Date")
        if not stamp:
            return datetime.datetime.now(datetime.timezone.utc)
        return email.utils.parsedate_to_datetime(stamp)

    def today(self):
        """Return the server's date at the bakery, as text."""
        return self.now().astimezone(ZONE).date().isoformat()

    def weekday(self):
        """Return the server's weekday at the bakery; Monday is 0."""
        return datetime.date.fromisoformat(self.today()).weekday()

    # What came of it -------------------------------------------------------------

    def begin(self, step):
        """Make ``step`` the running step.

        Its dice depend on the seed and on nothing that other steps do, so that a
        step added later leaves the others as they were.
        """
        self._step = step
        self.dice = random.Random(f"{self.seed} {step.key}")

    def link(self, model, record_id):
        """Return the address that opens one record in the web client."""
        return f"{self.url}/odoo/{model}/{record_id}"

    def record(self, model, record_id, name, amount=None):
        """Note a document; it is shown with the step that is running."""
        document = Document(
            step=self._step.key,
            role=self._step.role,
            model=model,
            id=record_id,
            name=name,
            link=self.link(model, record_id),
            amount=amount,
        )
        self.documents.append(document)
        return document

    def remark(self, text):
        """Say something about how the running step is done, for its line."""
        self.remarks[self._step.key] = text

    def made(self, step_key, model=None):
        """Return the documents of a step that ran before."""
        return [
            document
            for document in self.documents
            if document.step == step_key and model in (None, document.model)
        ]
