from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..hold.stock_lot import GROUP
from ..trace.lot_walk import DOWN

# What people write, and until when. All else follows from the trace.
PLAN = {"kind", "direction", "lot_ids", "reason", "company_id"}
FREE = {"user_id", "conclusion"}


class BakeryRecall(models.Model):
    """Goods that have to come back: which, where they are, and who has them.

    A mock recall does the same to see how long it takes, and holds and sends nothing.
    What the lines say is what was found at the start; it stays, as the proof of it.
    """

    _name = "bakery.recall"
    _description = "Recall"
    _inherit = ("mail.thread", "mail.activity.mixin")
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    kind = fields.Selection(
        [("real", "Recall"), ("mock", "Mock Recall")],
        required=True,
        default="real",
        tracking=True,
        help="A mock recall holds no lot and sends no message.",
    )
    direction = fields.Selection(
        [
            ("down", "What was made of them"),
            ("up", "What they were made of"),
            ("both", "Both"),
        ],
        required=True,
        default="down",
        help="Which lots are affected, beside those that are named.",
    )
    lot_ids = fields.Many2many("stock.lot", string="Lots", check_company=True)
    reason = fields.Text(required=True, help="What is wrong with the goods.")
    conclusion = fields.Text(help="What was found and what is changed, for the file.")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    date_start = fields.Datetime(string="Started", readonly=True, copy=False)
    date_end = fields.Datetime(string="Ended", readonly=True, copy=False)
    minutes = fields.Float(
        string="Time Taken",
        compute="_compute_minutes",
        help="From the start to the end, in minutes; until now while it is running.",
    )
    line_ids = fields.One2many("bakery.recall.line", "recall_id", readonly=True)
    customer_ids = fields.One2many("bakery.recall.partner", "recall_id", readonly=True)
    nameless_count = fields.Integer(
        string="Deliveries to Nobody by Name",
        readonly=True,
        copy=False,
        help="Sales whose customer is not known. Nobody can be told of these.",
    )
    unnamed_note = fields.Text(
        string="Possibly Affected",
        readonly=True,
        copy=False,
        help="Goods that were made, used or sold without a lot.",
    )
    possible_lot_ids = fields.Many2many(
        "stock.lot",
        "bakery_recall_possible_lot_rel",
        string="Possibly Affected Lots",
        readonly=True,
        copy=False,
        help="Goods without a lot may have gone into these. They are not held.",
    )
    lot_count = fields.Integer(compute="_compute_totals")
    customer_count = fields.Integer(compute="_compute_totals")
    informed_count = fields.Integer(compute="_compute_totals")
    traced_rate = fields.Float(
        string="Traced",
        compute="_compute_totals",
        help="How much of what came in is known to be in stock, with customers, used,"
        " wasted or returned. The mean of all lots.",
    )
    unexplained_count = fields.Integer(
        string="Lots That Do Not Add Up", compute="_compute_totals"
    )

    @api.depends("date_start", "date_end")
    def _compute_minutes(self):
        now = fields.Datetime.now()
        for recall in self:
            taken = (recall.date_end or now) - (recall.date_start or now)
            recall.minutes = taken.total_seconds() / 60

    @api.depends("line_ids.traced_rate", "customer_ids.state")
    def _compute_totals(self):
        for recall in self:
            lines, customers = recall.line_ids, recall.customer_ids
            recall.lot_count = len(lines)
            recall.customer_count = len(customers)
            recall.informed_count = len(
                customers.filtered(lambda customer: customer.state == "informed")
            )
            rates = lines.mapped("traced_rate")
            recall.traced_rate = sum(rates) / len(rates) if rates else 0
            recall.unexplained_count = len(lines.filtered("is_unexplained"))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_free(vals, PLAN | FREE)
        number = self.env["ir.sequence"].next_by_code
        return super().create(
            [{**vals, "name": number(self._name) or "/"} for vals in vals_list]
        )

    def write(self, vals):
        is_draft = all(recall.state == "draft" for recall in self)
        self._check_free(vals, PLAN | FREE if is_draft else FREE)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        if any(recall.state != "draft" for recall in self):
            raise UserError(
                self.env._("A recall that was started is kept. Cancel it instead.")
            )

    @api.model
    def _check_free(self, vals, free):
        """Refuse to write what follows from the trace."""
        guarded = [
            name
            for name in vals
            if name in self._fields
            and name not in free
            and not name.startswith(("message_", "activity_", "my_activity_"))
        ]
        if guarded and not self.env.su:
            raise AccessError(
                self.env._(
                    "What a recall found, and what it was started with, stays as it is."
                )
            )

    # Steps ----------------------------------------------------------------------------

    def action_start(self):
        """Trace the lots, hold what is affected, and list who has it.

        A recall that runs already is left as it is: two may start it at once.

        :raise UserError: without lots, or when it has ended
        """
        self.ensure_one()
        self._check_recall_right()
        if self.state == "running":
            return True
        self._check_state("draft", self.env._("started"))
        if not self.lot_ids:
            raise UserError(
                self.env._("Name the lots that %(name)s is about.", name=self.name)
            )
        self._protocol().write(
            {"state": "running", "date_start": fields.Datetime.now()}
        )
        # Whoever starts it at the same moment has to wait here, and is refused.
        self.env.flush_all()
        self._find()
        return True

    def action_update(self):
        """Trace again, and add what was found since.

        :raise UserError: unless it is running
        """
        self.ensure_one()
        self._check_recall_right()
        self._check_state("running", self.env._("traced again"))
        self._find()
        return True

    def action_done(self):
        """End it, with a last trace: goods may have left while it was started.

        :raise UserError: unless it is running
        """
        self.ensure_one()
        self._check_recall_right()
        if self.state == "done":
            return True
        self._check_state("running", self.env._("ended"))
        self._find()
        self._protocol().write({"state": "done", "date_end": fields.Datetime.now()})
        return True

    def action_cancel(self):
        """Cancel it, and release the lots that it held.

        :raise UserError: when it has ended
        """
        self.ensure_one()
        self._check_recall_right()
        if self.state == "cancelled":
            return True
        if self.state == "done":
            self._check_state("running", self.env._("cancelled"))
        self._release(self.env._("%(name)s was cancelled", name=self.name))
        self._protocol().write(
            {"state": "cancelled", "date_end": fields.Datetime.now()}
        )
        return True

    def action_release(self):
        """Release the lots that it held: the goods were found to be good.

        :raise UserError: unless it is running or done
        """
        self.ensure_one()
        self._check_recall_right()
        if self.state != "done":
            self._check_state("running", self.env._("released"))
        self._release(self.env._("Released by %(name)s", name=self.name))
        return True

    def action_notify(self):
        """Queue one message to each customer who has an address and got none.

        :raise UserError: for a mock recall, and unless it is running
        """
        self.ensure_one()
        self._check_recall_right()
        if self.kind == "mock":
            raise UserError(
                self.env._(
                    "%(name)s is a mock recall and sends nothing. Each customer's"
                    " message can be read in the list.",
                    name=self.name,
                )
            )
        self._check_state("running", self.env._("told to customers"))
        self.customer_ids._notify()
        return True

    def action_open_trace(self):
        """Return the action that shows the trace of the first lot."""
        self.ensure_one()
        self.check_access("read")
        if not self.lot_ids:
            raise UserError(
                self.env._("Name the lots that %(name)s is about.", name=self.name)
            )
        return self.lot_ids[0].action_open_trace()

    def _check_recall_right(self):
        if not (self.env.su or self.env.user.has_group(GROUP)):
            raise AccessError(self.env._("Only who may recall goods does that."))
        self.check_access("write")

    def _check_state(self, state, deed):
        if self.state != state:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(name)s is %(state)s and cannot be %(deed)s.",
                    name=self.name,
                    state=states[self.state].lower(),
                    deed=deed,
                )
            )

    def _protocol(self):
        # sudo: what a recall found is written by its steps alone, which check who may.
        return self.sudo()

    # What it finds --------------------------------------------------------------------

    def _find(self):
        """Trace the lots, hold what is affected, and write down what is new."""
        # sudo: a recall is complete or it is none; the rights of whoever starts it end
        # at some warehouses, the goods do not. It stays within its own company.
        recall = self.sudo().with_company(self.company_id)
        recall = recall.with_context(allowed_company_ids=self.company_id.ids)
        walks = recall.lot_ids._trace(self.direction)
        levels = {
            lot_id: level if way == DOWN else -level
            for way, walk in walks.items()
            for lot_id, level in walk.levels.items()
        }
        lots = recall.env["stock.lot"].browse(levels)
        held = recall._hold(lots) if self.kind == "real" else lots.browse()
        recall._find_lots(lots - recall.line_ids.lot_id, levels)
        recall.line_ids.filtered(lambda line: line.lot_id in held).is_held = True
        recall._find_customers(recall._sold_lots(walks, lots))
        recall.unnamed_note = recall._unnamed_text(walks)
        possible = {lot_id for walk in walks.values() for lot_id in walk.possible}
        recall.possible_lot_ids = lots.browse(possible)

    def _hold(self, lots):
        """Hold the lots; return those that were not on hold before."""
        return lots._hold(
            self.env._(
                "recall %(name)s: %(reason)s", name=self.name, reason=self.reason
            )
        )

    def _find_lots(self, lots, levels):
        """Write down where the goods of the lots are at this moment."""
        balance = lots._balance()
        self.env["bakery.recall.line"].create(
            [
                {
                    "recall_id": self.id,
                    "lot_id": lot.id,
                    "level": levels[lot.id],
                    **{f"qty_{k}": v for k, v in balance[lot.id].items()},
                }
                for lot in lots
            ]
        )

    def _sold_lots(self, walks, lots):
        """Return the lots whose customers are told: not those of the ingredients."""
        if DOWN not in walks:
            return self.lot_ids
        return lots.browse(walks[DOWN].levels)

    def _find_customers(self, lots):
        """List who got goods of the lots, and what.

        Later deliveries to a known customer are added to what is listed.
        """
        found, nameless = {}, 0
        for lot, partner, source, quantity in self._sales(lots):
            if not partner:
                nameless += 1
                continue
            partner = partner.commercial_partner_id
            found.setdefault(partner, []).append((lot, source, quantity))
        self.nameless_count = nameless
        known = {row.partner_id: row for row in self.customer_ids}
        values = {
            partner: self._customer_values(sales) for partner, sales in found.items()
        }
        for partner in known.keys() & values.keys():
            known[partner].write(values[partner])
        self.env["bakery.recall.partner"].create(
            [
                {"recall_id": self.id, "partner_id": partner.id, **values[partner]}
                for partner in values.keys() - known.keys()
            ]
        )

    def _sales(self, lots):
        """Return rows of lot, customer, document and quantity. Glue adds its own."""
        return [
            (lot, partner, picking, quantity)
            for lot, picking, partner, quantity in lots._outgoing()
        ]

    def _customer_values(self, sales):
        totals = {}
        for lot, _source, quantity in sales:
            totals[lot] = totals.get(lot, 0) + quantity
        pickings = {
            source.id
            for _lot, source, _quantity in sales
            if source._name == "stock.picking"
        }
        goods = [
            self.env._(
                "%(product)s, lot %(lot)s: %(quantity)s %(unit)s",
                product=lot.product_id.display_name,
                lot=lot.name,
                quantity=f"{lot.product_uom_id.round(quantity):g}",
                unit=lot.product_uom_id.name,
            )
            for lot, quantity in totals.items()
        ]
        return {
            "picking_ids": [Command.set(sorted(pickings))],
            "goods": "\n".join(sorted(goods)),
        }

    def _unnamed_text(self, walks):
        products = {
            product_id for walk in walks.values() for product_id in walk.unnamed
        }
        names = self.env["product.product"].browse(products).mapped("display_name")
        if not names:
            return False
        return self.env._(
            "Made or used without a lot, so that nobody can say where it went:"
            " %(products)s. The trace shows what was sold in that time.",
            products=", ".join(names),
        )

    def _release(self, reason):
        """Release the lots that this recall held, and no other does."""
        # sudo: as in `_find`, for lots of all warehouses.
        lines = self.sudo().line_ids.filtered("is_held")
        others = self.env["bakery.recall.line"].sudo()
        elsewhere = others.search(
            [
                ("lot_id", "in", lines.lot_id.ids),
                ("recall_id", "not in", self.ids),
                ("recall_id.kind", "=", "real"),
                ("recall_id.state", "=", "running"),
            ]
        )
        (lines.lot_id - elsewhere.lot_id)._release(reason)
        # The hold goes over to the recall that still needs it.
        for line in elsewhere:
            line.is_held = True
        lines.is_held = False
