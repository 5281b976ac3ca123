from datetime import timedelta
from io import BytesIO
from unittest.mock import patch
from uuid import uuid4
from zipfile import ZipFile

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.printing import agent_work, print_drain
from .common_agent import AgentCommon


@tagged("post_install", "-at_install")
class TestPrintAgent(AgentCommon):
    """What the server gives to an agent, and what it believes it."""

    # Fetching and telling -------------------------------------------------------------

    def test_fetched_printed_told(self):
        job = self.enqueue(name="Nasi Uji")
        answer = self.fetch()
        (given,) = answer["jobs"]
        self.assertEqual((job.state, job.attempts), ("sending", 1))
        self.assertEqual(given["uuid"], job.uuid)
        self.assertEqual((given["host"], given["port"]), ("127.0.0.1", self.fake.port))
        self.assertFalse(self.fetch()["jobs"], "it is under way")
        answer = self.fetch(reports=[self.report(given)])
        self.assertEqual(answer["reports"], ["done"])
        self.assertEqual((job.state, self.printer.state), ("confirmed", "ready"))
        self.assertEqual(self.agent.state, "connected")

    def test_told_twice(self):
        """An answer that got lost is told again, and changes nothing."""
        job = self.enqueue()
        (given,) = self.fetch()["jobs"]
        for state in ("confirmed", "confirmed", "queued"):
            error = state == "queued" and "silent"
            report = self.report(given, state, error, bool(error))
            self.assertEqual(self.fetch(reports=[report])["reports"], ["done"])
            self.assertEqual((job.state, job.copies), ("confirmed", 0))

    def test_failure_told_twice(self):
        """It counts as one copy."""
        self.startPatcher(patch.object(print_drain, "PAUSES", (3600,)))
        job = self.enqueue()
        (given,) = self.fetch()["jobs"]
        report = self.report(given, "queued", "cut", True)
        self.fetch(reports=[report, report])
        self.fetch(reports=[report])
        self.assertEqual((job.state, job.copies, job.error), ("queued", 1, "cut"))

    def test_after_the_lease(self):
        """The slip comes again as a copy, and the first word no longer counts."""
        job = self.enqueue()
        (first,) = self.fetch()["jobs"]
        job.lease_until = fields.Datetime.now() - timedelta(seconds=1)
        (second,) = self.fetch()["jobs"]
        self.assertEqual((job.copies, second["attempt"]), (1, 2))
        self.assertNotEqual(second["payload"], first["payload"])
        answer = self.fetch(reports=[self.report(first)])
        self.assertEqual(answer["reports"], ["stale"])
        self.assertEqual(job.state, "sending")

    def test_late_word_of_who_still_has_it(self):
        """Told after the lease, before anybody else began: it is printed, once."""
        job = self.enqueue()
        (given,) = self.fetch()["jobs"]
        job.lease_until = fields.Datetime.now() - timedelta(seconds=1)
        answer = self.fetch(reports=[self.report(given)])
        self.assertEqual((answer["reports"], answer["jobs"]), (["done"], []))
        self.assertEqual((job.state, job.copies), ("confirmed", 0))

    def test_one_for_each_printer(self):
        _fake, other = self.make_printer(
            "Bar Uji", transport="agent", agent_id=self.agent.id
        )
        for printer in (self.printer, other):
            for _each in range(2):
                self.enqueue(printers=printer)
        jobs = self.fetch()["jobs"]
        self.assertEqual({job["printer"] for job in jobs}, {self.printer.id, other.id})
        self.assertEqual(len(jobs), 2)
        (after,) = self.fetch(reports=[self.report(jobs[0])])["jobs"]
        self.assertEqual(after["printer"], jobs[0]["printer"])

    def test_server_does_not_send_itself(self):
        job = self.enqueue()
        self.agent.last_seen = fields.Datetime.now()
        self.drain()
        self.assertEqual(job.state, "queued")
        self.assertFalse(self.fake.visits)

    def test_held_until_there_is_work(self):
        """A request that waits sees what is written meanwhile."""
        naps = []

        def nap(_seconds):
            naps.append(self.enqueue() if len(naps) == 2 else None)
            self.env.flush_all()

        self.startPatcher(patch.object(agent_work.time, "sleep", nap))
        self.env.flush_all()
        (work,) = self.agent._await_work(20)
        self.assertEqual((len(naps), work["uuid"]), (3, naps[-1].uuid))

    def test_queries_do_not_grow(self):
        """Looking costs the same with many slips."""
        counts = []
        for many in (1, 30):
            for _each in range(many):
                self.enqueue()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.agent._printers_to_serve()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts)

    # Tokens ---------------------------------------------------------------------------

    def test_wrong_tokens(self):
        self.enqueue()
        hashed = self.agent.sudo().token_hash
        for token in (False, "x", "a" * 5000, "' OR 1=1 --", hashed, "%", "Bearer"):
            response = self.post(token=token)
            self.assertEqual(response.status_code, 401, token)
            self.assertEqual(response.json(), {"error": "unknown_token"})
        self.assertEqual(self.jobs.search([], limit=1).state, "queued")

    def test_server_keeps_a_hash(self):
        self.assertNotIn(self.token, self.agent.sudo().token_hash)
        wizard = self.env["bakery.print.agent.token"].create(
            {"agent_id": self.agent.id, "token": self.token}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(wizard.token)
        self.assertIn("--server http", wizard.command)

    def test_window_shows_the_token(self):
        action = self.agent.action_new_token()
        model = self.env[action["res_model"]].with_context(**action["context"])
        shown = model.default_get(["token", "agent_id"])
        self.assertEqual(shown["agent_id"], self.agent.id)
        self.assertEqual(
            self.env["bakery.print.agent"]._of_token(shown["token"]), self.agent
        )

    def test_revoked_replaced_archived(self):
        self.agent.action_revoke()
        self.assertEqual(self.post().status_code, 401)
        self.assertEqual(self.agent.state, "revoked")
        fresh = self.agent.action_new_token()["context"]["default_token"]
        self.assertEqual(self.post().status_code, 401)
        self.assertEqual(self.post(token=fresh).status_code, 200)
        self.agent.active = False
        self.assertEqual(self.post(token=fresh).status_code, 401)

    def test_revoked_while_it_waits(self):
        naps = []

        def nap(_seconds):
            naps.append(self.agent.action_revoke())
            self.env.flush_all()

        self.startPatcher(patch.object(agent_work.time, "sleep", nap))
        self.env.flush_all()
        self.assertIsNone(self.agent._await_work(20))
        self.assertEqual(naps, [True])

    def test_only_managers(self):
        waiter = new_test_user(
            self.env, "pelayan_agen", groups="point_of_sale.group_pos_user"
        )
        hers = self.agent.with_user(waiter)
        for action in (hers.action_new_token, hers.action_revoke, hers.read):
            with self.assertRaises(AccessError):
                action()
        manager = new_test_user(
            self.env, "manajer_agen", groups="point_of_sale.group_pos_manager"
        )
        his = self.agent.with_user(manager)
        self.assertTrue(his.action_new_token()["context"]["default_token"])
        with self.assertRaises(AccessError):
            his.read(["token_hash"])
        with self.assertRaises(AccessError):
            his.token_hash = "x"

    # Other people's slips -------------------------------------------------------------

    def test_slips_of_others(self):
        """Neither given nor believed: those of other agents and other companies."""
        company = self.env["res.company"].create({"name": "Tetangga Uji"})
        for values in ({}, {"company_id": company.id}):
            other, token = self.make_agent("Agen Lain", **values)
            _fake, printer = self.make_printer(
                "Printer Lain", transport="agent", agent_id=other.id, **values
            )
            job = self.enqueue(printers=printer)
            self.assertFalse(self.fetch()["jobs"])
            (given,) = self.post(token=token).json()["jobs"]
            answer = self.fetch(reports=[self.report(given)])
            self.assertEqual(answer["reports"], ["stale"])
            forged = {**self.report(given), "printer": self.printer.id}
            self.assertEqual(self.fetch(reports=[forged])["reports"], ["stale"])
            self.assertEqual(job.state, "sending")

    def test_agent_of_another_company(self):
        company = self.env["res.company"].create({"name": "Tetangga Uji"})
        other, _token = self.make_agent("Agen Lain", company_id=company.id)
        with self.assertRaises(UserError):
            self.printer.agent_id = other
        with self.assertRaises(UserError):
            self.agent.company_id = company

    def test_printer_without_agent(self):
        with self.assertRaises(ValidationError):
            self.printer.agent_id = False

    def test_nonsense(self):
        """One short refusal, and nothing is written."""
        job = self.enqueue()
        (given,) = self.fetch()["jobs"]
        good = self.report(given)
        for body in (
            "{", "[]", "7", '{"reports": {}}', '{"reports": ["x"]}', '{"wait": "1"}',
            '{"wait": NaN}', '{"wait": true}', '{"version": 7}', "[" * 100000,
            {"reports": [good] * 51},
            *(
                {"reports": [{**good, **wrong}]}
                for wrong in (
                    {"uuid": 7}, {"uuid": ""}, {"uuid": "\0"}, {"uuid": "x" * 201},
                    {"printer": "1"}, {"printer": 2**40}, {"attempt": -1},
                    {"state": "cancelled"}, {"state": ["sent"]}, {"ambiguous": 1},
                    {"error": "paper"}, {"state": "queued", "error": "bad luck"},
                )
            ),
        ):  # fmt: skip
            self.assertEqual(self.post(body).status_code, 400, str(body)[:80])
        self.assertEqual(self.post(content="text/plain").status_code, 400)
        self.assertEqual(job.state, "sending")

    # Away -----------------------------------------------------------------------------

    def away(self):
        late = fields.Datetime.now() - timedelta(minutes=1)
        self.agent.last_seen = late

    def test_agent_away(self):
        """Tills are told, and hear that all is well when it is back."""
        self.away()
        job = self.enqueue()
        self.drain()
        self.assertEqual((self.printer.state, self.printer.fault), ("down", "away"))
        self.assertEqual(job.state, "queued")
        (given,) = self.fetch()["jobs"]
        self.fetch(reports=[self.report(given)])
        self.assertEqual((job.state, self.printer.state), ("confirmed", "ready"))

    def test_looked_at_in_time(self):
        """Whether the agent comes is seen soon enough for the tills, in 30 seconds."""
        data = {"lines": [{"qty": 1, "name": "Roti"}]}
        with trap_jobs() as trap:
            self.jobs._enqueue(self.printer, "kitchen", data)
        (looked,) = trap.enqueued_jobs
        due = looked.eta - fields.Datetime.now()
        self.assertLessEqual(due, timedelta(seconds=21))

    def test_backup_of_an_agent(self):
        """What it had taken goes to the backup, too, when its lease is over: a copy."""
        spare, backup = self.make_printer("Bar Uji")
        self.printer.backup_printer_id = backup
        taken, waiting = self.enqueue(), self.enqueue()
        self.fetch()
        taken.lease_until = fields.Datetime.now() - timedelta(seconds=1)
        self.away()
        self.drain()
        self.assertEqual((taken | waiting).printer_id, backup)
        self.drain(backup)
        self.assertEqual((taken | waiting).mapped("state"), ["confirmed"] * 2)
        first, second = self.printed(spare)
        copy = self.printer._words()["copy"]
        self.assertTrue(any(f"{copy} 2" in line for line in first[:4]))
        self.assertFalse(any(copy in line for line in second))

    def test_too_old_when_it_is_back(self):
        """What waited for a quarter of an hour is not cooked without asking."""
        self.away()
        job = self.enqueue(str(uuid4()))
        self.env.flush_all()
        # Raw SQL: nobody else writes when something was created.
        self.env.cr.execute(
            "UPDATE bakery_print_job SET create_date = create_date - interval '1 hour'"
            " WHERE id = %s",
            [job.id],
        )
        self.env.invalidate_all()
        self.drain()
        self.assertEqual((job.state, job.error), ("failed", "away"))

    # The program ----------------------------------------------------------------------

    def test_program_is_for_managers(self):
        path = "/bakery/print/agent.pyz"
        new_test_user(
            self.env, "manajer_agen", groups="point_of_sale.group_pos_manager"
        )
        new_test_user(self.env, "pelayan_agen", groups="point_of_sale.group_pos_user")
        self.authenticate("pelayan_agen", "pelayan_agen")
        self.assertEqual(self.url_open(path).status_code, 404)
        self.authenticate("manajer_agen", "manajer_agen")
        program = self.url_open(path).content
        self.assertTrue(program.startswith(b"#!"))
        self.assertIn("__main__.py", ZipFile(BytesIO(program)).namelist())
