import base64
import binascii
import math

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.image import image_process
from odoo.tools.mimetypes import guess_mimetype

MEGABYTE = 1024 * 1024
MAX_FILE = 10 * MEGABYTE
# Nothing that is weighed or measured at a door comes near it.
MAX_VALUE = 1_000_000
PICTURES = ("image/png", "image/jpeg", "image/webp")
DOCUMENTS = ("application/pdf", *PICTURES)
PHOTO_SIZE = (1920, 1920)


class QcInspectionLine(models.Model):
    _inherit = "qc.inspection.line"

    question_type = fields.Selection(
        selection_add=[("photo", "Photo"), ("document", "Document")]
    )
    is_required = fields.Boolean(string="Required", default=True)
    readings = fields.Integer(string="Readings Wanted", default=1)
    reading_ids = fields.One2many("bakery.qc.reading", "line_id", string="Readings")
    ok_value_ids = fields.Many2many(
        "qc.test.question.value",
        "bakery_qc_line_ok_value_rel",
        string="Right Answers",
        help="As they were when the inspection was made: a test that is changed later"
        " does not change what was found.",
    )
    photo = fields.Image()
    document = fields.Binary(attachment=True)
    document_name = fields.Char()
    document_expiry = fields.Date(string="Valid until")
    is_answered = fields.Boolean(compute="_compute_is_answered")

    @api.depends(
        "question_type", "qualitative_value", "reading_ids", "photo", "document"
    )
    def _compute_is_answered(self):
        for line in self:
            line.is_answered = line._is_answered()

    def _is_answered(self):
        self.ensure_one()
        if self.question_type == "quantitative":
            return len(self.reading_ids) >= self.readings
        if self.question_type == "qualitative":
            return bool(self.qualitative_value)
        if self.question_type == "photo":
            return bool(self.photo)
        return bool(self.document and self.document_expiry)

    @api.depends(
        "ok_value_ids",
        "reading_ids.value",
        "photo",
        "document",
        "document_expiry",
        "is_required",
    )
    def _compute_quality_test_check(self):
        """Judge by what was copied when the inspection was made."""
        planned = self.filtered("inspection_id.plan_id")
        for line in planned:
            line.success = line._passes() if line._is_answered() else False
            if not line.is_required and not line._is_answered():
                line.success = True
        return super(QcInspectionLine, self - planned)._compute_quality_test_check()

    @api.depends("ok_value_ids", "uom_id")
    def _compute_valid_values(self):
        """Tell what is right as it was copied, to everybody alike."""
        planned = self.filtered("inspection_id.plan_id")
        for line in planned:
            line.valid_values = line._wanted_text()
        return super(QcInspectionLine, self - planned)._compute_valid_values()

    def _passes(self):
        if self.question_type == "quantitative":
            return all(self.reading_ids.mapped("success"))
        if self.question_type == "qualitative":
            return self.qualitative_value in self.ok_value_ids
        if self.question_type == "photo":
            return True
        return self.document_expiry >= fields.Date.context_today(self)

    # No way round ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_sheet()
        return lines

    def write(self, vals):
        self._check_sheet()
        return super().write(vals)

    def unlink(self):
        self._check_sheet()
        return super().unlink()

    def _check_sheet(self):
        """Refuse to touch a planned inspection but by its sheet.

        :raise AccessError: limits and answers written directly would prove nothing.
        """
        if not self.env.su and self.inspection_id.plan_id:
            raise AccessError(
                self.env._("Answers of an inspection are given on its sheet.")
            )

    # Answers -----------------------------------------------------------------------

    def _answer(self, answer):
        """Store the answer to one question.

        :param answer: a dictionary with one of ``readings`` (list of numbers, None or
            False for a box that is still empty),
            ``value`` (id of a choice), ``photo`` or ``document`` (base64 text, with
            ``name`` and ``expiry``), and maybe ``note``.
        :raise ValidationError: what is not an answer to this question.
        """
        self.ensure_one()
        if not isinstance(answer, dict):
            raise self._no_answer()
        values = {
            "quantitative": self._measured,
            "qualitative": self._chosen,
            "photo": self._photographed,
            "document": self._documented,
        }[self.question_type](answer)
        if "note" in answer:
            values["notes"] = str(answer["note"] or "")[:1000]
        self.write(values)

    def _no_answer(self):
        return ValidationError(
            self.env._("That is no answer to “%(question)s”.", question=self.name)
        )

    def _measured(self, answer):
        if "readings" not in answer:
            return {}
        readings = answer["readings"]
        if not isinstance(readings, list) or len(readings) > self.readings:
            raise self._no_answer()
        written = {
            place: value
            for place, value in enumerate(readings)
            if value is not None and value is not False
        }
        if not all(map(self._is_measure, written.values())):
            raise ValidationError(
                self.env._(
                    "“%(question)s” wants a number between −%(limit)s and %(limit)s.",
                    question=self.name,
                    limit=f"{MAX_VALUE:,}".replace(",", "."),
                )
            )
        # What others read as the value is the mean.
        mean = sum(written.values()) / len(written) if written else 0.0
        commands = [
            fields.Command.create({"sequence": place, "value": value})
            for place, value in written.items()
        ]
        return {
            "reading_ids": [fields.Command.clear(), *commands],
            "quantitative_value": mean,
        }

    @staticmethod
    def _is_measure(value):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and math.isfinite(value) and abs(value) <= MAX_VALUE

    def _chosen(self, answer):
        if "value" not in answer:
            return {}
        value = answer["value"]
        if value and value not in self.possible_ql_values.ids:
            raise self._no_answer()
        return {"qualitative_value": value or False}

    def _photographed(self, answer):
        if "photo" not in answer:
            return {}
        if not answer["photo"]:
            return {"photo": False}
        content = self._decoded(answer["photo"])
        if guess_mimetype(content) not in PICTURES:
            raise self._not_an_image()
        try:
            # Drawn anew before it is kept: a file may only claim to be a picture.
            content = image_process(content, PHOTO_SIZE, verify_resolution=True)
        except (UserError, ValueError, OSError):
            raise self._not_an_image() from None
        return {"photo": base64.b64encode(content)}

    def _not_an_image(self):
        return ValidationError(
            self.env._("The photo for “%(question)s” is no image.", question=self.name)
        )

    def _documented(self, answer):
        values = {}
        if "expiry" in answer:
            values["document_expiry"] = self._date(answer["expiry"])
        if "document" in answer:
            content = answer["document"] and self._decoded(answer["document"])
            if content and guess_mimetype(content) not in DOCUMENTS:
                raise ValidationError(
                    self.env._(
                        "The document for “%(question)s” must be a PDF or a picture.",
                        question=self.name,
                    )
                )
            values["document"] = base64.b64encode(content) if content else False
            values["document_name"] = str(answer.get("name") or self.name)[:200]
        return values

    def _date(self, text):
        try:
            return fields.Date.to_date(text) if text else False
        except (TypeError, ValueError):
            raise self._no_answer() from None

    def _decoded(self, text):
        """Return the bytes of a file that came as base64 text."""
        if not isinstance(text, str):
            raise self._no_answer()
        if len(text) > MAX_FILE * 4 / 3 + 4:
            raise ValidationError(
                self.env._(
                    "The file for “%(question)s” is larger than %(size)s MB.",
                    question=self.name,
                    size=MAX_FILE // MEGABYTE,
                )
            )
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise self._no_answer() from None

    def _sheet(self):
        """Return the question as the inspection page shows it."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "type": self.question_type,
            "notes": self.test_line.notes or "",
            "note": self.notes if self.notes != self.test_line.notes else "",
            "required": self.is_required,
            "answered": self.is_answered,
            "success": self.success,
            "min": self.min_value,
            "max": self.max_value,
            "unit": self.uom_id.name or "",
            "readings_wanted": self.readings,
            "readings": self._readings_in_place(),
            "choices": [
                {"id": value.id, "name": value.name}
                for value in self.possible_ql_values
            ],
            "value": self.qualitative_value.id,
            "has_photo": bool(self.photo),
            # Another photo has another address, or the browser shows the old one.
            "photo_size": len(self.photo or b""),
            "has_document": bool(self.document),
            "document_name": self.document_name or "",
            "expiry": fields.Date.to_string(self.document_expiry) or "",
        }

    def _readings_in_place(self):
        """Return the readings as they stand on the sheet, False for an empty box."""
        row = []
        for reading in self.reading_ids:
            # Those of before they had places follow each other.
            row += [False] * (reading.sequence - len(row))
            row.append(reading.value)
        return row

    # On paper ------------------------------------------------------------------------

    def _wanted_text(self):
        """Return what is a right answer, for a report."""
        self.ensure_one()
        if self.question_type == "quantitative":
            limits = f"{self.min_value:g} – {self.max_value:g}"
            return f"{limits} {self.uom_id.name or ''}".strip()
        if self.question_type == "qualitative":
            return ", ".join(self.ok_value_ids.mapped("name"))
        return ""
