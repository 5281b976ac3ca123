from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestUnitJs(HttpCase):
    """The unit tests of this addon's JavaScript, in Odoo's own runner."""

    def test_unit_desktop(self):
        # Hoot names a suite by a hash of its path: that of Odoo's own runner.
        suite = self._hoot_id("@bakery_suite")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )

    @staticmethod
    def _hoot_id(path):
        number = 0
        for character in path:
            number = ((number << 5) - number + ord(character)) & 0xFFFFFFFF
        return f"{number:08x}"
