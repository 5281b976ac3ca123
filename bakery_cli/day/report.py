"""What a day looks like in the terminal, and as one document for machines."""

from .. import ui
from ..i18n import _


def money(amount):
    """Return an amount of rupiah as it is written in Indonesia: ``1.250.000``."""
    text = f"{abs(amount):,.0f}".replace(",", ".")
    return f"-{text}" if round(amount) < 0 else text


def step_line(result, brief=True):
    """Return the line of one step: title, user, time, what came of it."""
    mark = ui.bad("✗") if result.error else ui.good("✓")
    title = f"{_(result.name)} ({result.login})"
    outcome = summary(result, brief)
    return f"  {mark} {title:<38} {result.seconds:5.1f} s  {outcome}".rstrip()


def summary(result, brief=True):
    """Return the documents of a step in a few words.

    :param brief: whether the others are only counted.
    """
    if result.error:
        return result.error
    documents = result.documents
    if not documents:
        return ui.dim(_("nothing to do"))
    first = documents[0]
    text = f"{first.name}  {first.link}"
    if brief and len(documents) > 1:
        text += " " + _("and {count} more", count=len(documents) - 1)
    return f"{text}  {ui.dim(f'({result.remark})')}" if result.remark else text


def links(result):
    """Return one line for each further document of a step."""
    return [ui.dim(f"      {d.name}  {d.link}") for d in result.documents[1:]]


def print_books(lines, checks, stock_value):
    """Print the trial balance, the stock value and the comparisons."""
    ui.say()
    ui.say(ui.bold(_("Trial balance")))
    ui.table(
        [
            [
                line.code,
                line.name,
                money(line.debit),
                money(line.credit),
                money(line.balance),
            ]
            for line in lines
        ]
        + [_total(lines)],
        header=[
            _("Account"),
            _("Name"),
            _("Debit today"),
            _("Credit today"),
            _("Balance"),
        ],
        right=(2, 3, 4),
    )
    ui.say()
    ui.say(_("Value of the stock: {amount}", amount=money(stock_value)))
    print_checks(checks)


def _total(lines):
    return [
        "",
        _("Total"),
        money(sum(line.debit for line in lines)),
        money(sum(line.credit for line in lines)),
        money(sum(line.balance for line in lines)),
    ]


def print_checks(checks):
    """Print each comparison with its difference, if there is one."""
    for check in checks:
        mark = ui.good("✓") if check.ok else ui.bad("✗")
        text = f"  {mark} {check.name}: {money(check.actual)}"
        if not check.ok:
            text += " " + _(
                "instead of {expected}, difference {difference}",
                expected=money(check.expected),
                difference=money(check.difference),
            )
        ui.say(text)
    if not all(check.ok for check in checks):
        ui.say(_("The books do not tie out."))


def document(day, player, date, lines=(), checks=(), stock_value=None):
    """Return the whole day as one JSON-ready dictionary."""
    return {
        "url": day.url,
        "database": day.db,
        "protocol": day.protocol,
        "seed": day.seed,
        "date": date,
        "ok": all(result.error is None for result in player.results),
        "error": next((r.error for r in player.results if r.error), None),
        "seconds": round(sum(r.seconds for r in player.results), 2),
        "steps": [result.as_dict() for result in player.results],
        "documents": [d.as_dict() for d in day.documents],
        "trial_balance": [line.as_dict() for line in lines],
        "stock_value": stock_value,
        "checks": [check.as_dict() for check in checks],
        "notes": {k: v for k, v in day.notes.items() if k != "session_moves"},
    }
