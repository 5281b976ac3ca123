from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..plan.changes import write_changes
from .share import share

# How long a truck that is due stands at the ramp: what expires meanwhile stays.
LOADING = timedelta(minutes=10)


# pylint: disable=consider-merging-classes-inherited
# What each outlet gets is a subject of its own.
class BakeryDispatch(models.Model):
    _inherit = "bakery.dispatch"

    def _until(self):
        """Return the last local minute of the day of the run, in UTC."""
        self.ensure_one()
        return self.warehouse_id._moment(self.date, 24 - 1 / 60)

    def _leaving(self):
        """Return when the goods leave: as planned, or once loaded when that is past."""
        self.ensure_one()
        return max(self.departure, fields.Datetime.now() + LOADING)

    def _propose(self):
        """Bring the lines of these runs of one kitchen up to what is wanted now.

        An outlet that sent a request gets what it asked for, the others what they
        lack by their reordering rules. When the kitchen has less than all want, what
        it has is shared in proportion; quantities somebody typed come first.
        """
        for run in self:
            run._make_loads()
        wanted = self._wanted()
        known = {(line.load_id, line.product_id): line for line in self._open_lines()}
        typed = {key: line.qty for key, line in known.items() if line._is_typed()}
        suggested = self._suggest(wanted, typed)
        new, gone = [], self.env["bakery.dispatch.line"]
        for key in dict.fromkeys([*wanted, *known]):
            par, requested = wanted.get(key, (0, 0))
            values = {
                "par_qty": par,
                "requested_qty": requested,
                "suggested_qty": suggested.get(key, 0),
            }
            line = known.get(key)
            if line and (key in typed or key in wanted):
                values["qty"] = typed.get(key, values["suggested_qty"])
                write_changes(line, values)
            elif line:
                gone |= line
            else:
                load, product = key
                values |= {"load_id": load.id, "product_id": product.id}
                new.append({**values, "qty": values["suggested_qty"]})
        gone.unlink()
        gone.create(new)
        self.proposed_date = fields.Datetime.now()

    def _open_lines(self):
        return self.load_ids.line_ids.filtered(lambda line: line.state == "draft")

    def _make_loads(self):
        """Have one load for each stop of the route, and none for others."""
        stops = self.route_id.stop_ids
        if not stops:
            raise UserError(
                self.env._(
                    "The route %(route)s has no stops: say which outlets it serves.",
                    route=self.route_id.name,
                )
            )
        ranks = {stop.warehouse_id: rank for rank, stop in enumerate(stops, 1)}
        for load in self.load_ids:
            if load.warehouse_id not in ranks:
                load.request_ids.load_id = False
                load.unlink()
            else:
                write_changes(load, {"sequence": ranks.pop(load.warehouse_id)})
        self.load_ids.create(
            [
                {
                    "dispatch_id": self.id,
                    "warehouse_id": outlet.id,
                    "kitchen_id": self.warehouse_id.id,
                    "sequence": rank,
                }
                for outlet, rank in ranks.items()
            ]
        )

    def _wanted(self):
        """Return ``{(load, product): (par, requested)}`` of all loads.

        Of an outlet on several of these runs, the first gets what it lacks.
        """
        loads = self.load_ids.sorted(lambda load: load.dispatch_id.departure)
        requests = self._take_requests(loads)
        wanted, given = {}, set()
        for day, runs in self.grouped("date").items():
            kitchen = runs.warehouse_id
            outlets = runs.load_ids.warehouse_id
            lacking = outlets._below_par(kitchen, runs[0]._until())
            for load in loads.filtered(lambda load, d=day: load.dispatch_id.date == d):
                asked = requests[load]
                by_par = not asked
                for (outlet, product), quantity in lacking.items():
                    if outlet == load.warehouse_id:
                        par = 0 if (outlet, day) in given else quantity
                        if par and by_par:
                            wanted[load, product] = (par, 0)
                        elif product in asked:
                            wanted[load, product] = (par, asked.pop(product))
                for product, quantity in asked.items():
                    wanted[load, product] = (0, quantity)
                given.add((load.warehouse_id, day))
        return wanted

    def _take_requests(self, loads):
        """Tie the sent requests to these loads; return ``{load: {product: asked}}``."""
        loads.request_ids.filtered(lambda x: x.state == "sent").load_id = False
        requests = self.env["bakery.outlet.request"].search(
            [
                ("state", "=", "sent"),
                ("load_id", "=", False),
                ("warehouse_id", "in", loads.warehouse_id.ids),
                ("date", "in", [str(day) for day in set(self.mapped("date"))]),
                ("route_id", "in", [False, *self.route_id.ids]),
            ]
        )
        asked = defaultdict(lambda: defaultdict(float))
        for request in requests:
            fitting = loads.filtered(
                lambda load, r=request: (
                    load.warehouse_id == r.warehouse_id
                    and load.dispatch_id.date == r.date
                    and r.route_id in (load.dispatch_id.route_id, r.route_id.browse())
                )
            )
            if not fitting:
                continue
            load = fitting[0]
            request.load_id = load
            for line in request.line_ids:
                asked[load][line.product_id] += line.qty
        return asked

    def _suggest(self, wanted, typed):
        """Return ``{(load, product): quantity}``: what is wanted as far as it goes."""
        keys = defaultdict(list)
        for key, (par, requested) in wanted.items():
            if key not in typed:
                keys[key[1]].append((key, requested or par))
        free = self._free(self.env["product.product"].union(*keys))
        for (_load, product), quantity in typed.items():
            free[product.id] -= quantity
        suggested = {}
        for product, rows in keys.items():
            shares = share(free[product.id], [quantity for _key, quantity in rows])
            for (key, _quantity), part in zip(rows, shares, strict=True):
                suggested[key] = product.uom_id.round(part)
        for key in typed:
            par, requested = wanted.get(key, (0, 0))
            suggested[key] = requested or par
        return suggested

    def _free(self, products):
        """Return ``{product id: quantity}`` the kitchen has for these runs.

        What Odoo reserved for transfers that the loads replace is theirs; what other
        drafts of the same days are to get is not.
        """
        kitchen, outlets = self.warehouse_id, self.load_ids.warehouse_id
        leaving = max(run._leaving() for run in self)
        free = kitchen._free_to_send(products, leaving)
        waiting = outlets._waiting_resupply(kitchen, products)
        for orig in waiting.move_orig_ids:
            if orig.state in ("assigned", "partially_available"):
                free[orig.product_id.id] += orig.quantity
        others = self.env["bakery.dispatch.line"]._read_group(
            [
                ("product_id", "in", products.ids),
                ("state", "=", "draft"),
                ("dispatch_id", "not in", self.ids),
                ("dispatch_id.warehouse_id", "=", kitchen.id),
                ("dispatch_id.date", ">=", min(self.mapped("date")) - timedelta(1)),
                ("dispatch_id.date", "<=", max(self.mapped("date"))),
            ],
            ["product_id"],
            ["qty:sum"],
        )
        for product, quantity in others:
            free[product.id] -= quantity
        return free
