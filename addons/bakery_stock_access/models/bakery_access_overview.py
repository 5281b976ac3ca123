from odoo import api, models

from .bakery_access_role import ADMINISTER


class BakeryAccessOverview(models.AbstractModel):
    """Says who may do what, and why: which role gives it, where, and until when.

    Both directions are served: all that one user may do, and all users who may do
    one thing. The answer is made of the same grants as the guard asks for.
    """

    _name = "bakery.access.overview"
    _description = "Who May Do What"

    @api.model
    @api.readonly
    def explain(self, user_id):
        """Return what a user may do, and which of their roles gives it.

        Members of staff may ask about themselves; about others only who holds the
        right to manage access, or a system user.

        :param int user_id: id of a ``res.users``.
        :rtype: dict
        :return: ``user``; ``governed`` (False: these rights do not bind the user);
            ``reason``, a sentence on what decides; ``documents`` and ``verbs`` as
            ``[code, label]``; ``rights``, each with ``sources``; ``roles``, all that
            the user has, with ``valid``. A source is ``role_id``, ``role``,
            ``where`` and ``until`` (ISO date or False).
        :raise AccessError: when asked about somebody else without the right.
        """
        if user_id != self.env.uid:
            self._check_may_explain()
        # sudo: members of staff do not read the roles by which they are judged.
        user = self.env["res.users"].browse(user_id).sudo()
        lines = user.access_assignment_ids
        valid = lines.filtered(lambda line: line.is_valid and line.role_id.active)
        matrix = self.env["bakery.access.right"].get_matrix()
        sources = {line: self._source(line) for line in valid}
        for right in matrix["rights"]:
            right["sources"] = [
                source
                for line, source in sources.items()
                if right["id"] in line.role_id.right_ids.ids
            ]
        return {
            **matrix,
            "user": {"id": user.id, "name": user.name},
            "governed": user._is_governed(),
            "reason": self._reason(user, valid),
            "roles": [
                {**self._source(line), "valid": line in valid, "from": iso(line)}
                for line in lines
            ],
        }

    @api.model
    @api.readonly
    def holders(self, right_id, warehouse_id=False):
        """Return the users who hold a right, and through which roles.

        :param int right_id: id of a ``bakery.access.right``.
        :param int warehouse_id: where it must hold; False: anywhere.
        :rtype: dict
        :return: ``right``, ``users`` (``id``, ``name``, ``sources`` as in
            ``explain``), ``unbound`` (how many members of staff no role binds).
        :raise AccessError: without the right to manage access.
        """
        self._check_may_explain()
        right = self.env["bakery.access.right"].browse(right_id)
        users = {}
        for line in self._lines_with(right, warehouse_id):
            entry = users.setdefault(
                line.user_id,
                {"id": line.user_id.id, "name": line.user_id.name, "sources": []},
            )
            entry["sources"].append(self._source(line))
        return {
            "right": right.name,
            "users": sorted(users.values(), key=lambda entry: entry["name"]),
            "unbound": self._count_unbound(),
        }

    @api.model
    def _check_may_explain(self):
        """Refuse whoever neither manages access nor the system.

        Somebody whom no role binds is refused too: the page tells about others.
        """
        user = self.env.user
        if self.env.su or user._is_system():
            return
        grants = user._access_grants()
        if not any(ADMINISTER in grant.rights for grant in grants):
            self.env["bakery.access.denial"]._refuse(ADMINISTER, self)

    @api.model
    def _lines_with(self, right, warehouse_id):
        """Return the valid assignments that give a right in a warehouse."""
        # sudo: checked by the caller; users of other companies are members too.
        lines = (
            self.env["bakery.access.assignment"]
            .sudo()
            .search(
                [
                    ("role_id.right_ids", "in", right.ids),
                    ("role_id.active", "=", True),
                    ("user_id.active", "=", True),
                    ("is_valid", "=", True),
                ]
            )
        )
        return lines.filtered(
            lambda line: (
                not warehouse_id
                or (ids := line._warehouse_ids()) is None
                or warehouse_id in ids
            )
        )

    @api.model
    def _count_unbound(self):
        """Return how many members of staff may do what Odoo's own groups allow."""
        if self.env.company.access_control:
            return 0
        # sudo: as in _lines_with.
        return (
            self.env["res.users"]
            .sudo()
            .search_count(
                [("share", "=", False), ("access_assignment_ids", "=", False)]
            )
        )

    @api.model
    def _source(self, line):
        """Return what one assignment is, for people."""
        return {
            "role_id": line.role_id.id,
            "role": line.role_id.name,
            "where": self._where(line),
            "until": line.date_to and line.date_to.isoformat(),
        }

    @api.model
    def _where(self, line):
        """Return the names of warehouses, less those that the caller may not see."""
        ids = line._warehouse_ids()
        if ids is None:
            return self.env._("All warehouses")
        seen = self.env.user._visible_warehouse_ids()
        shown = [id_ for id_ in ids if self.env.su or seen is None or id_ in seen]
        # sudo: only names of warehouses that the caller sees are told.
        names = self.env["stock.warehouse"].sudo().browse(shown).mapped("name")
        if len(shown) < len(ids):
            names.append(
                self.env._("%(count)s more", count=len(ids) - len(shown))
                if names
                else self.env._("%(count)s warehouses", count=len(ids))
            )
        return ", ".join(names) or self.env._("Nowhere: no warehouse is selected")

    @api.model
    def _reason(self, user, valid):
        """Return a sentence on what decides about the user."""
        if user.share:
            return self.env._("Visitors and customers can have no role.")
        if not user.active:
            return self.env._("This user is archived and cannot log in.")
        if not user._is_governed():
            return self.env._(
                "No role: these rights do not bind this user, and Odoo's own groups"
                " decide alone until the company is switched over."
            )
        if not user.access_assignment_ids:
            return self.env._(
                "No role: nothing of this is allowed, since the company goes by roles."
            )
        if not valid:
            return self.env._("No role holds today: nothing of this is allowed.")
        return ""


def iso(line):
    """Return the first day of an assignment as text, False if there is none."""
    return line.date_from and line.date_from.isoformat()
