from odoo import fields, models


class BakeryTaxProfileChange(models.TransientModel):
    _name = "bakery.tax.profile.change"
    _description = "Change of a Tax Profile"

    profile_id = fields.Many2one("bakery.tax.profile", ondelete="cascade")
    record = fields.Char(string="Where", readonly=True)
    field = fields.Char(string="What", readonly=True)
    old = fields.Char(string="Now", readonly=True)
    new = fields.Char(string="Then", readonly=True)
    state = fields.Selection(
        [("change", "Changes"), ("left", "Stays as It Is")], readonly=True
    )
