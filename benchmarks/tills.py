"""Several tills of one company that sell at once, against one that sells alone.

    python3 benchmarks/throwaway.py benchmarks/tills.py

Each till is a process of its own, as a worker of the server is; each sells ORDERS paid
orders of goods one after the other. Linear is as many times the speed of one till as
there are cores, or tills if those are fewer. In the last turn one more process posts
the stock of what is sold meanwhile, as the job does. The environment's TILLS and ORDERS
change the size.
"""

import multiprocessing
import os
import time

from till import Retries, Till

from odoo import sql_db

TILLS = int(os.environ.get("TILLS", "4"))
ORDERS = int(os.environ.get("ORDERS", "60"))
CORES = len(os.sched_getaffinity(0))
# Processes are forked: all of them have the registry, and connections of their own.
FORK = multiprocessing.get_context("fork")


def connect(registry):
    """Give this process connections of its own: those before are the parent's."""
    sql_db._Pool = sql_db._Pool_readonly = None
    registry._db = sql_db.db_connect(registry.db_name)


def sell(till, start, results):
    """Sell the orders; put seconds and retries into ``results``."""
    connect(till.registry)
    till.sell("goods", count=False)
    retries = Retries()
    start.wait()
    started = time.perf_counter()
    for _turn in range(ORDERS):
        till.sell("goods")
    results.put((time.perf_counter() - started, retries.count))


def post(till, stop):
    """Post what the tills have sold until there is nothing more to come."""
    connect(till.registry)
    while not stop.is_set():
        till.post("goods")


def together(tills, poster=None):
    """Let the tills sell at once; return orders a second and retries."""
    results, stop = FORK.Queue(), FORK.Event()
    start = FORK.Barrier(len(tills))
    workers = [FORK.Process(target=sell, args=(till, start, results)) for till in tills]
    if poster:
        poster = FORK.Process(target=post, args=(poster, stop))
        poster.start()
    for worker in workers:
        worker.start()
    rows = [results.get() for _worker in workers]
    for worker in workers:
        worker.join()
    stop.set()
    if poster:
        poster.join()
    return len(tills) * ORDERS / max(row[0] for row in rows), sum(r[1] for r in rows)


def show(what, rate, retries, orders, linear):
    print(
        f"{what}: {rate:.1f} orders a second, {rate / linear:.2f} of linear, "
        f"{100 * retries / orders:.2f} % begun anew"
    )


def main(database):
    first = Till(database, outbox=True)
    tills = [first, *(Till(database, True, first) for _n in range(TILLS - 1))]
    alone = max(together(tills[:1])[0] for _turn in range(3))
    print(f"one till: {alone:.1f} orders a second")
    linear = alone * min(CORES, TILLS)
    orders = TILLS * ORDERS
    show(f"{TILLS} tills", *together(tills), orders, linear)
    show(f"{TILLS} tills, and posting", *together(tills, first), orders, linear)


main(env.cr.dbname)  # noqa: F821 - Odoo's shell
