"""What posting stock as it moves costs, against stock Odoo in the same run.

Run on any database that has the addon; nothing is kept::

    ./bakery shell < benchmarks/books.py

Two companies take turns, one with the setting and one without. Each line gives the
median of both, their ratio, and the queries. The environment's ROUNDS, LINES and ORDERS
change the size.
"""

import logging
import os
import statistics
import time

from odoo.fields import Command

from odoo.addons.bakery_l10n_id.tests.books_driver import TillDriver
from odoo.addons.bakery_l10n_id.tests.random_books import RandomBooks

ROUNDS = int(os.environ.get("ROUNDS", "5"))
LINES = int(os.environ.get("LINES", "200"))
ORDERS = int(os.environ.get("ORDERS", "200"))
logging.getLogger("odoo").setLevel(logging.ERROR)


def company(name, accrual):
    """Return a driver of a company of its own."""
    kind = type(name, (TillDriver,), {"accrual": accrual})
    kind.env = env(user=RandomBooks._user(env))  # noqa: F821 - of Odoo's shell
    kind.open_books(name)
    kind.parts = [
        kind.new_product(f"{name} {number}", kind.ingredients, kind.gram)
        for number in range(LINES)
    ]
    kind.kit = kind.new_kit(
        f"{name} paket", {part: (5, kind.gram) for part in kind.parts[:6]}
    )
    return kind()


def measure(driver, work):
    """Return ``(seconds, queries)`` of ``work``, with everything written, and undo it.

    Two hundred orders take minutes to make, so they are made once and closed in every
    round.
    """
    cursor = driver.env.cr
    point = cursor.savepoint()
    driver.env.flush_all()
    driver.env.invalidate_all()
    before, started = cursor.sql_log_count, time.perf_counter()
    work()
    driver.env.flush_all()
    figures = time.perf_counter() - started, cursor.sql_log_count - before
    point.rollback()
    point.close(rollback=False)
    return figures


def receipt(driver):
    """Return a receipt of many lines that waits to be validated."""
    order = driver.env["purchase.order"].create(
        {
            "partner_id": driver.vendor.id,
            "company_id": driver.company.id,
            "order_line": [
                Command.create(
                    {
                        "product_id": part.id,
                        "product_qty": 5000,
                        "price_unit": 17.5,
                        "tax_ids": [Command.clear()],
                    }
                )
                for part in driver.parts
            ],
        }
    )
    order.button_confirm()
    picking = order.picking_ids
    picking.move_ids.picked = True
    return picking


def session(driver):
    """Return an open session with many orders of kits."""
    opened = driver.open_till()
    # At once: two hundred requests would take far longer than what is measured.
    driver.send_orders(
        [driver.paid_order(opened, {driver.kit: 1}) for _number in range(ORDERS)]
    )
    return opened


def compare(title, prepare, work):
    """Print what ``work`` costs each company on what ``prepare`` gave it."""
    found = {name: [] for name in drivers}
    ready = {name: prepare(driver) for name, driver in drivers.items()}
    for number in range(ROUNDS + 1):
        for name, driver in drivers.items():
            figures = measure(driver, lambda n=name, d=driver: work(d, ready[n]))
            if number:  # the first round warms up
                found[name].append(figures)
    medians = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in found.items()
    }
    ours, theirs = medians["ours"], medians["stock"]
    print(
        f"{title}: stock {theirs[0]:.3f} s, {theirs[1]:.0f} queries; "
        f"ours {ours[0]:.3f} s, {ours[1]:.0f} queries; "
        f"ratio {ours[0] / theirs[0]:.2f}, queries {ours[1] / theirs[1]:.2f}"
    )


drivers = {"stock": company("stock", False), "ours": company("ours", True)}
compare(
    f"receipt of {LINES} lines",
    receipt,
    lambda driver, picking: picking.button_validate(),
)
compare(
    f"closing a till with {ORDERS} orders of kits",
    session,
    lambda driver, opened: driver.close_till(opened),
)
env.cr.rollback()  # noqa: F821
