import math

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Weights are exact to a tenth of a gram: what is closer than half of it is equal.
EXACT = 0.05


class MrpBom(models.Model):
    _inherit = "mrp.bom"

    is_formula = fields.Boolean(
        string="Formula",
        index=True,
        help="Ingredients are weighed, and read as percentages of the flour.",
    )
    mix_loss = fields.Float(
        digits=(16, 4),
        help="Share of the ingredients that stays in bowl and hands, from 0 to 1.",
    )
    bake_loss = fields.Float(
        digits=(16, 4),
        help="Share of the piece that evaporates in the oven, from 0 to 1.",
    )
    piece_weight = fields.Float(
        string="Piece Weight (g)",
        digits=(16, 2),
        help="What is scaled off per piece, before baking.",
    )
    tray_pieces = fields.Integer(
        string="Pieces per Tray", help="How many pieces lie on one tray of the oven."
    )
    oven_temperature = fields.Integer(
        string="Oven Temperature (°C)",
        help="Plans bake from the hottest down, as an oven cools.",
    )
    oven_minutes = fields.Integer(string="Baking Time (min)")
    flour_weight = fields.Float(
        string="Flour (g)",
        compute="_compute_weights",
        inverse="_inverse_flour_weight",
        digits=(16, 2),
        help="All flour in the formula, that in its doughs and starters too. Changing "
        "it scales every ingredient.",
    )
    ingredient_weight = fields.Float(
        string="Ingredients (g)", compute="_compute_weights", digits=(16, 2)
    )
    unweighed_names = fields.Char(
        string="Without Weight",
        compute="_compute_weights",
        help="Ingredients whose weight nobody knows; they count as nothing.",
    )
    dough_weight = fields.Float(
        string="Dough (g)",
        compute="_compute_dough",
        digits=(16, 2),
        help="Weight of the ingredients less the mixing loss.",
    )
    piece_count = fields.Integer(
        string="Theoretical Pieces",
        compute="_compute_dough",
        help="Whole pieces of the piece weight that the dough gives.",
    )
    baked_weight = fields.Float(
        string="Baked Piece (g)", compute="_compute_dough", digits=(16, 2)
    )
    theoretical_qty = fields.Float(
        string="Theoretical Yield",
        compute="_compute_dough",
        digits="Product Unit",
        help="What one batch gives in theory, in the unit of the formula. 0: unknown.",
    )
    mix_limit = fields.Float(
        string="Largest Mix (g)",
        compute="_compute_mix_limit",
        digits=(16, 2),
        help="Most dough that the mixer of this formula takes at once; 0: no limit.",
    )

    @api.depends(
        "bom_line_ids.weight", "bom_line_ids.flour_weight", "bom_line_ids.product_id"
    )
    def _compute_weights(self):
        for bom in self:
            lines = bom.bom_line_ids
            bom.flour_weight = sum(lines.mapped("flour_weight"))
            bom.ingredient_weight = sum(lines.mapped("weight"))
            unweighed = lines.filtered(
                lambda x: (
                    x.product_qty and not x.weight and not x.product_id.is_packaging
                )
            )
            names = unweighed.product_id.mapped("display_name")
            bom.unweighed_names = ", ".join(names)

    @api.model
    def _flour_shares(self, products, above=()):
        """Return how much of each of ``products`` is flour, from 0 to 1.

        A dough or starter counts with the flour of its own formula, through all
        levels; the number of queries grows with the levels only.

        :param above: ids of products whose formulas are being read: no circles.
        """
        shares = {product: 1.0 for product in products if product.is_flour}
        rest = products.filtered(lambda x: not x.is_flour and x.id not in above)
        found = self._bom_find(rest)
        formulas = {
            product: found[product] for product in rest if found[product].is_formula
        }
        parts = self.browse().union(*formulas.values()).bom_line_ids.product_id
        if parts:
            inner = self._flour_shares(parts, {*above, *rest.ids})
            for product, formula in formulas.items():
                flour = sum(
                    line.weight * inner.get(line.product_id, 0)
                    for line in formula.bom_line_ids
                )
                batch = formula._batch_grams()
                shares[product] = flour / batch if batch else 0.0
        return shares

    @api.depends(
        "ingredient_weight",
        "mix_loss",
        "bake_loss",
        "piece_weight",
        "product_uom_id",
        "product_tmpl_id",
    )
    def _compute_dough(self):
        for bom in self:
            dough = bom.ingredient_weight * (1 - bom.mix_loss)
            pieces = 0
            if bom.piece_weight > 0:
                # Half a tenth of a gram is no reason to lose a piece.
                pieces = math.floor((dough + EXACT) / bom.piece_weight)
            bom.dough_weight = dough
            bom.piece_count = pieces
            bom.baked_weight = bom.piece_weight * (1 - bom.bake_loss)
            bom.theoretical_qty = pieces or bom._dough_in_own_unit(dough)

    def _dough_in_own_unit(self, dough):
        """Return ``dough`` grams in the unit of the formula, 0 for other units."""
        gram = self.env["uom.uom"]._gram()
        if not self.product_uom_id._has_common_reference(gram):
            return 0.0
        return gram._compute_quantity(dough, self.product_uom_id, round=False)

    @api.depends("operation_ids.workcenter_id.mix_capacity")
    def _compute_mix_limit(self):
        for bom in self:
            limits = bom.operation_ids.workcenter_id.mapped("mix_capacity")
            bom.mix_limit = min((x for x in limits if x > 0), default=0) * 1000

    def _batch_grams(self):
        """Return what the batch of the formula weighs when it leaves the table."""
        self.ensure_one()
        product = self.product_id or self.product_tmpl_id.product_variant_ids[:1]
        grams = product._grams_per(self.product_uom_id) if product else 0
        return self.product_qty * grams or self.dough_weight

    def _mixes(self, grams):
        """Return the weights of the equal mixes that ``grams`` of dough take.

        Each is exact to 0.1 g; the last takes what is left.
        """
        self.ensure_one()
        if grams <= 0:
            return []
        count = math.ceil(round(grams / self.mix_limit, 6)) if self.mix_limit else 1
        equal = round(grams / count, 1)
        return [equal] * (count - 1) + [round(grams - equal * (count - 1), 1)]

    def _round_up(self, product, qty):
        """Return ``qty`` of ``product`` rounded up to batches, trays or pieces.

        In the unit of the product; what is weighed is rounded as its unit is.
        """
        self.ensure_one()
        uom = product.uom_id
        if uom.compare(qty, 0) <= 0:
            return 0.0
        if self.enable_batch_size and self.batch_size > 0:
            step = self.product_uom_id._compute_quantity(
                self.batch_size, uom, round=False
            )
        elif self.tray_pieces:
            step = self.tray_pieces
        elif uom._has_common_reference(self.env["uom.uom"]._gram()):
            return uom.round(qty, rounding_method="UP")
        else:
            step = 1.0
        return math.ceil(round(qty / step, 6)) * step

    @api.constrains("oven_temperature", "oven_minutes")
    def _check_oven(self):
        for bom in self:
            if not (0 <= bom.oven_temperature <= 500 and 0 <= bom.oven_minutes <= 1440):
                raise ValidationError(
                    self.env._(
                        "No oven bakes %(formula)s like that: at most 500 °C and one "
                        "day.",
                        formula=bom.display_name,
                    )
                )

    @api.constrains("mix_loss", "bake_loss", "piece_weight", "tray_pieces")
    def _check_formula_numbers(self):
        for bom in self:
            for name in ("mix_loss", "bake_loss"):
                if not 0 <= bom[name] < 1:
                    raise ValidationError(
                        self.env._(
                            "%(field)s of %(formula)s must be at least 0 %% and less "
                            "than 100 %%.",
                            field=bom._fields[name]._description_string(self.env),
                            formula=bom.display_name,
                        )
                    )
            if bom.piece_weight < 0 or bom.tray_pieces < 0:
                raise ValidationError(
                    self.env._(
                        "Piece weight and pieces per tray of %(formula)s cannot be "
                        "negative.",
                        formula=bom.display_name,
                    )
                )

    @api.constrains("is_formula", "bom_line_ids", "product_uom_id")
    def _check_formula_units(self):
        """Refuse units of another kind: Odoo would convert them into nonsense."""
        for bom in self.filtered("is_formula"):
            used = [(bom.product_tmpl_id, bom.product_uom_id)]
            used += [(x.product_id, x.product_uom_id) for x in bom.bom_line_ids]
            for product, uom in used:
                if not uom._has_common_reference(product.uom_id):
                    raise ValidationError(
                        self.env._(
                            "%(product)s is kept in %(own)s, which cannot be "
                            "converted to %(uom)s: choose another unit in the "
                            "formula %(formula)s.",
                            product=product.display_name,
                            own=product.uom_id.display_name,
                            uom=uom.display_name,
                            formula=bom.display_name,
                        )
                    )

    @api.constrains("is_formula", "bom_line_ids")
    def _check_flour(self):
        for bom in self:
            if bom.is_formula and bom.bom_line_ids and bom.flour_weight <= 0:
                raise ValidationError(
                    self.env._(
                        "The formula %(formula)s has no flour: its percentages would "
                        "refer to nothing. Mark an ingredient as flour, or turn the "
                        "formula off.",
                        formula=bom.display_name,
                    )
                )

    def action_use_theoretical_yield(self):
        """Let one batch yield what its ingredients give; return True."""
        self.check_access("write")
        for bom in self.filtered(lambda x: x.theoretical_qty > 0):
            bom.product_qty = bom.product_uom_id.round(bom.theoretical_qty)
        return True
