from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import AccessCommon


class LayoutCommon(AccessCommon):
    def _layout(self, *lines, model="stock.picking", role=None, user=None, **values):
        """Return a layout made by the store administrator, who is no system user."""
        return (
            self.env["bakery.form.layout"]
            .with_user(user or self.admin)
            .create(
                {
                    "name": "Uji",
                    "model_name": model,
                    "role_ids": [Command.set(role.ids if role else [])],
                    "line_ids": [
                        Command.create(
                            dict(
                                zip(
                                    ("field_name", "action", "label"),
                                    line,
                                    strict=False,
                                )
                            )
                        )
                        for line in lines
                    ],
                    **values,
                }
            )
        )

    def _form(self, user, model="stock.picking"):
        return etree.fromstring(
            self.env[model].with_user(user).get_view(view_type="form")["arch"]
        )

    def _node(self, user, name, model="stock.picking"):
        """Return the first node of a field of the form itself."""
        nodes = [
            node
            for node in self._form(user, model).iter("field")
            if node.get("name") == name and not list(node.iterancestors("field"))
        ]
        self.assertTrue(nodes, name)
        return nodes[0]


@tagged("post_install", "-at_install")
class TestFormLayout(LayoutCommon):
    """Forms differ for the roles of a layout, and for nobody else."""

    def test_only_the_role_sees_the_changed_form(self):
        clerk, admin = self.roles["warehouse_clerk"], self.admin
        before = etree.tostring(self._form(admin))
        self._layout(
            ("origin", "hide"),
            ("partner_id", "require"),
            ("scheduled_date", "readonly", "Diharapkan"),
            role=clerk,
        )
        self.assertEqual(self._node(self.clerk, "origin").get("invisible"), "1")
        self.assertEqual(self._node(self.clerk, "partner_id").get("required"), "1")
        date = self._node(self.clerk, "scheduled_date")
        self.assertEqual(date.get("readonly"), "1")
        self.assertEqual(date.get("force_save"), "1")
        self.assertEqual(date.get("string"), "Diharapkan")
        self.assertEqual(etree.tostring(self._form(admin)), before)

    def test_labels_go_with_their_fields(self):
        self._layout(("scheduled_date", "hide"))
        labels = [
            node
            for node in self._form(self.clerk).iter("label")
            if node.get("for") == "scheduled_date"
        ]
        self.assertTrue(labels)
        self.assertEqual({node.get("invisible") for node in labels}, {"1"})

    def test_no_role_means_everybody(self):
        self._layout(("origin", "hide"))
        for user in (self.clerk, self.admin):
            self.assertEqual(self._node(user, "origin").get("invisible"), "1")

    def test_last_layout_counts(self):
        self._layout(("origin", "hide"), sequence=1)
        self._layout(
            ("origin", "require"), sequence=2, role=self.roles["warehouse_clerk"]
        )
        self.assertEqual(self._node(self.admin, "origin").get("invisible"), "1")
        origin = self._node(self.clerk, "origin")
        self.assertEqual(origin.get("required"), "1")
        self.assertNotEqual(origin.get("invisible"), "1")

    def test_hidden_field_is_shown_with_a_label(self):
        fields = self.env["bakery.form.layout"]._form_fields("stock.picking")
        name = next(name for name, info in fields.items() if info["hidden"])
        self._layout((name, "show"))
        shown = [
            node
            for node in self._form(self.clerk).iter("field")
            if node.get("name") == name and node.get("invisible") != "1"
        ]
        self.assertTrue(shown)

    def test_cache_follows_a_change_at_once(self):
        layout = self._layout(("origin", "hide"))
        self.assertEqual(self._node(self.clerk, "origin").get("invisible"), "1")
        layout.line_ids.action = "readonly"
        self.assertNotEqual(self._node(self.clerk, "origin").get("invisible"), "1")
        self.assertEqual(self._node(self.clerk, "origin").get("readonly"), "1")
        layout.role_ids = self.roles["store_staff"]
        self.assertNotEqual(self._node(self.clerk, "origin").get("readonly"), "1")
        layout.role_ids = self.roles["warehouse_clerk"]
        self.assertEqual(self._node(self.clerk, "origin").get("readonly"), "1")
        self.clerk.access_assignment_ids.unlink()
        self.assertNotEqual(self._node(self.admin, "origin").get("readonly"), "1")
        layout.role_ids = False
        layout.active = False
        self.assertNotEqual(self._node(self.admin, "origin").get("readonly"), "1")

    def test_browsers_learn_of_a_change(self):
        Layout = self.env["bakery.form.layout"]
        self.assertEqual(Layout._version(), "")
        layout = self._layout(("origin", "hide"))
        first = Layout._version()
        self.assertTrue(first)
        layout.line_ids.unlink()
        self.assertNotEqual(Layout._version(), first)

    def test_every_form_opens_for_everybody(self):
        Layout = self.env["bakery.form.layout"]
        for model, _name in Layout._selection_model_name():
            lines, objections = self._possible_lines(model)
            self.assertTrue(lines, model)
            self._layout(*lines, model=model)
            for user in (self.admin, self.staff, self.clerk, self.env.user):
                if self.env[model].with_user(user).has_access("read"):
                    views = self.env[model].with_user(user).get_views([(False, "form")])
                    self.assertTrue(views["views"]["form"]["arch"])
            self.assertFalse([o for o in objections if not isinstance(o, str)])

    def _possible_lines(self, model):
        """Return a rule for each field that takes one, all actions in turn."""
        Layout = self.env["bakery.form.layout"]
        layout = Layout.create({"name": "Uji", "model_name": model})
        lines, objections = [], []
        actions = ("hide", "require", "readonly", "show")
        for number, name in enumerate(Layout._form_fields(model)):
            for shift in range(4):
                action = actions[(number + shift) % 4]
                line = self.env["bakery.form.layout.line"].new(
                    {"layout_id": layout.id, "field_name": name, "action": action}
                )
                objection = line._objection()
                if not objection:
                    lines.append((name, action, "Uji"))
                    break
                objections.append(objection)
        layout.unlink()
        return lines, objections

    def test_layouts_cost_no_query_once_cached(self):
        layout = self._layout(("origin", "hide"))
        for active in (True, False):
            layout.active = active
            self._form(self.clerk)
            with self.assertQueryCount(0):
                self._form(self.clerk)

    def test_product_variants_have_the_form_of_the_product(self):
        self._layout(("barcode", "hide"), model="product.template")
        node = self._node(self.admin, "barcode", model="product.product")
        self.assertEqual(node.get("invisible"), "1")


@tagged("post_install", "-at_install")
class TestFormRequirements(LayoutCommon):
    """What a layout requires is required by the server too."""

    def setUp(self):
        super().setUp()
        self._layout(("origin", "require"), role=self.roles["warehouse_clerk"])

    def _values(self, **values):
        return {**self.picking_values("receipt", self.own), **values}

    def test_member_of_the_role_must_fill_it_in(self):
        Picking = self.env["stock.picking"].with_user(self.clerk)
        with self.assertRaisesRegex(ValidationError, "Fill in “Source Document”"):
            Picking.create(self._values())
        picking = Picking.create(self._values(origin="PO 7"))
        with self.assertRaises(ValidationError):
            picking.origin = False
        picking.note = "Datang pagi"

    def test_others_and_the_superuser_need_not(self):
        self.env["stock.picking"].with_user(self.admin).create(self._values())
        self.env["stock.picking"].with_user(self.clerk).sudo().create(self._values())

    def test_documents_of_flows_can_be_processed(self):
        picking = self.picking("receipt", self.own)
        picking.with_user(self.clerk).button_validate()
        self.assertEqual(picking.state, "done")

    def test_users_without_roles_are_not_bound(self):
        self.env.company.access_control = False
        self.env["bakery.form.layout"].search([]).role_ids = False
        free = new_test_user(self.env, login="uji-b", groups="stock.group_stock_user")
        self.env["stock.picking"].with_user(free).create(self._values())


@tagged("post_install", "-at_install")
class TestFormLayoutRefusals(LayoutCommon):
    def test_refused_without_the_right(self):
        layout = self._layout(("origin", "hide"))
        newcomer = new_test_user(
            self.env, login="uji-b", groups="stock.group_stock_user"
        )
        for user in (self.clerk, self.staff, newcomer):
            with self.assertRaises(AccessError):
                self._layout(("origin", "hide"), user=user)
            with self.assertRaises(AccessError):
                layout.with_user(user).active = False
            with self.assertRaises(AccessError):
                layout.line_ids.with_user(user).action = "readonly"
            with self.assertRaises(AccessError):
                layout.with_user(user).unlink()
            with self.assertRaises(AccessError):
                layout.with_user(user).available_fields("stock.picking")

    def test_roles_from_before_get_the_group(self):
        """An update of the addon brings a group for a right that roles have."""
        group = self.env.ref("bakery_stock_access.bakery_stock_access_group_layout")
        role = self.role_with("layout")
        role.group_id.implied_ids -= group
        user = self.user_of(role)
        self.assertNotIn(group, user.all_group_ids)
        right = self.env["bakery.access.right"]._of_code("layout")
        right.group_ids = [Command.set(group.ids)]
        self.assertIn(group, user.all_group_ids)
        self._layout(("origin", "hide"), user=user)

    def test_refusal_names_the_right(self):
        with self.assertRaisesRegex(AccessError, "Forms: arrange fields"):
            self._layout(("origin", "hide"), user=self.clerk)
        line = self._layout(("origin", "hide")).line_ids.with_user(self.clerk)
        with self.assertRaisesRegex(AccessError, "Forms: arrange fields"):
            line.write({"action": "readonly"})
        self.assertEqual(self.refused_rights(), ["layout", "layout"])

    def test_bad_fields_are_refused_with_a_sentence(self):
        for line, message in (
            (("nonsense", "hide"), "has no field “nonsense”"),
            (("create_uid", "hide"), "has no field “create_uid”"),
            (("origin", "show"), "is on the form already"),
            (("origin", False), "Say what shall be"),
            (("move_ids", "require"), "cannot be required"),
            (("state", "require"), "cannot be required"),
        ):
            with (
                self.subTest(line=line),
                self.assertRaisesRegex(ValidationError, message),
            ):
                self._layout(line)

    def test_what_must_be_filled_in_stays_open(self):
        for action in ("hide", "readonly"):
            with self.assertRaisesRegex(ValidationError, "must be filled in"):
                self._layout(("product_id", action), model="stock.scrap")
        # What has a default fills itself in.
        self._layout(("picking_type_id", "hide"))

    def test_bad_layouts_are_refused(self):
        for model in ("res.users", "ir.ui.view", "no.such.model"):
            for lines in ([], [("name", "hide")]):
                with self.assertRaises(ValidationError):
                    self._layout(*lines, model=model)
        with self.assertRaises(ValidationError):
            self._layout(name="  ")
        layout = self._layout(("origin", "hide"))
        with self.assertRaises(ValidationError):
            layout.model_name = "product.template"
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            layout.line_ids.copy()

    def test_role_of_a_layout_is_not_deleted(self):
        role = self.role_with("receipt_view")
        self._layout(("origin", "hide"), role=role)
        with self.assertRaisesRegex(UserError, "is for this role"):
            role.unlink()

    def test_markup_in_a_label_stays_text(self):
        self._layout(("origin", "hide", '"/><script>alert(1)</script>'))
        label = self._node(self.clerk, "origin").get("string")
        self.assertEqual(label, '"/><script>alert(1)</script>')
        self.assertFalse(list(self._form(self.clerk).iter("script")))
