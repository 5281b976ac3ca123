from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import emvco, midtrans

TERMINAL = "bakery_qris"
URL = "bakery_pos_restaurant.midtrans_url"
MOST_MINUTES = 60


# pylint: disable=consider-merging-classes-inherited
# What guests pay by QRIS with is a subject of its own.
class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    # Dynamic: each payment has a code of its own, and the provider says it is paid.
    qris_provider = fields.Selection(
        [("midtrans", "Midtrans")],
        string="QRIS Provider",
        default="midtrans",
    )
    qris_environment = fields.Selection(
        [("sandbox", "Sandbox (no money)"), ("production", "Production")],
        string="QRIS Environment",
        default="sandbox",
    )
    qris_server_key = fields.Char(
        string="QRIS Server Key",
        copy=False,
        groups="point_of_sale.group_pos_manager",
        help="From the provider's portal. No till and no cashier reads it.",
    )
    qris_minutes = fields.Integer(
        string="QRIS Valid For (minutes)",
        default=10,
        help="A guest has so long to pay a code.",
    )
    qris_notify_url = fields.Char(
        string="QRIS Notification URL", compute="_compute_qris_notify_url"
    )
    # Static: the code on the counter, shown by the till.
    qris_payload = fields.Char(
        string="QRIS Code",
        copy=False,
        help="The text within the outlet's own QRIS code, as a scanner reads it.",
    )
    qris_with_amount = fields.Boolean(
        string="QRIS Code with Amount",
        help="The till puts the amount into the code, so that the guest need not type "
        "it. Ask your acquirer whether its codes allow for that.",
    )
    qris_image = fields.Image(
        string="QRIS Picture",
        copy=False,
        max_width=1024,
        max_height=1024,
        help="Instead of the text: a picture of the outlet's own QRIS code.",
    )
    qris_has_image = fields.Boolean(compute="_compute_qris_has_image")

    _check_qris_minutes = models.Constraint(
        f"CHECK (qris_minutes IS NULL OR qris_minutes BETWEEN 1 AND {MOST_MINUTES})",
        f"A QRIS code is valid for 1 to {MOST_MINUTES} minutes.",
    )

    def _compute_qris_notify_url(self):
        base = self.get_base_url()
        for method in self:
            provider = method.qris_provider
            method.qris_notify_url = provider and f"{base}/bakery/qris/{provider}"

    @api.depends("qris_image")
    def _compute_qris_has_image(self):
        # The size is enough to know; the picture itself is fetched where it is shown.
        for method in self.with_context(bin_size=True):
            method.qris_has_image = bool(method.qris_image)

    @api.constrains("qris_payload")
    def _check_qris_payload(self):
        for method in self.filtered("qris_payload"):
            try:
                emvco.check_qris(method.qris_payload)
            except emvco.QrError as error:
                raise ValidationError(method._wrong_code(error.reason)) from error

    def _wrong_code(self, reason):
        if reason == "incomplete":
            return self.env._(
                "The QRIS code is incomplete: copy all of it, up to its last character."
            )
        if reason == "checksum":
            return self.env._(
                "The QRIS code has a mistake in it: its checksum does not fit. Copy it "
                "again."
            )
        if reason == "foreign":
            return self.env._("This code does not take rupiah in Indonesia.")
        return self.env._(
            "This is no QRIS code: its text begins with 000201. Scan the outlet's code "
            "and copy the text."
        )

    @api.constrains("use_payment_terminal", "qris_provider", "company_id")
    def _check_qris_terminal(self):
        for method in self._with_qris_code():
            if not method.qris_provider:
                raise ValidationError(
                    self.env._("%s needs a QRIS provider.", method.name)
                )
            if method.company_id.currency_id.name != "IDR":
                raise ValidationError(
                    self.env._("QRIS is paid in rupiah, which is not your currency.")
                )

    def _get_payment_terminal_selection(self):
        return [
            *super()._get_payment_terminal_selection(),
            (TERMINAL, self.env._("QRIS, a code for each payment")),
        ]

    @api.model
    def _load_pos_data_fields(self, config):
        # Nothing of the provider's: the server speaks with it, not the till.
        return [
            *super()._load_pos_data_fields(config),
            "qris_payload",
            "qris_with_amount",
            "qris_has_image",
        ]

    def _is_write_forbidden(self, fields):
        """Let keys be changed while tills are open: no till knows them."""
        return super()._is_write_forbidden(fields - {"qris_server_key"})

    def _with_qris_code(self):
        """Return those whose payments have a code of their own each."""
        return self.filtered(lambda method: method.use_payment_terminal == TERMINAL)

    def _qris_client(self):
        """Return who makes the codes of this method and knows what became of them."""
        self.ensure_one()
        # sudo: the key is the server's, and another address the administrator's.
        method = self.sudo()
        other = method.env["ir.config_parameter"].get_param(URL)
        url = (other or midtrans.HOSTS[method.qris_environment or "sandbox"]).rstrip(
            "/"
        )
        return midtrans.Midtrans(method.qris_server_key, url)
