from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

# More of one product than any truck takes.
MOST = 10_000_000


class BakeryDispatchLine(models.Model):
    """One product for one outlet: wanted, loaded, received, and why not the same.

    Quantities are in the unit of the product.
    """

    _name = "bakery.dispatch.line"
    _description = "Dispatch Line"
    _inherit = "bakery.dispatch.kept"
    _order = "load_id, product_id, id"
    _check_company_auto = True
    _hidden_by_warehouse = True
    _kept = frozenset(
        {
            "par_qty",
            "requested_qty",
            "suggested_qty",
            "loaded_qty",
            "received_qty",
            "reason_id",
            "return_reason_id",
            "state",
        }
    )

    load_id = fields.Many2one(
        "bakery.dispatch.load",
        string="Dispatch Load",
        required=True,
        ondelete="cascade",
        index=True,
    )
    dispatch_id = fields.Many2one(
        related="load_id.dispatch_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="load_id.company_id", store=True, precompute=True, index=True
    )
    warehouse_id = fields.Many2one(
        related="load_id.warehouse_id", store=True, precompute=True, index=True
    )
    kitchen_id = fields.Many2one(
        related="load_id.kitchen_id", store=True, precompute=True
    )
    kind = fields.Selection(related="load_id.kind", store=True, precompute=True)
    date = fields.Date(related="load_id.date", store=True, precompute=True)
    state = fields.Selection(
        related="load_id.state", store=True, precompute=True, index=True
    )
    departed_date = fields.Datetime(related="load_id.departed_date", store=True)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        index=True,
        domain="[('is_storable', '=', True)]",
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    par_qty = fields.Float(
        string="Below Par",
        digits="Product Unit",
        readonly=True,
        help="What the outlet lacks to be full by its reordering rule.",
    )
    requested_qty = fields.Float(
        string="Requested", digits="Product Unit", readonly=True
    )
    suggested_qty = fields.Float(
        string="Suggested", digits="Product Unit", readonly=True
    )
    qty = fields.Float(string="To Load", digits="Product Unit")
    loaded_qty = fields.Float(
        string="Loaded", digits="Product Unit", readonly=True, copy=False
    )
    short_qty = fields.Float(
        string="Short",
        digits="Product Unit",
        compute="_compute_short",
        help="What the outlet wants and does not get.",
    )
    is_short = fields.Boolean(compute="_compute_short")
    received_qty = fields.Float(
        string="Received", digits="Product Unit", readonly=True, copy=False
    )
    difference = fields.Float(
        digits="Product Unit", compute="_compute_difference", store=True
    )
    reason_id = fields.Many2one(
        "bakery.dispatch.reason",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    return_reason_id = fields.Many2one(
        "bakery.dispatch.reason",
        string="Sent Back because",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    note = fields.Char(string="Remark")
    hours_on_way = fields.Float(string="Hours on the Way", compute="_compute_late")
    is_late = fields.Boolean(compute="_compute_late", search="_search_is_late")

    _one_line = models.Constraint(
        "UNIQUE(load_id, product_id)",
        "The load has this product already: change its quantity.",
    )

    @api.depends("par_qty", "requested_qty", "qty", "loaded_qty", "state")
    def _compute_short(self):
        for line in self:
            wanted = line.requested_qty or line.par_qty
            given = line._to_load()
            short = max(wanted - given, 0)
            line.short_qty = short
            line.is_short = (
                line.kind == "out"
                and line.state != "cancel"
                and line.product_uom_id.compare(short, 0) > 0
            )

    @api.depends("received_qty", "loaded_qty", "state")
    def _compute_difference(self):
        for line in self:
            done = line.state == "done"
            line.difference = line.received_qty - line.loaded_qty if done else 0

    @api.depends("departed_date", "state", "company_id.dispatch_late_hours")
    def _compute_late(self):
        now = fields.Datetime.now()
        for line in self:
            seconds = 0
            if line.state == "transit" and line.departed_date:
                seconds = (now - line.departed_date).total_seconds()
            line.hours_on_way = max(seconds, 0) / 3600
            line.is_late = line.hours_on_way > line.company_id.dispatch_late_hours

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        # Of companies that are not read here the lines are hidden anyway.
        domain = fields.Domain("state", "=", "transit") & fields.Domain.OR(
            fields.Domain("company_id", "=", company.id)
            & fields.Domain(
                "departed_date", "<", now - timedelta(hours=company.dispatch_late_hours)
            )
            for company in self.env.companies
        )
        return domain if True in value else ~domain

    @api.constrains("qty")
    def _check_qty(self):
        for line in self:
            # Said this way it refuses what is no number at all, too.
            if not 0 <= line.qty <= MOST:
                raise ValidationError(
                    self.env._(
                        "%(qty)s is no quantity of %(product)s to load: give a number "
                        "from 0 to 10,000,000.",
                        qty=line.qty,
                        product=line.product_id.display_name,
                    )
                )

    @api.constrains("product_id")
    def _check_product(self):
        self.product_id._check_can_be_sent()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_changeable()
        return lines

    def write(self, vals):
        """Change what to load of drafts only; the remark always."""
        if set(vals) - {"note"}:
            self._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_changeable()

    def _check_changeable(self):
        if self.env.su:
            return
        for line in self:
            if line.load_id.state != "draft":
                raise UserError(
                    self.env._(
                        "The goods for %(outlet)s are loaded: unload the dispatch to "
                        "change them.",
                        outlet=line.warehouse_id.name,
                    )
                )

    def _is_typed(self):
        """Tell whether somebody wants another quantity than is suggested."""
        self.ensure_one()
        return not self.product_uom_id.is_zero(self.qty - self.suggested_qty)

    def _to_load(self):
        """Return what is loaded or, before that, what is to be."""
        self.ensure_one()
        return self.qty if self.state in ("draft", False) else self.loaded_qty

    # Transfers -----------------------------------------------------------------------

    def _move_values(self, picking, quantity):
        """Return the values of the movement of ``quantity`` with ``picking``."""
        return {
            "picking_id": picking.id,
            "picking_type_id": picking.picking_type_id.id,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
            "location_final_id": picking.location_dest_id.id,
            "product_id": self.product_id.id,
            "product_uom": self.product_uom_id.id,
            "product_uom_qty": quantity,
            "date": picking.scheduled_date,
            "origin": picking.origin,
            "company_id": self.company_id.id,
            "dispatch_line_id": self.id,
        }

    def _lot_commands(self, picking, lots):
        """Return the lines of a movement that takes these lots.

        :param lots: ``[(lot, quantity, place)]``.
        """
        return [
            Command.create(
                {
                    "picking_id": picking.id,
                    "product_id": self.product_id.id,
                    "product_uom_id": self.product_uom_id.id,
                    "location_id": place.id,
                    "location_dest_id": picking.location_dest_id.id,
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "company_id": self.company_id.id,
                }
            )
            for lot, quantity, place in lots
        ]

    def _done_values(self, picking, lots):
        """Return the values of a movement of these lots that is to be done at once.

        :param lots: ``[(lot, quantity, place)]``.
        """
        quantity = sum(part for _lot, part, _place in lots)
        return {
            **self._move_values(picking, quantity),
            "move_line_ids": self._lot_commands(picking, lots),
            "picked": True,
        }
