from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon

from .books_driver import BooksDriver, TillDriver


class BakeryL10nIdCommon(BaseCommon):
    """What the tests of this addon share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_l10n_id")


@tagged("post_install", "-at_install")
class BooksCommon(BooksDriver, BakeryL10nIdCommon):
    """A company that posts stock as it moves, and what its books must show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books()

    def assert_stock_ties_out(self, *products):
        """Each product's stock account holds the value that Odoo's replay gives it."""
        ledger = self.env["bakery.stock.ledger"]
        for product in products or (self.flour,):
            product = product.with_company(self.company)
            product.invalidate_recordset()
            held = ledger._balances(self.company, product)[product.id]
            self.assertAlmostEqual(held, product.total_value, delta=1, msg=product.name)

    def assert_nothing_owed(self):
        """Goods received not invoiced is zero."""
        self.assertEqual(self.balance("bakery_21150010"), 0)


class TillCommon(TillDriver, BooksCommon):
    """The same with an outlet and its till."""
