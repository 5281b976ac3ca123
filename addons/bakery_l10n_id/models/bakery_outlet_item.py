from typing import ClassVar

from odoo import fields, models
from odoo.tools import SQL


class BakeryOutletItem(models.Model):
    """A journal item's share of an outlet, as a source of columns for statements.

    An item may be shared: rent of a building with two outlets is half of each. What
    carries no outlet is in no row.
    """

    _name = "bakery.outlet.item"
    _description = "Outlet Journal Item"
    _auto = False
    _order = "date desc, move_id desc, id"

    outlet_id = fields.Many2one("account.analytic.account", readonly=True)
    move_line_id = fields.Many2one(
        "account.move.line", string="Journal Item", readonly=True
    )
    move_id = fields.Many2one("account.move", string="Journal Entry", readonly=True)
    name = fields.Char(string="Label", readonly=True)
    date = fields.Date(readonly=True)
    account_id = fields.Many2one("account.account", readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    journal_id = fields.Many2one("account.journal", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    parent_state = fields.Selection(
        [("draft", "Draft"), ("posted", "Posted"), ("cancel", "Cancelled")],
        string="Status",
        readonly=True,
    )
    debit = fields.Monetary(readonly=True)
    credit = fields.Monetary(readonly=True)
    balance = fields.Monetary(readonly=True)

    _depends: ClassVar = {
        "account.move.line": [
            "account_id",
            "analytic_distribution",
            "balance",
            "company_currency_id",
            "company_id",
            "credit",
            "date",
            "debit",
            "journal_id",
            "move_id",
            "name",
            "parent_state",
            "partner_id",
        ]
    }

    @property
    def _table_query(self):
        # A distribution maps "account,account" of several plans to its percentage. The
        # id must not change between two queries, so it is made of the item's own.
        return SQL(
            """
            SELECT item.id::bigint * 1024 + share.position AS id,
                   share.outlet_id, item.id AS move_line_id, item.move_id, item.name,
                   item.date, item.account_id, item.partner_id, item.journal_id,
                   item.company_id, item.company_currency_id AS currency_id,
                   item.parent_state, item.debit * share.part AS debit,
                   item.credit * share.part AS credit,
                   item.balance * share.part AS balance
              FROM account_move_line AS item
             CROSS JOIN LATERAL (
                       SELECT row_number() OVER () AS position,
                              outlet.id::integer AS outlet_id,
                              percentage.value::numeric / 100 AS part
                         FROM jsonb_each_text(item.analytic_distribution)
                              AS percentage(key, value)
                        CROSS JOIN LATERAL regexp_split_to_table(percentage.key, ',')
                              AS outlet(id)
                   ) AS share
             WHERE item.analytic_distribution IS NOT NULL
               AND jsonb_typeof(item.analytic_distribution) = 'object'
            """
        )

    def action_open_entry(self):
        """Open the journal entry that this share comes from."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }
