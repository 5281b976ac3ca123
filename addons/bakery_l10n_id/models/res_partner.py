import re

from odoo import api, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _compute_fiscal_position_id(self):
        # The till would prefer it to the position of the outlet.
        partners = self.with_context(own_tax_rules=True)
        return super(ResPartner, partners)._compute_fiscal_position_id()

    @api.constrains("l10n_id_nik", "l10n_id_buyer_document_number", "country_id")
    def _check_nik(self):
        if not self.env.company._checks_taxes():
            return
        for partner in self.filtered(lambda partner: partner.country_code == "ID"):
            numbers = [partner.l10n_id_nik]
            if partner.l10n_id_buyer_document_type == "NIK":
                numbers.append(partner.l10n_id_buyer_document_number)
            for number in filter(None, numbers):
                if not re.fullmatch(r"\d{16}", number):
                    raise ValidationError(
                        self.env._(
                            "The NIK of %(partner)s must have 16 digits, as on the"
                            " identity card: %(number)s has not.",
                            partner=partner.display_name,
                            number=number,
                        )
                    )

    @api.model
    def _build_vat_error_message(self, country_code, wrong_vat, record_label):
        """Say in one sentence what is wrong with an NPWP."""
        if country_code.lower() != "id" or not self.env.company._checks_taxes():
            return super()._build_vat_error_message(
                country_code, wrong_vat, record_label
            )
        digits = re.sub(r"[ .-]", "", wrong_vat)
        if digits.isdecimal() and len(digits) in (15, 16):
            return self.env._(
                "The NPWP %(number)s of %(record)s has a wrong check digit: compare it"
                " with the card.",
                number=wrong_vat,
                record=record_label,
            )
        return self.env._(
            "The NPWP of %(record)s must have 16 digits, or 15 in its old form:"
            " %(number)s has not.",
            number=wrong_vat,
            record=record_label,
        )
