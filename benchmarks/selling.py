"""What a sale costs at the till, against stock Odoo in a database of its own.

Two databases, and turns taken between them in one process::

    python3 benchmarks/throwaway.py benchmarks/selling.py --beside-stock

A till in each, ours with what the set-up switches on, sells the same orders of LINES
lines: to a table, paid for goods, paid for kits of PARTS ingredients. Every order is a
transaction of its own, as a request is. Stock Odoo moves the goods before it answers;
ours posts them afterwards, and what that takes until nothing waits is counted apart.
Then a session of KITS orders of kits is closed, and a till with PRODUCTS products is
loaded. The environment's LINES, PARTS, ORDERS, KITS and PRODUCTS change the size.
Medians.
"""

import os
import statistics

from till import KINDS, PRODUCTS, Till

ORDERS = int(os.environ.get("ORDERS", "20"))
KITS = int(os.environ.get("KITS", "50"))
LOADS = 5


def median(values):
    return statistics.median(values) * 1000


def main(stock, ours):
    for kind in KINDS:
        for till in (stock, ours):
            till.sell(kind, count=False)
            till.post(kind)
            till.posting[kind].clear()
        for _turn in range(ORDERS):
            for till in (stock, ours):
                till.sell(kind)
        ours.post(kind)
        show(kind, stock, ours)
    for till in (stock, ours):
        till.close()
        for _turn in range(KITS):
            till.sell("kits", count=False)
        till.post("kits")
    (before, asked), (after, asks) = stock.close(), ours.close()
    print(
        f"closing {KITS} orders of kits: stock {before * 1000:.0f} ms, {asked} queries;"
        f" ours {after * 1000:.0f} ms, {asks} queries; ratio {after / before:.2f}"
    )
    for till in (stock, ours):
        till._timed(till.add_products)
        till.load()
    loads = [(stock.load(), ours.load()) for _turn in range(LOADS)]
    before, after = (median(load[side][0] for load in loads) for side in (0, 1))
    bytes_before, bytes_after = (loads[0][side][1] for side in (0, 1))
    print(
        f"loading {PRODUCTS} products: stock {before:.0f} ms, {bytes_before} bytes;"
        f" ours {after:.0f} ms, {bytes_after} bytes; ratios {after / before:.2f}"
        f" and {bytes_after / bytes_before:.2f}"
    )


def show(kind, stock, ours):
    before, after = median(stock.seconds[kind]), median(ours.seconds[kind])
    print(
        f"{kind}: stock {before:.0f} ms, {stock.queries[kind]} queries;"
        f" ours {after:.0f} ms, {ours.queries[kind]} queries;"
        f" ratio {after / before:.2f}"
    )
    if kind == "draft":
        return
    posting = sum(ours.posting[kind])
    whole = (sum(ours.seconds[kind]) + posting) / sum(stock.seconds[kind])
    print(
        f"  posting {ORDERS} orders {posting * 1000:.0f} ms;"
        f" until nothing waits {whole:.2f} times stock's"
    )


main(
    Till(os.environ["STOCK"], outbox=False),
    Till(env.cr.dbname, outbox=True),  # noqa: F821 - Odoo's shell
)
