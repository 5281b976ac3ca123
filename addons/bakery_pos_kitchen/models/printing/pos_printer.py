import base64
import binascii
from uuid import UUID

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# Letters of base64: a long receipt as a JPEG has about 300,000.
LARGEST = 3_000_000


class PosPrinter(models.Model):
    _inherit = "pos.printer"

    printer_type = fields.Selection(
        selection_add=[("bakery_spool", "Use the server's print spool")],
        ondelete={"bakery_spool": "set default"},
    )
    spool_printer_id = fields.Many2one(
        "bakery.printer", index="btree_not_null", ondelete="restrict"
    )

    @api.constrains("printer_type", "spool_printer_id", "company_id")
    def _check_spool(self):
        for printer in self.filtered(lambda p: p.printer_type == "bakery_spool"):
            if not printer.spool_printer_id:
                raise ValidationError(
                    self.env._("Which spool printer prints for %s?", printer.name)
                )
            if printer.spool_printer_id.company_id != printer.company_id:
                raise ValidationError(
                    self.env._(
                        "%(spool)s belongs to another company than %(printer)s.",
                        spool=printer.spool_printer_id.name,
                        printer=printer.name,
                    )
                )

    def spool_picture(self, image, uuid):
        """Print what a tablet has drawn; called by the tablet, as often as it likes.

        :param str image: JPEG or PNG in base64
        :param str uuid: of this printing, so that it comes out once
        :return: ``{"result": True}``, which stock's tablets expect of a printer
        :raise AccessError: for others than users of the point of sale
        :raise UserError: when it cannot be printed
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only users of the point of sale print here."))
        self.check_access("read")
        # sudo: the tablet's user does not see printers' addresses.
        printer = self.sudo().spool_printer_id.filtered("active")
        if self.printer_type != "bakery_spool" or not printer:
            raise UserError(
                self.env._("Printer %s has no spool printer that is in use.", self.name)
            )
        try:
            key = str(UUID(uuid))
            if not isinstance(image, str) or len(image) > LARGEST:
                raise ValueError("too large")
            content = base64.b64decode(image, validate=True)
            self.env["bakery.print.job"]._enqueue(
                printer, "picture", {"image": content}, uuid=key
            )
        except (ValueError, TypeError, AttributeError, binascii.Error) as error:
            raise UserError(
                self.env._("This cannot be printed: it is no picture of a receipt.")
            ) from error
        return {"result": True}
