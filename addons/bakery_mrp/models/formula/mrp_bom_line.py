from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .mrp_bom import EXACT


class MrpBomLine(models.Model):
    _name = "mrp.bom.line"
    _inherit = ("mrp.bom.line", "bakery.formula.part")

    is_flour = fields.Boolean(related="product_id.is_flour")
    weight = fields.Float(
        string="Weight (g)",
        compute="_compute_weight",
        digits=(16, 2),
        help="What the ingredient weighs in one batch; 0 when nobody knows.",
    )
    flour_weight = fields.Float(
        string="Flour (g)",
        compute="_compute_flour_weight",
        digits=(16, 2),
        help="Flour in the ingredient: all of a flour, and that of a dough's formula.",
    )
    baker_percent = fields.Float(
        string="Baker's %",
        compute="_compute_baker_percent",
        inverse="_inverse_baker_percent",
        digits=(16, 4),
        min_display_digits=1,
        help="Weight as a percentage of the flour in the formula. Change it, and the "
        "weight follows. Flours make up 100 % together.",
    )

    @api.depends(
        "product_qty",
        "product_uom_id",
        "product_id.uom_id",
        "product_id.unit_grams",
        "product_id.weight",
        "product_id.is_packaging",
    )
    def _compute_weight(self):
        for line in self:
            # Packaging has a weight, but not in the dough.
            eaten = line.product_id and not line.product_id.is_packaging
            known = eaten and line.product_uom_id
            grams = line.product_id._grams_per(line.product_uom_id) if known else 0
            line.weight = line.product_qty * grams

    @api.depends(
        "weight",
        "product_id.is_flour",
        # What a dough's own formula says; one level of it, deeper ones are read anew
        # in the next transaction.
        "product_id.product_tmpl_id.bom_ids.is_formula",
        "product_id.product_tmpl_id.bom_ids.product_qty",
        "product_id.product_tmpl_id.bom_ids.product_uom_id",
        "product_id.product_tmpl_id.bom_ids.bom_line_ids.product_qty",
        "product_id.product_tmpl_id.bom_ids.bom_line_ids.product_uom_id",
    )
    def _compute_flour_weight(self):
        shares = self.env["mrp.bom"]._flour_shares(self.product_id)
        for line in self:
            line.flour_weight = line.weight * shares.get(line.product_id, 0)

    @api.depends("weight", "bom_id.flour_weight", "bom_id.is_formula")
    def _compute_baker_percent(self):
        for line in self:
            flour = line.bom_id.flour_weight if line.bom_id.is_formula else 0
            line.baker_percent = line._percent_of(flour)

    def _percent_of(self, flour):
        return self.weight * 100 / flour if flour else 0.0

    def _inverse_baker_percent(self):
        for bom, lines in self.grouped("bom_id").items():
            bom._apply_percentages({line: line.baker_percent for line in lines})

    @api.onchange("baker_percent")
    def _onchange_baker_percent(self):
        """Show the weight at once; flours are shared out when the formula is saved."""
        flour = self.bom_id.flour_weight
        if flour and self.product_id and not self.product_id.is_flour:
            self._set_grams(flour * self.baker_percent / 100)

    @api.constrains("product_id", "product_qty", "product_uom_id")
    def _check_formula(self):
        self.bom_id._check_formula_units()
        self.bom_id._check_flour()

    def _set_grams(self, grams):
        """Let the line weigh ``grams``, exact to 0.1 g where its unit is one of mass.

        :raises ValidationError: when nobody knows what a unit of it weighs.
        """
        self.ensure_one()
        per_unit = self.product_id._grams_per(self.product_uom_id)
        if not per_unit:
            raise ValidationError(
                self.env._(
                    "Nobody knows what %(uom)s of %(product)s weighs: fill in its "
                    "grams per unit first.",
                    uom=self.product_uom_id.display_name,
                    product=self.product_id.display_name,
                )
            )
        quantity = self.product_uom_id.round(
            grams / per_unit, rounding_method="HALF-UP"
        )
        gram = self.env["uom.uom"]._gram()
        coarse = abs(quantity * per_unit - grams) > EXACT
        if coarse and self.product_uom_id._has_common_reference(gram):
            self.product_uom_id = gram
            quantity = gram.round(grams, rounding_method="HALF-UP")
        self.product_qty = quantity
