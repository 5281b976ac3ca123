from odoo.tests import HttpCase, tagged

from .common import AccessCommon

# Shows, or not, the buttons of a receipt that is ready.
BUTTONS = """
(async () => {
    const form = await new Promise((resolve) => {
        const look = () => {
            const found = document.querySelector(".o_form_view .o_statusbar_status");
            found ? resolve(document) : requestAnimationFrame(look);
        };
        look();
    });
    const names = [...form.querySelectorAll(".o_form_statusbar button[name]")]
        .map((button) => button.name);
    for (const [name, wanted] of Object.entries(%s)) {
        if (names.includes(name) !== wanted) {
            console.error(`${name} is ${wanted ? "missing" : "shown"}: ${names}`);
            return;
        }
    }
    console.log("test successful");
})()
"""


@tagged("post_install", "-at_install")
class TestFormButtons(AccessCommon, HttpCase):
    """The form shows each role the buttons that would work."""

    def _check(self, user, **buttons):
        picking = self.picking("receipt", self.own)
        wanted = str(buttons).replace("True", "true").replace("False", "false")
        self.browser_js(
            f"/odoo/stock.picking/{picking.id}", BUTTONS % wanted, login=user.login
        )

    def test_administrator_may_cancel(self):
        self._check(self.admin, button_validate=True, action_cancel=True)

    def test_clerk_may_not_cancel(self):
        self._check(self.clerk, button_validate=True, action_cancel=False)

    def test_looking_only(self):
        user = self.user_of(
            self.role_with("receipt_view", name="Lihat"), login="uji-lihat"
        )
        self._check(user, button_validate=False, action_cancel=False)
