from dataclasses import dataclass, field

from odoo import api, fields, models

from .mrp_workcenter import COST


@dataclass
class CostSheet:
    """What one batch costs today, in the currency of its company.

    By-products have borne their share already.
    """

    # {product: (quantity in its own unit, amount)}
    materials: dict = field(default_factory=dict)
    # {work center: (minutes, amount)}
    work: dict = field(default_factory=dict)
    # Ingredients that have no cost, or whose quantity cannot be told.
    unknown: list = field(default_factory=list)

    @property
    def material(self):
        return sum(amount for _quantity, amount in self.materials.values())

    @property
    def labour(self):
        return sum(amount for _minutes, amount in self.work.values())

    @property
    def total(self):
        return self.material + self.labour


# pylint: disable=consider-merging-classes-inherited
# What a formula costs is a subject of its own, for the eyes of a few.
class MrpBom(models.Model):
    _inherit = "mrp.bom"

    cost_currency_id = fields.Many2one(
        "res.currency", compute="_compute_cost", compute_sudo=True, groups=COST
    )
    cost_material = fields.Monetary(
        string="Ingredients of a Batch",
        compute="_compute_cost",
        compute_sudo=True,
        currency_field="cost_currency_id",
        groups=COST,
        help="Everything that is used up, through all levels, at today's cost.",
    )
    cost_work = fields.Monetary(
        string="Work Centers of a Batch",
        compute="_compute_cost",
        compute_sudo=True,
        currency_field="cost_currency_id",
        groups=COST,
        help="Minutes of its operations, through all levels, at what an hour costs: "
        "the work center, its people and overhead by the hour.",
    )
    cost_batch = fields.Monetary(
        string="Cost of a Batch",
        compute="_compute_cost",
        compute_sudo=True,
        currency_field="cost_currency_id",
        groups=COST,
    )
    cost_piece = fields.Float(
        string="Cost per Unit",
        compute="_compute_cost",
        compute_sudo=True,
        digits=(16, 2),
        groups=COST,
        help="Of one unit of the formula: a piece, or a gram of dough.",
    )
    cost_kg = fields.Monetary(
        string="Cost per Kilogram",
        compute="_compute_cost",
        compute_sudo=True,
        currency_field="cost_currency_id",
        groups=COST,
        help="Of what comes out of the oven. 0: nobody knows what it weighs.",
    )
    cost_sale_price = fields.Float(
        string="Sales Price without Tax",
        compute="_compute_cost",
        compute_sudo=True,
        digits=(16, 2),
        groups=COST,
    )
    cost_rate = fields.Float(
        string="Share of the Price",
        compute="_compute_cost",
        compute_sudo=True,
        digits=(16, 4),
        groups=COST,
        help="Cost by sales price without tax.",
    )
    cost_margin = fields.Float(
        string="Margin per Unit",
        compute="_compute_cost",
        compute_sudo=True,
        digits=(16, 2),
        groups=COST,
    )
    cost_margin_rate = fields.Float(
        string="Margin Rate",
        compute="_compute_cost",
        compute_sudo=True,
        digits=(16, 4),
        groups=COST,
    )
    cost_unknown = fields.Char(
        string="Counted as Free",
        compute="_compute_cost",
        compute_sudo=True,
        groups=COST,
        help="What has no cost, or whose quantity cannot be told.",
    )
    cost_html = fields.Html(
        string="Cost Sheet",
        compute="_compute_cost_html",
        compute_sudo=True,
        sanitize=False,
        groups=COST,
    )

    # The first level; costs deeper down are read anew in the next transaction.
    @api.depends(
        "bom_line_ids.product_qty",
        "bom_line_ids.product_uom_id",
        "bom_line_ids.product_id.standard_price",
        "byproduct_ids.cost_share",
        "operation_ids.time_cycle_manual",
        "operation_ids.workcenter_id.costs_hour",
        "operation_ids.workcenter_id.crew",
        "operation_ids.workcenter_id.labour_hour",
        "operation_ids.workcenter_id.overhead_basis",
        "operation_ids.workcenter_id.overhead_rate",
        "product_qty",
        "product_uom_id",
        "mix_loss",
        "bake_loss",
        "piece_weight",
        "product_tmpl_id.list_price",
        "product_tmpl_id.taxes_id",
    )
    @api.depends_context("company")
    def _compute_cost(self):
        sheets = self._cost_sheets()
        for bom in self:
            sheet = sheets[bom]
            currency = bom._cost_company().currency_id
            bom.cost_currency_id = currency
            bom.cost_material = currency.round(sheet.material)
            bom.cost_work = currency.round(sheet.labour)
            bom.cost_batch = currency.round(sheet.total)
            bom.cost_piece = sheet.total / bom.product_qty if bom.product_qty else 0
            bom.cost_unknown = ", ".join(sheet.unknown)
            baked = bom._baked_grams(0) * bom._own_share(True)
            bom.cost_kg = currency.round(sheet.total / baked * 1000) if baked else 0
            price = bom._price_untaxed()
            bom.cost_sale_price = price
            bom.cost_margin = price - bom.cost_piece if price else 0
            bom.cost_rate = bom.cost_piece / price if price else 0
            bom.cost_margin_rate = bom.cost_margin / price if price else 0

    @api.depends("cost_batch", "cost_piece")
    @api.depends_context("company", "lang")
    def _compute_cost_html(self):
        sheets = self._cost_sheets()
        for bom in self:
            values = {"bom": bom, "rows": bom._cost_rows(sheets[bom])}
            values["currency"] = bom._cost_company().currency_id
            values["total"] = sheets[bom].total
            qweb = self.env["ir.qweb"]
            bom.cost_html = qweb._render("bakery_mrp.cost_sheet", values)

    def _cost_rows(self, sheet):
        """Return what the batch costs by what, the dearest first."""
        rows = [
            {
                "name": product.display_name,
                "quantity": quantity,
                "unit": product.uom_id.name,
                "amount": amount,
            }
            for product, (quantity, amount) in sheet.materials.items()
        ]
        rows += [
            {
                "name": workcenter.display_name,
                "quantity": minutes,
                "unit": self.env._("minutes"),
                "amount": amount,
            }
            for workcenter, (minutes, amount) in sheet.work.items()
        ]
        for row in rows:
            row["share"] = row["amount"] / sheet.total if sheet.total else 0
        return sorted(rows, key=lambda row: -row["amount"])

    def _cost_company(self):
        return self.company_id or self.env.company

    def _cost_sheets(self):
        """Return ``{bill: CostSheet}`` of one batch of each."""
        recipes = self._own_recipes(eaten=False)
        self._fetch_costs(recipes)
        return {bom: bom._cost_sheet(recipes[bom]) for bom in self}

    def _fetch_costs(self, recipes):
        """Read at once what :meth:`_cost_sheet` needs of each."""
        Product, Operation = (
            self.env["product.product"],
            self.env["mrp.routing.workcenter"],
        )
        for company in {bom._cost_company() for bom in self}:
            ids = {
                x
                for bom, recipe in recipes.items()
                if bom._cost_company() == company
                for x in recipe.quantities
            }
            Product.browse(ids).with_company(company).mapped("standard_price")
        operations = {x for recipe in recipes.values() for x in recipe.operations}
        Operation.browse(operations).mapped("cost")

    def _cost_sheet(self, recipe):
        self.ensure_one()
        sheet, share = CostSheet(), self._own_share(False)
        Product = self.env["product.product"].with_company(self._cost_company())
        for product in Product.browse(recipe.quantities):
            quantity = recipe.quantities[product.id] * share
            amount = quantity * product.standard_price
            sheet.materials[product] = quantity, amount
            if not product.standard_price:
                sheet.unknown.append(product.name)
        sheet.unknown += Product.browse(recipe.unmeasured).mapped("name")
        for operation in self.env["mrp.routing.workcenter"].browse(recipe.operations):
            times = recipe.operations[operation.id] * share
            center, hours = operation.workcenter_id, operation.time_total / 60
            # Overhead by weight or percent falls on batches, not on formulas.
            cost = operation.cost + hours * center._crew_hour()
            cost += center._overhead(hours, 0, 0)
            minutes, amount = sheet.work.get(center, (0, 0))
            sheet.work[center] = (
                minutes + operation.time_total * times,
                amount + cost * times,
            )
        return sheet

    def _price_untaxed(self):
        """Return the sales price of a unit of the formula without tax; 0: not sold."""
        self.ensure_one()
        template = self.product_tmpl_id
        product = self._own_product()
        price = product.lst_price if product else template.list_price
        if not template.sale_ok or not price or not self.product_qty:
            return 0.0
        company = self._cost_company()
        taxes = template.taxes_id.filtered(lambda tax: tax.company_id == company)
        price = template.uom_id._compute_price(price, self.product_uom_id)
        if not taxes:
            return price
        # Of the whole batch: a unit may be a gram, too little for a coin.
        found = taxes.compute_all(
            price, company.currency_id, self.product_qty, product=product or None
        )
        return found["total_excluded"] / self.product_qty
