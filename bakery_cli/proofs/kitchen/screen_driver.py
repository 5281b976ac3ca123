"""A kitchen's screen in a real browser, in the environment of the developers' tools.

Reads one command per line and answers each with one line of JSON: ``look`` tells what
is on the screen, ``tap`` taps the main button of a ticket, ``quit`` ends.
"""

import json
import shutil
import sys

from playwright.sync_api import sync_playwright

PATIENCE = 90_000
VIEW = {"width": 1366, "height": 768}
SEEN = """() => ({
    colour: document.querySelector(".k-screen")?.dataset.connection,
    phase: document.querySelector(".k-screen")?.dataset.phase,
    tickets: Object.fromEntries(
        [...document.querySelectorAll("[data-ticket]")]
            .map((card) => [card.dataset.ticket, card.dataset.state])
    ),
})"""
TAPPED = """(uuid) => {
    const button = document.querySelector(`[data-ticket="${uuid}"] .k-main`);
    button?.click();
    return Boolean(button);
}"""


def run(task):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        context = browser.new_context(viewport=VIEW, locale="id-ID")
        context.set_default_timeout(PATIENCE)
        context.add_cookies(
            [
                {
                    "name": "bakery_kitchen",
                    "value": task["token"],
                    "url": task["url"] + "/kitchen",
                }
            ]
        )
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)[:200]))
        page.goto(task["url"] + "/kitchen", timeout=PATIENCE)
        page.click(".k-start")
        for line in sys.stdin:
            command, _space, argument = line.strip().partition(" ")
            if command == "quit":
                break
            if command == "tap":
                answer = page.evaluate(TAPPED, argument)
            else:
                answer = {**page.evaluate(SEEN), "errors": errors}
            print(json.dumps(answer), flush=True)
        page.screenshot(path=task["shot"])
        browser.close()


if __name__ == "__main__":
    run(json.loads(sys.argv[1]))
