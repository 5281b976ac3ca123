from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

ACTIVITY = "mail.mail_activity_data_todo"
DAYS_TO_ACT = 7
# What people write. All else follows from the inspection, or by itself.
FREE = {
    "cause_id",
    "corrective_action",
    "date_due",
    "description",
    "preventive_action",
    "state",
    "user_id",
}
# Whoever may see purchase prices.
COSTS = "purchase.group_purchase_user,quality_control_oca.group_quality_control_manager"


class BakeryQcNonconformity(models.Model):
    """What was wrong with rejected goods, and what is done so that it ends.

    There is one for each inspection with rejects, made when it is decided. What was
    found and what it cost follow from the inspection and are changed by nobody.
    """

    _name = "bakery.qc.nonconformity"
    _description = "Nonconformity"
    _inherit = ("mail.thread", "mail.activity.mixin")
    _order = "id desc"
    # What the vendor says of a closed one is still worth a note.
    _mail_post_access = "read"

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    inspection_id = fields.Many2one(
        "qc.inspection", required=True, ondelete="cascade", copy=False, index=True
    )
    state = fields.Selection(
        [("open", "Open"), ("acting", "Being Solved"), ("closed", "Closed")],
        required=True,
        default="open",
        tracking=True,
        copy=False,
        group_expand=True,
    )
    company_id = fields.Many2one(related="inspection_id.company_id", store=True)
    currency_id = fields.Many2one(
        related="company_id.currency_id", export_string_translation=False
    )
    date = fields.Datetime(
        related="inspection_id.date_done", string="Found on", store=True
    )
    partner_id = fields.Many2one(
        related="inspection_id.partner_id",
        string="Vendor",
        store=True,
        index="btree_not_null",
    )
    product_id = fields.Many2one(related="inspection_id.product_id", store=True)
    lot_id = fields.Many2one(related="inspection_id.lot_id", store=True)
    lot_name = fields.Char(related="inspection_id.lot_name")
    purchase_id = fields.Many2one(
        related="inspection_id.purchase_line_id.order_id", string="Order", store=True
    )
    warehouse_id = fields.Many2one(related="inspection_id.warehouse_id", store=True)
    quantity = fields.Float(
        related="inspection_id.qty_rejected", string="Rejected", store=True
    )
    uom_id = fields.Many2one(related="inspection_id.uom_id", string="Unit", store=True)
    cost = fields.Monetary(
        related="inspection_id.reject_cost", store=True, groups=COSTS
    )
    reason = fields.Text(related="inspection_id.reason")

    cause_id = fields.Many2one("bakery.qc.cause", ondelete="restrict", tracking=True)
    description = fields.Text()
    corrective_action = fields.Text(help="What is done about these goods.")
    preventive_action = fields.Text(help="What is done so that it does not come again.")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    date_due = fields.Date(
        string="Due",
        tracking=True,
        default=lambda self: fields.Date.add(
            fields.Date.context_today(self), days=DAYS_TO_ACT
        ),
    )
    date_closed = fields.Date(
        string="Closed on", compute="_compute_date_closed", store=True
    )

    _inspection_unique = models.Constraint(
        "UNIQUE(inspection_id)", "This inspection has a nonconformity already."
    )

    @api.depends("state")
    def _compute_date_closed(self):
        today = fields.Date.context_today(self)
        for record in self:
            is_closed = record.state == "closed"
            record.date_closed = is_closed and (record.date_closed or today)

    @api.constrains("inspection_id")
    def _check_inspection_id(self):
        for record in self:
            if not record.quantity:
                raise ValidationError(
                    self.env._(
                        "Nothing was rejected by the inspection %(name)s.",
                        # sudo: as the quantity is, which follows from it.
                        name=record.inspection_id.sudo().name,
                    )
                )

    @api.constrains("state", "cause_id", "corrective_action")
    def _check_closed(self):
        for record in self.filtered(lambda r: r.state == "closed"):
            if not record.cause_id or not (record.corrective_action or "").strip():
                raise ValidationError(
                    self.env._(
                        "Write the cause and the corrective action of %(name)s before"
                        " you close it.",
                        name=record.name,
                    )
                )

    # No way round -------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_free(vals, FREE | {"inspection_id"})
        number = self.env["ir.sequence"].next_by_code
        records = super().create(
            [{**vals, "name": number(self._name)} for vals in vals_list]
        )
        records._plan_activity()
        return records

    def write(self, vals):
        self._check_free(vals, FREE)
        result = super().write(vals)
        if {"state", "user_id", "date_due"} & set(vals):
            self._plan_activity()
        return result

    @api.model
    def _check_free(self, vals, free):
        """Refuse to change what follows from the inspection."""
        guarded = [
            name
            for name in vals
            if name in self._fields
            and name not in free
            and not name.startswith(("message_", "activity_", "my_activity_"))
        ]
        if guarded and not self.env.su:
            raise AccessError(
                self.env._("What was found and what it cost follows from inspections.")
            )

    # The work -----------------------------------------------------------------------

    def action_start(self):
        """Say that somebody works on it."""
        return self.write({"state": "acting"})

    def action_close(self):
        """Close it.

        :raise ValidationError: without cause or corrective action.
        """
        return self.write({"state": "closed"})

    def action_reopen(self):
        """Take up again what was closed, which only a quality manager may."""
        return self.write({"state": "acting"})

    def _plan_activity(self):
        """Let the responsible have one activity, until the matter is closed."""
        # sudo: whoever hands work over may take it from who had it before.
        for record in self.sudo():
            if record.state == "closed":
                record.activity_feedback([ACTIVITY])
                continue
            record.activity_unlink([ACTIVITY])
            if record.user_id:
                record.activity_schedule(
                    ACTIVITY,
                    date_deadline=record.date_due,
                    user_id=record.user_id.id,
                    summary=self.env._(
                        "Solve what is wrong with %(product)s",
                        product=record.product_id.display_name,
                    ),
                )

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Leave the message out: the activity tells the responsible already."""
