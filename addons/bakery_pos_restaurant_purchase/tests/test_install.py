from odoo.tests import tagged

from .common import BakeryPosRestaurantPurchaseCommon


@tagged("post_install", "-at_install")
class TestInstall(BakeryPosRestaurantPurchaseCommon):
    def test_installed_with_its_dependencies(self):
        states = set(self.addon.dependencies_id.mapped("state"))
        self.assertEqual(self.addon.state, "installed")
        self.assertEqual(states, {"installed"})

    def test_apps_list_shows_icon_and_description(self):
        self.assertTrue(self.addon.icon_image)
        self.assertIn("<p>", self.addon.description_html)
