"""Stock Odoo's own tests, without our addons and beside them, compared one by one.

Installing our addons must change nothing where nothing was set up. So the same tests
run on two databases: the stock modules alone, and all our addons on top except the
suite and the demo, which set a bakery up. What fails on both is the baseline, a file
per Odoo version in ``tests/stock``; what fails only beside our addons is our mistake.
"""

from ..errors import BakeryError
from ..i18n import _
from ..ui import bad, dim, say, step
from .baseline import Baseline
from .comparison import Run, differing, tags, tried_again
from .memory import Memory
from .stock_runner import BESIDE, WITHOUT, Runner

SUITES = (
    "stock",
    "purchase_stock",
    "sale_stock",
    "mrp",
    "account",
    "point_of_sale",
    "pos_hr",
    "pos_mrp",
    "pos_loyalty",
    "pos_restaurant",
    "pos_self_order",
)


def suites_of(text):
    """Return the suites that ``account,stock`` names.

    :raise BakeryError: when one of them is not among those compared.
    """
    suites = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in suites if name not in SUITES]
    if unknown or not suites:
        raise BakeryError(
            _(
                "{names} is not compared: choose among {suites}.",
                names=", ".join(unknown) or repr(text),
                suites=", ".join(SUITES),
            )
        )
    return suites


class Stock:
    """Proves suite by suite that our addons leave stock Odoo's tests as they were.

    A test that fails is run once more by itself: one that fails only under load, or
    by the order of the tests, proves nothing.

    :param runner: :class:`~bakery_cli.proofs.stock_runner.Runner`.
    """

    def __init__(self, settings, runner, again=False, baseline=False):
        self.runner = runner
        path = settings.checkout / "tests" / "stock" / f"{runner.version}.json"
        self.baseline = Baseline(path, runner.key, again=baseline)
        name = f"stock-{runner.key_beside()}.json"
        self.memory = Memory(settings.cache / "proofs" / name, again)

    @classmethod
    def from_arguments(cls, settings, cluster, args):
        """Return the proof that the command line asks for."""
        return cls(settings, Runner(settings, cluster), args.again, args.baseline)

    def __enter__(self):
        self.runner.__enter__()
        return self

    def __exit__(self, *error):
        self.runner.__exit__(*error)

    def of(self, suite):
        """Return whether ``suite`` gives the same beside our addons as without."""
        with step(suite) as current:
            self.runner.note = current.update
            if not self.baseline.get(suite):
                self.baseline.put(suite, Run.of(self._without(suite)))
            if not self.memory.get(suite):
                self.memory.put(suite, vars(self._beside(suite)))
            without, beside = self.baseline.get(suite), Run(**self.memory.get(suite))
            problems = self._problems(without, beside)
            current.failed = bool(problems)
            current.update(
                _(
                    "{ran} tests, {without} fail without our addons, {beside} beside",
                    ran=beside.ran,
                    without=len(without.failed),
                    beside=len(beside.failed),
                )
            )
        for name, reason in problems.items():
            say(f"      {bad('✗')} {name}")
            say(f"        {dim(reason.strip().partition(chr(10))[0][:200])}")
        return not problems

    def _problems(self, without, beside):
        """Return ``{test: reason}`` of what differs and is not excused."""
        problems = {
            name: beside.reasons.get(name) or _("is skipped beside our addons")
            for name in self._differing(without, beside)
        }
        if beside.ran != without.ran:
            name = _("number of tests")
            problems[name] = f"{without.ran} → {beside.ran}"
        return problems

    def _differing(self, without, beside):
        excused = self.baseline.excused
        return [name for name in differing(without, beside) if name not in excused]

    def _without(self, suite):
        recorded = self._run(WITHOUT, suite)
        failed = Run.of(recorded).failed
        return self._try_again(WITHOUT, suite, recorded, failed)

    def _beside(self, suite):
        """Return the run beside our addons; a failure common to both is baseline."""
        without = self.baseline.get(suite)
        recorded = self._run(BESIDE, suite)
        suspects = self._differing(without, Run.of(recorded))
        recorded = self._try_again(BESIDE, suite, recorded, suspects)
        suspects = self._differing(without, Run.of(recorded))
        if suspects:
            again = self._run(WITHOUT, suite, tags(suspects))
            common = {*suspects} & {*Run.of(again).failed}
            self.baseline.add_failed(suite, common)
        return Run.of(recorded)

    def _try_again(self, side, suite, recorded, names):
        if not names:
            return recorded
        return tried_again(recorded, names, self._run(side, suite, tags(names)))

    def _run(self, side, suite, only=None):
        name = f"stock-{suite}-{side}" + ("-again" if only else "")
        return self.runner.run(side, only or f"/{suite}", name)
