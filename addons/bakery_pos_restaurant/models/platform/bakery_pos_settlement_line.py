from odoo import api, fields, models
from odoo.exceptions import AccessError


class BakeryPosSettlementLine(models.Model):
    """One payment at a till, one row of a statement, or both beside each other."""

    _name = "bakery.pos.settlement.line"
    _description = "Line of a Settlement"
    _order = "settlement_id, result, id"

    settlement_id = fields.Many2one(
        "bakery.pos.settlement", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="settlement_id.company_id", store=True)
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    # Not deleted with the payment: what was settled stays settled.
    payment_id = fields.Many2one("pos.payment", readonly=True, ondelete="restrict")
    order_id = fields.Many2one("pos.order", readonly=True, ondelete="restrict")
    session_id = fields.Many2one("pos.session", readonly=True)
    date = fields.Datetime(readonly=True)
    number = fields.Char(readonly=True)
    amount = fields.Monetary(string="Ours", readonly=True)
    statement_number = fields.Char(string="Theirs: Number", readonly=True)
    statement_amount = fields.Monetary(string="Theirs", readonly=True)
    statement_fee = fields.Monetary(string="Commission", readonly=True)
    statement_paid = fields.Monetary(string="Paid to Us", readonly=True)
    on_statement = fields.Boolean(readonly=True)
    released = fields.Boolean(
        readonly=True, help="The settlement was cancelled: the payment is open again."
    )
    ambiguous = fields.Boolean(readonly=True)
    difference = fields.Monetary(compute="_compute_result", store=True)
    result = fields.Selection(
        [
            ("differs", "Amount differs"),
            ("ambiguous", "Several fit"),
            ("missing_here", "Missing here"),
            ("missing_there", "Missing there"),
            ("matched", "Matches"),
            ("open", "Not compared"),
        ],
        compute="_compute_result",
        store=True,
    )

    # A payment is settled once.
    _payment_uniq = models.UniqueIndex(
        "(payment_id) WHERE payment_id IS NOT NULL AND released IS NOT TRUE",
        "A payment of this settlement is in another one already.",
    )

    @api.depends(
        "payment_id",
        "amount",
        "on_statement",
        "statement_amount",
        "ambiguous",
        "settlement_id.compared",
    )
    def _compute_result(self):
        for line in self:
            line.difference = line.statement_amount - line.amount
            line.result = line._result()

    def _result(self):
        if not self.settlement_id.compared:
            return "open"
        if self.ambiguous:
            return "ambiguous"
        if not self.on_statement:
            return "missing_there"
        if not self.payment_id:
            return "missing_here"
        same = self.currency_id.compare_amounts(self.statement_amount, self.amount) == 0
        return "matched" if same else "differs"

    @api.model_create_multi
    def create(self, vals_list):
        """Leave the lines to the settlement."""
        self._check_by_settlement()
        return super().create(vals_list)

    def write(self, vals):
        """Leave the lines to the settlement."""
        self._check_by_settlement()
        return super().write(vals)

    def unlink(self):
        """Leave the lines to the settlement."""
        self._check_by_settlement()
        return super().unlink()

    def _check_by_settlement(self):
        if not self.env.su:
            raise AccessError(self.env._("Use the buttons of the settlement."))
