from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install")
class TestUnitJs(HttpCase):
    """The unit tests of what tills ask of the kitchen, in Odoo's own runner."""

    def test_unit_desktop(self):
        # Hoot names a suite by a hash of its path.
        suite = test_js.HOOTCommon._generate_hash(self, "@bakery_pos_kitchen")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
