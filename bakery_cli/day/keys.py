"""API keys the way a person gets one: log in, prove the password, ask for a key.

The server hands out a key only inside a web session whose password was confirmed
within the last ten minutes, so both functions play the user's own dialogs.
"""

from . import faults
from .web import Browser

KEY_NAME = "bakery day"
DURATIONS = (1, 7, 30, 90)


def duration(days):
    """Return the shortest of the offered validities that covers ``days`` days."""
    return next((str(n) for n in DURATIONS if n >= days), str(DURATIONS[-1]))


def make_key(url, db, login, password, days=1):
    """Return a new key of ``login`` that is valid for ``days`` days.

    A person may ask for at most 90 days; whoever needs longer asks again.
    """
    browser = Browser(url)
    uid = browser.login(db, login, password)
    try:
        action = browser.call("res.users", "api_key_wizard", [uid])
        action = _confirmed(browser, action, password)
        wizard = browser.call(
            "res.users.apikeys.description",
            "create",
            [{"name": KEY_NAME, "duration": duration(days)}],
        )
        action = browser.call("res.users.apikeys.description", "make_key", wizard)
        action = _confirmed(browser, action, password)
        return action["context"]["default_key"]
    finally:
        browser.logout()


def remove_key(url, db, login, password):
    """Remove the keys of ``login`` that :func:`make_key` made."""
    browser = Browser(url)
    uid = browser.login(db, login, password)
    try:
        keys = browser.call(
            "res.users.apikeys",
            "search",
            [["user_id", "=", uid], ["name", "=", KEY_NAME]],
        )
        for key in keys:
            action = browser.call("res.users.apikeys", "remove", [key])
            _confirmed(browser, action, password)
    finally:
        browser.logout()


def _confirmed(browser, action, password):
    """Answer the password dialog when the server opens one; return its result."""
    if not action or action.get("res_model") != "res.users.identitycheck":
        return action
    result = browser.call(
        "res.users.identitycheck",
        "run_check",
        [action["res_id"]],
        context={"password": password},
    )
    if not result:
        raise faults.error(faults.DENIED, browser.who, "API key", "password refused")
    return result
