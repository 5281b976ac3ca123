"""Sends to a kitchen on which everything goes wrong, over HTTP and through deaths."""

import json
import re
import time
from pathlib import Path

from ...errors import BakeryError
from ...i18n import _
from ...server import Server, free_port
from ..books import Books, seeds_of
from .evening import Evening, Paper

FOLDER = Path(__file__).parent


class Kitchen(Books):
    """Proves for each seed that no send gets lost or doubled.

    All seeds share the sends that were asked for; each plays an evening of its own on
    a clone of its own, and is remembered.
    """

    NAME = "kitchen"

    def __init__(self, settings, cluster, args):
        self.cluster = cluster
        self.sends = self.share(args)
        super().__init__(settings, cluster, args)

    @staticmethod
    def share(args):
        """Return how many sends each seed plays."""
        return max(args.sends // len(seeds_of(args.seeds)), 1)

    def _size(self):
        return self.sends

    def _drivers(self):
        return [path.read_text() for path in sorted(FOLDER.glob("*.py"))]

    def _play(self, database, seed):
        paper = Paper()
        try:
            scene = self._scene(database, paper)
            return self._evening(database, seed, scene, paper)
        finally:
            paper.close()

    def _scene(self, database, paper):
        text = (FOLDER / "scene.py").read_text(encoding="utf-8")
        script = f"{text}\nshow(env, {paper.port})\n"
        output = self.builder.odoo.shell(database, script, self.builder.log)
        found = re.search(r"^SCENE (.*)$", output, re.MULTILINE)
        if not found:
            raise BakeryError(
                _("The kitchen could not be set up."), details=self.builder.log
            )
        return json.loads(found[1])

    def _evening(self, database, seed, scene, paper):
        port = free_port(self.settings.port + 1300)
        log = self.settings.logs / f"{self.NAME}.log"
        log.unlink(missing_ok=True)
        server = Server(self.settings, self.cluster, database, port, log=log)
        server.start()
        started = time.monotonic()
        try:
            evening = Evening(
                server,
                scene,
                lambda sql: self.cluster.psql(sql, database=database).strip(),
                seed,
                self.sends,
                note=self.note,
            )
            evening.play()
        finally:
            server.stop()
        self.played = {
            "seconds": round(time.monotonic() - started),
            "kills": evening.kills,
            "slips": paper.slips,
            "taps": sum(len(cook.done) for cook in evening.cooks),
            "stale": sum(cook.stale for cook in evening.cooks),
            "faults": dict(evening.faults),
        }
        return self._told(evening)

    @staticmethod
    def _told(evening):
        """Return the outcome as a shell of Odoo would print it."""
        lines = [f"PROVED {len(evening.failed)} {evening.sends}"]
        lines += [f"FAILED {text}" for text in evening.failed]
        return "\n".join(lines)
