from odoo import fields
from odoo.fields import Command

from .common import AccessCommon


class ReservationCommon(AccessCommon):
    """A quotation of 10 pieces of the staff's, from the first warehouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Reservation = cls.env["bakery.stock.reservation"]
        cls.order = cls.quotation(cls.staff, 10)
        cls.lead = cls.opportunity(cls.staff)

    @classmethod
    def opportunity(cls, user, **values):
        """Return an opportunity of ``user``."""
        return cls.env["crm.lead"].create(
            {
                "name": "Kue pengantin",
                "type": "opportunity",
                "partner_id": cls.customer.id,
                "user_id": user.id,
                **values,
            }
        )

    @classmethod
    def quotation(cls, user, quantity, product=None, **values):
        """Return a quotation of ``user`` over ``quantity`` pieces."""
        line = {"product_id": (product or cls.product).id, "product_uom_qty": quantity}
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "user_id": user.id,
                "warehouse_id": cls.own.id,
                "order_line": [Command.create(line)],
                **values,
            }
        )

    @classmethod
    def reserve(cls, quantity=4, deal=None, user=None, **values):
        """Return a reservation made through the public method."""
        deal = cls.order if deal is None else deal
        name = "order_id" if deal._name == "sale.order" else "lead_id"
        model = cls.Reservation.with_user(user) if user else cls.Reservation
        answer = model.reserve(
            {
                name: deal.id,
                "product_id": cls.product.id,
                "quantity": quantity,
                "warehouse_id": cls.own.id,
                **values,
            }
        )
        return cls.Reservation.browse(answer["id"])

    @classmethod
    def free(cls, product=None, warehouse=None):
        """Return the free quantity as every part of Odoo asks for it."""
        product = (product or cls.product).with_context(
            warehouse_id=(warehouse or cls.own).id
        )
        product.invalidate_recordset(["free_qty"])
        return product.free_qty

    @classmethod
    def in_days(cls, days):
        return fields.Datetime.add(fields.Datetime.now(), days=days)

    @classmethod
    def overdue(cls, reservations):
        """Let the time of reservations be over."""
        reservations.sudo().write({"date_expiry": cls.in_days(-1)})

    @classmethod
    def lots(cls, *days, quantity=5):
        """Return a product and its lots, which must go in so many days."""
        values = {"name": "Roti Uji", "is_storable": True, "tracking": "lot"}
        if "use_expiration_date" in cls.env["product.template"]._fields:
            values["use_expiration_date"] = True
        product = cls.env["product.product"].create(values)
        lots = cls.env["stock.lot"]
        for number, day in enumerate(days):
            lot = lots.create({"name": f"L{number}", "product_id": product.id})
            if "removal_date" in lot._fields:
                lot.removal_date = cls.in_days(day)
            cls.env["stock.quant"]._update_available_quantity(
                product, cls.own.lot_stock_id, quantity, lot_id=lot
            )
            lots |= lot
        return product, lots
