import functools
from typing import NamedTuple

import pytz

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.fields import Command


@functools.lru_cache(maxsize=256)
def day_in_zone(zone, quarter):
    """Return the date in a time zone; a request asks for it a thousand times.

    :param str zone: name of the time zone.
    :param datetime quarter: when a quarter of an hour began, in UTC. In none of them
        midnight strikes anywhere but at its beginning.
    """
    return pytz.utc.localize(quarter).astimezone(pytz.timezone(zone)).date()


class Grant(NamedTuple):
    """What one valid role gives a user."""

    role: int
    rights: frozenset
    warehouses: tuple | None  # None: all of them
    discount_limit: float
    write_off_limit: float

    def covers(self, warehouse_id):
        """Return whether the role holds in a warehouse (no warehouse: it does)."""
        return (
            not warehouse_id
            or self.warehouses is None
            or warehouse_id in self.warehouses
        )


class ResUsers(models.Model):
    _inherit = "res.users"

    warehouse_scope = fields.Selection(
        [("all", "All warehouses"), ("selected", "Selected warehouses")],
        string="Works in",
        required=True,
        default="all",
        help="Selected and empty means no warehouse at all.",
    )
    allowed_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        "res_users_allowed_warehouse_rel",
        "user_id",
        "warehouse_id",
        string="Allowed Warehouses",
    )
    access_assignment_ids = fields.One2many(
        "bakery.access.assignment", "user_id", string="Roles"
    )

    @api.constrains("property_warehouse_id")
    def _check_property_warehouse_id(self):
        """Refuse a default warehouse where the user does not work.

        Everybody may choose their own default, by RPC too.
        """
        for user in self:
            warehouse = user.property_warehouse_id
            visible = user._visible_warehouse_ids()
            if warehouse and visible is not None and warehouse.id not in visible:
                self.env["bakery.access.denial"]._refuse(
                    "shipment_view", warehouse_id=warehouse.id
                )

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._assign_roles_of_groups()
        return users

    def write(self, vals):
        if not vals.keys() & {"group_ids", "active"} or self.env.context.get(
            "applying_roles"
        ):
            return super().write(vals)
        with self.env["bakery.access.role"]._keeping_an_administrator():
            result = super().write(vals)
            if "group_ids" in vals:
                self._assign_roles_of_groups()
        return result

    def unlink(self):
        with self.env["bakery.access.role"]._keeping_an_administrator():
            return super().unlink()

    @api.model
    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {
            "warehouse_scope",
            "allowed_warehouse_ids",
        }

    # Roles and groups ---------------------------------------------------------

    def _assign_roles_of_groups(self):
        """Assign the roles whose group a system user gave, end those taken away."""
        # sudo: whoever may edit users may do this, without access to roles.
        roles = (
            self.env["bakery.access.role"].sudo().search([("group_id", "!=", False)])
        )
        Assignment = self.env["bakery.access.assignment"].sudo()
        given = self.sudo().with_context(applying_roles=True)
        wanted = {
            (user.id, role.id)
            for user in given.filtered(lambda user: not user.share)
            for role in roles
            if role.group_id in user.group_ids
        }
        found = Assignment.search([("user_id", "in", self.ids)])
        known = {(line.user_id.id, line.role_id.id): line for line in found}
        for line in found:
            if (line.user_id.id, line.role_id.id) not in wanted and line.is_valid:
                line.unlink()
        Assignment.create(
            [
                {"user_id": user_id, "role_id": role_id}
                for user_id, role_id in sorted(wanted - known.keys())
            ]
        )

    def _apply_roles(self):
        """Put each user into the groups of the roles that hold today, and no other."""
        today = self._access_day()
        # sudo: the administrator of roles is no system user; what a role may give
        # was checked before.
        for user in self.sudo().with_context(applying_roles=True, active_test=False):
            holding = user.access_assignment_ids.filtered(
                lambda line: line.role_id.active and line._holds_on(today)
            )
            wanted = holding.role_id.group_id
            # sudo: as above.
            roles = (
                self.env["bakery.access.role"].sudo().with_context(active_test=False)
            )
            present = roles.search([("group_id", "in", user.group_ids.ids)]).group_id
            commands = [Command.link(group.id) for group in wanted - present]
            commands += [Command.unlink(group.id) for group in present - wanted]
            if commands:
                # Without a role one is still staff, and may log in.
                staff = self.env.ref("base.group_user")
                keep = [Command.link(staff.id)] if user._is_internal() else []
                user.group_ids = keep + commands
        self.env.registry.clear_cache()

    def _set_warehouses(self, warehouses=None, scope="selected"):
        """Change where users work, as the administrator of roles may.

        :raise AccessError: when the caller lacks the right, or does not work there.
        """
        for user in self:
            values = {"warehouse_scope": scope}
            if warehouses is not None:
                values["allowed_warehouse_ids"] = [Command.set(warehouses.ids)]
            if not self.env.su and not self.env.user._is_system():
                # sudo: the roles are read to be compared, not shown.
                roles = user.sudo().access_assignment_ids.role_id.sudo(False)
                roles._check_within(roles._own_grants())
                self.env["bakery.access.right"]._require(
                    "access_configure",
                    warehouses=warehouses,
                    everywhere=scope == "all",
                )
            # sudo: the administrator of roles is no system user; checked above.
            user.sudo().write(values)

    # Rights -------------------------------------------------------------------

    @api.model
    def _access_day(self):
        """Return today where the bakery is; roles begin and end at its midnight.

        The same day for everybody, wherever the one who asks may be.
        """
        now = fields.Datetime.now()
        quarter = now.replace(minute=now.minute // 15 * 15, second=0)
        return day_in_zone(self._access_zone(self.env.company.id), quarter)

    @api.model
    @tools.ormcache("company_id")
    def _access_zone(self, company_id):
        # sudo: users need no access to the calendar to be judged by its day.
        company = self.env["res.company"].sudo().browse(company_id)
        return company.resource_calendar_id.tz or "UTC"

    def _access_grants(self):
        """Return what the roles of the user give today, as a tuple of ``Grant``."""
        return self._access_of_day(self._access_day())[1]

    @tools.ormcache("self.id", "day")
    def _access_of_day(self, day):
        """Return whether the user has any role, and what those of ``day`` give."""
        # sudo: a user may not read roles, but is judged by them.
        user = self.sudo()
        own = user._own_warehouse_ids()
        grants = []
        for line in user.access_assignment_ids:
            role = line.role_id
            if not role.active or not line._holds_on(day):
                continue
            scopes = {
                "user": own,
                "all": None,
                "selected": tuple(role.warehouse_ids.ids),
            }
            grants.append(
                Grant(
                    role.id,
                    frozenset(role.right_ids.mapped("code")),
                    scopes[role.warehouse_scope],
                    role.discount_limit,
                    role.write_off_limit,
                )
            )
        return bool(user.access_assignment_ids), tuple(grants)

    def _get_default_warehouse_id(self):
        """Return the default warehouse unless the user no longer works there."""
        warehouse = super()._get_default_warehouse_id()
        visible = self._visible_warehouse_ids() if self else None
        if visible is None or warehouse.id in visible:
            return warehouse
        # sudo: the user may be somebody else, such as the salesperson of an order.
        Warehouse = self.env["stock.warehouse"].sudo()
        return Warehouse.search(
            [("id", "in", visible), ("company_id", "=", self.env.company.id)], limit=1
        ).sudo(self.env.su)

    def _own_warehouse_ids(self):
        """Return ids of the warehouses set for the user, None when all."""
        if self.warehouse_scope == "all":
            return None
        return tuple(self.with_context(active_test=False).allowed_warehouse_ids.ids)

    def _is_governed(self):
        """Return whether the rights of this addon bind the user.

        They bind whoever has a role, and everybody in a company that was switched
        over. The superuser and visitors of the portal and the shop are not bound:
        the first works for others, the latter have no access but through code.
        """
        self.ensure_one()
        if self.id == SUPERUSER_ID or self._is_public() or not self._is_internal():
            return False
        return (
            self.env.company.access_control
            or self._access_of_day(self._access_day())[0]
        )

    def _holds_right(self, code, warehouse_id=False):
        """Return whether the user may do ``code`` in a warehouse (or at all)."""
        self.ensure_one()
        return not self._is_governed() or any(
            code in grant.rights and grant.covers(warehouse_id)
            for grant in self._access_grants()
        )

    def _discount_limit(self, warehouse_id):
        """Return how far below the price list the user may sell, in percent."""
        limits = [
            grant.discount_limit
            for grant in self._access_grants()
            if grant.covers(warehouse_id)
        ]
        return max(limits, default=0)

    def _write_off_limit(self, warehouse_id):
        """Return what the user may write off a day without approval, in rupiah.

        :param int warehouse_id: where the roles that give the limit must hold.
        """
        limits = [
            grant.write_off_limit
            for grant in self._access_grants()
            if "write_off_process" in grant.rights and grant.covers(warehouse_id)
        ]
        return max(limits, default=0)
