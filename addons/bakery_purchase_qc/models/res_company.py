from odoo import api, fields, models

# What a vendor may owe for goods that go back.
REMEDIES = [
    ("replacement", "Replacement"),
    ("credit", "Credit note"),
    ("none", "Nothing"),
]


class ResCompany(models.Model):
    _inherit = "res.company"

    purchase_control = fields.Boolean(
        string="Buying under Control",
        help="Orders keep to units that fit their goods, approvals hold on the server,"
        " and arriving goods are inspected. Off, purchasing is as Odoo brings it.",
    )
    price_deviation_limit = fields.Float(
        string="Price Warning from (%)",
        default=10.0,
        help="A price this far from what was usually paid is marked.",
    )

    purchase_reapproval_tolerance = fields.Float(
        string="Changes without Approval up to (%)",
        default=5.0,
        help="How much prices and quantities of an approved order may rise before it"
        " has to be approved again.",
    )

    purchase_send_order = fields.Boolean(
        string="Send Orders when Approved",
        default=True,
        help="The vendor gets the order by mail, with a link to answer it.",
    )
    purchase_reminder_days = fields.Integer(
        string="Remind Vendors before Delivery (days)", default=2
    )

    bill_price_tolerance = fields.Float(
        string="Bills may be dearer by (%)",
        default=1.0,
        help="How much more than ordered a bill may ask before it has to be released.",
    )
    bill_quantity_tolerance = fields.Float(
        string="Bills may count more by (%)",
        default=0.0,
        help="How much more than accepted a bill may ask for.",
    )

    over_receipt_tolerance = fields.Float(
        string="Deliveries may be larger by (%)",
        default=5.0,
        help="How much more than ordered may be received; more is refused.",
    )
    qc_remedy = fields.Selection(
        REMEDIES,
        string="For Rejected Goods",
        default="replacement",
        required=True,
        help="What vendors owe for goods that go back to them.",
    )
    qc_mail_return = fields.Boolean(
        string="Tell Vendors of Returns",
        default=True,
        help="The vendor gets a mail with the report when goods go back.",
    )

    _over_receipt_tolerance_positive = models.Constraint(
        "CHECK(over_receipt_tolerance >= 0)",
        "The tolerance for deliveries cannot be negative.",
    )
    _bill_tolerances_positive = models.Constraint(
        "CHECK(bill_price_tolerance >= 0 AND bill_quantity_tolerance >= 0)",
        "Tolerances of bills cannot be negative.",
    )
    _price_deviation_limit_positive = models.Constraint(
        "CHECK(price_deviation_limit >= 0)",
        "The limit of price warnings cannot be negative.",
    )
    _purchase_reapproval_tolerance_positive = models.Constraint(
        "CHECK(purchase_reapproval_tolerance >= 0)",
        "The tolerance for changes of orders cannot be negative.",
    )
    _purchase_reminder_days_positive = models.Constraint(
        "CHECK(purchase_reminder_days >= 0)",
        "Vendors are reminded before the delivery, not after it.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._prepare_control()
        return companies

    def write(self, vals):
        result = super().write(vals)
        if vals.get("purchase_control"):
            self._prepare_control()
        return result

    def _prepare_control(self):
        """Make the places that inspection needs, once the control is switched on."""
        controlled = self.filtered("purchase_control")
        if controlled:
            # sudo: whoever may set up a company need not keep its warehouses.
            self.env["stock.warehouse"].sudo().search(
                [("company_id", "in", controlled.ids)]
            )._create_quality_locations()
