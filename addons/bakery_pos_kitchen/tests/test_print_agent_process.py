import signal
import subprocess
import sys

from odoo.tests import tagged

from ..agent.bundle import bundle
from ..printing.decode import text_lines
from .common_agent import PATIENCE, AgentProcessCommon


@tagged("post_install", "-at_install")
class TestPrintAgentProcess(AgentProcessCommon):
    """The agent's own process, sockets and file, killed at the worst moments."""

    def copies(self, fake=None):
        # An agent has no user: the slip speaks the language of the company.
        lang = self.printer.company_id.partner_id.lang
        copy = self.printer.with_context(lang=lang)._words()["copy"]
        return [
            any(copy in line for line in text_lines(slip)[:2])
            for slip in (fake or self.fake).slips
        ]

    def test_prints_on_several_printers(self):
        """While one hangs, the other goes on; each slip once, in its order."""
        hanging, other = self.make_printer(
            "Bar Uji", transport="agent", agent_id=self.agent.id
        )
        hanging.mode = "silent"
        stuck = self.slip(printers=other)
        jobs = [self.slip(name=f"Roti {number}") for number in range(4)]
        agent = self.start()
        self.wait_for(jobs[-1], "confirmed")
        names = [text_lines(slip)[2] for slip in self.fake.slips]
        self.assertEqual(names, [f"1 x Roti {number}" for number in range(4)])
        self.until(lambda: stuck.error == "silent", "a hanging printer is told")
        self.assertFalse(hanging.slips)
        agent.send_signal(signal.SIGTERM)
        self.assertEqual(self.ended(agent), 0)

    def test_killed_in_the_middle_of_a_slip(self):
        """All bytes are out and the printer has not answered: it comes as a copy."""
        self.fake.mode = "vanishes"
        job = self.slip()
        agent = self.start()
        self.until(lambda: self.fake.slips, "the printer has it")
        self.kill(agent)
        self.assertEqual(job.state, "sending")
        self.fake.mode = "ready"
        self.start()
        self.wait_for(job, "queued")
        self.assertEqual((job.error, job.copies), ("lost", 1))
        self.again(job)
        self.env.flush_all()
        self.wait_for(job, "confirmed")
        self.assertEqual(self.copies(), [False, True])

    def test_killed_before_it_told(self):
        """The printer has confirmed, the server has not heard: no second slip."""
        self.road.mode = "keeps_reports"
        job = self.slip()
        agent = self.start()
        self.until(self.road.kept.is_set, "it tells the server")
        self.kill(agent)
        self.lease_passes(job)
        self.road.mode = "open"
        self.start()
        self.wait_for(job, "confirmed")
        after = self.slip(name="Sesudah")
        self.wait_for(after, "confirmed")
        self.assertEqual(self.copies(), [False, False])

    def test_answer_of_the_server_lost(self):
        """A slip that never reached the agent comes after its lease, as a copy."""
        self.road.mode = "loses_slips"
        job = self.slip()
        self.start()
        self.until(self.road.lost.is_set, "the slip gets lost on its way")
        self.assertEqual(job.state, "sending")
        self.lease_passes(job)
        self.wait_for(job, "confirmed")
        self.assertEqual(self.copies(), [True])

    def test_server_away(self):
        """It says so in a sentence, asks less often, and goes on when it is back."""
        self.road.mode = "away"
        self.start()
        self.until(lambda: len(self.road.requests) > 3, "it keeps asking")
        job = self.slip()
        self.road.mode = "open"
        self.wait_for(job, "confirmed")
        said = self.said()
        self.assertIn("The server does not answer", said)
        self.assertIn("it is tried again in 4 s", said)
        self.until(lambda: "answers again" in self.said(), "it says that all is well")

    def test_report_lost_with_the_server(self):
        """The server goes away between slip and report: told later, printed once."""
        self.road.mode = "keeps_reports"
        job = self.slip()
        self.start()
        self.until(self.road.kept.is_set, "it tells the server")
        self.road.mode = "open"
        self.road.free.set()
        self.wait_for(job, "confirmed")
        self.assertEqual(self.copies(), [False])

    def test_revoked(self):
        """A clear sentence; a new token in the file is enough to go on."""
        self.agent.action_revoke()
        self.env.flush_all()
        self.start()
        self.until(lambda: "revoked or replaced" in self.said(), "it says why")
        job = self.slip()
        self.write_token(self.agent.action_new_token()["context"]["default_token"])
        self.env.flush_all()
        self.wait_for(job, "confirmed")
        self.assertNotIn("Traceback", self.said())

    def test_printer_off(self):
        self.fake.close()
        job = self.slip()
        self.start()
        self.until(lambda: job.error == "unreachable", "the server hears of it")
        self.assertEqual(job.copies, 0)

    def test_cut_in_the_middle(self):
        self.fake.mode = "cuts"
        job = self.slip()
        self.start()
        self.until(lambda: job.copies == 1, "it may be on paper")
        self.fake.mode = "ready"
        self.again(job)
        self.env.flush_all()
        self.wait_for(job, "confirmed")
        self.assertTrue(self.copies()[-1])

    def test_second_one_on_the_same_journal(self):
        self.start()
        self.until(lambda: self.road.requests, "the first one works")
        second = self.start()
        self.assertEqual(self.ended(second), 1)
        self.assertIn("already uses", self.said())

    def test_token_does_not_travel_in_the_clear(self):
        (self.folder / "agent.pyz").write_bytes(bundle())
        done = subprocess.run(
            [
                sys.executable, str(self.folder / "agent.pyz"),
                "--server", "http://shop.example.com",
                "--token-file", str(self.folder / "token"),
                "--journal", str(self.folder / "other.jsonl"),
            ],
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
