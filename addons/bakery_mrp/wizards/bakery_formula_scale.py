import math

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

# More than any bakery bakes in a day, and few enough for every number that follows.
MOST = 1_000_000


class BakeryFormulaScale(models.TransientModel):
    """A formula worked out for so many pieces, trays, or so much flour or dough."""

    _name = "bakery.formula.scale"
    _description = "Scaled Formula"

    bom_id = fields.Many2one(
        "mrp.bom",
        string="Formula",
        required=True,
        ondelete="cascade",
        domain=[("is_formula", "=", True)],
    )
    formula_state = fields.Selection(related="bom_id.formula_state")
    basis = fields.Selection(
        [
            ("pieces", "Pieces"),
            ("trays", "Trays"),
            ("flour", "Kilograms of flour"),
            ("dough", "Kilograms of dough"),
        ],
        string="Scale by",
        compute="_compute_basis",
        store=True,
        readonly=False,
        required=True,
    )
    amount = fields.Float(
        compute="_compute_amount", store=True, readonly=False, digits=(16, 3)
    )
    factor = fields.Float(compute="_compute_scale", digits=(16, 6))
    flour_weight = fields.Float(
        string="Flour (g)", compute="_compute_scale", digits=(16, 1)
    )
    dough_weight = fields.Float(
        string="Dough (g)", compute="_compute_scale", digits=(16, 1)
    )
    piece_count = fields.Integer(string="Pieces", compute="_compute_scale")
    tray_count = fields.Integer(string="Trays", compute="_compute_scale")
    mix_count = fields.Integer(string="Mixes", compute="_compute_scale")
    mix_weights = fields.Char(string="Weight of Each Mix", compute="_compute_scale")
    line_ids = fields.One2many(
        "bakery.formula.scale.line", "scale_id", compute="_compute_line_ids", store=True
    )
    too_little = fields.Char(
        compute="_compute_too_little", string="Below the Scale's Minimum"
    )

    @api.depends("bom_id")
    def _compute_basis(self):
        for scale in self:
            scale.basis = "pieces" if scale.bom_id.piece_weight else "flour"

    @api.depends("bom_id", "basis")
    def _compute_amount(self):
        for scale in self:
            bom = scale.bom_id
            trays = bom.piece_count / bom.tray_pieces if bom.tray_pieces else 0
            scale.amount = {
                "pieces": bom.piece_count or bom.product_qty,
                "trays": math.ceil(trays),
                "flour": bom.flour_weight / 1000,
                "dough": bom.dough_weight / 1000,
            }.get(scale.basis, 0)

    def _dough_wanted(self):
        """Return the grams of dough that the amount asks for.

        :raises UserError: when the formula does not say what a piece weighs.
        """
        bom = self.bom_id
        if self.basis == "dough":
            return self.amount * 1000
        if self.basis == "flour":
            share = bom.dough_weight / bom.flour_weight if bom.flour_weight else 0
            return self.amount * 1000 * share
        pieces = self.amount
        if self.basis == "trays":
            if not bom.tray_pieces:
                raise UserError(
                    self.env._(
                        "Fill in how many pieces of %(formula)s lie on a tray first.",
                        formula=bom.display_name,
                    )
                )
            pieces *= bom.tray_pieces
        if not bom.piece_weight:
            raise UserError(
                self.env._(
                    "Fill in the piece weight of %(formula)s first.",
                    formula=bom.display_name,
                )
            )
        return pieces * bom.piece_weight

    @api.depends("bom_id", "basis", "amount")
    def _compute_scale(self):
        for scale in self:
            bom = scale.bom_id
            dough = scale._dough_wanted() if bom else 0
            scale.factor = dough / bom.dough_weight if bom.dough_weight else 0
            scale.flour_weight = bom.flour_weight * scale.factor
            scale.dough_weight = dough
            each = bom.piece_weight
            scale.piece_count = math.floor(dough / each + 1e-6) if each else 0
            trays = scale.piece_count / bom.tray_pieces if bom.tray_pieces else 0
            scale.tray_count = math.ceil(trays)
            mixes = bom._mixes(dough) if bom else []
            scale.mix_count = len(mixes)
            scale.mix_weights = scale._mix_text(mixes)

    def _mix_text(self, mixes):
        kilograms = [formatLang(self.env, x / 1000, digits=4) for x in mixes]
        if len(set(kilograms)) <= 1:
            return self.env._(
                "%(count)s × %(weight)s kg",
                count=len(mixes),
                weight=kilograms[0] if mixes else 0,
            )
        return self.env._(
            "%(count)s × %(weight)s kg, and %(last)s kg",
            count=len(mixes) - 1,
            weight=kilograms[0],
            last=kilograms[-1],
        )

    @api.depends("bom_id", "basis", "amount")
    def _compute_line_ids(self):
        for scale in self:
            scale.line_ids = [
                Command.clear(),
                *(
                    Command.create(scale._line_values(line))
                    for line in scale.bom_id.bom_line_ids
                ),
            ]

    def _line_values(self, line):
        return {
            "product_id": line.product_id.id,
            "product_uom_id": line.product_uom_id.id,
            "sequence": line.sequence,
            "baker_percent": line.baker_percent,
            "grams": round(line.weight * self.factor, 1),
            "product_qty": line.product_qty * self.factor,
        }

    @api.depends("line_ids.grams", "mix_count")
    def _compute_too_little(self):
        for scale in self:
            scale.too_little = ", ".join(
                scale.line_ids.filtered("too_little").product_id.mapped("display_name")
            )

    @api.constrains("amount")
    def _check_amount(self):
        for scale in self:
            if not 0 < scale.amount <= MOST:
                raise ValidationError(
                    self.env._(
                        "Give an amount of more than 0 and at most %(most)s.",
                        most=f"{MOST:,}",
                    )
                )

    def action_print(self):
        """Return the weighing sheet as a PDF."""
        self.ensure_one()
        report = self.env.ref("bakery_mrp.bakery_formula_scale_report")
        return report.report_action(self)

    def action_apply(self):
        """Let one batch of the formula be of this size; return its form."""
        self.ensure_one()
        self.bom_id.check_access("write")
        self.bom_id.write({"flour_weight": self.flour_weight})
        self.bom_id.action_use_theoretical_yield()
        return self.bom_id._formula_form()


class BakeryFormulaScaleLine(models.TransientModel):
    """One ingredient of a scaled formula."""

    _name = "bakery.formula.scale.line"
    _description = "Scaled Formula Ingredient"
    _order = "sequence, id"

    scale_id = fields.Many2one(
        "bakery.formula.scale", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    product_id = fields.Many2one("product.product", string="Ingredient", required=True)
    product_qty = fields.Float(string="Quantity", digits="Product Unit")
    product_uom_id = fields.Many2one("uom.uom", string="Unit")
    baker_percent = fields.Float(
        string="Baker's %", digits=(16, 4), min_display_digits=1
    )
    grams = fields.Float(string="Weight (g)", digits=(16, 1))
    mix_grams = fields.Float(
        string="Per Mix (g)", compute="_compute_mix_grams", digits=(16, 1)
    )
    too_little = fields.Boolean(compute="_compute_mix_grams")

    @api.depends("grams", "scale_id.mix_count")
    @api.depends_context("company")
    def _compute_mix_grams(self):
        least = self.env.company.weighing_minimum
        for line in self:
            line.mix_grams = round(line.grams / (line.scale_id.mix_count or 1), 1)
            line.too_little = bool(line.grams) and line.mix_grams < least
