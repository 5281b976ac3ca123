from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

ADMINISTER = "access_configure"


class BakeryAccessRole(models.Model):
    """A named bundle of rights that users are given, within warehouses.

    A role brings a group of Odoo along, because Odoo's own access lists and menus
    know only groups; which groups these imply follows from the rights. Whoever
    holds the right to manage access edits roles without being a system user: the
    changes to groups are then made for them, after it was checked that they give
    away nothing they do not have themselves.
    """

    _name = "bakery.access.role"
    _description = "Access Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=100)
    note = fields.Char(string="Meant for", translate=True)
    group_id = fields.Many2one(
        "res.groups",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index=True,
        help="The group that members of the role are in.",
    )
    right_ids = fields.Many2many("bakery.access.right", string="Rights")
    warehouse_scope = fields.Selection(
        [
            ("user", "Those of the user"),
            ("all", "All warehouses"),
            ("selected", "These warehouses"),
        ],
        string="Warehouses",
        required=True,
        default="user",
        help="Where the rights of this role hold. Selected and empty means nowhere.",
    )
    warehouse_ids = fields.Many2many("stock.warehouse", string="Selected Warehouses")
    assignment_ids = fields.One2many("bakery.access.assignment", "role_id")
    user_count = fields.Integer(compute="_compute_user_count")
    discount_limit = fields.Float(
        string="Discount up to (%)",
        help="How far below the price list this role may sell, in percent.",
    )
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", export_string_translation=False
    )
    write_off_limit = fields.Monetary(
        string="Write-offs a Day up to",
        help="Value that a user of this role may write off in a day without another's"
        " approval; 0 means that each write-off needs it.",
    )

    _group_unique = models.Constraint(
        "UNIQUE(group_id)", "A group belongs to one role only."
    )

    @api.depends("assignment_ids.is_valid")
    def _compute_user_count(self):
        for role in self:
            role.user_count = len(role.assignment_ids.filtered("is_valid"))

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.constrains("name")
    def _check_name(self):
        if any(not role.name.strip() for role in self):
            raise ValidationError(self.env._("A role needs a name."))

    @api.constrains("right_ids")
    def _check_right_ids(self):
        for role in self:
            if not role.right_ids:
                raise ValidationError(
                    self.env._(
                        "The role %(role)s allows nothing: choose its rights.",
                        role=role.name,
                    )
                )

    @api.constrains("discount_limit", "write_off_limit")
    def _check_limits(self):
        for role in self:
            if not 0 <= role.discount_limit <= 100 or role.write_off_limit < 0:
                raise ValidationError(
                    self.env._(
                        "The limits of the role %(role)s are wrong: a discount lies"
                        " between 0 and 100 %%, an amount is not negative.",
                        role=role.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        grants = self._own_grants()
        roles = super().create([self._without_group(vals) for vals in vals_list])
        roles._check_within(grants)
        roles._ensure_group()
        for role in roles:
            role._apply_rights(self.env["bakery.access.right"])
        roles._adopt_members()
        return roles

    def write(self, vals):
        grants = self._own_grants()
        self._check_within(grants)
        before = {role: (role.right_ids, role.group_id) for role in self}
        with self._keeping_an_administrator():
            result = super().write(self._without_group(vals))
        self._check_within(grants)
        for role, (rights, group) in before.items():
            role._apply_rights(rights)
            if group != role.group_id:
                # sudo: as in _ensure_group; members leave the old group for the new.
                group.sudo().with_context(
                    applying_roles=True
                ).user_ids -= role.assignment_ids.user_id
                role._adopt_members()
                role._drop_groups(group)
        if "active" in vals:
            self.assignment_ids.user_id._apply_roles()
        return result

    def unlink(self):
        self._check_within(self._own_grants())
        groups = self.group_id
        with self._keeping_an_administrator():
            self.assignment_ids.unlink()
            result = super().unlink()
        self.env.registry.clear_cache()
        # A group that came with an addon stays; the addon would miss it.
        # sudo: the administrator of roles is no system user.
        own = groups.sudo().filtered(
            lambda group: not group.get_external_id()[group.id]
        )
        own.unlink()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for role, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%(role)s (copy)", role=role.name)
        return vals_list

    def action_open_users(self):
        """Open the members of this role."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_stock_access.bakery_access_assignment_action"
        )
        return {
            **action,
            "domain": [("role_id", "=", self.id)],
            "context": {"default_role_id": self.id},
        }

    def _without_group(self, vals):
        """Return ``vals`` less the group, which only data files may name.

        Choosing a group would be choosing rights past the list of rights.
        """
        if self.env.su or "group_id" not in vals:
            return vals
        return {name: value for name, value in vals.items() if name != "group_id"}

    def _ensure_group(self):
        """Give each role a group of its own that makes its members staff."""
        staff = self.env.ref("base.group_user")
        privilege = self.env.ref("bakery_stock_access.res_groups_privilege_access")
        for role in self.filtered(lambda role: not role.group_id):
            # sudo: the administrator of roles is no system user; what the group
            # implies was checked against their own rights.
            role.sudo().group_id = (
                self.env["res.groups"]
                .sudo()
                .create(
                    {
                        "name": role.name,
                        "privilege_id": privilege.id,
                        "implied_ids": [Command.set(staff.ids)],
                    }
                )
            )

    def _adopt_members(self):
        """Give the role to those who are in its group already."""
        # sudo: as in _ensure_group; only data files choose a group.
        members = self.sudo().group_id.user_ids
        members._assign_roles_of_groups()
        self.assignment_ids.user_id._apply_roles()

    @api.model
    def _drop_groups(self, groups):
        """Delete groups that roles no longer use, less those of an addon."""
        # sudo: as in _ensure_group; the addon would miss its group.
        groups = groups.sudo().exists()
        groups.filtered(lambda group: not group.get_external_id()[group.id]).unlink()

    def _apply_rights(self, before):
        """Let the group imply what the rights need, and no longer what they did."""
        self.ensure_one()
        # sudo: as in _ensure_group.
        group = self.sudo().group_id
        needed = self.sudo().right_ids.group_ids
        dropped = before.sudo().group_ids - needed
        commands = [Command.link(g.id) for g in needed - group.implied_ids]
        commands += [Command.unlink(g.id) for g in dropped & group.implied_ids]
        if commands:
            group.implied_ids = commands
        self.env.registry.clear_cache()

    @api.model
    def _own_grants(self):
        """Return what the caller holds now, before a change is made and checked.

        A change may widen the caller's own role, which must not justify itself.
        """
        return self.env.user._access_grants()

    def _check_within(self, grants):
        """Refuse to touch a role that allows more than the caller has themselves.

        :param grants: what ``_own_grants`` returned before the change.
        :raise AccessError: naming the first right that the caller lacks.
        """
        user = self.env.user
        if self.env.su or user._is_system():
            return
        self.env["bakery.access.right"]._require(ADMINISTER, grants=grants)
        for role in self:
            role._check_rights_held(grants)
            role._check_groups_held(user)

    def _check_rights_held(self, grants):
        Right = self.env["bakery.access.right"]
        everywhere = self.warehouse_scope == "all"
        selected = self.warehouse_scope == "selected" and self.warehouse_ids
        for right in self.right_ids:
            Right._require(
                right.code,
                self,
                warehouses=selected or None,
                everywhere=everywhere,
                grants=grants,
            )

    def _check_groups_held(self, user):
        """Refuse groups beyond this addon's own that the caller is not in."""
        # sudo: groups are not readable, and only names of roles are told.
        role = self.sudo()
        beyond = (
            role.group_id.all_implied_ids - role.group_id - user.sudo().all_group_ids
        )
        beyond -= role.right_ids.group_ids.all_implied_ids
        if beyond:
            raise AccessError(
                self.env._(
                    "The role %(role)s allows more than you may yourself (%(group)s):"
                    " only a system administrator can give or change it.",
                    role=role.name,
                    group=beyond[:1].full_name,
                )
            )

    @api.model
    @contextmanager
    def _keeping_an_administrator(self):
        """Refuse what is done inside if it leaves nobody to manage roles.

        The row of the right is written first: of two administrators who remove each
        other at once, the second is refused by the database, runs again and then
        sees what the first did. A mere lock would let it go on with what it saw.

        :raise UserError: when the last administrator would go.
        """
        if self.env.context.get(MODULE_UNINSTALL_FLAG):
            yield
            return
        right = self.env["bakery.access.right"]._of_code(ADMINISTER)
        # Raw SQL: the ORM would leave out a write that changes nothing.
        self.env.cr.execute(
            "UPDATE bakery_access_right SET write_date = now() WHERE id = %s",
            [right.id],
        )
        had_one = self._has_administrator(right)
        yield
        if had_one and not self._has_administrator(right):
            raise UserError(
                self.env._(
                    "Somebody must be left to manage roles: first give another user"
                    " the right “%(right)s” without an end date.",
                    right=right.name,
                )
            )

    @api.model
    def _has_administrator(self, right):
        # sudo: the count goes over all users, whom the caller may not see.
        Assignment = self.env["bakery.access.assignment"].sudo()
        domain = [
            ("role_id.right_ids", "in", right.ids),
            ("role_id.active", "=", True),
            ("user_id.active", "=", True),
            ("is_valid", "=", True),
            ("date_to", "=", False),
        ]
        return bool(Assignment.search_count(domain, limit=1))
