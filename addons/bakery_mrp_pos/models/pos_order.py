from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from .stock_lot import SOLD


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _process_order(self, order, existing_order):
        order_id = super()._process_order(order, existing_order)
        order = self.browse(order_id)
        order._check_held_lots()
        order._check_expired_lots()
        order._find_dayold_prices()
        return order_id

    def _find_dayold_prices(self):
        """Note which lines were sold at a day-old price, and whether it held then."""
        if self.company_id.dayold_goods and self.state in SOLD:
            self.lines._find_dayold_prices()

    def _check_held_lots(self):
        """Refuse to sell lots on hold.

        :raise UserError: names the lots and why they are held
        """
        held = self.lines._held_lots()
        if held:
            raise UserError(
                "\n".join(
                    self.env._(
                        "Lot %(lot)s of %(product)s is on hold (%(reason)s) and must"
                        " not be sold. Give the customer goods of another lot.",
                        lot=lot.name,
                        product=lot.product_id.display_name,
                        reason=lot.hold_reason,
                    )
                    for lot in held
                )
            )

    def _check_expired_lots(self):
        """Refuse to sell what had expired by the hour of the sale.

        :raise UserError: names the lots and when they expired
        """
        expired = self.lines._expired_lots()
        if expired:
            raise UserError(
                "\n".join(
                    self.env._(
                        "Lot %(lot)s of %(product)s expired on %(date)s and must not"
                        " be sold. Give the customer goods of another lot.",
                        lot=lot.name,
                        product=lot.product_id.display_name,
                        date=format_datetime(
                            self.env, lot.expiration_date, dt_format="short"
                        ),
                    )
                    for lot in expired
                )
            )

    def _trace_place(self):
        """Return key, kind and title of whom a trace names for the order.

        It is the customer where the till knows one, else the table, else the till.
        """
        self.ensure_one()
        if partner := self.partner_id.commercial_partner_id:
            return f"guest-{partner.id}", "customer", partner.display_name
        # sudo: the names of till and table say where it was, to whom may see the order.
        order = self.sudo()
        till = order.config_id
        # Tables come with pos_restaurant, on which a plain till does not depend.
        if "table_id" in order._fields and order.table_id:
            table = order.table_id
            title = self.env._(
                "%(till)s, table %(table)s",
                till=till.name,
                table=table.table_number,
            )
            return f"table-{table.id}", "till", title
        return f"till-{till.id}", "till", till.name
