from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.exceptions import ValidationError

from ..form_arch import field_nodes, is_hidden

# Documents whose forms may be arranged, and those that show the same fields.
DOCUMENTS = (
    "stock.picking",
    "stock.scrap",
    "sale.order",
    "crm.lead",
    "product.template",
    "purchase.order",
)
SAME_FORM = {"product.product": "product.template"}
RIGHT = "layout"

# A number or a tick always has a value.
ALWAYS_FILLED = {"boolean", "float", "integer", "monetary"}
LISTS = {"many2many", "one2many"}
TECHNICAL = LISTS | {"binary", "json", "properties", "properties_definition"}


class BakeryFormLayout(models.Model):
    """How the form of a document differs from stock, for everybody or some roles.

    Holders of the right arrange fields by picking them and saying what shall be
    with each: no view is written, so none can break. Where several layouts speak of
    the same field, the last one counts.

    To hide a field is tidiness, not secrecy: its value still reaches the browser.
    """

    _name = "bakery.form.layout"
    _description = "Form Layout"
    _order = "sequence, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    model_name = fields.Selection(
        "_selection_model_name", string="Document", required=True
    )
    role_ids = fields.Many2many(
        "bakery.access.role",
        string="Roles",
        ondelete="restrict",
        help="Whose forms change; empty means everybody's.",
    )
    line_ids = fields.One2many(
        "bakery.form.layout.line", "layout_id", string="Fields", copy=True
    )

    @api.model
    def _selection_model_name(self):
        return [
            (name, self.env[name]._description)
            for name in DOCUMENTS
            if name in self.env
        ]

    @api.constrains("name")
    def _check_name(self):
        if any(not layout.name.strip() for layout in self):
            raise ValidationError(self.env._("A layout needs a name."))

    @api.constrains("model_name")
    def _check_model_name(self):
        for layout in self:
            if layout.model_name not in dict(self._selection_model_name()):
                raise ValidationError(
                    self.env._(
                        "“%(model)s” has no form that could be arranged.",
                        model=layout.model_name,
                    )
                )
        self.line_ids._check_rule()

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_arrange()
        layouts = super().create(vals_list)
        self._forget()
        return layouts

    def write(self, vals):
        self._check_may_arrange()
        result = super().write(vals)
        self._forget()
        return result

    def unlink(self):
        self._check_may_arrange()
        result = super().unlink()
        self._forget()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for layout, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%(layout)s (copy)", layout=layout.name)
        return vals_list

    @api.model
    @api.readonly
    def available_fields(self, model_name):
        """Return the fields of a form that a layout may speak of.

        Called by the field widget ``layout_field``.

        :param str model_name: one of the documents.
        :return: list of dicts with ``name``, ``label`` and ``hidden``, which tells
            that the stock form has the field but never shows it.
        :raise AccessError: without the right to arrange forms.
        """
        self._check_may_arrange()
        self.browse().check_access("read")
        return list(self._form_fields(model_name).values())

    @api.model
    def _check_may_arrange(self, warehouses=None):
        """Refuse whoever lacks the right to arrange forms.

        System users arrange them too: they may edit views anyway. Somebody whom no
        role binds is refused by the access list.
        """
        if not self.env.user._is_system():
            self.env["bakery.access.right"]._require(RIGHT, self, warehouses=warehouses)

    @api.model
    def _form_fields(self, model_name):
        """Return the fields of the stock form by name, in its order."""
        if model_name not in DOCUMENTS or model_name not in self.env:
            return {}
        # sudo: which fields a view has is no secret; the view itself is not told.
        View = self.env["ir.ui.view"].sudo()
        view = View.browse(View.default_view(model_name, "form"))
        labels = self.env[model_name].fields_get(attributes=["string", "type"])
        found = {}
        for node in field_nodes(view._get_combined_arch()):
            name = node.get("name")
            if name not in labels or labels[name]["type"] == "properties":
                continue
            hidden = is_hidden(node) and found.get(name, {}).get("hidden", True)
            found[name] = {
                "name": name,
                "label": node.get("string") or labels[name]["string"],
                "hidden": hidden,
                "required": node.get("required", "0") not in {"0", "False", ""},
            }
        return {
            name: info
            for name, info in found.items()
            if not info["hidden"] or self._is_showable(model_name, name)
        }

    @api.model
    def _is_showable(self, model_name, name):
        """Return whether a field that the form never shows means anything to people."""
        field = self.env[model_name]._fields[name]
        return field.type not in TECHNICAL and (
            field.store or field.type not in ALWAYS_FILLED
        )

    # Rules ----------------------------------------------------------------------

    @api.model
    def _forget(self):
        """Let every form be made anew, in all processes and all open browsers."""
        self.env.registry.clear_cache("templates")
        # sudo: the channel is for all staff; the message says nothing but "again".
        self.env["bus.bus"].sudo()._sendone("broadcast", "bakery_form_layout", {})

    @api.model
    @tools.ormcache("model_name", "self.env.lang", cache="templates")
    def _layouts_of(self, model_name):
        """Return ``(role ids, ((field, action, label), ...))`` of each layout."""
        # sudo: forms change for users who may not read layouts.
        layouts = self.sudo().search([("model_name", "=", model_name)])
        return tuple(
            (
                frozenset(layout.role_ids.ids),
                tuple(
                    (line.field_name, line.action or "", line.label or "")
                    for line in layout.line_ids
                ),
            )
            for layout in layouts
        )

    @api.model
    def _rules_of(self, model_name):
        """Return what the form of a document is like for the user.

        :rtype: dict
        :return: ``(action, label)`` by name of the field.
        """
        layouts = self._layouts_of(model_name)
        if not layouts or self.env.uid == SUPERUSER_ID:
            return {}
        roles = {grant.role for grant in self.env.user._access_grants()}
        rules = {}
        for role_ids, lines in layouts:
            if not role_ids or role_ids & roles:
                rules.update({name: (action, label) for name, action, label in lines})
        return rules

    @api.model
    def _version(self):
        """Return a text that differs when any layout does, for caches of browsers."""
        # sudo: as in _layouts_of.
        Line = self.env["bakery.form.layout.line"].sudo()
        layouts = self.sudo().with_context(active_test=False)
        [(count, last)] = layouts._read_group([], [], ["__count", "write_date:max"])
        [(lines, end)] = Line._read_group([], [], ["__count", "write_date:max"])
        return f"{count}-{last}-{lines}-{end}" if count else ""
