from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from .purchase_order_mail import MAIL_STATES
from .qc_inspection import OPEN
from .stock_move_inspection import DONE

TEMPLATE = "bakery_purchase_qc.mail_template_vendor_return"


# pylint: disable=consider-merging-classes-inherited
# Inspection is a topic of its own beside the approval of orders.
class StockPicking(models.Model):
    _inherit = "stock.picking"

    inspection_ids = fields.One2many(
        "qc.inspection", "picking_id", string="Inspections"
    )
    qc_state = fields.Selection(
        [
            ("none", "No inspection"),
            ("pending", "To inspect"),
            ("accepted", "Accepted"),
            ("partial", "Partly rejected"),
            ("rejected", "Rejected"),
        ],
        string="Quality",
        compute="_compute_qc_state",
        # The clerk sees how the goods stand without reading inspections.
        compute_sudo=True,
        store=True,
    )
    reject_receipt_id = fields.Many2one(
        "stock.picking",
        string="Receipt of the Rejects",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    reject_return_ids = fields.One2many(
        "stock.picking", "reject_receipt_id", string="Returns of Rejects"
    )

    return_mail = fields.Selection(
        MAIL_STATES,
        string="Mail about the Return",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The vendor is told of goods that go back by itself.",
    )

    @api.depends(
        "inspection_ids.state",
        "inspection_ids.qty_rejected",
        "inspection_ids.qty_received",
    )
    def _compute_qc_state(self):
        for picking in self:
            picking.qc_state = picking._quality()

    def _quality(self):
        self.ensure_one()
        inspections = self.inspection_ids.filtered(lambda i: i.state != "canceled")
        if not inspections:
            return "none"
        if any(i.state in OPEN for i in inspections):
            return "pending"
        rejected = inspections.filtered("qty_rejected")
        if not rejected:
            return "accepted"
        whole = all(
            i.uom_id.compare(i.qty_rejected, i.qty_received) >= 0 for i in inspections
        )
        return "rejected" if whole else "partial"

    # Receiving ----------------------------------------------------------------------

    def _about_to_move(self):
        """Return the movements that "Validate" would do."""
        moves = self.browse().move_ids
        for picking in self:
            arriving = picking.move_ids.filtered(
                lambda m: m.quantity and m.state not in DONE
            )
            moves |= arriving.filtered("picked") or arriving
        return moves

    def _pre_action_done_hook(self):
        """Ask for the inspections first: what they reject changes what is done."""
        controlled = self.filtered("company_id.purchase_control")
        awaited = (
            controlled._about_to_move()
            ._open_inspections()
            .filtered(lambda i: i._arriving_lines())
        )
        if awaited:
            controlled._demand(awaited)
            asked = awaited.filtered(lambda i: i.plan_id.on_missing == "warn")
            if asked and not self.env.context.get("qc_received_unseen"):
                return self._ask_to_receive()
        return super()._pre_action_done_hook()

    def _demand(self, awaited):
        """Lead whoever receives goods to the inspections that cannot wait.

        :raise RedirectWarning: with the way to the inspection page.
        """
        needed = awaited.filtered(lambda i: i.plan_id.on_missing == "block")
        if needed:
            raise RedirectWarning(
                self.env._(
                    "%(product)s must be inspected before it is received.",
                    product=needed._goods_text(),
                ),
                needed.picking_id[:1]._inspection_action(),
                self.env._("Inspect"),
            )

    def _ask_to_receive(self):
        """Return the action that asks whether to receive what nobody inspected."""
        wizard = self.env["bakery.qc.unseen"].create({"picking_ids": self.ids})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Not Inspected Yet"),
            "res_model": "bakery.qc.unseen",
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
            "context": self.env.context,
        }

    def _inspection_action(self):
        """Return the action that opens the inspection page for this transfer."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bakery_purchase_qc.qc_inspection_action_sheet"
        )
        return {**action, "params": {"picking_id": self.id}}

    def action_inspect(self):
        """Open the inspection page for this transfer."""
        self.ensure_one()
        self.check_access("read")
        return self._inspection_action()

    def action_view_reject_returns(self):
        """Open the returns of what was rejected here."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        action["domain"] = [("reject_receipt_id", "=", self.id)]
        return action

    def _action_done(self):
        controlled = self.filtered("company_id.purchase_control")
        controlled._about_to_move()._set_rejects_apart()
        result = super()._action_done()
        controlled._check_not_too_much()
        controlled._follow_up()
        return result

    def _follow_up(self):
        """Note what came in, give back what was rejected, and count what went."""
        # sudo: the clerk who receives goods need not be an inspector or a buyer.
        pickings = self.sudo()
        inspections = pickings.move_ids.inspection_ids.filtered(
            lambda i: not i.is_received and i.state != "canceled"
        )
        received = inspections.filtered(
            lambda i: i.move_id.state == "done" or i.reject_move_id.state == "done"
        )
        received._note_received()
        received.filtered(
            lambda i: i.state == "failed" and i.reject_move_id.state == "done"
        )._return_rejects()
        pickings.move_ids.filtered(
            lambda m: m.location_dest_id.usage == "supplier"
        ).qc_inspection_id._count_returned()

    def _check_not_too_much(self):
        """Refuse deliveries that are larger than the order allows.

        :raise UserError: naming goods, order and what was ordered.
        """
        # sudo: the clerk cannot read orders, and is told what was ordered.
        moves = self.sudo().move_ids.filtered(
            lambda m: m.location_id.usage == "supplier" and m.state == "done"
        )
        for line in moves.purchase_line_id:
            share = line.company_id.over_receipt_tolerance / 100
            most = line.product_qty * (1 + share)
            if line.product_uom_id.compare(line.qty_received, most) > 0:
                raise UserError(
                    self.env._(
                        "%(order)s asks for %(ordered)s %(unit)s of %(product)s;"
                        " %(received)s is more than may be received.",
                        order=line.order_id.name,
                        ordered=line._quantity_text(line.product_qty),
                        received=line._quantity_text(line.qty_received),
                        unit=line.product_uom_id.name,
                        product=line.product_id.display_name,
                    )
                )

    def _send_return_note(self):
        """Tell the vendor what goes back, with the reports of the inspections."""
        self.ensure_one()
        picking = self.with_context(lang=self.partner_id.lang)
        picking.return_mail = "sent"
        picking.env.ref(TEMPLATE).send_mail(picking.id)

    def _goes_back(self):
        """Return whether these goods go back to whom they came from."""
        self.ensure_one()
        return bool(self.return_id) and self.location_dest_id.usage == "supplier"
