from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .bakery_form_layout import ALWAYS_FILLED, LISTS

ACTIONS = [
    ("hide", "Hidden"),
    ("show", "Shown"),
    ("require", "Required"),
    ("readonly", "Read only"),
]


class BakeryFormLayoutLine(models.Model):
    """What shall be with one field of a form."""

    _name = "bakery.form.layout.line"
    _description = "Field of a Form Layout"
    _order = "layout_id, id"
    _rec_name = "field_name"

    layout_id = fields.Many2one(
        "bakery.form.layout", required=True, ondelete="cascade", index=True
    )
    field_name = fields.Char(string="Field", required=True)
    action = fields.Selection(ACTIONS, string="Shall be")
    label = fields.Char(string="Own Label", translate=True)

    _field_unique = models.Constraint(
        "UNIQUE(layout_id, field_name)", "A layout speaks of each field once."
    )

    @api.constrains("layout_id", "field_name", "action", "label")
    def _check_rule(self):
        for line in self:
            message = line._objection()
            if message:
                raise ValidationError(message)

    @api.model_create_multi
    def create(self, vals_list):
        self.env["bakery.form.layout"]._check_may_arrange()
        lines = super().create(vals_list)
        self.env["bakery.form.layout"]._forget()
        return lines

    def write(self, vals):
        self.env["bakery.form.layout"]._check_may_arrange()
        result = super().write(vals)
        self.env["bakery.form.layout"]._forget()
        return result

    def unlink(self):
        self.env["bakery.form.layout"]._check_may_arrange()
        result = super().unlink()
        self.env["bakery.form.layout"]._forget()
        return result

    def _objection(self):
        """Return a sentence on why the rule cannot be, or nothing."""
        self.ensure_one()
        layout = self.layout_id
        info = layout._form_fields(layout.model_name).get(self.field_name)
        if not info:
            return self.env._(
                "The form of %(document)s has no field “%(field)s” to arrange.",
                document=self._document_name(),
                field=self.field_name,
            )
        if not self.action and not (self.label or "").strip():
            return self.env._(
                "Say what shall be with “%(field)s”, or give it a label.",
                field=info["label"],
            )
        checks = {
            "hide": self._objection_to_closing,
            "readonly": self._objection_to_closing,
            "show": self._objection_to_showing,
            "require": self._objection_to_requiring,
        }
        return checks[self.action](info) if self.action else None

    def _document_name(self):
        name = self.layout_id.model_name
        return dict(self.layout_id._selection_model_name()).get(name, name)

    def _field(self):
        return self.env[self.layout_id.model_name]._fields[self.field_name]

    def _objection_to_closing(self, info):
        """A field that must be filled in, and is not by itself, must stay open."""
        field = self._field()
        needed = field.required or info["required"]
        if needed and not field.default and not field.compute:
            return self.env._(
                "“%(field)s” must be filled in and has no default: nobody could save"
                " the document any more.",
                field=info["label"],
            )
        return None

    def _objection_to_showing(self, info):
        if not info["hidden"]:
            return self.env._(
                "“%(field)s” is on the form already: nothing is to be shown.",
                field=info["label"],
            )
        return None

    def _objection_to_requiring(self, info):
        field = self._field()
        if field.type in ALWAYS_FILLED | LISTS:
            return self.env._(
                "“%(field)s” cannot be required: a number, a tick or a list is always"
                " filled in.",
                field=info["label"],
            )
        if field.readonly or not field.store:
            return self.env._(
                "“%(field)s” cannot be required: nobody fills it in by hand.",
                field=info["label"],
            )
        return None
