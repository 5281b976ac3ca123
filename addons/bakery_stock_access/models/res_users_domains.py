from odoo import SUPERUSER_ID, api, models, tools
from odoo.fields import Domain

from .bakery_access_right import DOCUMENTS


class ResUsers(models.Model):
    # What record rules ask of a user, beside the roles in res_users.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.users"

    def _visible_warehouse_ids(self):
        """Return ids of the warehouses the user sees, None when all."""
        self.ensure_one()
        if self.id == SUPERUSER_ID or self.share:
            return None
        scopes = [grant.warehouses for grant in self._access_grants()]
        if not scopes:
            # sudo: users do not read their own restrictions.
            scopes = [self.sudo()._own_warehouse_ids()]
        if None in scopes:
            return None
        return sorted({warehouse for scope in scopes for warehouse in scope})

    def _in_warehouses(self, *paths, shared=False, alone=None):
        """Return the domain of what lies in the user's warehouses; for record rules.

        :param paths: paths to a ``stock.warehouse``, any of which must be visible.
        :param bool shared: whether records that lead to no warehouse are visible.
        :param str alone: field of lines; records without any are visible.
        """
        ids = self._visible_warehouse_ids()
        if ids is None:
            return Domain.TRUE
        domain = Domain.OR(Domain(path, "in", ids) for path in paths)
        if shared:
            domain |= Domain.AND(Domain(path, "=", False) for path in paths)
        if alone:
            domain |= Domain(alone, "=", False)
        return domain

    def _visible_documents(self, model):
        """Return the domain of the documents of ``model`` that the user may view.

        What a role lets one view counts in the warehouses of that role. Movements of
        manufacturing orders are visible where they happen.
        """
        if not self._is_governed():
            return self._documents_in(model, self._visible_warehouse_ids())
        return Domain.OR(
            self._documents_of(model, grant.rights)
            & self._documents_in(model, grant.warehouses)
            for grant in self._access_grants()
        )

    def _documents_in(self, model, warehouse_ids):
        """Return the domain of documents that touch one of these warehouses."""
        if warehouse_ids is None:
            return Domain.TRUE
        places, shared, kinds, direct = self._places_of(tuple(warehouse_ids))
        source = Domain("location_id", "in", places)
        if model == "stock.scrap":
            return source
        touched = source | Domain("location_dest_id", "in", places)
        if model == "stock.picking":
            return touched | Domain("picking_type_id", "in", kinds)
        if not direct:
            return touched
        # Goods that go straight from vendor to customer touch no warehouse.
        nowhere = Domain("location_id", "in", shared)
        nowhere &= Domain("location_dest_id", "in", shared)
        path = "picking_id." if model == "stock.move.line" else ""
        return touched | (nowhere & Domain(f"{path}picking_type_id", "in", direct))

    @api.model
    @tools.ormcache("warehouse_ids")
    def _places_of(self, warehouse_ids):
        """Return ids of places: locations inside, those of no warehouse, types, and
        among these the types of goods that go straight from vendor to customer.

        Numbers instead of a path to the warehouse: with the path, the list of
        movements of a large bakery takes five times as long.
        """
        # sudo: domains of rules are made for the user, not by them.
        Location = self.env["stock.location"].sudo().with_context(active_test=False)
        Kind = self.env["stock.picking.type"].sudo().with_context(active_test=False)
        kinds = Kind.search([("warehouse_id", "in", warehouse_ids)])
        return (
            Location.search([("warehouse_id", "in", warehouse_ids)]).ids,
            Location.search([("warehouse_id", "=", False)]).ids,
            kinds.ids,
            kinds.filtered(lambda kind: kind.code == "dropship").ids,
        )

    def _in_locations(self):
        """Return the domain of what lies in the user's warehouses, by location."""
        ids = self._visible_warehouse_ids()
        if ids is None:
            return Domain.TRUE
        return Domain("location_id", "in", self._places_of(tuple(ids))[0])

    def _documents_of(self, model, rights):
        """Return the domain of the kinds of documents that ``rights`` let one view."""
        seen = {
            document for document, _name in DOCUMENTS if f"{document}_view" in rights
        }
        if model == "stock.scrap":
            return Domain.TRUE if "write_off" in seen else Domain.FALSE
        usages = {
            "receipt": ["supplier"],
            "shipment": ["customer"],
            "adjustment": ["inventory"],
            "write_off": ["inventory"],
            "transfer": [],
        }
        if seen == usages.keys():
            return Domain.TRUE
        shown = [usage for document in seen for usage in usages[document]]
        shown += [] if model == "stock.picking" else ["production"]
        domain = Domain("location_id.usage", "in", shown)
        domain |= Domain("location_dest_id.usage", "in", shown)
        if "transfer" in seen:
            inside = ["internal", "transit", "view"]
            domain |= Domain("location_id.usage", "in", inside) & Domain(
                "location_dest_id.usage", "in", inside
            )
        return domain

    def _visible_lots(self):
        """Return the domain of lots less those that lie in other warehouses only."""
        ids = self._visible_warehouse_ids()
        if ids is None:
            return Domain.TRUE
        here = Domain("quant_ids.location_id.warehouse_id", "in", ids)
        inside = Domain("quant_ids.location_id.usage", "=", "internal")
        return here | ~inside

    def _visible_references(self):
        """Return the domain of references between documents by what they lead to."""
        ids = self._visible_warehouse_ids()
        if ids is None:
            return Domain.TRUE
        places = self._places_of(tuple(ids))[0]
        here = Domain("move_ids.location_id", "in", places)
        here |= Domain("move_ids.location_dest_id", "in", places)
        # One's own has no movements yet while a document is being made.
        return here | Domain("create_uid", "=", self.id)

    def _visible_sequences(self):
        """Return the domain of sequences less those that number other warehouses.

        Their next number would tell how much happens there.
        """
        ids = self._visible_warehouse_ids()
        if ids is None:
            return Domain.TRUE
        return Domain("id", "not in", self._sequences_beyond(tuple(ids)))

    @api.model
    @tools.ormcache("warehouse_ids")
    def _sequences_beyond(self, warehouse_ids):
        """Return ids of the sequences that number documents of other warehouses."""
        # sudo: as in _places_of.
        Kind = self.env["stock.picking.type"].sudo().with_context(active_test=False)
        beyond = Kind.search([("warehouse_id", "not in", [*warehouse_ids, False])])
        return beyond.sequence_id.ids

    def _sees_pipeline(self):
        """Return the domain of the sales pipeline: all of it or nothing."""
        if not self._is_governed() or any(
            grant.rights & {"crm_own", "crm_all"} for grant in self._access_grants()
        ):
            return Domain.TRUE
        return Domain.FALSE
