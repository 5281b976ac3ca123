from datetime import timedelta

from stdnum import ean

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, formatLang

from ..report.label import (
    FORMATS,
    DoesNotFit,
    Label,
    draw,
    lay_out,
    missing_characters,
    picture,
)

# Nobody waits for more sheets than this of one print job.
MOST = 2000
LANGUAGE = "id_ID"


class BakeryLabelPrint(models.TransientModel):
    """Labels of one product, about to be printed."""

    _name = "bakery.label.print"
    _description = "Print Labels"
    _check_company_auto = True

    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    lot_id = fields.Many2one(
        "stock.lot",
        domain="[('product_id', '=', product_id)]",
        ondelete="cascade",
        check_company=True,
    )
    production_id = fields.Many2one(
        "mrp.production",
        string="Manufacturing Order",
        compute="_compute_production_id",
        store=True,
        readonly=False,
        domain="[('product_id', '=', product_id)]",
        ondelete="cascade",
        check_company=True,
    )
    made_of_id = fields.Many2one(
        "product.product",
        string="Fresh Goods",
        compute="_compute_made_of_id",
        store=True,
        readonly=False,
        ondelete="cascade",
        help="The goods these were before they were a day old; their formula tells "
        "what is in them.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    size = fields.Selection(
        [
            ("58x40", "58 × 40 mm"),
            ("70x50", "70 × 50 mm"),
            ("100x70", "100 × 70 mm"),
            ("a4_24", "A4 sheet, 3 × 8 of 70 × 37 mm"),
        ],
        required=True,
        default="70x50",
    )
    quantity = fields.Integer(string="Labels", required=True, default=1)
    skip = fields.Integer(
        string="Used Labels", help="Labels that are gone from the first sheet."
    )
    net_weight = fields.Float(
        string="Net Weight (g)",
        compute="_compute_net_weight",
        store=True,
        readonly=False,
        digits=(16, 1),
    )
    production_date = fields.Date(
        compute="_compute_production_date", store=True, readonly=False
    )
    best_before = fields.Date(
        compute="_compute_best_before", store=True, readonly=False
    )
    barcode_of = fields.Selection(
        [("product", "Product"), ("lot", "Lot"), ("none", "None")],
        string="Barcode",
        compute="_compute_barcode_of",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    with_nutrition = fields.Boolean(
        string="Nutrition Information",
        default=True,
        help="Printed where it fits, and where everything in it is known.",
    )
    problem = fields.Char(compute="_compute_problem")
    note = fields.Char(compute="_compute_problem")
    preview = fields.Html(compute="_compute_problem", sanitize=False)

    @api.model
    def default_get(self, fields):
        """Start from the product, lot or order that the user has open."""
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        record_id = self.env.context.get("active_id")
        if record_id and model in self._sources():
            record = self.env[model].browse(record_id).exists()
            record.check_access("read")
            values |= self._sources()[model](record)
        return values

    @api.model
    def _sources(self):
        return {
            "product.template": lambda x: {"product_id": x.product_variant_id.id},
            "product.product": lambda x: {"product_id": x.id},
            "stock.lot": lambda x: {"product_id": x.product_id.id, "lot_id": x.id},
            "mrp.production": lambda x: {
                "product_id": x.product_id.id,
                "production_id": x.id,
                "lot_id": x.lot_producing_ids[:1].id,
                "company_id": x.company_id.id,
                "quantity": max(1, min(MOST, round(x.qty_producing or x.product_qty))),
            },
        }

    @api.depends("lot_id")
    def _compute_production_id(self):
        for job in self:
            order = job.production_id
            if job.lot_id and job.lot_id not in order.lot_producing_ids:
                order = order.search([("lot_producing_ids", "in", job.lot_id.ids)])[:1]
            job.production_id = order

    @api.depends("lot_id")
    def _compute_made_of_id(self):
        for job in self:
            job.made_of_id = job.lot_id.fresh_lot_id.product_id or job.made_of_id

    @api.depends("product_id")
    def _compute_net_weight(self):
        for job in self:
            product = job.product_id
            job.net_weight = product.label_grams
            if not job.net_weight:
                job.net_weight = job._with_ingredients()._piece_grams()
            if not job.net_weight:
                unit, gram = (
                    self.env["uom.uom"]._weight_unit(),
                    self.env["uom.uom"]._gram(),
                )
                grams = unit._compute_quantity(product.weight, gram, round=False)
                job.net_weight = grams

    def _piece_grams(self):
        """Return what a piece weighs by its formula; 0 when nobody knows."""
        if not self.product_id:
            return 0.0
        bom = self._formula()
        return bom._piece_grams() if bom else self.product_id._unit_grams()

    @api.depends("production_id", "lot_id")
    def _compute_production_date(self):
        for job in self:
            order = job.production_id
            moment = order.date_finished if order.state == "done" else order.date_start
            moment = moment or job.lot_id.create_date or fields.Datetime.now()
            job.production_date = job._local_day(moment)

    @api.depends("lot_id", "product_id", "production_date")
    def _compute_best_before(self):
        for job in self:
            product, lot = job.product_id, job.lot_id
            days = product.expiration_time - product.use_time
            if moment := lot.use_date or lot.expiration_date:
                job.best_before = job._local_day(moment)
            elif product.use_expiration_date and job.production_date:
                job.best_before = job.production_date + timedelta(days=days)
            else:
                job.best_before = False

    def _local_day(self, moment):
        """Return the day of ``moment`` where the user is."""
        return fields.Datetime.context_timestamp(self, moment).date()

    @api.depends("product_id", "lot_id")
    def _compute_barcode_of(self):
        for job in self:
            if job.product_id.barcode:
                job.barcode_of = "product"
            else:
                job.barcode_of = "lot" if job.lot_id else "none"

    @api.depends(
        "product_id",
        "lot_id",
        "production_id",
        "size",
        "net_weight",
        "production_date",
        "best_before",
        "barcode_of",
        "with_nutrition",
    )
    def _compute_problem(self):
        for job in self:
            job.problem = job.note = job.preview = False
            if not job.product_id or not job.size:
                continue
            try:
                label, boxes = job._laid_out()
            except UserError as error:
                job.problem = str(error)
                continue
            job.note = " ".join(job._notes(label, boxes)) or False
            job.preview = picture(boxes, FORMATS[job.size])

    def _notes(self, label, boxes):
        """Yield what the user should know of a label that can be printed."""
        piece = self._with_ingredients()._piece_grams()
        if piece and self.net_weight > piece:
            yield self.env._(
                "A piece weighs %s g by its formula: less than the net weight.",
                self._number(piece, 1),
            )
        if not self.best_before:
            yield self.env._("Without a best-before date.")
        if note := self._nutrition_note(label, boxes):
            yield note

    def _nutrition_note(self, label, boxes):
        """Say why the nutrition information is not on the label; False when it is."""
        if not self.with_nutrition or any(box.framed for box in boxes):
            return False
        if label.nutrition:
            return self.env._(
                "The nutrition information does not fit: choose a larger label."
            )
        rows = self._with_ingredients()._nutrition()
        unknown = {name for row in rows for name in row["unknown"]}
        if unknown:
            return self.env._(
                "Without nutrition information, since it is unknown in: %(names)s.",
                names=", ".join(sorted(unknown)),
            )
        return self.env._("Without nutrition information: no amounts are known.")

    @api.constrains("quantity", "skip", "net_weight")
    def _check_numbers(self):
        for job in self:
            if not 1 <= job.quantity <= MOST:
                raise ValidationError(
                    self.env._("Print at least 1 label and at most %s.", MOST)
                )
            form = FORMATS[job.size]
            if not 0 <= job.skip < form.columns * form.rows and job.skip:
                raise ValidationError(
                    self.env._(
                        "The sheet has %(count)s labels: fewer of them can be used.",
                        count=form.columns * form.rows,
                    )
                )
            if job.net_weight < 0:
                raise ValidationError(
                    self.env._("The net weight cannot be less than nothing.")
                )

    @api.constrains("product_id", "lot_id", "production_id")
    def _check_one_product(self):
        for job in self:
            others = job.lot_id.product_id | job.production_id.product_id
            if others - job.product_id:
                raise ValidationError(
                    self.env._(
                        "Lot and order must be of %(product)s.",
                        product=job.product_id.display_name,
                    )
                )

    def action_print(self):
        """Return the download of the labels.

        :raises UserError: when they do not fit, or something is not known.
        """
        self.ensure_one()
        self._laid_out()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bakery_mrp/label/{self.id}",
            "target": "download",
        }

    # The label ---------------------------------------------------------------------

    def _file_name(self):
        parts = [
            self.env._("Label"),
            self.product_id.default_code or self.product_id.name,
        ]
        if self.lot_id:
            parts.append(self.lot_id.name)
        return "-".join(parts).replace("/", "-") + ".pdf"

    def _pdf(self):
        self.ensure_one()
        _label, boxes = self._laid_out()
        form = FORMATS[self.size]
        skip = self.skip if form.page_mm else 0
        return draw([(boxes, self.quantity)], form, skip, self.product_id.name)

    def _laid_out(self):
        """Return the label and the boxes it is made of.

        :raises UserError: when it does not fit, or something is not known.
        """
        self.check_access("read")
        for record in (self.product_id, self.lot_id, self.production_id):
            if record:
                record.check_access("read")
        job = self._with_ingredients()
        # What is wrong is said in the language of the user, not in that of the label.
        job._barcode()
        job._check_weighed()
        label = job._in_label_language()._label()
        if missing := missing_characters(label):
            raise UserError(
                self.env._(
                    "The typeface of labels has no “%(characters)s”: write "
                    "%(product)s without.",
                    characters=missing,
                    product=self.product_id.display_name,
                )
            )
        try:
            return label, lay_out(label, FORMATS[self.size])
        except DoesNotFit:
            raise UserError(self._too_small(label)) from None

    def _with_ingredients(self):
        """Return the job as one that sees what the goods are made of."""
        # sudo: ingredients are printed on the goods. Who prints them needs no rights
        # to formulas and work centers, and sees no weights by it.
        return self.sudo()

    def _too_small(self, label):
        sizes = dict(self._fields["size"]._description_selection(self.env))
        for name in ("58x40", "70x50", "100x70"):
            try:
                lay_out(label, FORMATS[name])
            except DoesNotFit:
                continue
            return self.env._(
                "The texts of %(product)s do not fit on %(size)s, not even in the "
                "smallest type that can be read. Choose %(larger)s.",
                product=self.product_id.display_name,
                size=sizes[self.size],
                larger=sizes[name],
            )
        return self.env._(
            "The texts of %(product)s fit on no label: shorten its name, its "
            "ingredients or what is said of them, or print no barcode.",
            product=self.product_id.display_name,
        )

    def _in_label_language(self):
        """Return the job in Indonesian where it is installed: labels have to be."""
        if self.env["res.lang"]._get_data(code=LANGUAGE):
            return self.with_context(lang=LANGUAGE)
        return self

    def _label(self):
        """Return the texts of the label in the language of the context."""
        product = self.product_id.with_context(display_default_code=False)
        weight = self._weight_text()
        label = Label(
            name=product.display_name,
            weight=self.env._("Net weight: %s", weight) if weight else "",
            body=self._body(),
            foot=self._foot(),
            barcode=self._barcode(),
        )
        if self.with_nutrition:
            self._add_nutrition(label)
        return label

    def _weight_text(self):
        if not self.net_weight:
            return ""
        if self.net_weight >= 1000:
            return f"{self._number(self.net_weight / 1000, 3)} kg"
        return f"{self._number(self.net_weight, 1)} g"

    def _number(self, value, digits):
        """Return ``value`` with at most ``digits`` decimals, as one writes it here."""
        value = round(value, digits)
        while digits and value == round(value, digits - 1):
            digits -= 1
        return formatLang(self.env, value, digits=digits)

    def _formula(self):
        """Return the formula the goods are made from: that of their order, if any."""
        product = self._made_of().with_company(self.company_id)
        return self.production_id.bom_id or product._formulas()[product]

    def _made_of(self):
        """Return the product whose formula counts."""
        return self.made_of_id or self.product_id

    def _recipe(self):
        bom, product = self._formula(), self._made_of()
        bom = bom.with_company(self.company_id)
        return bom._recipes([(bom, product)])[bom, product] if bom else None

    def _body(self):
        product, recipe = self.product_id, self._recipe()
        contains, traces = self.env["mrp.bom"]._allergens(recipe, product)
        body = []
        if ingredients := self._ingredient_runs(recipe):
            body.append([(self.env._("Ingredients:") + " ", True), *ingredients])
        if contains:
            names = ", ".join(contains.mapped("name")).lower()
            body.append([(self.env._("Contains allergens: %s", names), True)])
        if traces:
            names = ", ".join(traces.mapped("name")).lower()
            body.append([(self.env._("May contain: %s", names), False)])
        if product.storage_note:
            body.append([(product.storage_note, False)])
        return body

    def _check_weighed(self):
        """Raise when an ingredient has no weight: it would be missing in the list."""
        recipe = self._recipe()
        if not recipe:
            return
        _grams, unweighed = self.env["mrp.bom"]._recipe_grams(recipe)
        if unweighed:
            raise UserError(
                self.env._(
                    "Nobody knows what these ingredients weigh: %(names)s. Fill in "
                    "their grams per unit, or mark them as not eaten.",
                    names=", ".join(unweighed.mapped("name")),
                )
            )

    def _ingredient_runs(self, recipe):
        """Return the ingredients in descending weight, those with allergens in bold."""
        product = self.product_id
        if not recipe:
            return [(product.composition, False)] if product.composition else []
        items, _unweighed = self.env["mrp.bom"]._ingredients(recipe)
        runs = []
        for number, item in enumerate(items):
            # What begins a sentence is written large, all else small.
            text = item["text"] if not number else _small(item["text"])
            runs += [(", ", False)] if number else []
            runs.append((text, bool(item["allergens"])))
        return runs

    def _foot(self):
        foot = []
        if self.best_before:
            date = self._date_text(self.best_before)
            foot.append([(self.env._("Best before") + " ", False), (date, True)])
        if self.production_date:
            date = self._date_text(self.production_date)
            foot.append([(self.env._("Produced on %s", date), False)])
        if self.lot_id:
            foot.append([(self.env._("Lot %s", self.lot_id.name), False)])
        product, company = self.product_id, self.company_id
        if product.registration_number:
            foot.append([(product.registration_number, False)])
        maker = ", ".join(filter(None, (company.name, company.city)))
        foot.append([(self.env._("Made by %s", maker), False)])
        return foot

    def _date_text(self, date):
        text = format_date(self.env, date, date_format="d MMM yyyy")
        return text.replace(" ", "\xa0")

    def _barcode(self):
        if self.barcode_of == "none":
            return ()
        value = (
            self.lot_id.name if self.barcode_of == "lot" else self.product_id.barcode
        )
        if not value:
            raise UserError(
                self.env._(
                    "%(product)s has no such barcode: choose another or none.",
                    product=self.product_id.display_name,
                )
            )
        if len(value) == 13 and ean.is_valid(value):
            return "EAN13", value
        if not value.isascii() or not value.isprintable():
            raise UserError(
                self.env._(
                    "“%(code)s” cannot be printed as a barcode: only letters, digits "
                    "and signs can.",
                    code=value,
                )
            )
        return "Code128", value

    def _nutrition(self):
        """Return the rows of the nutrition information, see ``product.nutrition``."""
        product, bom = self.product_id, self._formula()
        return bom._nutrition([(bom, product, self._recipe())])[0]

    def _add_nutrition(self, label):
        """Fill in the nutrition information, unless something in it is unknown."""
        rows = self._nutrition()
        if not rows or any(row["per_serving"] is None for row in rows):
            return
        serving = self._number(rows[0]["serving_grams"], 1)
        label.nutrition_title = self.env._("NUTRITION INFORMATION")
        label.nutrition_note = self.env._(
            "*Percentage of the daily need, of 2,150 kcal of energy. Yours may be "
            "higher or lower."
        )
        head = (
            self.env._("Serving %s g", serving),
            self.env._("per serving"),
            self.env._("% need*"),
            False,
        )
        label.nutrition = [head, *(self._nutrition_texts(row) for row in rows)]

    def _nutrition_texts(self, row):
        value = self._number(row["per_serving"], 1 if row["unit"] == "g" else 0)
        percent = row["daily_percent"]
        share = "" if percent is None else f"{round(percent)}%"
        return row["name"], f"{value} {row['unit_name']}", share, row["part"]


def _small(text):
    """Return ``text`` with a small first letter, unless the word is all capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
