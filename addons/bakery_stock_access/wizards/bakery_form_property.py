from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# Documents that can have fields of one's own, through Odoo's properties.
PROPERTIES = {
    "stock.picking": "picking_properties",
    "stock.scrap": "properties",
    "sale.order": "properties",
    "crm.lead": "lead_properties",
    "product.template": "product_properties",
}
KINDS = [
    ("char", "Text"),
    ("integer", "Whole Number"),
    ("float", "Number"),
    ("date", "Date"),
    ("datetime", "Date and Time"),
    ("selection", "Choice"),
    ("boolean", "Yes or No"),
]


class BakeryFormProperty(models.TransientModel):
    """Adds, renames and removes fields of one's own on documents.

    Odoo keeps the definition of such a field with what the document belongs to: the
    operation type of a transfer, the team of an opportunity, the category of a
    product; for sales orders and write-offs there is one for all. Whoever arranges
    forms may change these definitions, and nothing else of those records.
    """

    _name = "bakery.form.property"
    _description = "Own Fields"

    model_name = fields.Selection(
        "_selection_model_name",
        string="Document",
        required=True,
        default="stock.picking",
    )
    picking_type_ids = fields.Many2many("stock.picking.type", string="Operation Types")
    team_ids = fields.Many2many("crm.team", string="Sales Teams")
    category_ids = fields.Many2many("product.category", string="Product Categories")
    line_ids = fields.One2many(
        "bakery.form.property.line",
        "wizard_id",
        string="Fields",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.model
    def _selection_model_name(self):
        return [(name, self.env[name]._description) for name in PROPERTIES]

    @api.model
    def _make_definitions(self):
        """Make the definitions of documents that have no parent to hold them."""
        Definition = self.env["properties.base.definition"]
        for model_name, field_name in PROPERTIES.items():
            if "properties_base_definition_id" in self.env[model_name]._fields:
                Definition._get_definition_for_property_field(model_name, field_name)

    @api.depends("model_name", "picking_type_ids", "team_ids", "category_ids")
    def _compute_line_ids(self):
        for wizard in self:
            known = wizard._definitions(wizard.model_name, wizard._owners().ids)
            wizard.line_ids = [fields.Command.clear()] + [
                fields.Command.create(
                    {
                        "name": definition["name"],
                        "label": definition.get("string"),
                        "kind": definition["type"],
                        "options": "\n".join(
                            label for _key, label in definition.get("selection") or []
                        ),
                    }
                )
                for definition in known.values()
            ]

    def action_apply(self):
        """Bring the fields of the chosen document to what the lines say."""
        self.ensure_one()
        model, owners = self.model_name, self._owners().ids
        known = self._definitions(model, owners)
        kept = set(self.line_ids.mapped("name"))
        for name in known.keys() - kept:
            self.remove_field(model, name, owners)
        for line in self.line_ids:
            options = line._options()
            if line.name in known:
                self.rename_field(model, line.name, line.label, options, owners)
            else:
                self.add_field(model, line.label, line.kind, options, owners)
        return {"type": "ir.actions.act_window_close"}

    # For integrations -----------------------------------------------------------

    @api.model
    def add_field(self, model_name, label, kind, options=None, owner_ids=None):
        """Add a field to a document.

        :param str model_name: a document of ``PROPERTIES``.
        :param str label: what it is called.
        :param str kind: a type of ``KINDS``.
        :param list options: the choices of a ``selection``.
        :param list owner_ids: ids of the operation types, teams or categories whose
            documents get it; None or empty: all that the user sees.
        :return: the name of the field, as in the definitions.
        :raise AccessError: without the right to arrange forms there.
        :raise ValidationError: for an empty or doubled label, or a wrong type.
        """
        owners, column = self._checked_owners(model_name, owner_ids)
        definition = {
            "name": uuid4().hex[:16],
            "string": self._checked_label(label),
            "type": kind,
        }
        if kind not in dict(KINDS):
            raise ValidationError(self.env._("“%(kind)s” is no type.", kind=kind))
        if kind == "selection":
            definition["selection"] = self._checked_options(label, options)
        for owner in owners:
            present = owner[column] or []
            self._check_label_is_new(definition, present)
            owner[column] = [*present, definition]
        return definition["name"]

    @api.model
    def rename_field(self, model_name, name, label, options=None, owner_ids=None):
        """Change the label, and the choices, of a field; values stay.

        Parameters and errors are those of ``add_field``; a choice that is called as
        before keeps its values.
        """
        owners, column = self._checked_owners(model_name, owner_ids)
        label = self._checked_label(label)

        def changed(definition):
            result = {**definition, "string": label}
            if definition["type"] == "selection" and options is not None:
                result["selection"] = self._checked_options(
                    label, options, definition.get("selection")
                )
            return result

        for owner in owners:
            present = owner[column] or []
            others = [other for other in present if other["name"] != name]
            if len(others) < len(present):
                self._check_bounded(name, present)
                self._check_label_is_new({"name": name, "string": label}, others)
            after = [changed(d) if d["name"] == name else d for d in present]
            if after != present:
                owner[column] = after
        return True

    @api.model
    def remove_field(self, model_name, name, owner_ids=None):
        """Remove a field from a document, and what was filled in there.

        Parameters and errors are those of ``add_field``.
        """
        owners, column = self._checked_owners(model_name, owner_ids)
        for owner in owners:
            present = owner[column] or []
            self._check_bounded(name, present)
            after = [other for other in present if other["name"] != name]
            if len(after) < len(present):
                owner[column] = after
        return True

    # Checks ---------------------------------------------------------------------

    @api.model
    def _owner_column(self, model_name):
        """Return the model that keeps the definitions, and its field."""
        field = self.env[model_name]._fields[PROPERTIES[model_name]]
        owner = self.env[model_name]._fields[field.definition_record].comodel_name
        return self.env[owner], field.definition_record_field

    @api.model
    def _checked_owners(self, model_name, owner_ids):
        """Return the records that keep definitions, writable after all checks."""
        if model_name not in PROPERTIES:
            raise UserError(
                self.env._(
                    "“%(model)s” can have no fields of your own.", model=model_name
                )
            )
        Layout = self.env["bakery.form.layout"]
        Layout.check_access("write")
        Owner, column = self._owner_column(model_name)
        if Owner._name == "properties.base.definition":
            Layout._check_may_arrange()
            # sudo: as below; the one definition for all documents of the model.
            owner = Owner.sudo()._get_definition_for_property_field(
                model_name, PROPERTIES[model_name]
            )
            return owner, column
        owners = (
            Owner.browse(owner_ids)
            if owner_ids
            else Owner.search([("id", "!=", False)])
        )
        owners.check_access("read")
        warehouses = None
        if "warehouse_id" in Owner._fields:
            warehouses = owners.warehouse_id
        Layout._check_may_arrange(warehouses=warehouses)
        # sudo: the right to arrange forms includes these definitions, no other
        # field of their records; checked above.
        return owners.sudo(), column

    def _owners(self):
        """Return what the wizard is restricted to; empty means all."""
        return {
            "stock.picking": self.picking_type_ids,
            "crm.lead": self.team_ids,
            "product.template": self.category_ids,
        }.get(self.model_name, self.browse())

    @api.model
    def _definitions(self, model_name, owner_ids):
        """Return the bounded fields that a document has, by name."""
        owners, column = self._checked_owners(model_name, owner_ids)
        found = {}
        for owner in owners:
            for definition in owner[column] or []:
                if definition["type"] in dict(KINDS):
                    found.setdefault(definition["name"], definition)
        return found

    @api.model
    def _checked_label(self, label):
        if not isinstance(label, str) or not label.strip():
            raise ValidationError(self.env._("A field needs a label."))
        return label.strip()

    @api.model
    def _check_label_is_new(self, definition, present):
        label = definition["string"].casefold()
        if any((other.get("string") or "").casefold() == label for other in present):
            raise ValidationError(
                self.env._(
                    "There is a field “%(label)s” already.", label=definition["string"]
                )
            )

    @api.model
    def _check_bounded(self, name, present):
        """Refuse to touch a field of a type that one cannot add here either."""
        for other in present:
            if other["name"] == name and other["type"] not in dict(KINDS):
                raise ValidationError(
                    self.env._(
                        "“%(label)s” links to other records: only a system"
                        " administrator changes it.",
                        label=other.get("string"),
                    )
                )

    @api.model
    def _checked_options(self, label, options, before=None):
        """Return choices as Odoo keeps them; those known before keep their keys."""
        labels = [str(option).strip() for option in options or []]
        labels = list(dict.fromkeys(filter(None, labels)))
        if not labels:
            raise ValidationError(
                self.env._("“%(label)s” needs choices, one a line.", label=label)
            )
        keys = {label: key for key, label in before or []}
        return [[keys.get(text) or uuid4().hex[:16], text] for text in labels]


class BakeryFormPropertyLine(models.TransientModel):
    """One field of one's own in the wizard."""

    _name = "bakery.form.property.line"
    _description = "Own Field"

    wizard_id = fields.Many2one(
        "bakery.form.property", required=True, ondelete="cascade"
    )
    name = fields.Char(string="Technical Name")
    label = fields.Char(required=True)
    kind = fields.Selection(KINDS, string="Type", required=True, default="char")
    options = fields.Text(string="Choices", help="One a line.")

    def _options(self):
        """Return the choices as a list, None where there are none."""
        if self.kind != "selection":
            return None
        return (self.options or "").splitlines()
