from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.bakery_purchase_qc.models.qc_inspection import INSPECTOR, OPEN

from .bakery_qc_plan import MOMENTS

BAKERS = ("bakery_mrp.bakery_mrp_group_baker", "mrp.group_mrp_user")


class QcInspection(models.Model):
    """A check of a batch: made by its order, answered by who bakes it.

    Before the order is done there is one for the order; afterwards there is one for
    each lot that came out, and the lot is on hold until the check is passed.
    """

    _inherit = "qc.inspection"

    production_id = fields.Many2one(
        "mrp.production",
        string="Manufacturing Order",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    moment = fields.Selection(
        MOMENTS, string="Checked", readonly=True, help="As the plan had it then."
    )
    attempt = fields.Integer(
        readonly=True, default=1, help="More than 1: checked again after rework."
    )
    held_lot_ids = fields.Many2many(
        "stock.lot",
        "bakery_qc_held_lot_rel",
        "inspection_id",
        "lot_id",
        string="Holds",
        readonly=True,
        copy=False,
        # Whoever may see lots.
        groups="stock.group_stock_user,mrp.group_mrp_user",
    )

    # The checks of a lot are counted on its form.
    lot_id = fields.Many2one(index="btree_not_null")
    # Who bakes sees how much to look at without reading plans.
    qty_sample = fields.Float(compute_sudo=True)

    _batch_unique = models.UniqueIndex(
        "(production_id, plan_id, COALESCE(lot_id, 0), attempt)"
        " WHERE production_id IS NOT NULL",
        "This batch is being checked already: reload the page.",
    )

    @api.depends("production_id.product_id", "lot_id.product_id")
    def _compute_product_id(self):
        batches = self.filtered("production_id")
        for check in batches:
            # A lot may be of another product that came out beside.
            check.product_id = check.lot_id.product_id or check.production_id.product_id
        return super(QcInspection, self - batches)._compute_product_id()

    def _lasts(self):
        # At the oven nothing has a date yet.
        return self.moment == "before" or super()._lasts()

    # No way round ---------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        checks = super().create(vals_list)
        # sudo: looked at to refuse it.
        made = checks.sudo()
        if not self.env.su and (made.production_id or made.held_lot_ids):
            raise AccessError(self.env._("Checks of a batch are made by its order."))
        return checks

    def _check_free(self, vals):
        if {"production_id", "held_lot_ids", "moment", "disposition"} & vals.keys():
            raise AccessError(self.env._("Checks of a batch are made by its order."))
        return super()._check_free(vals)

    # Who answers ----------------------------------------------------------------------

    def _check_inspector(self):
        """Let who bakes a batch answer its check, until somebody has to judge it."""
        if self and all(check.production_id for check in self.sudo()):
            self.check_access("read")
            if self._is_baker():
                return
            if not self.env.user.has_group(INSPECTOR):
                raise AccessError(
                    self.env._("Bakers and inspectors answer the checks of a batch.")
                )
        return super()._check_inspector()

    def _is_baker(self):
        """Return whether the user bakes these orders and nobody has to judge them yet.

        A baker of another warehouse does not.
        """
        # sudo: of the checks only the orders are looked at, as the user.
        checks = self.sudo()
        if "waiting" in checks.mapped("state"):
            return False
        orders = checks.production_id.with_env(self.env)
        is_baker = any(self.env.user.has_group(group) for group in BAKERS)
        return is_baker and orders.has_access("write")

    def decide(self, rejected=0.0, reason=""):
        """Leave to inspectors what the answers alone do not decide.

        :raise AccessError: for a baker, who ends a check by :meth:`conclude`.
        """
        self.check_access("read")
        # sudo: whether it is a batch is no secret.
        if self.sudo().production_id and not self.env.user.has_group(INSPECTOR):
            raise AccessError(
                self.env._("Inspectors and quality managers decide about a batch.")
            )
        return super().decide(rejected, reason)

    # What is shown --------------------------------------------------------------------

    def _card(self):
        card = super()._card()
        if self.production_id:
            card["picking"] = self.production_id.name
        return card

    def get_sheet(self):
        """Add what the page says of a batch: its order, moment, and who may answer."""
        sheet = super().get_sheet()
        # sudo: as in super.
        check = self.sudo()
        is_open = check.state in OPEN
        order = check.production_id
        if order:
            sheet["product"] = order._bake_product(check.product_id)
        return {
            **sheet,
            "production": order.name or "",
            "moment": check.moment or "",
            "attempt": check.attempt,
            "is_held": bool(check.held_lot_ids),
            "may_answer": is_open
            and (sheet["can_decide"] or bool(order and self._is_baker())),
        }

    def action_open_sheet(self):
        """Open the inspection page on this inspection, also on one of a batch."""
        self.ensure_one()
        # sudo: only whether there is a transfer, which the page shows as well.
        if self.sudo().picking_id:
            return super().action_open_sheet()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bakery_purchase_qc.qc_inspection_action_sheet"
        )
        return {**action, "params": {"inspection_id": self.id}}
