import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..agent import journal as journals
from ..agent.journal import InUse, Journal
from ..agent.link import Insecure, Link
from ..agent.words import INDONESIAN

SLIP = ("1f0c9a2b/7", 7, 1)
DONE = {"state": "confirmed", "error": False, "ambiguous": False}


@tagged("post_install", "-at_install")
class TestPrintJournal(BaseCase):
    """What the agent remembers, however it ended."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "deep" / "journal.jsonl"

    def again(self, journal):
        """Return the journal of a process that starts after the other has ended."""
        journal.close()
        return Journal(self.path)

    def test_begun_and_never_ended_is_lost(self):
        journal = Journal(self.path)
        journal.begin(SLIP)
        self.assertFalse(journal.untold(), "it is under way")
        journal = self.again(journal)
        self.assertEqual(journal.untold(), {SLIP: journals.LOST})
        self.assertTrue(journal.untold()[SLIP]["ambiguous"])

    def test_done_is_told_until_it_is_heard(self):
        journal = Journal(self.path)
        journal.begin(SLIP)
        journal.done(SLIP, **DONE)
        for _start in range(2):
            journal = self.again(journal)
            self.assertEqual(journal.untold(), {SLIP: DONE})
        journal.told([SLIP])
        self.assertFalse(self.again(journal).untold())

    def test_half_a_line(self):
        """The power went while it was written; what stands before it counts."""
        journal = Journal(self.path)
        journal.begin(SLIP)
        journal.done(SLIP, **DONE)
        journal.close()
        with self.path.open("ab") as file:
            file.write(
                b'{"begun": ["2',
            )
        journal = Journal(self.path)
        self.assertEqual(journal.untold(), {SLIP: DONE})
        self.path.write_bytes(b'\xff\n[]\n7\n{"done": 7}\n{"begun": null}\n')
        self.assertFalse(self.again(journal).untold())

    def test_stays_short(self):
        journal = Journal(self.path)
        for number in range(journals.LONGEST):
            slip = (str(number), 7, 1)
            journal.begin(slip)
            journal.done(slip, **DONE)
            journal.told([slip])
        self.assertLess(len(self.path.read_bytes().splitlines()), journals.LONGEST + 3)

    def test_belongs_to_one(self):
        journal = Journal(self.path)
        with self.assertRaises(InUse):
            Journal(self.path)
        self.again(journal)

    def test_safe_addresses(self):
        for server in ("https://roti.example.com", "http://127.0.0.1:8069"):
            self.assertTrue(Link(server, str).url.startswith(server))
        for server in ("http://roti.example.com", "ftp://x", "roti.example.com", ""):
            with self.assertRaises(Insecure):
                Link(server, str)

    def test_words_keep_their_places(self):
        for english, indonesian in INDONESIAN.items():
            for name in ("server", "seconds", "reason", "printer", "slip", "path"):
                mark = "{" + name + "}"
                self.assertEqual(mark in english, mark in indonesian, english)
