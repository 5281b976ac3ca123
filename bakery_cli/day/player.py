"""Runs the steps in order, says how each went, and stops at the first that fails."""

import time
from dataclasses import dataclass, field

from ..errors import BakeryError
from . import steps


@dataclass
class Result:
    """How one step went."""

    key: str
    name: str
    role: str
    login: str
    seconds: float
    documents: list = field(default_factory=list)
    error: str | None = None

    def as_dict(self):
        return {
            "key": self.key,
            "name": self.name,
            "role": self.role,
            "login": self.login,
            "seconds": round(self.seconds, 2),
            "error": self.error,
            "documents": [document.as_dict() for document in self.documents],
        }


class Player:
    """Plays one day.

    :param report: called with each :class:`Result` as it comes.
    :param before: called with each step before it runs (a moved clock uses it).
    """

    def __init__(self, day, report=None, before=None):
        self.day = day
        self.report = report or (lambda result: None)
        self.before = before or (lambda step: None)
        self.results = []

    def play(self):
        """Run all steps; return whether all of them went through."""
        for step in steps.load():
            if not step.applies(self.day):
                continue
            self.before(step)
            result = self._run(step)
            self.results.append(result)
            self.report(result)
            if result.error:
                return False
        return True

    def _run(self, step):
        started = time.monotonic()
        error = None
        self.day.begin(step)
        try:
            step.run(self.day)
        except BakeryError as problem:
            error = str(problem)
        return Result(
            key=step.key,
            name=step.name,
            role=step.role,
            login=self.day.cast.login(step.role),
            seconds=time.monotonic() - started,
            documents=self.day.made(step.key),
            error=error,
        )
