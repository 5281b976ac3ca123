from collections import defaultdict
from itertools import zip_longest

from odoo import fields, models
from odoo.exceptions import UserError

from .qc_inspection import OPEN

DONE = ("done", "cancel")
# In the context while goods are set apart: their lots move, nothing else arrives. A
# context that comes from outside cannot hold this very object.
APART = object()


# pylint: disable=consider-merging-classes-inherited
# Inspection is a topic of its own beside the approval of orders.
class StockMove(models.Model):
    _inherit = "stock.move"

    inspection_ids = fields.One2many("qc.inspection", "move_id", string="Inspections")
    qc_inspection_id = fields.Many2one(
        "qc.inspection",
        string="Rejected by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The inspection whose goods this movement sets apart or gives back.",
    )

    # Making inspections -------------------------------------------------------------

    def _action_confirm(self, merge=True, merge_into=False, create_proc=True):
        moves = super()._action_confirm(
            merge=merge, merge_into=merge_into, create_proc=create_proc
        )
        moves._plan_inspections()
        return moves

    def _plan_inspections(self):
        """Make the inspections that the plans ask for, once for each movement."""
        # sudo: whoever receives goods need not see plans and tests.
        moves = self.sudo().filtered(
            lambda move: move._may_be_inspected() and not move.inspection_ids
        )
        if not moves:
            return
        plans = moves.env["bakery.qc.plan"].search(
            [("company_id", "in", moves.company_id.ids)]
        )
        best = {move: plans._best_for(move) for move in moves}
        chosen = {move: plan for move, plan in best.items() if plan}
        known = moves._known_arrivals() if chosen else set()
        # A line in the chatter for every line of a delivery tells nobody anything.
        Inspection = moves.env["qc.inspection"].with_context(tracking_disable=True)
        made = Inspection.create(
            [
                move._prepare_inspection(plan)
                for move, plan in chosen.items()
                if plan._falls_due(move._arrival() not in known)
            ]
        )
        if made:
            made.move_id._sync_inspections()

    def _may_be_inspected(self):
        self.ensure_one()
        return (
            self.company_id.purchase_control
            and self.state not in DONE
            and self.picking_id
            and not self.qc_inspection_id
            and self.product_id.type == "consu"
            and self.location_dest_id.usage == "internal"
        )

    def _qc_vendor(self):
        """Return who sent the goods, also of later steps of a receipt."""
        self.ensure_one()
        return self._qc_order_line().order_id.partner_id or self.picking_id.partner_id

    def _qc_order_line(self):
        """Return the order line by which these goods were bought, maybe none."""
        self.ensure_one()
        line = self.purchase_line_id
        if not line and self.move_orig_ids:
            # Later steps of a receipt do not name the order.
            origins = self.browse(self._rollup_move_origs())
            line = origins.purchase_line_id[:1]
        return line

    def _arrival(self):
        self.ensure_one()
        return self.product_id.id, self._qc_vendor().commercial_partner_id.id

    def _known_arrivals(self):
        """Return the ``(product, vendor)`` of which something arrived before."""
        arrivals = [move._arrival() for move in self]
        groups = self._read_group(
            [
                ("state", "=", "done"),
                ("company_id", "in", self.company_id.ids),
                ("product_id", "in", self.product_id.ids),
                ("location_id.usage", "=", "supplier"),
                (
                    "picking_id.partner_id",
                    "child_of",
                    [vendor for _product, vendor in arrivals if vendor],
                ),
            ],
            ["product_id", "picking_id"],
        )
        return {
            (product.id, picking.partner_id.commercial_partner_id.id)
            for product, picking in groups
        }

    def _prepare_inspection(self, plan):
        """Return the values of a new inspection, its limits copied from the test."""
        self.ensure_one()
        test = plan.test_id
        Inspection = self.env["qc.inspection"]
        return {
            "plan_id": plan.id,
            "test": test.id,
            "state": "ready",
            "auto_generated": True,
            "user": False,
            "company_id": self.company_id.id,
            "move_id": self.id,
            "purchase_line_id": self._qc_order_line().id,
            "partner_id": self._qc_vendor().id,
            "warehouse_id": self.picking_type_id.warehouse_id.id,
            "uom_id": self.product_uom.id,
            "qty_received": self.product_uom_qty,
            "qty": self.product_uom_qty,
            "date": self.date,
            "inspection_lines": Inspection._prepare_inspection_lines(test),
        }

    # Following the lots -------------------------------------------------------------

    def _sync_inspections(self):
        """Let every lot that arrives have an inspection of its own.

        What is decided stays; its quantity follows the goods until they are received.
        """
        if self.env.context.get("qc_apart") is APART:
            return
        # sudo: as in _plan_inspections.
        moves = self.sudo().filtered(
            lambda move: (
                move.state not in DONE
                and move.inspection_ids
                and not move.qc_inspection_id
            )
        )
        for move in moves:
            move._sync_lots()

    def _sync_lots(self):
        self.ensure_one()
        inspections = self.inspection_ids.filtered(
            # Skipped by a manager, it stands for its lot; otherwise it is void.
            lambda i: i.state != "canceled" or i.decided_by_id
        )
        lots = self._arriving_lots()
        known = {i._lot_key(): i for i in inspections}
        # What lies apart has left this movement; its quantity stays.
        inspections = inspections.filtered(lambda i: not i.reject_move_id)
        spare = [i for i in inspections if i._lot_key() not in lots]
        for key, facts in lots.items():
            inspection = known.get(key) or self._next_inspection(spare)
            if not inspection.reject_move_id:
                inspection._take(facts)
        for inspection in spare:
            if lots and inspection.state == "ready" and inspection._lot_key():
                inspection.state = "canceled"

    def _next_inspection(self, spare):
        """Return an inspection for a lot that has none: an idle one or a new one."""
        for inspection in spare:
            # Whoever inspected before the lot was written meant the first one.
            if inspection.state == "ready" or not inspection._lot_key():
                spare.remove(inspection)
                return inspection
        plan = self.inspection_ids.plan_id[:1]
        return self.env["qc.inspection"].create(self._prepare_inspection(plan))

    def _arriving_lots(self):
        """Return ``{lot: facts}`` of what this movement brings, in its own unit."""
        self.ensure_one()
        lots = defaultdict(lambda: {"qty_received": 0.0})
        for line in self.move_line_ids.filtered("quantity"):
            facts = lots[line._lot_key()]
            facts["qty_received"] += line.product_uom_id._compute_quantity(
                line.quantity, self.product_uom, round=False
            )
            facts["lot_id"] = line.lot_id.id
            facts["lot_name"] = line.lot_id.name or line.lot_name
            facts["expiration_date"] = (
                line.lot_id.expiration_date or line.expiration_date
            )
        for facts in lots.values():
            facts["qty_received"] = self.product_uom.round(facts["qty_received"])
        return dict(lots)

    def _action_cancel(self):
        result = super()._action_cancel()
        # sudo: whoever cancels a receipt need not be an inspector.
        self.sudo().inspection_ids.filtered(lambda i: i.state in OPEN).write(
            {"state": "canceled"}
        )
        return result

    # Receiving ----------------------------------------------------------------------

    def _open_inspections(self):
        """Return the inspections of these goods that nobody decided yet."""
        # sudo: as in _plan_inspections.
        return self.sudo().inspection_ids.filtered(
            lambda i: i.state in OPEN and not i.is_quarantined
        )

    def _check_inspected(self):
        """Refuse goods whose inspection the plan does not do without.

        :raise UserError: naming the goods.
        """
        for inspection in self._open_inspections():
            if inspection.plan_id.on_missing == "block" and inspection._is_arriving():
                raise UserError(
                    self.env._(
                        "%(product)s must be inspected before it is received"
                        " (%(name)s).",
                        product=inspection.product_id.display_name,
                        name=inspection.name,
                    )
                )

    def _set_rejects_apart(self):
        """Give what was rejected, or is set aside, a movement of its own.

        Done before the transfer is: rejects never lie among what may be sold, and
        their return finds them by this movement.
        """
        # sudo: the places for rejects and the inspections belong to quality.
        moves = self.sudo().with_context(qc_apart=APART)
        parts = defaultdict(list)
        for inspection in moves.inspection_ids:
            part = inspection._part_to_set_apart()
            if part:
                parts[inspection.move_id].append((inspection, *part))
        # Lots of one movement leave it one after the other, those of several together.
        for together in zip_longest(*parts.values()):
            moves._take_apart([part for part in together if part])

    def _take_apart(self, parts):
        """Let movements of their own take goods to their places.

        :param parts: tuples of inspection, quantity in the unit of its movement, and
            place, no two of the same movement. All of a movement turns the movement
            itself, so that no empty one is left.
        """
        taken, split, values = {}, [], []
        for inspection, quantity, _place in parts:
            move = inspection.move_id
            unit = move.product_uom
            whole = max(move.quantity, move.product_uom_qty)
            if unit.compare(quantity, whole) >= 0:
                move.qc_inspection_id = inspection
                taken[inspection] = move
                continue
            own = move.product_id.uom_id
            share = unit._compute_quantity(quantity, own, rounding_method="HALF-UP")
            split.append((inspection, share))
            [new] = move._split(share)
            values.append({**new, "qc_inspection_id": inspection.id})
        created = self.create(values)
        for (inspection, share), move in zip(split, created, strict=True):
            taken[inspection] = move
            inspection._arriving_lines()._give_to(move, share)
        created._action_confirm(merge=False, create_proc=False)
        places = defaultdict(self.browse)
        for inspection, _quantity, place in parts:
            inspection.reject_move_id = taken[inspection]
            places[place] += taken[inspection]
        for place, apart in places.items():
            apart.write(
                {
                    "location_dest_id": place.id,
                    "location_final_id": place.id,
                    "move_dest_ids": [fields.Command.clear()],
                }
            )
            apart.move_line_ids.write({"location_dest_id": place.id})
            apart.picked = True

    def _action_done(self, cancel_backorder=False):
        self.filtered("picked")._check_inspected()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "qc_inspection_id"]

    def _qc_receipt_move(self):
        """Return the movement that brought these goods from the vendor."""
        self.ensure_one()
        origins = self | self.browse(self._rollup_move_origs())
        return origins.filtered(
            lambda m: m.location_id.usage == "supplier" and m.state == "done"
        )[:1]

    def _return_text(self):
        """Return quantity, lot and reason of what goes back, for a letter."""
        self.ensure_one()
        # sudo: the letter tells the vendor what the inspection found.
        inspection = self.sudo().qc_inspection_id
        amount = f"{self.product_uom_qty:g} {self.product_uom.name}"
        parts = [amount, inspection._lot_key(), inspection.reason]
        return " · ".join(filter(None, parts))
