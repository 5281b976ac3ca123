from lxml import etree

from odoo.tests import BaseCase, tagged

from ..form_arch import apply_rules, field_nodes


@tagged("post_install", "-at_install")
class TestFormArch(BaseCase):
    """Rules change attributes of the form's own fields, and nothing else."""

    ARCH = """
        <form>
            <sheet>
                <group>
                    <field name="origin"/>
                    <label for="date"/>
                    <div><field name="date"/></div>
                    <label for="weight"/>
                    <div><field name="weight"/><button name="weigh"/></div>
                    <field name="origin" invisible="state == 'done'"/>
                    <field name="priority" invisible="1"/>
                </group>
                <notebook><page><field name="line_ids">
                    <list><field name="origin"/></list>
                </field></page></notebook>
                <field name="currency_id" invisible="1" groups="base.group_user"/>
            </sheet>
        </form>"""

    def _applied(self, **rules):
        arch = etree.fromstring(self.ARCH)
        rules = {
            name: rule if isinstance(rule, tuple) else (rule, "")
            for name, rule in rules.items()
        }
        apply_rules(arch, rules, "More")
        return arch

    def _values(self, arch, name, attribute):
        return [node.get(attribute) for node in field_nodes(arch, name)]

    def test_every_node_of_the_field_but_none_of_embedded_lists(self):
        arch = self._applied(origin="hide")
        self.assertEqual(self._values(arch, "origin", "invisible"), ["1", "1"])
        [embedded] = arch.findall(".//list/field")
        self.assertIsNone(embedded.get("invisible"))

    def test_label_and_empty_box_go_with_the_field(self):
        arch = self._applied(date="hide")
        self.assertEqual(arch.find(".//label[@for='date']").get("invisible"), "1")
        self.assertEqual(arch.findall(".//div")[0].get("invisible"), "1")

    def test_box_with_something_else_stays(self):
        arch = self._applied(weight="hide")
        self.assertEqual(arch.find(".//label[@for='weight']").get("invisible"), "1")
        self.assertIsNone(arch.findall(".//div")[1].get("invisible"))

    def test_shown_where_it_stands(self):
        arch = self._applied(priority="show")
        self.assertEqual(self._values(arch, "priority", "invisible"), [None])
        self.assertIsNone(arch.find(".//group[@name='form_layout']"))

    def test_shown_in_a_group_of_its_own_where_it_has_no_label(self):
        arch = self._applied(currency_id=("show", "Mata Uang"))
        group = arch.find(".//group[@name='form_layout_fields']")
        [field] = group
        self.assertEqual(group.get("string"), "More")
        self.assertEqual(field.get("string"), "Mata Uang")
        self.assertEqual(field.get("groups"), "base.group_user")
        self.assertIsNone(field.get("invisible"))
        self.assertEqual(group.getparent().getnext().tag, "notebook")

    def test_required_field_that_a_form_lacks_is_added(self):
        arch = self._applied(partner_id="require")
        [field] = field_nodes(arch, "partner_id")
        self.assertEqual(field.get("required"), "1")

    def test_conditions_of_the_form_stay(self):
        arch = self._applied(origin="require")
        self.assertEqual(
            self._values(arch, "origin", "invisible"), [None, "state == 'done'"]
        )
        self.assertEqual(self._values(arch, "origin", "required"), ["1", "1"])
