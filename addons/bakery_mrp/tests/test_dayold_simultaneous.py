from contextlib import closing, contextmanager
from datetime import timedelta

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestDayoldSimultaneous(BaseCase):
    """Two people who turn the goods of one outlet, each in a transaction of their own.

    The goods cost nothing, so that no entry of theirs stays in the books.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.transaction() as env:
            company = env["res.company"].search([], limit=1)
            env = env(context={"allowed_company_ids": company.ids})
            self.was_on = company.dayold_goods
            company.dayold_goods = True
            self.outlet = env["stock.warehouse"].search([], limit=1).id
            goods = {
                "is_storable": True,
                "tracking": "lot",
                "shelf_life_hours": 48,
            }
            fresh, old = env["product.product"].create(
                [{"name": "Roti Serentak", **goods}, {"name": "Kemarin", **goods}]
            )
            rule = env["bakery.dayold.rule"].create(
                {
                    "name": "Serentak",
                    "sequence": -1,
                    "hours": 0,
                    "product_ids": [Command.set(fresh.ids)],
                    "dayold_product_id": old.id,
                }
            )
            lot = env["stock.lot"].create({"name": "SRT", "product_id": fresh.id})
            lot.expiration_date = fields.Datetime.now() + timedelta(days=1)
            place = env["stock.warehouse"].browse(self.outlet).lot_stock_id
            env["stock.quant"]._update_available_quantity(fresh, place, 5, lot_id=lot)
            self.rule, self.products = rule.id, (fresh | old).ids
            env.cr.commit()
        self.addCleanup(self.clean)

    @contextmanager
    def transaction(self):
        with closing(self.registry.cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def clean(self):
        with self.transaction() as env:
            cr, products = env.cr, tuple(self.products)
            # Raw SQL: done movements, and what names them, cannot be deleted otherwise.
            cr.execute("DELETE FROM stock_move_line WHERE product_id IN %s", [products])
            cr.execute("DELETE FROM stock_move WHERE product_id IN %s", [products])
            cr.execute("DELETE FROM bakery_dayold WHERE product_id IN %s", [products])
            cr.execute("DELETE FROM stock_quant WHERE product_id IN %s", [products])
            cr.execute(
                "UPDATE stock_lot SET fresh_lot_id = NULL WHERE product_id IN %s",
                [products],
            )
            env.invalidate_all()
            env["stock.lot"].search([("product_id", "in", products)]).unlink()
            env["bakery.dayold.rule"].browse(self.rule).unlink()
            env["product.product"].browse(products).unlink()
            env["res.company"].search([], limit=1).dayold_goods = self.was_on
            env.cr.commit()

    def turn(self, env):
        outlet = env["stock.warehouse"].browse(self.outlet)
        return (
            env["bakery.dayold"]
            ._turn(outlet)
            .filtered(lambda row: row.product_id.id in self.products)
        )

    def test_the_second_waits_for_the_first(self):
        with self.transaction() as first, self.transaction() as second:
            self.turn(first)
            with self.assertRaisesRegex(UserError, "right now"):
                self.turn(second)
            first.cr.rollback()

    def test_goods_turn_once(self):
        with self.transaction() as first, self.transaction() as second:
            # Both begin before either is done.
            second.cr.execute("SELECT id FROM stock_quant LIMIT 1")
            self.assertEqual(self.turn(first).quantity, 5)
            first.cr.commit()
            # Odoo tells the one as a sentence, and runs the other again.
            refused = (SerializationFailure, UniqueViolation)
            with mute_logger("odoo.sql_db"), self.assertRaises(refused):
                self.turn(second)
        with self.transaction() as again:
            self.assertFalse(self.turn(again))
            old = again["product.product"].browse(self.products[1])
            self.assertEqual(old.qty_available, 5)
