import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.mimetypes import guess_mimetype

from ..cost.mrp_workcenter import COST

PHOTOS = ("image/jpeg", "image/png", "image/webp", "image/gif")
LARGEST_PHOTO = 8 * 1024 * 1024
# More pieces or grams than any bakery loses at once.
ABSURD = 1_000_000_000
# What a user may still say of goods that are written off.
REMARKS = {"note", "photo"}
BY_SYSTEM = {"name", "state", "date", "user_id", "value", "scrap_id"}


class BakeryWaste(models.Model):
    """Goods of one product that were lost, why, and what they had cost.

    A draft is written off with a scrap order of Odoo, and so in the stock and in the
    books at once; afterwards nothing of it changes but the remark and the photo. Where
    a write-off needs another's approval, the waste waits with it.
    """

    _name = "bakery.waste"
    _description = "Waste"
    _order = "date desc, id desc"
    _check_company_auto = True
    # For roles that hold in some warehouses only; see res_users_waste.
    _hidden_by_warehouse = True

    name = fields.Char(
        string="Reference", readonly=True, copy=False, default="/", index="trigram"
    )
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Outlet",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self._default_warehouse(),
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Taken from",
        compute="_compute_location_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        domain="[('usage', '=', 'internal'), ('warehouse_id', '=', warehouse_id)]",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        domain="[('is_storable', '=', True)]",
    )
    categ_id = fields.Many2one(
        related="product_id.categ_id", string="Product Category", store=True
    )
    tracking = fields.Selection(related="product_id.tracking")
    lot_id = fields.Many2one(
        "stock.lot",
        index="btree_not_null",
        check_company=True,
        domain="[('product_id', '=', product_id)]",
    )
    quantity = fields.Float(digits="Product Unit", required=True, aggregator="sum")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    reason_id = fields.Many2one(
        "bakery.waste.reason", required=True, index=True, ondelete="restrict"
    )
    note = fields.Char(string="Remark")
    photo = fields.Binary(attachment=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("waiting", "Awaits approval"), ("done", "Written Off")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    date = fields.Datetime(
        readonly=True, copy=False, index=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Logged by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    scrap_id = fields.Many2one(
        "stock.scrap",
        string="Write-off",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    value = fields.Monetary(
        readonly=True,
        copy=False,
        groups=COST,
        aggregator="sum",
        help="What the goods had cost when they were written off.",
    )

    _one_scrap = models.UniqueIndex(
        "(scrap_id) WHERE scrap_id IS NOT NULL",
        "These goods are written off already: reload the page.",
    )

    @api.model
    def _default_warehouse(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    @api.depends("warehouse_id")
    def _compute_location_id(self):
        for waste in self:
            if waste.location_id.warehouse_id != waste.warehouse_id:
                waste.location_id = waste.warehouse_id.lot_stock_id

    @api.model
    def _check_quantity(self, quantity):
        """Refuse what is no quantity, before the database has to."""
        # Said this way it refuses what is no number at all, too.
        if not isinstance(quantity, int | float) or not 0 < quantity < ABSURD:
            raise ValidationError(
                self.env._("The quantity of waste must be more than 0.")
            )

    @api.constrains("product_id", "lot_id", "warehouse_id", "location_id")
    def _check_goods(self):
        for waste in self:
            if not waste.product_id.is_storable:
                raise ValidationError(
                    self.env._(
                        "%(product)s is not kept in stock, so none of it can be lost.",
                        product=waste.product_id.display_name,
                    )
                )
            if waste.lot_id and waste.lot_id.product_id != waste.product_id:
                raise ValidationError(
                    self.env._(
                        "Lot %(lot)s is not one of %(product)s.",
                        lot=waste.lot_id.display_name,
                        product=waste.product_id.display_name,
                    )
                )
            if not waste._is_place_of_goods():
                raise ValidationError(
                    self.env._(
                        "%(place)s is not a place for goods in %(outlet)s.",
                        place=waste.location_id.display_name,
                        outlet=waste.warehouse_id.display_name,
                    )
                )

    def _is_place_of_goods(self):
        """Return whether goods of the outlet can be lost where these were."""
        self.ensure_one()
        place = self.location_id
        return place.usage == "internal" and place.warehouse_id == self.warehouse_id

    # Writing -----------------------------------------------------------------------

    def _system_names(self):
        """Return the fields that no user writes."""
        return BY_SYSTEM

    @api.model_create_multi
    def create(self, vals_list):
        """Begin as a draft of whoever logs it."""
        if not self.env.su:
            closed = self._system_names()
            vals_list = [
                {name: value for name, value in vals.items() if name not in closed}
                for vals in vals_list
            ]
        for vals in vals_list:
            self._check_quantity(vals.get("quantity", 0))
            self._check_photo(vals.get("photo"))
        return super().create(vals_list)

    def write(self, vals):
        """Leave alone what is written off, but for the remark and the photo."""
        if not self.env.su:
            if self._system_names() & vals.keys():
                raise UserError(
                    self.env._("Writing off sets the state and the value of waste.")
                )
            if vals.keys() - REMARKS:
                self._check_draft()
        if "quantity" in vals:
            self._check_quantity(vals["quantity"])
        if "photo" in vals:
            self._check_photo(vals["photo"])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        self._check_draft()

    def _check_draft(self):
        for waste in self:
            if waste.state != "draft":
                raise UserError(
                    self.env._(
                        "%(name)s is written off and stays as it is: correct the "
                        "stock by counting.",
                        name=waste.display_name,
                    )
                )

    @api.model
    def _check_photo(self, photo):
        """Refuse what is not a picture that a browser shows."""
        if not photo:
            return
        try:
            content = base64.b64decode(photo, validate=False)
        except (binascii.Error, TypeError, ValueError):
            content = b""
        if len(content) > LARGEST_PHOTO:
            raise ValidationError(self.env._("A photo of waste is at most 8 MB."))
        if guess_mimetype(content) not in PHOTOS:
            raise ValidationError(
                self.env._("The photo is not a picture: use JPEG, PNG, WebP or GIF.")
            )

    # Writing off -------------------------------------------------------------------

    def action_done(self):
        """Write the goods off, in stock and books, all of them or none.

        :raise AccessError: for those who may not write off.
        :raise UserError: for more than is there, or a lot that is missing.
        """
        self.check_access("write")
        for waste in self:
            if waste.state != "draft":
                raise UserError(
                    self.env._("%(name)s is no draft.", name=waste.display_name)
                )
        self._check_on_hand()
        scraps = self.env["stock.scrap"].create([w._scrap_values() for w in self])
        # sudo: the link is closed to users; writing it twice at once is refused.
        for waste, scrap in zip(self.sudo(), scraps, strict=True):
            number = waste.name
            if number == "/":
                number = self.env["ir.sequence"].sudo().next_by_code("bakery.waste")
            waste.write(
                {
                    "name": number,
                    "scrap_id": scrap.id,
                    "state": "waiting",
                    "user_id": self.env.uid,
                    "date": fields.Datetime.now(),
                }
            )
        self.flush_recordset()
        for company, own in scraps.grouped("company_id").items():
            own.with_company(company).do_scrap()
        return True

    def action_withdraw(self):
        """Take back what awaits approval; it is a draft again.

        :raise UserError: for what is written off, or was not asked for.
        """
        self.check_access("write")
        # sudo: whoever logged it may not see write-offs.
        for waste in self:
            if waste.state != "waiting" or waste.sudo().scrap_id.state == "done":
                raise UserError(
                    self.env._(
                        "%(name)s does not await approval.", name=waste.display_name
                    )
                )
        # sudo: the write-off was made by this one, and not carried out.
        own = self.sudo()
        scraps = own.scrap_id
        own.write({"state": "draft", "scrap_id": False})
        scraps.unlink()
        return True

    def _scrap_values(self):
        self.ensure_one()
        values = {
            "company_id": self.company_id.id,
            "origin": self.reason_id.name,
            "product_id": self.product_id.id,
            "product_uom_id": self.product_id.uom_id.id,
            "lot_id": self.lot_id.id,
            "location_id": self.location_id.id,
            "scrap_qty": self.quantity,
        }
        return values

    def _check_on_hand(self):
        """Refuse to lose more than is there, or goods of an unknown lot."""
        # sudo: what is there counts, whatever part of it the user may see.
        groups = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("location_id", "in", self.location_id.ids),
                ],
                ["product_id", "lot_id", "location_id"],
                ["quantity:sum"],
            )
        )
        there = {
            (product.id, lot.id, place.id): quantity
            for product, lot, place, quantity in groups
        }
        lost = {}
        for waste in self:
            product, uom = waste.product_id, waste.product_id.uom_id
            if product.tracking != "none" and not waste.lot_id:
                raise UserError(
                    self.env._(
                        "Say which lot of %(product)s was lost.",
                        product=product.display_name,
                    )
                )
            if uom.is_zero(waste.quantity):
                raise UserError(
                    self.env._(
                        "The quantity of wasted %(product)s must be more than 0.",
                        product=product.display_name,
                    )
                )
            key = (product.id, waste.lot_id.id, waste.location_id.id)
            lost[key] = lost.get(key, 0) + waste.quantity
            on_hand = there.get(key, 0)
            if uom.compare(lost[key], on_hand) > 0:
                raise UserError(
                    self.env._(
                        "Only %(quantity)s %(unit)s of %(product)s are in %(place)s.",
                        quantity=f"{max(on_hand, 0):g}",
                        unit=uom.name,
                        product=product.display_name,
                        place=waste.location_id.display_name,
                    )
                )

    def _close(self):
        """Keep what was written off, and its value."""
        for waste in self:
            scrap = waste.scrap_id
            moves = scrap.move_ids.filtered(lambda move: move.state == "done")
            waste.write(
                {
                    "state": "done",
                    "date": scrap.date_done,
                    "quantity": scrap.product_uom_id._compute_quantity(
                        scrap.scrap_qty, waste.product_id.uom_id, round=False
                    ),
                    "value": sum(moves.mapped("value")),
                }
            )
