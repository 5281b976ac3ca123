from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

OWNER = "bakery_mrp.bakery_mrp_group_formula_owner"

# What was approved: these do not change any more.
CONTENT = {
    "bake_loss",
    "bom_line_ids",
    "byproduct_ids",
    "company_id",
    "core_temperature",
    "flour_weight",
    "is_formula",
    "mix_loss",
    "operation_ids",
    "oven_minutes",
    "oven_temperature",
    "piece_weight",
    "product_id",
    "product_qty",
    "product_tmpl_id",
    "product_uom_id",
    "tray_pieces",
    "type",
}
# Written by the actions below only.
BY_ACTION = {
    "approved_by_id",
    "approved_date",
    "formula_root_id",
    "formula_state",
    "version",
}


# pylint: disable=consider-merging-classes-inherited
# Versions and their approval are a subject of their own.
class MrpBom(models.Model):
    _inherit = "mrp.bom"

    formula_approval = fields.Boolean(compute="_compute_formula_approval")
    formula_state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved")],
        string="Formula Status",
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )
    version = fields.Integer(default=1, required=True, copy=False)
    formula_root_id = fields.Many2one(
        "mrp.bom",
        string="First Version",
        copy=False,
        index=True,
        ondelete="restrict",
        help="The version that all later ones come from; empty on the first.",
    )
    version_count = fields.Integer(
        string="Versions", compute="_compute_version_count", compute_sudo=False
    )
    approved_by_id = fields.Many2one("res.users", copy=False, readonly=True)
    approved_date = fields.Datetime(string="Approved on", copy=False, readonly=True)

    _one_approved = models.UniqueIndex(
        "(COALESCE(formula_root_id, id)) WHERE active AND is_formula AND "
        "formula_state = 'approved'",
        "Another version of this formula has just been approved: reload the page.",
    )
    _one_of_each_version = models.UniqueIndex(
        "(formula_root_id, version) WHERE formula_root_id IS NOT NULL",
        "This version of the formula has just been made: reload the page.",
    )

    @api.depends("company_id.formula_approval", "is_formula")
    @api.depends_context("company")
    def _compute_formula_approval(self):
        for bom in self:
            company = bom.company_id or self.env.company
            bom.formula_approval = bom.is_formula and company.formula_approval

    @api.depends("formula_root_id")
    def _compute_version_count(self):
        roots = self.mapped(lambda bom: bom._root().id)
        counts = dict.fromkeys(roots, 1)
        later = self.with_context(active_test=False)._read_group(
            [("formula_root_id", "in", roots)], ["formula_root_id"], ["__count"]
        )
        for root, count in later:
            counts[root.id] = count + 1
        for bom in self:
            bom.version_count = counts.get(bom._root().id, 1)

    @api.depends("is_formula", "version")
    def _compute_display_name(self):
        done = super()._compute_display_name()
        for bom in self:
            if bom.is_formula and bom.version > 1:
                bom.display_name = self.env._(
                    "%(formula)s (version %(number)s)",
                    formula=bom.display_name,
                    number=bom.version,
                )
        return done

    def _root(self):
        return self.formula_root_id or self._origin or self

    @api.model
    def _bom_find_domain(
        self, products, picking_type=None, company_id=False, bom_type=False
    ):
        """Leave out formulas that nobody has approved, where they have to be."""
        domain = super()._bom_find_domain(products, picking_type, company_id, bom_type)
        chosen = company_id or self.env.context.get("company_id")
        company = self.env["res.company"].browse(chosen) or self.env.company
        # Whether formulas are approved is no secret, and asked by everybody who sells.
        if company.sudo().formula_approval:
            approved = Domain("formula_state", "=", "approved")
            domain &= Domain("is_formula", "=", False) | approved
        return domain

    @api.model_create_multi
    def create(self, vals_list):
        """Let nobody be born approved, except by the program itself."""
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name not in BY_ACTION}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        """Keep what was approved as it was approved."""
        if not self.env.su:
            if BY_ACTION & set(vals):
                raise UserError(
                    self.env._(
                        "Status and version of a formula change by its own buttons."
                    )
                )
            if CONTENT & set(vals):
                self._check_unlocked()
            if "active" in vals and self._locked():
                self._check_owner()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if not self.env.su:
            self._check_unlocked()

    def _locked(self):
        return self.filtered(lambda x: x.is_formula and x.formula_state == "approved")

    def _check_unlocked(self):
        """Raise when one of the formulas is approved."""
        if locked := self._locked():
            raise UserError(
                self.env._(
                    "The formula %(formula)s is approved and stays as it is: make a "
                    "new version of it.",
                    formula=locked[0].display_name,
                )
            )

    def _check_owner(self):
        if not self.env.user.has_group(OWNER):
            raise AccessError(
                self.env._("Only formula owners approve and archive formulas.")
            )

    def action_approve_formula(self):
        """Approve drafts: lock them, and archive the versions they replace.

        :return: True.
        :raises AccessError: for users who do not own formulas.
        """
        self._check_owner()
        self.check_access("write")
        for bom in self:
            if not bom.is_formula or bom.formula_state != "draft" or not bom.active:
                raise UserError(
                    self.env._(
                        "Only a draft of a formula can be approved; %(name)s is none.",
                        name=bom.display_name,
                    )
                )
            if not bom.bom_line_ids:
                raise UserError(
                    self.env._(
                        "The formula %(formula)s has no ingredients.",
                        formula=bom.display_name,
                    )
                )
            before = bom._versions().filtered("active")._locked() - bom
            # The version that goes is locked for everybody but the program.
            before.sudo().action_archive()
            before.flush_recordset(["active"])
            # These fields change here and nowhere else.
            bom.sudo().write(
                {
                    "formula_state": "approved",
                    "approved_by_id": self.env.uid,
                    "approved_date": fields.Datetime.now(),
                }
            )
        return True

    def _versions(self):
        """Return all versions of the formula, archived ones too."""
        root = self._root()
        return self.with_context(active_test=False).search(
            ["|", ("id", "=", root.id), ("formula_root_id", "=", root.id)],
            order="version desc",
        )

    def action_new_version(self):
        """Copy the formula into a draft of its next version; return its form.

        :raises UserError: while the last version is still a draft.
        """
        self.ensure_one()
        self.check_access("write")
        versions = self._versions()
        if draft := versions.filtered(lambda x: x.formula_state == "draft"):
            raise UserError(
                self.env._(
                    "%(formula)s is still a draft: finish it first.",
                    formula=draft[0].display_name,
                )
            )
        new = self.copy({"active": True})
        # These fields change here and nowhere else.
        new.sudo().write(
            {
                "formula_root_id": self._root().id,
                "version": max(versions.mapped("version")) + 1,
                "sequence": self.sequence,
            }
        )
        new.operation_ids.filtered(lambda x: not x.active).action_unarchive()
        return new._formula_form()

    def _formula_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "mrp.bom",
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_show_versions(self):
        """Return the list of all versions of the formula."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Versions of %s", self.product_tmpl_id.display_name),
            "res_model": "mrp.bom",
            "views": [
                (self.env.ref("bakery_mrp.mrp_bom_view_list_versions").id, "list"),
                (False, "form"),
            ],
            "domain": [("id", "in", self._versions().ids)],
            "context": {"active_test": False},
        }
