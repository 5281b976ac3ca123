from odoo import fields, models


class BooksCheckLine(models.TransientModel):
    _name = "bakery.books.check.line"
    _inherit = "bakery.document.line"
    _description = "Books Check Line"

    check_id = fields.Many2one("bakery.books.check", required=True, ondelete="cascade")
    code = fields.Char()
    expected = fields.Monetary(string="Documents")
    actual = fields.Monetary(string="Ledger")
    difference = fields.Monetary()
    ok = fields.Boolean(string="Ties Out")
    currency_id = fields.Many2one(related="check_id.company_id.currency_id")
