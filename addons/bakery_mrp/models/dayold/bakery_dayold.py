from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..cost.mrp_workcenter import COST
from .dayold_goods import DayoldGoods

# Labels of one job, see the wizard that prints them.
MOST = 2000


class BakeryDayold(models.Model):
    """Goods of an outlet that became day-old goods, as they did at one moment.

    It is written by the turning alone and stays: the way from flour to day-old bread
    leads over it. Two movements carry it, one of the fresh goods out of the stock and
    one of the day-old goods into it, at the same value.
    """

    _name = "bakery.dayold"
    _description = "Day-Old Goods"
    _order = "date desc, id desc"
    # For roles that hold in some warehouses only.
    _hidden_by_warehouse = True

    name = fields.Char(string="Reference", required=True, index="trigram")
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse", string="Outlet", required=True, index=True
    )
    location_id = fields.Many2one("stock.location", string="Place", required=True)
    rule_id = fields.Many2one(
        "bakery.dayold.rule", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one(
        "product.product", string="Fresh Goods", required=True, index=True
    )
    lot_id = fields.Many2one(
        "stock.lot", string="Fresh Lot", index="btree_not_null", ondelete="restrict"
    )
    dayold_product_id = fields.Many2one(
        "product.product", string="Day-Old Product", required=True, index=True
    )
    dayold_lot_id = fields.Many2one(
        "stock.lot", string="Day-Old Lot", index="btree_not_null", ondelete="restrict"
    )
    quantity = fields.Float(digits="Product Unit", required=True, aggregator="sum")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    date = fields.Datetime(required=True, index=True)
    until = fields.Datetime(string="Sold until", required=True)
    user_id = fields.Many2one("res.users", string="Turned by", required=True)
    value = fields.Monetary(
        groups=COST,
        aggregator="sum",
        help="What the fresh goods had cost, and the day-old goods cost now.",
    )
    move_ids = fields.One2many("stock.move", "dayold_id", string="Stock Moves")

    # Who may --------------------------------------------------------------------------

    @api.model
    def _check_outlet(self, outlet):
        """Refuse those who do not work with the stock of the outlet.

        :raise AccessError: names the outlet
        """
        self.check_access("read")
        outlet.check_access("read")
        user = self.env.user
        works = user.has_group("stock.group_stock_user")
        if not works or not outlet.filtered_domain(user._outlet_domain("id")):
            raise AccessError(
                self.env._(
                    "Only who works with the stock of %(outlet)s turns its goods.",
                    outlet=outlet.display_name,
                )
            )

    # Labels ---------------------------------------------------------------------------

    def action_labels(self):
        """Return the action that prints labels for these day-old goods."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bakery_mrp.bakery_label_print_action_product"
        )
        return {
            **action,
            "context": {
                "default_product_id": self.dayold_product_id.id,
                "default_lot_id": self.dayold_lot_id.id,
                "default_made_of_id": self.product_id.id,
                "default_company_id": self.company_id.id,
                "default_quantity": max(1, min(MOST, round(self.quantity))),
                "default_best_before": fields.Date.to_string(
                    fields.Datetime.context_timestamp(self, self.until).date()
                ),
            },
        }

    # Turning --------------------------------------------------------------------------

    @api.model
    def _turn(self, outlet, wanted=None):
        """Turn what is a day old in an outlet; done twice, it finds nothing more.

        :param wanted: how much of which goods, by their key; all that is due if None
        :return: the rows of what became another product
        :raise UserError: for more than is due, or when another is doing it
        """
        if not outlet.company_id.dayold_goods:
            return self.browse()
        try:
            # Two at once would both find the same goods. Whoever comes after the other
            # has ended is refused by the rows of the stock, and starts anew.
            outlet.sudo().lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._(
                    "Somebody is turning the goods of %(outlet)s right now: look again "
                    "in a moment.",
                    outlet=outlet.display_name,
                )
            ) from None
        goods = [one for one in DayoldGoods(outlet).due() if not one.problem]
        if wanted is not None:
            goods = self._take(goods, wanted)
        # sudo: it follows from the rule; that it may be done was checked before.
        dayold = self.sudo().with_company(outlet.company_id)
        return dayold._apply(outlet, goods).with_env(self.env)

    @api.model
    def _take(self, goods, wanted):
        """Return the goods with the quantities that are wanted of them."""
        left = dict(wanted)
        taken = []
        for one in goods:
            quantity = left.pop(one.key, 0)
            if one.product.uom_id.compare(quantity, one.quantity) > 0:
                self._refuse_more(one.product, one.quantity)
            if one.product.uom_id.compare(quantity, 0) > 0:
                one.quantity = quantity
                taken.append(one)
        for key, quantity in left.items():
            if quantity > 0:
                self._refuse_more(self.env["product.product"].browse(key[0]), 0)
        return taken

    @api.model
    def _refuse_more(self, product, quantity):
        raise UserError(
            self.env._(
                "Only %(quantity)s %(unit)s of %(product)s are a day old and free: "
                "reload the page.",
                quantity=f"{quantity:g}",
                unit=product.uom_id.name,
                product=product.display_name,
            )
        )

    @api.model
    def _apply(self, outlet, goods):
        """Do with the goods what their rules say; other actions add their own."""
        return self._change(outlet, [g for g in goods if g.rule.action == "product"])

    @api.model
    def _still_open(self, outlet, goods):
        """Return those of the goods with which something is left to do.

        What became another product is gone; other actions leave out what they did.
        """
        return goods

    @api.model
    def _change(self, outlet, goods):
        """Make day-old products of the goods, all of them or none."""
        if not goods:
            return self.browse()
        now = fields.Datetime.now()
        until = [self._until(one, now) for one in goods]
        turned = {
            one.lot: (one.rule.dayold_product_id, end)
            for one, end in zip(goods, until, strict=True)
            if one.lot
        }
        lots = self.env["stock.lot"].union(*turned)._dayold_lots(turned)
        rows = self.create(
            [
                {
                    "name": one.rule.name,
                    "warehouse_id": outlet.id,
                    "location_id": one.location.id,
                    "rule_id": one.rule.id,
                    "product_id": one.product.id,
                    "lot_id": one.lot.id,
                    "dayold_product_id": one.rule.dayold_product_id.id,
                    "dayold_lot_id": lots[one.lot.id].id if one.lot else False,
                    "quantity": one.quantity,
                    "date": now,
                    "until": end,
                    "user_id": self.env.uid,
                }
                for one, end in zip(goods, until, strict=True)
            ]
        )
        values = []
        for row, one in zip(rows, goods, strict=True):
            values += row._move_values(one.package)
        self.env["stock.move"].create(values)._action_done()
        for row in rows:
            out = row.move_ids.filtered(
                lambda move: move.location_id.usage != "production"
            )
            row.value = sum(out.mapped("value"))
        return rows

    @staticmethod
    def _until(one, now):
        """Return how long day-old goods are sold: no longer than the fresh ones."""
        end = now + timedelta(hours=one.rule.keep_hours)
        fresh = one.product.use_expiration_date and one.lot.expiration_date
        return min(end, fresh) if fresh else end

    def _move_values(self, package):
        """Return the values of the two movements of the goods."""
        place = self.location_id
        company = self.company_id
        inside = self.product_id.with_company(company).property_stock_production
        return [
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": self.quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": company.id,
                "origin": self.name,
                "dayold_id": self.id,
                "picked": True,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_id": product.uom_id.id,
                            "lot_id": lot.id,
                            "package_id": package.id if source == place else False,
                            "quantity": self.quantity,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                            "company_id": company.id,
                            "picked": True,
                        }
                    )
                ],
            }
            for product, lot, source, target in (
                (self.product_id, self.lot_id, place, inside),
                (self.dayold_product_id, self.dayold_lot_id, inside, place),
            )
        ]
