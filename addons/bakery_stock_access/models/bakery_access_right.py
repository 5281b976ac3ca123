from odoo import api, fields, models, tools

DOCUMENTS = [
    ("receipt", "Receipts"),
    ("adjustment", "Inventory Adjustments"),
    ("transfer", "Transfers"),
    ("shipment", "Sales Shipments"),
    ("write_off", "Write-offs"),
]
VERBS = [
    ("view", "View"),
    ("edit", "Create and edit"),
    ("process", "Process"),
    ("cancel", "Cancel processing"),
    ("delete", "Delete"),
]


class BakeryAccessRight(models.Model):
    """One thing that a role may allow, such as processing receipts.

    The list is data of this addon: nobody adds rights at run time, because a right
    means nothing without the code that asks for it.
    """

    _name = "bakery.access.right"
    _description = "Access Right"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    document = fields.Selection(DOCUMENTS)
    verb = fields.Selection(VERBS)
    description = fields.Char(translate=True)
    group_ids = fields.Many2many(
        "res.groups",
        string="Needs",
        help="Groups of Odoo without which the right could not be used; whoever has"
        " the right has them too.",
    )

    _code_unique = models.Constraint("UNIQUE(code)", "The code of a right is unique.")

    @api.model
    @tools.ormcache(cache="stable")
    def _ids_by_code(self):
        """Return the id of every right by its code."""
        # sudo: a right's name is no secret, and whoever asks may lack the ACL.
        return {right.code: right.id for right in self.sudo().search([])}

    @api.model
    def _of_code(self, code):
        return self.sudo().browse(self._ids_by_code()[code])

    @api.model
    @api.readonly
    def get_matrix(self):
        """Return all rights, and the labels of documents and verbs, for a table.

        Called by the field widget ``access_matrix``; the list is no secret.

        :rtype: dict
        :return: ``documents`` and ``verbs`` as ``[code, label]``, ``rights`` as dicts.
        """
        fields_info = self.fields_get(["document", "verb"], ["selection"])
        return {
            "documents": fields_info["document"]["selection"],
            "verbs": fields_info["verb"]["selection"],
            "rights": self.search_read(
                [("code", "!=", False)],
                ["name", "code", "document", "verb", "description"],
            ),
        }

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache("stable")
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        if "group_ids" in vals:
            # sudo: rights are data; roles that were made before an update of the
            # addon need the groups that it adds.
            roles = self.env["bakery.access.role"].sudo()
            for role in roles.with_context(active_test=False).search(
                [("right_ids", "in", self.ids)]
            ):
                role._apply_rights(self.browse())
        return result

    def _missing_message(self, place=""):
        """Return the sentence for whoever lacks the right, in their language."""
        self.ensure_one()
        if place:
            return self.env._(
                "You lack the right “%(right)s” in %(place)s. A store administrator"
                " can give it to you.",
                right=self.name,
                place=place,
            )
        return self.env._(
            "You lack the right “%(right)s” here. A store administrator can give it"
            " to you.",
            right=self.name,
        )

    @api.model
    def _binds_caller(self):
        """Return whether the caller must hold rights at all; the superuser never."""
        return not self.env.su and self.env.user._is_governed()

    @api.model
    def _require(
        self, code, records=None, warehouses=None, everywhere=False, grants=None
    ):
        """Refuse, and record the refusal, unless the current user holds a right.

        The superuser holds them all: it acts for a flow whose entry was checked.

        :param str code: code of a right.
        :param records: the documents in question, for the record of refusals.
        :param warehouses: ``stock.warehouse`` records in each of which it must hold.
        :param bool everywhere: whether it must hold in all warehouses.
        :param grants: what the user held before a change that is being checked.
        :raise AccessError: naming the right.
        """
        if not self._binds_caller():
            return
        grants = self.env.user._access_grants() if grants is None else grants
        held = [grant for grant in grants if code in grant.rights]
        if everywhere:
            held = [grant for grant in held if grant.warehouses is None]
        for warehouse_id in warehouses.ids if warehouses else [False]:
            if not any(grant.covers(warehouse_id) for grant in held):
                self.env["bakery.access.denial"]._refuse(code, records, warehouse_id)
