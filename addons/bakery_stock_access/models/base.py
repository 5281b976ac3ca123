from odoo import api, models
from odoo.exceptions import ValidationError

from ..form_arch import apply_rules
from .bakery_form_layout import DOCUMENTS, SAME_FORM


class Base(models.AbstractModel):
    """Applies form layouts to the documents that have them.

    On the base of all models since purchase orders are no dependency of this addon;
    for all other models it is the look-up of a name and nothing else.
    """

    _inherit = "base"

    @api.model
    def _form_rules(self, view_type="form"):
        """Return the rules for the form of this model, as ``form_arch`` takes them."""
        document = SAME_FORM.get(self._name, self._name)
        if view_type != "form" or document not in DOCUMENTS:
            return {}
        rules = self.env["bakery.form.layout"]._rules_of(document)
        return {name: rule for name, rule in rules.items() if name in self._fields}

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        """Keep one form for each set of rules, whoever they hold for."""
        key = super()._get_view_cache_key(view_id, view_type, **options)
        rules = self._form_rules(view_type)
        return (*key, tuple(sorted(rules.items()))) if rules else key

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Arrange the fields of a form as the user's layouts say."""
        arch, view = super()._get_view(view_id, view_type, **options)
        rules = self._form_rules(view_type)
        if rules:
            apply_rules(arch, rules, self.env._("More"))
        return arch, view

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._name in DOCUMENTS:
            records._check_form_rules()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._name in DOCUMENTS:
            self._check_form_rules(vals)
        return result

    def _check_form_rules(self, names=None):
        """Refuse to leave empty what a layout of the user's roles requires.

        Only what the user themselves creates or writes is checked: flows of the
        superuser, and users whom no role binds, are not.

        :param names: the fields that were written; None: all of them.
        :raise ValidationError: naming the field and the document.
        """
        if not self.env["bakery.access.right"]._binds_caller():
            return
        for name, (action, label) in self._form_rules().items():
            if action != "require" or (names is not None and name not in names):
                continue
            # sudo: the field may be hidden from the user; only emptiness is told.
            for record in self.sudo():
                if not record[name]:
                    field = self._fields[name]._description_string(self.env)
                    raise ValidationError(
                        self.env._(
                            "Fill in “%(field)s” of %(document)s: your role requires"
                            " it.",
                            field=label or field,
                            document=record.display_name,
                        )
                    )
