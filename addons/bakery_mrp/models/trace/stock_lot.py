# pylint: disable=consider-merging-classes-inherited
# A lot on hold and the trace of a lot are two matters, each in a folder of its own.
from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError

from .lot_walk import DOWN, UP, LotWalk
from .trace_page import TracePage

WAYS = {"down": (DOWN,), "up": (UP,), "both": (UP, DOWN)}


class StockLot(models.Model):
    _inherit = "stock.lot"

    def action_open_trace(self):
        """Return the action that shows where the lot came from and went to."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.client"]._for_xml_id(
            "bakery_mrp.bakery_trace_action"
        )
        return {**action, "params": {"lot_id": self.id}}

    def get_trace(self, direction="both"):
        """Return the trace of one lot, as the page Trace shows it.

        Queries do not grow with what is found, but with the number of levels.

        :param str direction: ``down`` to what was made of it, ``up`` to what it was
            made of, or ``both``
        :raise UserError: when the direction is none of these
        """
        self.ensure_one()
        self.check_access("read")
        return TracePage(self, self._trace(direction)).render()

    def _trace(self, direction="both"):
        """Return the walks from these lots, by their direction.

        :rtype: dict[str, LotWalk]
        """
        if direction not in WAYS:
            raise UserError(
                self.env._("A trace goes down, up or both, not %(way)s.", way=direction)
            )
        return {way: LotWalk(self.env, self.ids, way) for way in WAYS[direction]}

    def _trace_ends(self, outgoing):
        """Return with whom the goods of the lots ended.

        :param outgoing: what :meth:`_outgoing` returns
        :return: dictionaries of ``key``, ``kind``, ``title``, ``note``, ``model``,
            ``ids`` and ``lots``, the ids of the lots that reached it; other ways to
            sell add their own
        """
        reached = defaultdict(lambda: (set(), set()))
        for lot, picking, partner, _quantity in outgoing:
            picking_ids, lot_ids = reached[partner.commercial_partner_id]
            picking_ids.update(picking.ids)
            lot_ids.add(lot.id)
        return [
            {
                "key": f"customer-{partner.id}",
                "kind": "customer",
                "title": partner.display_name or self.env._("Nobody by name"),
                "note": self.env._("Deliveries: %(number)s", number=len(picking_ids)),
                "model": "stock.picking",
                "ids": sorted(picking_ids),
                "lots": lot_ids,
            }
            for partner, (picking_ids, lot_ids) in reached.items()
        ]

    def _trace_counts(self, pickings):
        """Return what else the lots reached, beside their transfers.

        :return: pairs of a label and the records that it counts
        """
        return [
            (self.env._("Deliveries"), pickings),
            (self.env._("Sales Orders"), pickings.sale_id),
            (self.env._("Customers"), pickings.partner_id.commercial_partner_id),
        ]

    def _outgoing(self):
        """Return what went to customers, as rows of :meth:`_deliveries`."""
        return self._deliveries([("location_dest_id.usage", "=", "customer")])

    def _incoming(self):
        """Return what came from vendors, as rows of :meth:`_deliveries`."""
        return self._deliveries([("location_id.usage", "=", "supplier")])
