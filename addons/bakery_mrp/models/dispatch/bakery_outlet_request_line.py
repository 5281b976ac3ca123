from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .bakery_dispatch_line import MOST


class BakeryOutletRequestLine(models.Model):
    """One product that an outlet asks for; in the unit of the product."""

    _name = "bakery.outlet.request.line"
    _description = "Outlet Request Line"
    _order = "request_id, id"
    _check_company_auto = True
    _hidden_by_warehouse = True

    request_id = fields.Many2one(
        "bakery.outlet.request", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, precompute=True, index=True
    )
    warehouse_id = fields.Many2one(
        related="request_id.warehouse_id", store=True, precompute=True, index=True
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        index=True,
        domain="[('is_storable', '=', True)]",
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    qty = fields.Float(string="Requested", digits="Product Unit", default=0)
    loaded_qty = fields.Float(
        string="Loaded", digits="Product Unit", compute="_compute_loaded_qty"
    )

    _one_line = models.Constraint(
        "UNIQUE(request_id, product_id)",
        "The request has this product already: change its quantity.",
    )

    @api.depends("request_id.load_id.line_ids.loaded_qty", "request_id.state")
    def _compute_loaded_qty(self):
        # sudo: what comes is told to whoever asked.
        loads = self.sudo().request_id.load_id
        loaded = {
            (line.load_id, line.product_id): line.loaded_qty for line in loads.line_ids
        }
        for line in self:
            key = line.sudo().request_id.load_id, line.sudo().product_id
            line.loaded_qty = loaded.get(key, 0)

    @api.constrains("qty")
    def _check_qty(self):
        for line in self:
            # Said this way it refuses what is no number at all, too.
            if not 0 <= line.qty <= MOST:
                raise ValidationError(
                    self.env._(
                        "%(qty)s is no quantity of %(product)s to ask for: give a "
                        "number from 0 to 10,000,000.",
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
        """Change drafts only, and by the outlet's own people."""
        self._check_changeable()
        result = super().write(vals)
        if "request_id" in vals:
            self._check_changeable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_changeable()

    def _check_changeable(self):
        if self.env.su:
            return
        requests = self.request_id
        requests._check_own()
        if any(request.state != "draft" for request in requests):
            raise UserError(
                self.env._(
                    "The request is sent: withdraw it to change what it asks for."
                )
            )
