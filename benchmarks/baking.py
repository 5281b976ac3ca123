"""What a bake plan costs, against making the same orders by hand and against its peer.

Fills a company with formulas, so it gets a database of its own::

    python3 benchmarks/throwaway.py benchmarks/baking.py

PRODUCTS are baked of DOUGHS, each of these of a pre-ferment and ingredients: three
levels. All of them are wanted by one delivery. The peer is OCA's ``mrp_multi_level``,
which takes part when it is installed; it need not be there otherwise::

    pip download --no-deps -d wheels odoo-addon-mrp-multi-level==19.0.* \\
        odoo-addon-mrp-warehouse-calendar==19.0.* \\
        odoo-addon-stock-warehouse-calendar==19.0.*
    for wheel in wheels/*.whl; do unzip -qo $wheel -d peer; done
    python3 benchmarks/throwaway.py benchmarks/baking.py \\
        --addons peer/odoo/addons --install mrp_multi_level

The environment's PRODUCTS, DOUGHS, FERMENTS, INGREDIENTS and ROUNDS change the size.
Medians of turns taken in one process.
"""

import itertools
import os
import statistics
import time
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

PRODUCTS = int(os.environ.get("PRODUCTS", "320"))
DOUGHS = int(os.environ.get("DOUGHS", "60"))
FERMENTS = int(os.environ.get("FERMENTS", "10"))
INGREDIENTS = int(os.environ.get("INGREDIENTS", "40"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
GROUPS = (
    "base.group_user",
    "bakery_mrp.bakery_mrp_group_planner",
    "mrp.group_mrp_manager",
    "stock.group_stock_manager",
)

boss = env(context={**env.context, "tracking_disable": True})  # noqa: F821 - Odoo's shell
company = boss.company
company.write({"formula_approval": False, "bake_plan_requests": False})
warehouse = boss["stock.warehouse"].create(
    {"name": "Dapur Ukur", "code": "DUK", "company_id": company.id}
)
gram = boss.ref("uom.product_uom_gram")
unit = boss.ref("uom.product_uom_unit")
tomorrow = fields.Date.context_today(boss.user) + timedelta(days=1)


def make_user():
    """Return a planner: nobody plans with the rights of the system."""
    user = boss["res.users"].create(
        {
            "name": "Perencana Ukur",
            "login": "perencana.ukur",
            "group_ids": [Command.link(boss.ref(group).id) for group in GROUPS],
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
        }
    )
    if "warehouse_scope" in user._fields:
        company.access_control = False
    return user


def make_goods(name, number, uom):
    return boss["product.product"].create(
        [
            {
                "name": f"{name} {n}",
                "uom_id": uom.id,
                "is_storable": True,
                "type": "consu",
                "is_flour": name == "Tepung",
            }
            for n in range(number)
        ]
    )


def make_formulas(products, size, parts_of, workcenter):
    """Give each of ``products`` a formula of ``size``; ``parts_of(n)`` go into it."""
    boss["mrp.bom"].create(
        [
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_qty": size,
                "product_uom_id": product.uom_id.id,
                "is_formula": True,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": quantity})
                    for part, quantity in parts_of(n)
                ],
                "operation_ids": [
                    Command.create(
                        {
                            "name": "Kerja",
                            "workcenter_id": workcenter.id,
                            "time_cycle_manual": 1,
                        }
                    )
                ],
            }
            for n, product in enumerate(products)
        ]
    )


class House:
    """A bakehouse that grows: each step adds products with their doughs and demand."""

    def __init__(self):
        self.flours = make_goods("Tepung", 4, gram)
        self.rest = make_goods("Bahan", INGREDIENTS - 4, gram)
        self.center = boss["mrp.workcenter"].create(
            {"name": "Meja", "resource_calendar_id": False, "company_id": company.id}
        )
        self.products = self.doughs = self.ferments = boss["product.product"]

    def grow(self, products, doughs, ferments):
        new = make_goods("Biang", ferments, gram)
        make_formulas(new, 1500, self._into_ferment, self.center)
        self.ferments |= new
        new = make_goods("Adonan", doughs, gram)
        make_formulas(new, 2000, self._into_dough, self.center)
        self.doughs |= new
        new = make_goods("Roti", products, unit)
        make_formulas(new, 20, self._into_bread, self.center)
        self.products |= new
        self._demand(new)
        boss.flush_all()
        boss.cr.execute("ANALYZE product_product; ANALYZE mrp_bom; ANALYZE stock_move")

    def _some(self, n, number):
        return [self.rest[(n * 7 + k * 5) % len(self.rest)] for k in range(number)]

    def _into_ferment(self, n):
        flour = self.flours[n % 4]
        return [(flour, 900), *((part, 50) for part in {*self._some(n, 2)})]

    def _into_dough(self, n):
        flour, ferment = self.flours[n % 4], self.ferments[n % len(self.ferments)]
        parts = {*self._some(n, 6)}
        return [(flour, 1000), (ferment, 300), *((part, 40) for part in parts)]

    def _into_bread(self, n):
        dough = self.doughs[n % len(self.doughs)]
        return [(dough, 1200), *((part, 20) for part in {*self._some(n, 3)})]

    def _demand(self, products):
        moves = boss["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": boss.ref("stock.stock_location_customers").id,
                "scheduled_date": fields.Datetime.now() + timedelta(days=1),
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": 20 + n % 80,
                            "location_id": warehouse.lot_stock_id.id,
                            "location_dest_id": boss.ref(
                                "stock.stock_location_customers"
                            ).id,
                            "date": fields.Datetime.now() + timedelta(days=1),
                        }
                    )
                    for n, product in enumerate(products)
                ],
            }
        )
        moves.action_confirm()

    def all(self):
        return self.products | self.doughs | self.ferments | self.flours | self.rest


class Measured:
    """Seconds and queries of one way of doing it."""

    def __init__(self):
        self.rows = []

    def take(self, work, keep=False):
        """Do ``work`` with nothing in the cache, and undo it unless it is to stay."""
        boss.flush_all()
        boss.invalidate_all()
        point = boss.cr.savepoint()
        before, started = boss.cr.sql_log_count, time.perf_counter()
        work()
        boss.flush_all()
        self.rows.append(
            (time.perf_counter() - started, boss.cr.sql_log_count - before)
        )
        if not keep:
            point.rollback()
        point.close(rollback=False)

    @property
    def seconds(self):
        return statistics.median(row[0] for row in self.rows)

    @property
    def queries(self):
        return self.rows[-1][1]

    def __str__(self):
        return f"{self.seconds:.2f} s, {self.queries} queries"


class Planning:
    """The ways to plan what the house bakes tomorrow."""

    def __init__(self, house):
        self.house = house
        self.env = boss(user=user.id, su=False)
        self.plan = self.env["bakery.bake.plan"].create(
            {"warehouse_id": warehouse.id, "shift_id": shift.id, "date": tomorrow}
        )

    def compute(self):
        self.plan.action_compute()

    def confirm(self):
        self.plan.action_compute()
        self.plan.action_confirm()

    def by_hand(self):
        """Make and confirm the orders one by one, their quantities being known."""
        for values in self.known:
            self.env["mrp.production"].create(dict(values)).action_confirm()

    def remember(self):
        """Keep what the plan would order, and forget the plan."""
        point = boss.cr.savepoint()
        self.plan.action_compute()
        self.known = [line._production_values() for line in self.plan.line_ids]
        self.wanted = {line.product_id.id: line.qty for line in self.plan.line_ids}
        point.rollback()
        point.close(rollback=False)
        boss.invalidate_all()

    def area(self):
        """Let the peer plan all goods of the house."""
        area = boss["mrp.area"].create(
            {
                "name": "Dapur Ukur",
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
            }
        )
        boss["product.mrp.area"].create(
            [
                {"product_id": product.id, "mrp_area_id": area.id}
                for product in self.house.all()
            ]
        )
        # It writes low-level codes on products: no planner may, so the system runs it.
        self.wizard = boss["mrp.multi.level"].create(
            {"mrp_area_ids": [Command.set(area.ids)]}
        )

    def peer(self):
        self.wizard.run_mrp_multi_level()
        orders = boss["mrp.planned.order"].search([])
        self.planned = {}
        for order in orders:
            product = order.product_id.id
            self.planned[product] = self.planned.get(product, 0) + order.mrp_qty

    def agreed(self):
        """Return for how many products the peer wants the same quantity."""
        return sum(
            abs(self.planned.get(product, 0) - qty) <= max(1, qty * 1e-4)
            for product, qty in self.wanted.items()
        )


def writes_of(work):
    """Return the statements of ``work`` that write, by table."""
    found = []
    cursor = boss.cr
    execute = type(cursor).execute

    def listening(self, query, *args, **kwargs):
        text = query.code if hasattr(query, "code") else str(query)
        if text.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            found.append(" ".join(text.split())[:60])
        return execute(self, query, *args, **kwargs)

    type(cursor).execute = listening
    try:
        work()
        boss.flush_all()
    finally:
        type(cursor).execute = execute
    return found


user = make_user()
shift = boss["bakery.bake.shift"].create(
    {"name": "Ukur", "start_hour": 2, "end_hour": 10, "cover_hours": 24}
)
house = House()
sizes, times = (4, 2, 1), []
before = (0, 0, 0)
for part in sizes:
    size = (PRODUCTS // part, DOUGHS // part, max(FERMENTS // part, 1))
    house.grow(*(new - old for new, old in zip(size, before, strict=True)))
    before = size
    planning = Planning(house)
    ours = Measured()
    for _round in range(ROUNDS + 1):
        ours.take(planning.compute)
    ours.rows.pop(0)  # warms up
    times.append(ours)
    print(f"Plan of {size[0]} products, {sum(size)} formulas: {ours}")
    planning.plan.sudo().unlink()
for small, large in itertools.pairwise(times):
    print(
        f"Twice the products: {large.seconds / small.seconds:.2f} times as long "
        "(aim 2.14, which is linear^1.1)"
    )

planning = Planning(house)
planning.remember()
compute, confirm, hand, peer = Measured(), Measured(), Measured(), Measured()
with_peer = "mrp.area" in boss
if with_peer:
    planning.area()
for _round in range(max(ROUNDS // 2, 1)):
    compute.take(planning.compute)
    hand.take(planning.by_hand)
    confirm.take(planning.confirm)
    if with_peer:
        peer.take(planning.peer)
print(
    f"{len(planning.known)} orders by hand: {hand}; plan: {compute}, "
    f"ratio {compute.seconds / hand.seconds:.2f} (aim 0.5); plan with its orders "
    f"confirmed: {confirm}, ratio {confirm.seconds / hand.seconds:.2f}"
)
if with_peer:
    print(
        f"mrp_multi_level: {peer}; plan: {compute}, "
        f"ratio {compute.seconds / peer.seconds:.2f} (aim 1); the same quantity for "
        f"{planning.agreed()} of {len(planning.wanted)} products"
    )
else:
    print("mrp_multi_level is not installed: no comparison with the peer")
Measured().take(planning.compute, keep=True)
again = Measured()
for _round in range(ROUNDS):
    again.take(planning.compute)
written = writes_of(planning.compute)
print(f"Again without changes: {again} (aim 1 s); it writes: {written or 'nothing'}")
boss.cr.rollback()
