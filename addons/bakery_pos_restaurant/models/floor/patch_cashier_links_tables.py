from odoo import models
from odoo.exceptions import AccessError, UserError


class RestaurantTable(models.Model):
    """Stock defect: a cashier cannot link tables.

    The till writes ``restaurant.table.parent_id`` when a table is drawn onto another,
    taken off again, and when the bill of linked tables is paid, but only managers may
    write tables: a user with nothing but *Point of Sale / User* gets an access error,
    and the tables stay as they were (odoo/odoo#273387, #273379). The till of such a
    user calls :meth:`link_to`, see ``static/src/patches/cashier_links_tables.js``.
    """

    _inherit = "restaurant.table"

    def link_to(self, parent_id, device_identifier=None):
        """Link these tables to another one, or take them off the one they are at.

        Called by the till; other tablets of the same till are told.

        :param parent_id: id of the table to which they are linked, or False
        :param device_identifier: the tablet that asks, which knows already
        :return: ``[{"id": …, "parent_id": … or False}]``
        :raise AccessError: the user does not sell
        :raise UserError: a table is not in service, or would be linked in a circle
        """
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells links tables."))
        parent = self._parent_of_call(parent_id)
        sessions = (self | parent)._sessions_in_service()
        self._check_circle(parent)
        # sudo: cashiers do not write tables; this writes nothing but the link.
        self.sudo().write({"parent_id": parent.id})
        for session in sessions:
            session.config_id.notify_synchronisation(
                session.id, device_identifier, {self._name: self.ids}
            )
        return self.read(["parent_id"], load=None)

    def _parent_of_call(self, parent_id):
        if parent_id and type(parent_id) is not int:
            raise UserError(self.env._("A table is linked to one other table."))
        return self.browse(parent_id or ())

    def _sessions_in_service(self):
        """Return the open sessions that serve all these tables.

        :raise UserError: there is none that the user may use
        """
        floors = self.exists().filtered("active").floor_id
        sessions = self.env["pos.session"].search(
            [("config_id.floor_ids", "in", floors.ids), ("state", "!=", "closed")]
        )
        serving = sessions.filtered(lambda s: floors <= s.config_id.floor_ids)
        if not serving or self != self.exists().filtered("active"):
            raise UserError(
                self.env._("No open till serves these tables; open it first.")
            )
        return serving

    def _check_circle(self, parent):
        """Refuse a circle of tables: the till follows links until they end."""
        chain = parent
        while chain[-1:].parent_id and chain[-1:].parent_id not in chain:
            chain |= chain[-1:].parent_id
        # Two tablets may link the same tables in opposite directions at once.
        (self | chain).lock_for_update()
        if self & chain:
            raise UserError(
                self.env._(
                    "These tables are linked already; take one off before linking them"
                    " the other way round."
                )
            )
