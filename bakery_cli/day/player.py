"""Runs the steps in order, says how each went, and stops at the first that fails."""

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
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
    remark: str | None = None

    def as_dict(self):
        return {
            "key": self.key,
            "name": self.name,
            "role": self.role,
            "login": self.login,
            "seconds": round(self.seconds, 2),
            "error": self.error,
            "remark": self.remark,
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
        for group in self._groups():
            group = [step for step in group if self._wanted(step)]
            if not group:
                continue
            self.before(group[0])
            for result in self._together(group):
                self.results.append(result)
                self.report(result)
            if any(result.error for result in self.results):
                return False
        return True

    def _wanted(self, step):
        return step.due(self.day) and step.applies(self.day)

    def _groups(self):
        """Return the steps in order; those that may run side by side in one list."""
        numbered = enumerate(steps.load())
        groups = itertools.groupby(numbered, lambda pair: pair[1].beside or pair[0])
        return [[step for _number, step in group] for _key, group in groups]

    def _together(self, group):
        """Run the steps of one group; return their results in order."""
        doors = self.day.doors
        if len(doors) == 1:
            return self._lane(group, self.day)
        days = [self.day, *(self.day.aside(door) for door in doors[1:])]
        lanes = self._lanes(group, len(days))
        with ThreadPoolExecutor(len(days)) as pool:
            results = [r for lane in pool.map(self._lane, lanes, days) for r in lane]
        return sorted(results, key=lambda r: [s.key for s in group].index(r.key))

    @staticmethod
    def _lanes(group, doors):
        """Return the steps behind each of ``doors`` doors; lanes share them in turn."""
        names = list(dict.fromkeys(step.lane or step.key for step in group))
        behind = {name: number % doors for number, name in enumerate(names)}
        lanes = [[] for _door in range(doors)]
        for step in group:
            lanes[behind[step.lane or step.key]].append(step)
        return lanes

    def _lane(self, lane, day):
        """Run steps one after the other, up to the first that fails."""
        results = []
        for step in lane:
            results.append(self._run(step, day))
            if results[-1].error:
                break
        return results

    def _run(self, step, day):
        started = time.monotonic()
        error = None
        day.begin(step)
        try:
            step.run(day)
        except BakeryError as problem:
            error = str(problem)
        return Result(
            key=step.key,
            name=step.name,
            role=step.role,
            login=day.cast.login(step.role),
            seconds=time.monotonic() - started,
            documents=day.made(step.key),
            error=error,
            remark=day.remarks.get(step.key),
        )
