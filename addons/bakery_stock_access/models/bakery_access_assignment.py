from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BakeryAccessAssignment(models.Model):
    """A user has a role, for good or between two dates.

    The role's group follows: a user is in it on the days on which the assignment
    holds. Giving the group on the user form makes an assignment without dates.
    """

    _name = "bakery.access.assignment"
    _description = "Role of a User"
    _order = "user_id, role_id"
    _rec_name = "role_id"

    user_id = fields.Many2one(
        "res.users",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("share", "=", False)],
    )
    role_id = fields.Many2one(
        "bakery.access.role", required=True, ondelete="cascade", index=True
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until", help="The last day on which the role holds.")
    is_valid = fields.Boolean(
        string="Holds Today", compute="_compute_is_valid", search="_search_is_valid"
    )
    warehouse_scope = fields.Selection(
        [("all", "All warehouses"), ("selected", "Selected warehouses")],
        string="Works in",
        compute="_compute_warehouses",
        inverse="_inverse_warehouse_scope",
    )
    allowed_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Allowed Warehouses",
        compute="_compute_warehouses",
        inverse="_inverse_allowed_warehouse_ids",
    )

    _user_role_unique = models.Constraint(
        "UNIQUE(user_id, role_id)", "The user has this role already."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A role cannot end before it begins."
    )

    @api.depends("date_from", "date_to")
    def _compute_is_valid(self):
        today = self.env["res.users"]._access_day()
        for assignment in self:
            assignment.is_valid = assignment._holds_on(today)

    def _holds_on(self, day):
        """Return whether the role is the user's on ``day``."""
        self.ensure_one()
        return (not self.date_from or self.date_from <= day) and (
            not self.date_to or self.date_to >= day
        )

    @api.depends("user_id.warehouse_scope", "user_id.allowed_warehouse_ids")
    def _compute_warehouses(self):
        for assignment in self:
            # sudo: whoever manages roles sees where their members work.
            user = assignment.user_id.sudo()
            assignment.warehouse_scope = user.warehouse_scope
            assignment.allowed_warehouse_ids = user.allowed_warehouse_ids.ids

    def _search_is_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["res.users"]._access_day()
        valid = Domain("date_from", "=", False) | Domain("date_from", "<=", today)
        valid &= Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        return valid if True in value else ~valid

    def _inverse_warehouse_scope(self):
        for assignment in self:
            assignment.user_id._set_warehouses(scope=assignment.warehouse_scope)

    def _inverse_allowed_warehouse_ids(self):
        for assignment in self:
            assignment.user_id._set_warehouses(assignment.allowed_warehouse_ids)

    @api.constrains("user_id")
    def _check_internal(self):
        for assignment in self:
            if assignment.user_id.share:
                raise ValidationError(
                    self.env._(
                        "%(user)s is not a member of staff and can have no role.",
                        user=assignment.user_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        Role = self.env["bakery.access.role"]
        grants = Role._own_grants()
        Role.browse(vals["role_id"] for vals in vals_list)._check_within(grants)
        assignments = super().create(vals_list)
        assignments.user_id._apply_roles()
        return assignments

    def write(self, vals):
        grants = self.role_id._own_grants()
        self.role_id._check_within(grants)
        users = self.user_id
        with self.env["bakery.access.role"]._keeping_an_administrator():
            result = super().write(vals)
        self.role_id._check_within(grants)
        (users | self.user_id)._apply_roles()
        return result

    def unlink(self):
        self.role_id._check_within(self.role_id._own_grants())
        users = self.user_id
        with self.env["bakery.access.role"]._keeping_an_administrator():
            result = super().unlink()
        users._apply_roles()
        return result

    def _warehouse_ids(self):
        """Return ids of the warehouses where the role holds, None when in all."""
        self.ensure_one()
        # sudo: users do not read the restrictions of others; asked by the server.
        line = self.sudo().with_context(active_test=False)
        places = {
            "user": (line.user_id.warehouse_scope, line.user_id.allowed_warehouse_ids),
            "all": ("all", None),
            "selected": ("selected", line.role_id.warehouse_ids),
        }
        scope, warehouses = places[line.role_id.warehouse_scope]
        return None if scope == "all" else warehouses.ids

    @api.model
    def _cron_apply_dates(self):
        """Move users in and out of the groups of roles that began or ended."""
        dated = self.search(["|", ("date_from", "!=", False), ("date_to", "!=", False)])
        dated.user_id._apply_roles()
