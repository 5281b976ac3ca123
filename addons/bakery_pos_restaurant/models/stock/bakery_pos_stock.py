from collections import defaultdict
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError

# Orders posted in one transaction. More are faster, but what closes waits longer.
BATCH = 10
# Minutes until the next attempt, by the number of those that failed.
PAUSES = (1, 2, 5, 15, 60)


class BakeryPosStock(models.Model):
    """What a paid order still owes the stock: the outbox between till and warehouse.

    A guest does not wait until goods have left the books. A row is written with the
    order, in the same transaction; a job posts what the rows name, in batches, moments
    later. What cannot be posted stays here with its reason and is tried again.
    """

    _name = "bakery.pos.stock"
    _description = "Stock of a Sale"
    _order = "id"
    _rec_name = "order_id"

    order_id = fields.Many2one(
        "pos.order", required=True, readonly=True, ondelete="cascade"
    )
    config_id = fields.Many2one(related="order_id.config_id", string="Till")
    session_id = fields.Many2one(
        "pos.session", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    location_id = fields.Many2one(
        "stock.location", required=True, readonly=True, string="From"
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("problem", "Problem"), ("done", "Posted")],
        required=True,
        readonly=True,
        default="waiting",
    )
    attempts = fields.Integer(readonly=True)
    next_try = fields.Datetime(readonly=True)
    error = fields.Text(string="Reason", readonly=True)
    date_done = fields.Datetime(string="Posted On", readonly=True)

    _once = models.Constraint(
        "unique (order_id)", "The stock of a sale is posted only once."
    )
    _due = models.Index("(id) WHERE state <> 'done'")

    @api.model
    def _put(self, order):
        """Let the stock of a paid order wait, and wake whoever posts it."""
        way = order.config_id.picking_type_id
        row = self.create(
            {
                "order_id": order.id,
                "session_id": order.session_id.id,
                "company_id": order.company_id.id,
                "location_id": way.default_location_src_id.id,
            }
        )
        self._wake()
        return row

    @api.model
    def _wake(self):
        cron = self.env.ref("bakery_pos_restaurant.ir_cron_post_stock", False)
        if cron:
            # sudo: the till asks for work to be done, and may not see jobs.
            cron.sudo()._trigger()

    # Posting -------------------------------------------------------------------------

    @api.model
    def _cron_post(self):
        """Post all that is due, batch by batch, each in a transaction of its own."""
        while rows := self._lock_due():
            try:
                rows._post()
            except OperationalError:
                # Somebody moved the same goods at the same moment: once more, later.
                self.env.cr.rollback()
                self._wake()
                return
            if not self.env["ir.cron"]._commit_progress(len(rows)):
                self._wake()
                return

    def _lock_due(self):
        due = [
            ("state", "!=", "done"),
            "|",
            ("next_try", "=", False),
            ("next_try", "<=", fields.Datetime.now()),
        ]
        # Twice as many, since another process may hold some of them.
        return self.search(due, limit=2 * BATCH).try_lock_for_update(limit=BATCH)

    def _post(self):
        """Post the stock of these sales; what fails is noted with its reason."""
        rows = self.filtered(lambda row: row.state != "done")
        for company, of_company in rows.grouped("company_id").items():
            of_company = of_company.with_company(company)
            reasons = of_company.order_id._post_stock()
            of_company._note(reasons)

    def _note(self, reasons):
        """Write down what became of each row.

        :param dict reasons: ``{order: why its stock is not posted}``
        """
        failed = self.filtered(lambda row: row.order_id in reasons)
        (self - failed).write(
            {"state": "done", "date_done": fields.Datetime.now(), "error": False}
        )
        for row in failed:
            pause = PAUSES[min(row.attempts, len(PAUSES) - 1)]
            row.write(
                {
                    "state": "problem",
                    "attempts": row.attempts + 1,
                    "next_try": fields.Datetime.now() + timedelta(minutes=pause),
                    "error": reasons[row.order_id],
                }
            )

    @api.model
    def _post_now(self, domain):
        """Post what sales within ``domain`` owe, before something that counts on it."""
        if self.env["pos.config"]._has_stock_outbox():
            # sudo: goods follow from the sale, whoever asks for what depends on them.
            self.sudo()._drain(domain)

    @api.model
    def _drain(self, domain):
        """Post now what waits within ``domain``, as before a session closes."""
        rows = self.search([("state", "!=", "done"), *domain])
        if not rows:
            return rows
        # Waits for the job where it is at work on them, instead of posting them twice.
        # Raw SQL: the ORM locks without waiting. When the job was first, PostgreSQL
        # refuses and Odoo runs the request anew.
        self.env.cr.execute(
            "SELECT id FROM bakery_pos_stock WHERE id IN %s ORDER BY id FOR UPDATE",
            [tuple(rows.ids)],
        )
        rows._post()
        return rows.filtered(lambda row: row.state == "problem")

    # What leaves ---------------------------------------------------------------------

    @api.model
    def _uncounted(self, domain):
        """Return the sales within ``domain`` whose goods no transfer holds yet.

        Transfers that could not be finished are counted by Odoo itself.
        """
        # sudo: quantities are what they are, whoever looks.
        return self.sudo().search(
            [("state", "!=", "done"), ("order_id.picking_ids", "=", False), *domain]
        )

    def _goods(self):
        """Return ``{product: quantity}`` that these sales take, in the product's unit.

        Kits count as what they are made of. What guests brought back is not counted:
        it is not here before it is booked.
        """
        goods = defaultdict(float)
        for company, rows in self.grouped("company_id").items():
            sold = rows._sold()
            kits = self.env["mrp.bom"]._bom_find(
                self.env["product.product"].concat(*sold),
                company_id=company.id,
                bom_type="phantom",
            )
            for product, quantity in sold.items():
                parts = kits[product]._parts_of_kit(product, quantity)
                for part, needed in parts.items():
                    goods[part] += needed
        return goods

    def _sold(self):
        sold = defaultdict(float)
        for line in self.order_id.lines:
            if line.product_id.type == "consu" and line.qty > 0:
                sold[line.product_id] += line.qty
        return sold

    # Actions -------------------------------------------------------------------------

    def action_retry(self):
        """Try again now; for the manager of the tills.

        :raise AccessError: for anyone else
        """
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(
                self.env._("Only a manager of the tills tries to post stock again.")
            )
        self.check_access("read")
        # sudo: nobody writes these rows by hand, and posting needs the rights of stock.
        self.sudo()._drain([("id", "in", self.ids)])
        return True

    def action_open_order(self):
        """Open the sale."""
        self.ensure_one()
        return self.order_id._get_records_action()
