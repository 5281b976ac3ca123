from odoo.tests import tagged

from .common_reservation import ReservationCommon


@tagged("post_install", "-at_install")
class TestReservationSpeed(ReservationCommon):
    """The work of this addon does not grow with the number of reservations.

    Odoo's own stock looks for the goods of each movement by itself, so that a
    movement costs what it costs there; the tests measure both.
    """

    def queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def drafts(self, number):
        order = self.quotation(self.staff, number)
        return self.Reservation.create(
            [
                {
                    "order_id": order.id,
                    "product_id": self.product.id,
                    "quantity": 1,
                    "date_expiry": self.in_days(2),
                }
            ]
            * number
        )

    def moves(self, number):
        """Return as many movements of stock Odoo."""
        place = self.env.ref("bakery_stock_access.stock_location_reservation")
        return self.env["stock.move"].create(
            [
                {
                    "product_id": self.product.id,
                    "product_uom_qty": 1,
                    "location_id": self.own.lot_stock_id.id,
                    "location_dest_id": place.id,
                }
            ]
            * number
        )

    def assign(self, moves):
        moves._action_confirm(merge=False)
        moves._action_assign()

    def growth(self, prepare, work):
        """Return how many queries each further record costs."""
        few, many = prepare(2), prepare(40)
        work(prepare(1))
        cost = self.queries(lambda: work(few))
        return (self.queries(lambda: work(many)) - cost) / 38

    def test_reserve(self):
        ours = self.growth(self.drafts, lambda drafts: drafts.action_reserve())
        stock = self.growth(self.moves, self.assign)
        self.assertLessEqual(ours, stock + 0.1)

    def held(self, number):
        drafts = self.drafts(number)
        drafts.action_reserve()
        return drafts

    def assigned(self, number):
        moves = self.moves(number)
        self.assign(moves)
        return moves

    def test_release_and_expire(self):
        stock = self.growth(self.assigned, lambda moves: moves._action_cancel())
        release = self.growth(self.held, lambda held: held.action_release())
        expire = self.growth(self.held, lambda held: held._expire())
        self.assertLessEqual(release, stock + 0.1)
        self.assertLessEqual(expire, stock + 0.1)
