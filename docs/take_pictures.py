"""Takes the pictures of the guides from a running demo bakery.

Needs the packages of config/requirements-dev.txt and Debian's chromium::

    ./bakery up
    python docs/take_pictures.py http://127.0.0.1:8069 docs/images [name ...]
"""

import sys
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

PASSWORD = "roti-manis"  # noqa: S105 - of the demo, shown by ./bakery up
CASHIER_PIN = "1234"
SIZES = {"desktop": (1440, 900), "tablet": (1180, 820), "phone": (390, 844)}
# Milliseconds until animations are over; the network is never idle (websocket).
SETTLE = 1500
ROLES = (
    "pemilik",
    "admin.toko",
    "pembelian",
    "penyetuju",
    "gudang",
    "baker",
    "perencana",
    "kasir",
    "pelayan",
    "dapur",
    "toko.online",
    "sales",
    "akuntan",
    "manajer",
)


class Camera:
    """A browser at one address that saves what it sees."""

    def __init__(self, browser, url, folder):
        self.browser = browser
        self.url = url
        self.folder = folder

    def page(self, size="desktop"):
        width, height = SIZES[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="id-ID"
        )
        return context.new_page()

    def log_in(self, login, size="desktop"):
        """Return a page on the home of ``login``."""
        page = self.page(size)
        page.goto(f"{self.url}/web/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", PASSWORD)
        page.click(".oe_login_form button[type=submit]")
        page.wait_for_selector(".o_main_navbar, .pos", timeout=60000)
        page.wait_for_timeout(SETTLE)
        return page

    def save(self, page, name):
        target = self.folder / f"{name}.png"
        page.screenshot(path=target)
        print(target)
        page.context.close()


def homes(camera):
    """The first screen of each role."""
    for login in ROLES:
        camera.save(camera.log_in(login), f"home-{login.replace('.', '-')}")


def shop(camera):
    """The web shop as a visitor sees it."""
    for size in SIZES:
        page = camera.page(size)
        page.goto(f"{camera.url}/shop")
        page.wait_for_timeout(SETTLE)
        camera.save(page, f"shop-{size}")


def cafe(camera):
    """The café's two floors on the cashier's tablet, and the menu of a table."""
    page = camera.log_in("kasir", "tablet")
    page.wait_for_selector(".o_kanban_record")
    card = page.locator(".o_kanban_record", has_text="Kafe").first
    card.locator("button.btn-primary").first.click()
    page.wait_for_selector(".pos", timeout=90000)
    page.wait_for_timeout(2 * SETTLE)
    page.locator(".login-overlay button, .login-body button").first.click()
    page.wait_for_timeout(SETTLE)
    page.keyboard.type(CASHIER_PIN)
    page.keyboard.press("Enter")
    page.wait_for_timeout(2 * SETTLE)
    opening = page.locator(".modal .btn-primary")
    if opening.count():
        opening.first.click()
        page.wait_for_timeout(2 * SETTLE)
    for number, floor in enumerate(("Ruangan Utama", "Teras")):
        page.get_by_text(floor).first.click()
        page.wait_for_timeout(SETTLE)
        page.screenshot(path=camera.folder / f"pos-floor{number or ''}.png")
    page.locator(".table").first.click()
    page.wait_for_timeout(2 * SETTLE)
    camera.save(page, "pos-menu")


def books(camera):
    """The accountant's pages: check of the books, closing, statements, tax profile."""
    for name, login, action in (
        ("books-check", "akuntan", "bakery_books_check_action"),
        ("period-closing", "pemilik", "bakery_closing_action"),
        ("tax-profile", "pemilik", "bakery_tax_profile_action"),
        ("statement-income", "akuntan", "bakery_statement_action_income"),
        ("statement-balance", "akuntan", "bakery_statement_action_balance"),
    ):
        page = camera.log_in(login)
        page.goto(f"{camera.url}/odoo/action-bakery_l10n_id.{action}")
        page.wait_for_timeout(2 * SETTLE)
        show = page.locator(".modal footer button[name=action_open]")
        if show.count():
            show.click()
            page.wait_for_selector(".mis_builder_amount")
            page.wait_for_timeout(SETTLE)
        camera.save(page, name)


def access(camera):
    """Roles, who may do what, refusals and the live view of an item."""
    for name, login, path, size in (
        ("access-roles", "admin.toko", "access-roles", "desktop"),
        ("access-members", "admin.toko", "access-members", "desktop"),
        ("access-refusals", "admin.toko", "access-refusals", "desktop"),
        ("stock-levels", "toko.online", "stock-levels", "desktop"),
    ):
        page = camera.log_in(login, size)
        page.goto(f"{camera.url}/odoo/{path}")
        page.wait_for_timeout(2 * SETTLE)
        camera.save(page, name)
    for size in SIZES:
        page = camera.log_in("admin.toko", size)
        page.goto(f"{camera.url}/odoo/access-roles")
        page.locator(".o_data_row, .o_kanban_record").first.click()
        page.wait_for_timeout(2 * SETTLE)
        camera.save(page, f"access-role-{size}")


def purchase(camera):
    """Prices beside an order, and vendors side by side; needs a request to quote."""
    page = camera.log_in("pembelian")
    page.goto(f"{camera.url}/odoo/purchase")
    page.locator(".o_data_row").first.click()
    page.wait_for_timeout(2 * SETTLE)
    facts = page.locator(".o_price_facts")
    if facts.count():
        facts.last.click()
    page.wait_for_timeout(SETTLE)
    camera.save(page, "purchase-prices")
    page.keyboard.press("Escape")
    page.click("button[name=action_compare_vendors]:visible")
    page.wait_for_timeout(2 * SETTLE)
    camera.save(page, "purchase-compare")


def formulas(camera):
    """What is in a formula, what it costs, what if prices change, and its label."""
    page = camera.log_in("pemilik")
    page.goto(f"{camera.url}/odoo/action-bakery_mrp.mrp_bom_action_formulas")
    page.locator(".o_data_row", has_text="Roti Manis Cokelat").first.click()
    page.wait_for_timeout(2 * SETTLE)
    for name in ("content", "cost"):
        page.click(f".nav-link[name={name}]")
        page.locator(f".nav-link[name={name}]").evaluate("x => x.scrollIntoView()")
        page.wait_for_timeout(SETTLE)
        page.screenshot(path=camera.folder / f"formula-{name}.png")
    page.context.close()
    page = camera.log_in("pemilik")
    page.goto(f"{camera.url}/odoo/action-bakery_mrp.bakery_cost_whatif_action")
    for name, percent in (("Mentega Tawar", "30"), ("Telur Ayam", "15")):
        page.click(".o_field_x2many_list_row_add a")
        page.wait_for_timeout(SETTLE)
        page.keyboard.type(name)
        page.wait_for_timeout(SETTLE)
        page.locator(".o-autocomplete--dropdown-item").first.click()
        page.wait_for_timeout(SETTLE)
        cell = page.locator(".o_selected_row [name=percent] input")
        cell.fill(percent)
        cell.press("Tab")
        page.wait_for_timeout(SETTLE)
    camera.save(page, "formula-whatif")
    page = camera.log_in("baker")
    page.goto(f"{camera.url}/odoo/action-bakery_mrp.bakery_label_print_action")
    page.fill(".o_field_widget[name=product_id] input", "Roti Manis Cokelat")
    page.wait_for_timeout(SETTLE)
    page.locator(".o-autocomplete--dropdown-item").first.click()
    page.wait_for_timeout(SETTLE)
    day = date.today() + timedelta(days=3)
    page.click(".o_field_widget[name=best_before] button, [name=best_before] input")
    page.keyboard.type(day.strftime("%d/%m/%Y"))
    page.keyboard.press("Tab")
    page.wait_for_timeout(SETTLE)
    camera.save(page, "label-print")


PICTURES = {
    "homes": homes,
    "shop": shop,
    "cafe": cafe,
    "books": books,
    "access": access,
    "purchase": purchase,
    "formulas": formulas,
}


def main(url, folder, *names):
    """Take the pictures called ``names``, or all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        camera = Camera(browser, url, Path(folder))
        camera.folder.mkdir(parents=True, exist_ok=True)
        for name in names or PICTURES:
            PICTURES[name](camera)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
