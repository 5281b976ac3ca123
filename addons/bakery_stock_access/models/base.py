from collections.abc import Set as AbstractSet

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..form_arch import apply_rules
from .bakery_form_layout import DOCUMENTS, SAME_FORM

# What says in which warehouse a document is.
PLACES = {"pos.config", "pos.session", "stock.location", "stock.picking.type"}


class Base(models.AbstractModel):
    """Applies form layouts, and keeps hidden documents from showing in others.

    On the base of all models since purchase orders are no dependency of this addon;
    for all other models it is the look-up of a name and nothing else.

    Record rules hide a document, but Odoo does not ask them everywhere: wizards and
    unsaved forms read what an id leads to, and a search for the records that hang
    on an id answers whether or not that id may be seen.
    """

    _inherit = "base"

    # Whether record rules hide some of these records from members of staff.
    _hidden_by_warehouse = False

    @api.model
    def _hides_documents(self):
        """Return whether some documents are hidden from the caller by warehouse."""
        return not self.env.su and self.env.user._visible_warehouse_ids() is not None

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Find by the id of a hidden document nothing that hangs on it."""
        if not self.env.su and not kwargs.get("bypass_access"):
            domain = Domain(domain).map_conditions(self._only_visible)
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _only_visible(self, condition):
        """Return a condition on ids of documents that holds for visible ones only."""
        field = self._fields.get(condition.field_expr)
        if field is None or field.type not in ("one2many", "many2many"):
            return condition
        comodel = self.env[field.comodel_name]
        if not comodel._hidden_by_warehouse or condition.operator not in (
            "in",
            "not in",
            "=",
            "!=",
        ):
            return condition
        ids = condition.value
        ids = [ids] if isinstance(ids, int) else ids
        if not isinstance(ids, list | tuple | AbstractSet) or not any(ids):
            return condition
        if not all(isinstance(record_id, int) for record_id in ids):
            return condition
        # Asked last: most searches have no such condition.
        if not self._hides_documents():
            return condition
        hits = Domain.FALSE
        if comodel.has_access("read"):
            found = comodel.with_context(active_test=False).search([("id", "in", ids)])
            hits = Domain(field.name, "in", found.ids)
        if False in ids:
            hits |= Domain(field.name, "=", False)
        return hits if condition.operator in ("in", "=") else ~hits

    def onchange(self, values, field_names, fields_spec):
        result = super().onchange(values, field_names, fields_spec)
        if self._hides_documents():
            # Odoo adds the defaults of a new form to the values.
            for name, value in values.items():
                if isinstance(value, int) and not (self and self[name].id == value):
                    self._check_document_visible(name, value)
        return result

    @api.model
    def _check_document_visible(self, name, record_id):
        """Refuse what reads on behalf of the caller a document hidden from them."""
        field = self._fields.get(name)
        if record_id and field is not None and field.type == "many2one":
            comodel = self.env[field.comodel_name]
            if comodel._hidden_by_warehouse:
                comodel.browse(record_id).check_access("read")

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
        if self._transient and self._hides_documents():
            names = [n for n, field in self._fields.items() if field.type == "many2one"]
            for record in records:
                for name in names:
                    record._check_document_visible(name, record[name].id)
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._hidden_by_warehouse and self._hides_documents():
            self._check_not_moved_away(vals)
        if self._name in DOCUMENTS:
            self._check_form_rules(vals)
        return result

    def _check_not_moved_away(self, names):
        """Refuse to move documents out of one's own sight; Odoo looks only before."""
        fields_written = [self._fields[name] for name in names if name in self._fields]
        if any(
            field.type == "many2one" and field.comodel_name in PLACES
            for field in fields_written
        ):
            self.check_access("write")

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
