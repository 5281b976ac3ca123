from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..wizards.bakery_form_property import KINDS, PROPERTIES
from .common import AccessCommon


@tagged("post_install", "-at_install")
class TestFormProperty(AccessCommon):
    """Fields of one's own, made without system rights, on documents only."""

    def _fields(self, user=None):
        return self.env["bakery.form.property"].with_user(user or self.admin)

    def _labels(self, owner, column="picking_properties_definition"):
        return [definition["string"] for definition in owner[column] or []]

    def test_add_fill_in_rename_remove(self):
        kind = self.own.in_type_id
        name = self._fields().add_field(
            "stock.picking", "Suhu", "float", owner_ids=kind.ids
        )
        self.assertEqual(self._labels(kind), ["Suhu"])
        self.assertFalse(self._labels(self.other.in_type_id))
        picking = self.picking("receipt", self.own, state="draft")
        picking.with_user(self.clerk).picking_properties = {name: 4.5}
        self._fields().rename_field("stock.picking", name, "Suhu Kulkas")
        self.assertEqual(self._labels(kind), ["Suhu Kulkas"])
        self.assertEqual(dict(picking.picking_properties)[name], 4.5)
        self._fields().remove_field("stock.picking", name)
        self.assertFalse(self._labels(kind))

    def test_each_document_and_type(self):
        for model in PROPERTIES:
            owners, column = self._fields()._checked_owners(model, None)
            owner = owners[:1]
            for kind, _label in KINDS:
                self._fields().add_field(
                    model, f"Uji {kind}", kind, options=["A", "B"], owner_ids=owner.ids
                )
            self.assertEqual(len(self._labels(owner, column)), len(KINDS))

    def test_sales_orders_and_write_offs(self):
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        scrap = self.env["stock.scrap"].create({"product_id": self.product.id})
        for record in (order, scrap):
            name = self._fields().add_field(record._name, "Nomor Bon", "char")
            record.properties = {name: "B-17"}
            self.assertEqual(record.properties[name], "B-17")
            arch = record.with_user(self.admin).get_view(view_type="form")["arch"]
            self.assertIn('name="properties"', arch)
        form = Form(self._fields())
        form.model_name = "sale.order"
        self.assertEqual(
            [line["label"] for line in form.line_ids._records], ["Nomor Bon"]
        )
        contacts = self.env["properties.base.definition"].search(
            [("properties_field_id.model", "=", "res.partner")]
        )
        self.assertFalse(self._labels(contacts[:1], "properties_definition"))

    def test_definitions_outlive_a_refused_document(self):
        """Odoo keeps in a cache the id of what it makes with the first document."""
        for model in ("sale.order", "stock.scrap"):
            definition = self.env["properties.base.definition"].search(
                [("properties_field_id.model", "=", model)]
            )
            self.assertEqual(len(definition), 1)
            found, _column = self._fields()._checked_owners(model, None)
            self.assertEqual(found, definition)
        # An update finds what an installation beside old documents made.
        self._fields()._make_definitions()

    def test_choice_keeps_its_values_when_another_is_added(self):
        kind = self.own.in_type_id
        name = self._fields().add_field(
            "stock.picking", "Kondisi", "selection", ["Baik", "Rusak"], kind.ids
        )
        [definition] = kind.picking_properties_definition
        good = definition["selection"][0][0]
        picking = self.picking("receipt", self.own, state="draft")
        picking.picking_properties = {name: good}
        self._fields().rename_field(
            "stock.picking", name, "Kondisi", ["Basah", "Baik"], kind.ids
        )
        self.assertEqual(picking.picking_properties[name], "Baik")
        self.assertEqual(
            [
                label
                for _key, label in kind.picking_properties_definition[0]["selection"]
            ],
            ["Basah", "Baik"],
        )

    def test_wizard(self):
        kind = self.own.in_type_id
        self._fields().add_field("stock.picking", "Lama", "char", owner_ids=kind.ids)
        self._fields().add_field("stock.picking", "Buang", "char", owner_ids=kind.ids)
        form = Form(self._fields())
        form.picking_type_ids.add(kind)
        self.assertEqual(len(form.line_ids), 2)
        with form.line_ids.edit(0) as line:
            line.label = "Baru"
        form.line_ids.remove(1)
        with form.line_ids.new() as line:
            line.label = "Kondisi"
            line.kind = "selection"
            line.options = "Baik\nRusak\n"
        form.save().action_apply()
        self.assertEqual(self._labels(kind), ["Baru", "Kondisi"])
        self.assertFalse(self._labels(self.other.in_type_id))

    def test_refused_without_the_right(self):
        newcomer = new_test_user(
            self.env, login="uji-b", groups="stock.group_stock_user"
        )
        for user in (self.clerk, self.staff, newcomer):
            with self.assertRaises(AccessError):
                self._fields(user).add_field("stock.picking", "Suhu", "float")
            with self.assertRaises(AccessError):
                self._fields(user).create({"model_name": "stock.picking"})

    def test_right_ends_at_the_own_warehouses(self):
        role = self.role_with("layout", "receipt_view")
        user = self.user_of(role)
        self._fields(user).add_field("stock.picking", "Suhu", "float")
        self.assertEqual(self._labels(self.own.in_type_id), ["Suhu"])
        self.assertFalse(self._labels(self.other.in_type_id))
        with self.assertRaises(AccessError):
            self._fields(user).add_field(
                "stock.picking", "Bobot", "float", owner_ids=self.other.in_type_id.ids
            )

    def test_bad_input(self):
        kind = self.own.in_type_id
        add = self._fields().add_field
        with self.assertRaises(UserError):
            add("res.users", "Suhu", "float")
        for label, type_, options in (
            ("", "char", None),
            ("Tautan", "many2one", None),
            ("Pilihan", "selection", [" "]),
        ):
            with self.assertRaises(ValidationError):
                add("stock.picking", label, type_, options, kind.ids)
        add("stock.picking", "Suhu", "float", owner_ids=kind.ids)
        with self.assertRaises(ValidationError):
            add("stock.picking", "suhu", "float", owner_ids=kind.ids)

    def test_links_of_system_administrators_are_left_alone(self):
        kind = self.own.in_type_id
        kind.picking_properties_definition = [
            {"name": "abc", "string": "T", "type": "many2one", "comodel": "res.users"}
        ]
        with self.assertRaises(ValidationError):
            self._fields().remove_field("stock.picking", "abc", kind.ids)
        wizard = self._fields().create(
            {
                "model_name": "stock.picking",
                "picking_type_ids": [Command.set(kind.ids)],
            }
        )
        self.assertFalse(wizard.line_ids)
        wizard.action_apply()
        self.assertEqual(self._labels(kind), ["T"])
