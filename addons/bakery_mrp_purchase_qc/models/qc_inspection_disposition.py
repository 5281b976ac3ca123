import math

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.bakery_purchase_qc.models.qc_inspection import MANAGER

DISPOSITIONS = [
    ("release", "Released"),
    ("scrap", "Thrown Away"),
    ("rework", "Worked Over"),
]
LONGEST = 500


# pylint: disable=consider-merging-classes-inherited
# What becomes of a batch that failed is a matter of its own.
class QcInspection(models.Model):
    _inherit = "qc.inspection"

    disposition = fields.Selection(
        DISPOSITIONS,
        string="What Became of It",
        readonly=True,
        copy=False,
        tracking=True,
    )
    disposition_reason = fields.Char(
        string="Why That", readonly=True, copy=False, tracking=True
    )
    disposition_by_id = fields.Many2one(
        "res.users", string="Said by", readonly=True, copy=False
    )
    qty_scrapped = fields.Float(
        string="Thrown Away (Quantity)",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="In the unit of the check.",
    )
    waste_ids = fields.One2many(
        "bakery.waste",
        "qc_inspection_id",
        groups="stock.group_stock_user",
    )

    @api.depends("qty_rejected", "disposition", "qty_scrapped")
    def _compute_reject_cost(self):
        """Count of a batch what was thrown away, once somebody has decided."""
        decided = self.filtered("disposition")
        for check in decided:
            cost = check.qty_scrapped and check._unit_cost()
            check.reject_cost = check.company_id.currency_id.round(
                check.qty_scrapped * cost
            )
        return super(QcInspection, self - decided)._compute_reject_cost()

    def action_dispose(self):
        """Ask what becomes of a batch that failed.

        :raise AccessError: for all but quality managers.
        """
        self.ensure_one()
        self._check_disposable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Becomes of the Batch"),
            "res_model": "bakery.qc.disposition",
            "view_mode": "form",
            "target": "new",
            "context": {"default_inspection_id": self.id},
        }

    def dispose(self, disposition, reason, waste_reason_id=False, quantity=False):
        """Decide what becomes of a batch that failed its check.

        ``release``: it is as good as any other. ``rework``: it stays on hold and is
        checked once more. ``scrap``: it goes to the waste log, and what is left of it
        is released.

        :param reason: kept on the check and the order.
        :param waste_reason_id: id of why it is wasted, for ``scrap``.
        :param quantity: how much is thrown away, in the unit of the product; all that
            is in stock by default.
        :return: true, as XML-RPC knows no None.
        :raise AccessError: for all but quality managers.
        :raise UserError: for a check that did not fail or is decided already.
        :raise ValidationError: for bad input; nothing is changed then.
        """
        self.ensure_one()
        self._check_disposable()
        ways = {
            "release": lambda check: check._let_go(),
            "rework": lambda check: check._check_again(),
            "scrap": lambda check: check._throw_away(waste_reason_id, quantity),
        }
        if not isinstance(disposition, str) or disposition not in ways:
            raise ValidationError(
                self.env._("A batch is released, worked over or thrown away.")
            )
        reason = reason.strip()[:LONGEST] if isinstance(reason, str) else ""
        if not reason:
            raise ValidationError(self.env._("Say why: it is kept with the batch."))
        # sudo: the right was checked; who decides need keep neither lots nor waste.
        check = self.sudo()
        ways[disposition](check)
        check.write(
            {
                "disposition": disposition,
                "disposition_reason": reason,
                "disposition_by_id": self.env.uid,
            }
        )
        check._tell_disposition()
        return True

    def _check_disposable(self):
        self.check_access("read")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only quality managers decide about a batch that failed.")
            )
        # sudo: as the checks themselves are read.
        check = self.sudo()
        check.lock_for_update(allow_referencing=True)
        check.invalidate_recordset(["disposition", "state"])
        if not check.production_id or check.state != "failed" or check.disposition:
            raise UserError(
                self.env._(
                    "%(check)s is no check of a batch that failed and waits for a"
                    " decision.",
                    check=check.name,
                )
            )

    def _tell_disposition(self):
        texts = dict(self._fields["disposition"]._description_selection(self.env))
        body = self.env._(
            "%(check)s: %(what)s. %(reason)s",
            check=self.name,
            what=texts[self.disposition],
            reason=self.disposition_reason,
        )
        self.production_id.message_post(body=body)
        self.message_post(body=body)

    def _check_baked(self):
        if not self.held_lot_ids:
            raise UserError(
                self.env._(
                    "%(order)s has no lot yet: finish it first, its lot is held then.",
                    order=self.production_id.name,
                )
            )

    # Worked over ----------------------------------------------------------------------

    def _check_again(self):
        """Ask for the lots once more; they stay on hold until that is passed."""
        self._check_baked()
        made = self.production_id._made_goods()
        plan = self.plan_id
        again = self.create(
            [
                {
                    **self.production_id._prepare_check(
                        plan, lot, made.get(lot, self.qty_received), "after"
                    ),
                    "attempt": self.attempt + 1,
                }
                for lot in self.held_lot_ids
            ]
        )
        self.held_lot_ids = False
        lots = again.held_lot_ids
        lots.filtered("held_by_check").hold_reason = self.env._("Waits for its check")

    # Thrown away ----------------------------------------------------------------------

    def _throw_away(self, waste_reason_id, quantity):
        self._check_baked()
        lots = self.held_lot_ids
        reason = self._waste_reason(waste_reason_id)
        there = self._on_hand(lots)
        parts = self._parts_of(there, lots.product_id.uom_id[:1], quantity)
        self.env["bakery.waste"].create(
            [
                {
                    "warehouse_id": quant.location_id.warehouse_id.id,
                    "location_id": quant.location_id.id,
                    "product_id": quant.product_id.id,
                    "lot_id": quant.lot_id.id,
                    "quantity": part,
                    "reason_id": reason.id,
                    "note": self.name,
                    "qc_inspection_id": self.id,
                }
                for quant, part in parts
            ]
        ).action_done()
        own = lots.product_id.uom_id[:1]
        gone = sum(part for _quant, part in parts)
        self.qty_scrapped = own._compute_quantity(gone, self.uom_id)
        # Not what is left by now: a write-off may wait for its approval.
        if own.compare(sum(there.values()), gone) > 0:
            self._let_go()

    def _waste_reason(self, waste_reason_id):
        reasons = self.env["bakery.waste.reason"]
        is_id = isinstance(waste_reason_id, int) and waste_reason_id
        reason = reasons.browse(waste_reason_id if is_id else False).exists()
        if not reason:
            raise ValidationError(self.env._("Choose why the goods are wasted."))
        return reason

    def _on_hand(self, lots):
        """Return ``{quant: quantity}`` of what of the lots is in the warehouses."""
        quants = self.env["stock.quant"].search(
            [
                ("lot_id", "in", lots.ids),
                ("location_id.usage", "=", "internal"),
                ("quantity", ">", 0),
            ],
            order="id",
        )
        return {quant: quant.quantity for quant in quants}

    def _parts_of(self, there, unit, quantity):
        """Return what is taken from where, as pairs of quant and quantity.

        :param there: what is on hand, by quant; :param unit: of the product.
        """
        total = sum(there.values())
        wanted = self._wanted(total, unit, quantity)
        parts = []
        for quant, on_hand in there.items():
            part = min(wanted, on_hand)
            wanted -= part
            if unit.compare(part, 0) > 0:
                parts.append((quant, part))
        return parts

    def _wanted(self, total, unit, quantity):
        """Return how much is thrown away of ``total``, checked."""
        # Zero is none of it, and no word for all.
        wanted = total if quantity is False or quantity is None else quantity
        is_number = isinstance(wanted, int | float) and not isinstance(wanted, bool)
        if not is_number or not math.isfinite(wanted) or unit.compare(wanted, 0) <= 0:
            raise ValidationError(
                self.env._("Write how much is thrown away as a number above 0.")
            )
        if unit.compare(wanted, total) > 0:
            raise ValidationError(
                self.env._(
                    "Only %(there)s %(unit)s of it are in stock.",
                    there=f"{total:g}",
                    unit=unit.name,
                )
            )
        return wanted
