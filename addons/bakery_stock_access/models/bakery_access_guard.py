from typing import NamedTuple

from odoo import api, fields, models

# Fields of the chatter and of personal marks, which are no part of a document.
FREE = {
    "activity_ids",
    "is_favorite",
    "message_follower_ids",
    "message_ids",
    "message_main_attachment_id",
    "message_partner_ids",
    "printed",
}

# States that only processing leads to; Odoo itself writes the others on the way.
FINAL = {"done", "cancel"}


class Demand(NamedTuple):
    """A document and the warehouses in which a right on it must hold."""

    document: str
    warehouses: frozenset


class BakeryAccessGuard(models.AbstractModel):
    """Asks for the user's rights at the methods through which documents change.

    A model says for which document and warehouses its records count
    (``_access_demands``); its methods ask ``_guard(verb)`` before they go on. What
    Odoo does on the way, such as the next step of a route in a warehouse that the
    user does not see, is then done with elevated rights: the user asked for one
    thing, and the right to that was checked. The user stays who they are in
    messages and on records.

    Code that runs as superuser is not asked: it acts for a flow whose own entry
    was checked, such as a confirmed sale or the closing of a till.
    """

    _name = "bakery.access.guard"
    _description = "Guard of Documents"

    access_edit = fields.Boolean(compute="_compute_access")
    access_process = fields.Boolean(compute="_compute_access")
    access_cancel = fields.Boolean(compute="_compute_access")

    @api.depends_context("uid")
    def _compute_access(self):
        """Say which buttons would be refused; for forms only."""
        for record in self:
            record.access_edit = record._holds_verb("edit")
            record.access_process = record._holds_verb("process")
            record.access_cancel = record._holds_verb("cancel")

    def _access_demands(self):
        """Return the set of ``Demand`` for these records; override it.

        Called as superuser. Records that are no business of this addon, such as
        the movements of a manufacturing order, demand nothing.
        """
        return set()

    def _is_guarded(self):
        """Return whether the caller must be asked for rights at all."""
        return self.env["bakery.access.right"]._binds_caller()

    def _require_verb(self, verb):
        """Refuse unless the user may do ``verb`` with each of these records.

        :raise AccessError: naming the right that is missing.
        """
        Warehouse = self.env["stock.warehouse"]
        # sudo: what a document is must be known before it can be refused.
        for demand in self.sudo()._access_demands():
            self.env["bakery.access.right"]._require(
                f"{demand.document}_{verb}",
                self,
                warehouses=Warehouse.browse(sorted(filter(None, demand.warehouses))),
            )

    def _guard(self, *verbs, operation="write"):
        """Return the records, with elevated rights if the user's were checked.

        :param verbs: any one of them is enough; a refusal names the first.
        :param str operation: what Odoo's own access lists and rules must allow.
        :raise AccessError: naming the right that is missing.
        """
        if not self._is_guarded():
            return self
        self.check_access(operation)
        self._require_any(*verbs)
        # sudo: the entry was checked; see the class. What demands nothing is not
        # this addon's business and goes on as it came.
        return self.sudo() if self.sudo()._access_demands() else self

    def _require_any(self, *verbs):
        """Refuse unless the user may do one of ``verbs`` with these records."""
        if not any(self._holds_verb(verb) for verb in verbs):
            self._require_verb(verbs[0])

    def _holds_verb(self, verb):
        """Return whether the user may do ``verb`` with each of these records."""
        if not self._is_guarded():
            return True
        user = self.env.user
        # sudo: as in _require_verb.
        return all(
            user._holds_right(f"{demand.document}_{verb}", warehouse)
            for demand in self.sudo()._access_demands()
            for warehouse in (demand.warehouses or {False})
        )

    def _check_values(self, vals):
        """Refuse the values of a ``write`` that the user has no right to.

        Correcting what was processed takes the right to cancel it; filling in what
        is being processed, the right to process; all else, the right to edit.
        """
        names = vals.keys() - FREE
        if not names or not self._is_guarded():
            return
        # sudo: as in _require_verb.
        demands = self.sudo()._access_demands()
        if vals.get("state") in FINAL and demands:
            self._refuse_direct(min(demand.document for demand in demands))
        # sudo: the state decides which right is asked for.
        processed = self.browse(self.sudo().filtered(lambda r: r.state == "done").ids)
        if processed and names & (self._processed_names() | {"state"}):
            processed._require_verb("cancel")
        elif names <= self._processing_names() | {"state"}:
            self._require_any("process", "edit", "cancel")
        else:
            self._require_any("edit", "cancel")

    def _refuse_direct(self, document):
        """Refuse what nobody may write directly, such as the state of a document."""
        right = self.env["bakery.access.right"]._of_code(f"{document}_process")
        message = self.env._(
            "This changes by processing the document only, not by writing it directly"
            " (right “%(right)s”).",
            right=right.name,
        )
        self.env["bakery.access.denial"]._refuse(right.code, self, message=message)

    def _processing_names(self):
        """Return the fields that one fills in while processing a document."""
        return set()

    def _processed_names(self):
        """Return the fields whose change corrects a processed document."""
        return set()
