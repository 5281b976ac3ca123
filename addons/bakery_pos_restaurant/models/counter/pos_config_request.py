from math import isfinite
from uuid import UUID

from odoo import models
from odoo.exceptions import UserError

# More of one product than any outlet asks for at once, in the unit of the product.
MOST_REQUESTED = 100_000


# pylint: disable=consider-merging-classes-inherited
# What a till may ask for is a subject of its own, and checked word by word.
class PosConfig(models.Model):
    _inherit = "pos.config"

    def request_stock(self, request):
        """Ask for goods on behalf of the outlet of this till, once.

        :param dict request: ``uuid`` made by the till, ``product_id``, ``kit_id`` where
            the product is a part of what the till sells, ``quantity`` in the product's
            unit, ``kind`` such as ``transfer``, ``source_id`` the warehouse to send it,
            and ``employee_id`` where employees log in at the till
        :return: ``{"id": …, "name": what was made, "state": …}``; the same for the same
            ``uuid``, which makes nothing a second time
        :raise AccessError: the user does not sell
        :raise UserError: says what is wrong with the request
        """
        till = self._stock_asked()
        if not isinstance(request, dict):
            raise UserError(self.env._("This request cannot be read."))
        uuid = till._uuid_asked(request.get("uuid"))
        if known := till._known_request(uuid):
            return known._told()
        if till.current_session_id.state != "opened":
            raise UserError(self.env._("Goods are requested while the till is open."))
        product = till._product_requested(request)
        values = {
            "uuid": uuid,
            "config_id": till.id,
            "session_id": till.current_session_id.id,
            "company_id": till.company_id.id,
            "warehouse_id": till.picking_type_id.warehouse_id.id,
            "product_id": product.id,
            "quantity": till._quantity_requested(product, request.get("quantity")),
            "kind": till._kind_requested(request.get("kind")),
            "employee_id": till._employee_at_till(request.get("employee_id")).id,
            "user_id": self.env.uid,
        }
        if values["kind"] == "transfer":
            values["source_id"] = till._source_requested(request.get("source_id")).id
        # sudo: a cashier makes no transfers and orders; what is made was checked above.
        made = self.env["bakery.stock.request"].sudo().create(values)
        made._make()
        return made._told()

    def _uuid_asked(self, uuid):
        try:
            return str(UUID(uuid))
        except (TypeError, ValueError, AttributeError) as error:
            raise UserError(self.env._("This request cannot be read.")) from error

    def _known_request(self, uuid):
        """Return what was made of this request before, at this till."""
        known = self.env["bakery.stock.request"].search([("uuid", "=", uuid)])
        if known and known.config_id != self:
            raise UserError(self.env._("This request was made at another till."))
        return known

    def _product_requested(self, request):
        number, kit = request.get("product_id"), request.get("kit_id")
        sold = self._products_asked([kit or number])
        product = sold
        if kit:
            parts = sold._parts_for_one(self.company_id).get(sold, {})
            wanted = [part.id for part in parts if part.id == number]
            product = sold.browse(wanted)
        if not product or not product.is_storable:
            raise UserError(self.env._("This till cannot request that product."))
        return product

    def _quantity_requested(self, product, quantity):
        number = type(quantity) in (int, float) and isfinite(quantity)
        if not number or not 0 < quantity <= MOST_REQUESTED:
            raise UserError(
                self.env._(
                    "Please request more than 0, and at most %s.",
                    f"{MOST_REQUESTED:,}".replace(",", "."),
                )
            )
        rounded = product.uom_id.round(quantity, rounding_method="UP")
        if rounded <= 0:
            raise UserError(self.env._("Please request more than 0."))
        return rounded

    def _kind_requested(self, kind):
        kinds = self.env["bakery.stock.request"]._fields["kind"].get_values(self.env)
        if kind not in kinds:
            raise UserError(self.env._("Goods cannot be requested in that way."))
        return kind

    def _source_requested(self, number):
        others = self._warehouses() - self.picking_type_id.warehouse_id
        source = others.filtered(lambda warehouse: warehouse.id == number)
        if not source:
            raise UserError(self.env._("Please choose another outlet of the company."))
        return source

    def _employee_at_till(self, number):
        """Return who stands at the till, as it says, where employees log in."""
        people = self.env["hr.employee"]
        if not self.module_pos_hr:
            return people
        domain = self._employee_domain(self.current_user_id.id)
        employee = type(number) is int and people.search([("id", "=", number), *domain])
        if not employee:
            raise UserError(self.env._("Please log in at the till first."))
        return employee
