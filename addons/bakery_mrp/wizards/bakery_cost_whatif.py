from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

# Bars of the picture; the list below it has them all.
SHOWN = 12


class BakeryCostWhatif(models.TransientModel):
    """What formulas would cost if ingredients had other prices. Changes nothing."""

    _name = "bakery.cost.whatif"
    _description = "What If Prices Change"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    line_ids = fields.One2many(
        "bakery.cost.whatif.line", "whatif_id", string="Ingredients"
    )
    result_ids = fields.One2many(
        "bakery.cost.whatif.result",
        "whatif_id",
        string="Formulas",
        compute="_compute_result_ids",
        store=True,
    )
    chart_html = fields.Html(
        string="Picture", compute="_compute_chart_html", sanitize=False
    )

    @api.depends("line_ids.product_id", "line_ids.new_price", "company_id")
    def _compute_result_ids(self):
        for whatif in self:
            values = whatif._results()
            whatif.result_ids = [
                Command.clear(),
                *(
                    Command.create({**one, "sequence": n})
                    for n, one in enumerate(values)
                ),
            ]

    @api.depends("result_ids")
    @api.depends_context("lang")
    def _compute_chart_html(self):
        for whatif in self:
            results = whatif.result_ids[:SHOWN]
            rates = [x.cost_after / x.cost_before for x in results if x.cost_before]
            most = max((*rates, 1.0))
            values = {"results": results, "most": most}
            qweb = self.env["ir.qweb"]
            whatif.chart_html = (
                qweb._render("bakery_mrp.whatif_chart", values) if results else False
            )

    def _changes(self):
        """Return ``{product id: new price of its unit less the present one}``."""
        return {
            line.product_id.id: line.new_price - line.current_price
            for line in self.line_ids
            if line.product_id
        }

    def _results(self):
        """Return the values of every formula it touches, the hardest hit first."""
        self.ensure_one()
        changes = self._changes()
        if not any(changes.values()):
            return []
        company = self.company_id
        boms = self.env["mrp.bom"].with_company(company).search(self._formula_domain())
        # sudo: whoever sees costs sees those of every formula that is theirs to read.
        sheets = boms.sudo()._cost_sheets()
        found = []
        for bom in boms.sudo():
            sheet = sheets[bom]
            touched = {p.id: quantity for p, (quantity, _a) in sheet.materials.items()}
            difference = sum(
                touched[x] * change for x, change in changes.items() if x in touched
            )
            if difference:
                found.append(self._result(bom, sheet.total, difference))
        return sorted(found, key=lambda x: -abs(x["difference_rate"]))

    def _formula_domain(self):
        """Leave out what is not baked from: drafts, where formulas are approved."""
        domain = [("company_id", "in", [False, self.company_id.id])]
        # sudo: whether formulas are approved is no secret.
        if self.company_id.sudo().formula_approval:
            approved = ("formula_state", "=", "approved")
            domain += ["|", ("is_formula", "=", False), approved]
        return domain

    @api.model
    def _result(self, bom, total, difference):
        quantity = bom.product_qty
        before, after = total / quantity, (total + difference) / quantity
        price = bom._price_untaxed()
        return {
            "bom_id": bom.id,
            "cost_before": before,
            "cost_after": after,
            "difference": after - before,
            "difference_rate": difference / total if total else 1.0,
            "sale_price": price,
            "margin_before": (price - before) / price if price else 0,
            "margin_after": (price - after) / price if price else 0,
        }


class BakeryCostWhatifLine(models.TransientModel):
    """An ingredient and the price it might have."""

    _name = "bakery.cost.whatif.line"
    _description = "What If: Ingredient"

    whatif_id = fields.Many2one(
        "bakery.cost.whatif", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product",
        string="Ingredient",
        required=True,
        ondelete="cascade",
        domain=[("type", "=", "consu"), ("bom_ids", "=", False)],
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    current_price = fields.Float(
        string="Cost Today", compute="_compute_current_price", digits=(16, 4)
    )
    percent = fields.Float(string="Change (%)", digits=(16, 2))
    new_price = fields.Float(
        compute="_compute_new_price",
        store=True,
        precompute=True,
        readonly=False,
        digits=(16, 4),
    )

    @api.depends("product_id", "whatif_id.company_id")
    def _compute_current_price(self):
        for line in self:
            company = line.whatif_id.company_id or self.env.company
            line.current_price = line.product_id.with_company(company).standard_price

    @api.depends("product_id", "percent")
    def _compute_new_price(self):
        for line in self:
            line.new_price = line.current_price * (1 + line.percent / 100)

    @api.onchange("new_price")
    def _onchange_new_price(self):
        """Show by how much the price changes."""
        if self.current_price:
            change = self.new_price - self.current_price
            self.percent = change * 100 / self.current_price

    @api.constrains("product_id", "new_price")
    def _check_line(self):
        made = self.env["mrp.bom"]._bom_find(self.product_id)
        for line in self:
            if line.new_price < 0:
                raise ValidationError(
                    self.env._(
                        "The price of %(product)s cannot be less than nothing.",
                        product=line.product_id.display_name,
                    )
                )
            if made[line.product_id]:
                raise ValidationError(
                    self.env._(
                        "%(product)s is made here, its cost follows from its "
                        "ingredients: change theirs.",
                        product=line.product_id.display_name,
                    )
                )
            others = line.whatif_id.line_ids - line
            if line.product_id in others.product_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s is in the list twice.",
                        product=line.product_id.display_name,
                    )
                )


class BakeryCostWhatifResult(models.TransientModel):
    """A formula that would cost more or less."""

    _name = "bakery.cost.whatif.result"
    _description = "What If: Formula"
    _order = "sequence, id"

    whatif_id = fields.Many2one(
        "bakery.cost.whatif", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    bom_id = fields.Many2one(
        "mrp.bom", string="Formula", required=True, ondelete="cascade"
    )
    name = fields.Char(related="bom_id.product_tmpl_id.name", string="Product")
    uom_id = fields.Many2one(related="bom_id.product_uom_id", string="Unit")
    cost_before = fields.Float(string="Cost Today", digits=(16, 2))
    cost_after = fields.Float(string="Cost Then", digits=(16, 2))
    difference = fields.Float(digits=(16, 2))
    difference_rate = fields.Float(string="Change", digits=(16, 4))
    sale_price = fields.Float(string="Price without Tax", digits=(16, 2))
    margin_before = fields.Float(string="Margin Today", digits=(16, 4))
    margin_after = fields.Float(string="Margin Then", digits=(16, 4))

    def action_open_formula(self):
        """Return the form of the formula."""
        self.ensure_one()
        self.check_access("read")
        return self.bom_id._formula_form()
