from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

GROUP = "bakery_pos_restaurant.bakery_pos_restaurant_group_commission"
FACTS = {"state", "move_id", "order_line_ids"}


def shares(total, weights):
    """Share out ``total`` whole units by ``weights``; nothing is lost or made up.

    Whoever is cut off most by rounding down gets the next unit (largest remainder).

    >>> shares(100, [1, 1, 1])
    [34, 33, 33]
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: round(total - sum(parts))]:
        parts[i] += 1
    return parts


class BakeryTipDistribution(models.Model):
    """Tips of a time, shared out among those who worked, and paid to them.

    A tip is owed to the staff from the moment a guest gives it. It is shared out once.
    """

    _name = "bakery.tip.distribution"
    _description = "Tip Distribution"
    _inherit = "mail.thread"
    _order = "date_end desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    config_ids = fields.Many2many(
        "pos.config", string="Tills", check_company=True, help="Empty: all tills."
    )
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    method = fields.Selection(
        [
            ("equal", "Equally"),
            ("hours", "By Hours Worked"),
            ("points", "By Points"),
        ],
        string="Shared Out",
        required=True,
        default="equal",
    )
    line_ids = fields.One2many("bakery.tip.distribution.line", "distribution_id")
    order_line_ids = fields.One2many(
        "pos.order.line", "tip_distribution_id", string="Tips", readonly=True
    )
    amount = fields.Monetary(
        compute="_compute_amount",
        help="Tips of that time that nobody has shared out yet; once confirmed, those "
        "of this distribution.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("paid", "Paid Out")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Paid from",
        domain=[("type", "in", ("cash", "bank"))],
        check_company=True,
    )
    move_id = fields.Many2one(
        "account.move", string="Journal Entry", readonly=True, copy=False
    )

    @api.depends("date_start", "date_end")
    def _compute_name(self):
        for tips in self:
            tips.name = self.env._(
                "Tips %(first)s – %(last)s",
                first=fields.Date.to_string(tips.date_start) or "",
                last=fields.Date.to_string(tips.date_end) or "",
            )

    @api.depends("state", "date_start", "date_end", "config_ids", "company_id")
    def _compute_amount(self):
        for tips in self:
            lines = tips.order_line_ids if tips.state != "draft" else tips._open_tips()
            tips.amount = sum(lines.mapped("price_subtotal_incl"))

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for tips in self:
            if tips.date_end < tips.date_start:
                raise ValidationError(
                    self.env._("A distribution cannot end before it starts.")
                )

    def write(self, vals):
        """Leave state, entry and tips to the steps; change drafts only."""
        if not self.env.su:
            if FACTS & vals.keys():
                raise AccessError(self.env._("Use the buttons of the distribution."))
            if vals.keys() - {"journal_id"}:
                self._check_state("draft")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_state("draft")

    def _check_state(self, state):
        for tips in self:
            if tips.state != state:
                raise UserError(
                    self.env._("%(name)s is not a draft any more.", name=tips.name)
                    if state == "draft"
                    else self.env._(
                        "%(name)s has to be confirmed first, and is paid out once.",
                        name=tips.name,
                    )
                )

    def _begin(self, state):
        """Check right and state for a step, alone with the distributions."""
        if not self.env.user.has_group(GROUP):
            raise AccessError(self.env._("Only who is responsible for tips does this."))
        self.check_access("write")
        # sudo: the lock takes rights to write that the state itself refuses.
        self.sudo().lock_for_update()
        self.invalidate_recordset(["state"])
        self._check_state(state)

    # What there is to share out -------------------------------------------------------

    def _open_tips(self):
        """Return lines of tips in paid orders of that time that nobody shared out."""
        self.ensure_one()
        if not (self.date_start and self.date_end and self.company_id):
            return self.env["pos.order.line"]
        # sudo: what guests gave is known to who shares it out, order by order.
        configs = self.env["pos.config"].sudo()
        configs = self.config_ids.sudo() or configs.with_context(
            active_test=False
        ).search([("company_id", "=", self.company_id.id)])
        where = Domain.FALSE
        for config in configs.filtered("tip_product_id"):
            first, last = config._outlet_span(self.date_start, self.date_end)
            where |= (
                Domain("order_id.config_id", "=", config.id)
                & Domain("product_id", "=", config.tip_product_id.id)
                & Domain("order_id.date_order", ">=", first)
                & Domain("order_id.date_order", "<", last)
            )
        # sudo: as above.
        lines = self.env["pos.order.line"].sudo()
        return lines.search(
            where
            & Domain("order_id.state", "in", ("paid", "done", "invoiced"))
            & Domain("tip_distribution_id", "=", False)
        )

    # Steps ----------------------------------------------------------------------------

    def action_share_out(self):
        """Give each employee of the draft a share, to the last rupiah; return True.

        :raise UserError: nobody to share among, or no hours or points
        """
        self._begin("draft")
        for tips in self:
            tips._share_out(tips.amount)
        return True

    def _share_out(self, amount):
        lines = self.line_ids
        if not lines:
            raise UserError(self.env._("Choose who gets a share first."))
        weights = [line._weight(self.method) for line in lines]
        if not sum(weights):
            raise UserError(self.env._("Enter the hours or points of somebody first."))
        # What came in whole rupiah is not paid in parts of one.
        unit = 1 if amount == round(amount) else self.currency_id.rounding
        parts = shares(round(amount / unit), weights)
        # sudo: amounts are written here only.
        for line, part in zip(lines.sudo(), parts, strict=True):
            line.amount = self.currency_id.round(part * unit)

    def action_confirm(self):
        """Take the tips of that time for good and share them out; return True.

        :raise UserError: no tips, or somebody else has just shared them out
        """
        self._begin("draft")
        for tips in self:
            lines = tips._open_tips()
            # Two distributions at once: the second waits here and finds nothing left.
            lines.lock_for_update()
            lines.invalidate_recordset(["tip_distribution_id"])
            lines = lines.filtered(lambda line: not line.tip_distribution_id)
            total = sum(lines.mapped("price_subtotal_incl"))
            if tips.currency_id.compare_amounts(total, 0) <= 0:
                raise UserError(self.env._("There are no tips to share out."))
            tips._share_out(total)
            # sudo: the state is written by these steps only, with rights checked.
            lines.tip_distribution_id = tips
            tips.sudo().state = "confirmed"
        return True

    def action_pay(self):
        """Post what is paid to the staff, and return True.

        :raise UserError: no journal, or tips are income and not owed
        """
        self._begin("confirmed")
        for tips in self:
            if not tips.journal_id:
                raise UserError(self.env._("Choose where the tips are paid from."))
            entry = self.env["account.move"].create(tips._entry())
            entry.action_post()
            # sudo: the state is written by these steps only, with rights checked.
            tips.sudo().write({"state": "paid", "move_id": entry.id})
        return True

    def _entry(self):
        """Return values of the entry: what was owed leaves cash or bank."""
        owed = {}
        for line in self.order_line_ids:
            # sudo: accounts of products are no secret to who posts.
            accounts = (
                line.sudo()
                .product_id.product_tmpl_id.with_company(self.company_id)
                .get_product_accounts()
            )
            account = accounts["income"]
            if account.internal_group != "liability":
                raise UserError(
                    self.env._(
                        "Tips are booked to %(account)s, which is not a debt: give the "
                        "tip product an account of what is owed to the staff.",
                        account=account.display_name or self.env._("no account"),
                    )
                )
            owed[account] = owed.get(account, 0) + line.price_subtotal_incl
        cash = self.journal_id.default_account_id
        rows = [
            Command.create(
                {"name": self.name, "account_id": account.id, "debit": amount}
            )
            for account, amount in owed.items()
        ]
        # sudo: whom to pay is known to whoever pays.
        paid = self.sudo().line_ids.filtered("amount")
        rows += [
            Command.create(
                {
                    "name": f"{self.name}: {line.employee_id.name}",
                    "account_id": cash.id,
                    "partner_id": line.employee_id.work_contact_id.id,
                    "credit": line.amount,
                }
            )
            for line in paid
        ]
        return {
            "journal_id": self.journal_id.id,
            "date": fields.Date.context_today(self),
            "ref": self.name,
            "line_ids": rows,
        }
