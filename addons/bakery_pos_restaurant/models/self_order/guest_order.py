"""An order as a guest's telephone sends it: read, checked, and written anew.

Nothing of what arrives is passed on as it is. What a guest may say is taken over field
by field; what the server knows better (prices, taxes, totals, session, table) is left
out here and put in by the server.
"""

import json
import math
from uuid import UUID, uuid4

from odoo.exceptions import UserError
from odoo.fields import Command, Datetime, Domain

# What guests may say of an order and of a line, with the longest text.
TEXTS = {
    "floating_order_name": 64,
    "table_stand_number": 16,
    "email": 254,
    "mobile": 32,
    "general_customer_note": 1000,
}
NOTE = 1000
MOST_LINES = 200
MOST_OF_A_LINE = 999
MOST_GUESTS = 200
# The state of preparation, which tills and telephones write and read.
LONGEST_CHANGE = 200_000
# Relations between new lines, which have no ids yet.
MAPPED = {"combo_parent_id", "combo_line_ids"}


class GuestOrder:
    """What one guest ordered at one till.

    :param config: the till, with the rights of its self-ordering
    :param table: where the guest sits, may be empty
    :param payload: what the telephone sent
    :param may_name: ids of customers this visitor gave names for
    """

    def __init__(self, config, table, payload, may_name=()):
        self.config = config
        self.env = config.env
        self.table = table
        self.payload = payload
        self.may_name = may_name
        self.existing = self._existing()
        self.new_uuids = set()

    # Reading --------------------------------------------------------------------------

    def clean(self):
        """Return the order as the server takes it.

        :raise UserError: says what a guest may not do
        """
        given = self.payload
        self._check_untouched()
        session = self.config.current_session_id
        order = {
            "uuid": self._uuid(given.get("uuid")),
            "session_id": session.id,
            "company_id": self.config.company_id.id,
            "state": "draft",
            "preset_id": self._preset().id,
            "lines": self._lines(given.get("lines") or []),
            "payment_ids": [],
            "to_invoice": False,
            # The server counts them when the lines have their prices.
            "amount_total": 0,
            "amount_tax": 0,
            "amount_paid": 0,
            "amount_return": 0,
            "relations_uuid_mapping": self._mapping(),
        }
        for name, longest in TEXTS.items():
            if given.get(name):
                order[name] = self._text(given[name], longest)
        if given.get("customer_count"):
            order["customer_count"] = self._whole(given["customer_count"], MOST_GUESTS)
        if given.get("preset_time"):
            order["preset_time"] = self._moment(given["preset_time"])
        if change := self._preparation(given.get("last_order_preparation_change")):
            order["last_order_preparation_change"] = change
        if given.get("partner_id"):
            order["partner_id"] = self._partner(given["partner_id"])
        if table_id := self._table_id():
            order["table_id"] = table_id
        if self.existing:
            # Odoo takes both away from an order it knows.
            order["access_token"] = self.existing.access_token
        return order

    def _refuse(self, message):
        raise UserError(message)

    def _check_untouched(self):
        """Refuse what no telephone sends unless somebody changed it."""
        given, _t = self.payload, self.env._
        if not isinstance(given, dict) or not isinstance(given.get("lines", []), list):
            self._refuse(_t("This order cannot be read."))
        if given.get("payment_ids") or given.get("state", "draft") != "draft":
            self._refuse(_t("Orders from the table are paid at the till or online."))
        session = given.get("session_id")
        if session and session != self.config.current_session_id.id:
            self._refuse(_t("The till has been closed. Please scan the code again."))
        if given.get("to_invoice") or given.get("account_move"):
            self._refuse(_t("Please ask at the till for an invoice."))

    def _existing(self):
        """Return the order these lines are added to, if there is one.

        Whoever adds to it either sits at its table or holds its token.
        """
        Order = self.env["pos.order"]
        uuid = self.payload.get("uuid") if isinstance(self.payload, dict) else None
        if not uuid or not isinstance(uuid, str):
            return Order
        asked = {
            "uuid": uuid,
            "session_id": self.config.current_session_id.id,
            "state": "draft",
            "table_id": self._table_id(),
        }
        # sudo: self-ordering sees no orders; what is found here is checked below.
        found = Order.sudo()._get_open_order(asked)
        if not found:
            return Order
        tills = self.config | self.config.trusted_config_ids
        here = self.table and self.table in (
            found.table_id,
            found.self_ordering_table_id,
        )
        token = self.payload.get("access_token")
        holds = isinstance(token, str) and token and token == found.access_token
        if found.config_id not in tills or not (here or holds):
            self._refuse(self.env._("This order belongs to another table."))
        return found

    def _table_id(self):
        """Return the table, where the telephone says that the order is served there."""
        same = self.table and self.payload.get("table_id") == self.table.id
        return self.table.id if same else False

    def _preset(self):
        preset = self.env["pos.preset"].browse(self._id(self.payload.get("preset_id")))
        if not self.config.use_presets or not preset:
            return self.env["pos.preset"]
        allowed = self.config.available_preset_ids | self.config.default_preset_id
        if preset not in allowed:
            self._refuse(self.env._("This kind of order is not offered here."))
        return preset

    # Lines ----------------------------------------------------------------------------

    def _lines(self, commands):
        if len(commands) > MOST_LINES:
            self._refuse(
                self.env._("An order has at most %(number)s lines.", number=MOST_LINES)
            )
        created, lines = [], []
        for command in commands:
            if not isinstance(command, (list, tuple)) or not command:
                self._refuse(self.env._("This order cannot be read."))
            code, values = command[0], command[-1]
            if code == Command.CREATE and isinstance(values, dict):
                created.append(values)
            elif code == Command.UPDATE and isinstance(values, dict):
                lines.append(self._changed_line(command[1], values))
            elif code != Command.LINK:
                self._refuse(
                    self.env._(
                        "What was ordered cannot be taken back here. Please ask the"
                        " waiter."
                    )
                )
        return [line for line in lines if line] + self._created_lines(created)

    def _created_lines(self, created):
        products = self._products(created)
        created = [
            {**values, "uuid": self._uuid(values.get("uuid") or str(uuid4()))}
            for values in created
        ]
        # sudo: an id that somebody guessed must not meet a line of another order.
        known = (
            self.env["pos.order.line"]
            .sudo()
            .search([("uuid", "in", [values["uuid"] for values in created])])
        )
        if known - self.existing.sudo().lines:
            self._refuse(self.env._("This order cannot be read."))
        lines = []
        for values in created:
            uuid = values["uuid"]
            if uuid in known.mapped("uuid"):
                # Sent again because the answer got lost.
                continue
            self.new_uuids.add(uuid)
            lines.append(Command.create(self._created_line(uuid, values, products)))
        return lines

    def _created_line(self, uuid, values, products):
        product = products[self._id(values.get("product_id"))]
        if values.get("discount") or values.get("refunded_orderline_id"):
            self._refuse(self.env._("Discounts are given at the till."))
        line = {
            "uuid": uuid,
            "product_id": product.id,
            "qty": self._quantity(values.get("qty")),
            "full_product_name": product.display_name,
            "attribute_value_ids": [Command.set(self._attributes(product, values).ids)],
            "custom_attribute_value_ids": self._own_words(product, values),
            "price_type": "original",
            "discount": 0,
            # Prices follow when the line is there.
            "price_unit": 0,
            "price_subtotal": 0,
            "price_subtotal_incl": 0,
        }
        if values.get("customer_note"):
            line["customer_note"] = self._text(values["customer_note"], NOTE)
        if item := self._id(values.get("combo_item_id")):
            line["combo_item_id"] = item
        if parent := self._id(values.get("combo_parent_id")):
            if parent not in self.existing.lines.ids:
                self._refuse(self.env._("This order cannot be read."))
            line["combo_parent_id"] = parent
        return line

    def _changed_line(self, line_id, values):
        """Return the command for more of a line that was sent before."""
        line = self.existing.lines.filtered(lambda x: x.id == self._id(line_id))
        if not line:
            self._refuse(self.env._("This order cannot be read."))
        changed = {}
        if "qty" in values:
            quantity = self._quantity(values["qty"])
            if quantity < line.qty:
                self._refuse(
                    self.env._(
                        "What was ordered cannot be taken back here. Please ask the"
                        " waiter."
                    )
                )
            if quantity > line.qty:
                changed["qty"] = quantity
                if line.price_type == "original" and not line.discount:
                    self.new_uuids.add(line.uuid)
        if values.get("customer_note"):
            changed["customer_note"] = self._text(values["customer_note"], NOTE)
        return Command.update(line.id, changed) if changed else None

    def _products(self, created):
        """Return ``{id: product}`` of what is offered, or refuse."""
        ids = {self._id(values.get("product_id")) for values in created}
        # sudo: what is offered at the table is public.
        products = self.env["product.product"].sudo().browse(ids).exists()
        template = (
            self.env["product.template"].sudo().with_company(self.config.company_id)
        )
        offered = template.search(
            Domain(template._load_pos_self_data_domain({}, self.config))
            & Domain("id", "in", products.product_tmpl_id.ids)
        )
        # What stands in a set menu need not be offered by itself.
        inside = self.env["product.product"].sudo()
        for values in created:
            if self._id(values.get("combo_item_id")):
                inside |= self._combo_product(values)
        for product in products:
            if not product.active or not (
                product.product_tmpl_id in offered or product in inside
            ):
                self._refuse(
                    self.env._(
                        "%(product)s is not offered here.", product=product.display_name
                    )
                )
        if len(products) < len(ids):
            self._refuse(self.env._("This order cannot be read."))
        return {product.id: product for product in products}

    def _combo_product(self, values):
        # sudo: what stands in a set menu is public.
        item = (
            self.env["product.combo.item"]
            .sudo()
            .browse(self._id(values.get("combo_item_id")))
        )
        product = self.env["product.product"].sudo()
        product = product.browse(self._id(values.get("product_id")))
        if item.exists() and item.product_id == product:
            return product
        return product.browse()

    def _attributes(self, product, values):
        """Return the choices of the guest that the product has."""
        ids = self._ids(values.get("attribute_value_ids"))
        # sudo: what a product comes with is public.
        chosen = self.env["product.template.attribute.value"].sudo().browse(ids)
        if (
            chosen.exists() != chosen
            or chosen.product_tmpl_id - product.product_tmpl_id
        ):
            self._refuse(
                self.env._(
                    "%(product)s does not come like that.", product=product.display_name
                )
            )
        return chosen

    def _own_words(self, product, values):
        """Return commands for what guests wrote to a choice ("name on the cake")."""
        commands = []
        for command in values.get("custom_attribute_value_ids") or []:
            given = command[-1] if isinstance(command, (list, tuple)) else None
            if not isinstance(given, dict):
                continue
            value_id = self._id(given.get("custom_product_template_attribute_value_id"))
            self._attributes(product, {"attribute_value_ids": [value_id]})
            commands.append(
                Command.create(
                    {
                        "custom_product_template_attribute_value_id": value_id,
                        "custom_value": self._text(given.get("custom_value"), NOTE),
                    }
                )
            )
        return commands

    def _mapping(self):
        """Return which new lines belong to which, of lines of this order only."""
        given = self.payload.get("relations_uuid_mapping")
        lines = given.get("pos.order.line") if isinstance(given, dict) else None
        own = self.new_uuids | set(self.existing.lines.mapped("uuid"))
        mapping = {}
        for uuid, fields in (lines if isinstance(lines, dict) else {}).items():
            if uuid not in own or not isinstance(fields, dict):
                continue
            kept = {}
            for name in MAPPED & fields.keys():
                uuids = fields[name]
                uuids = uuids if isinstance(uuids, list) else [uuids]
                if all(other in own for other in uuids):
                    kept[name] = fields[name]
            if kept:
                mapping[uuid] = kept
        return {"pos.order.line": mapping} if mapping else {}

    # Values ---------------------------------------------------------------------------

    def _partner(self, partner_id):
        if self._id(partner_id) not in self.may_name:
            self._refuse(self.env._("Please enter your name and address again."))
        return self._id(partner_id)

    def _uuid(self, value):
        try:
            return str(UUID(value))
        except (AttributeError, TypeError, ValueError):
            self._refuse(self.env._("This order cannot be read."))

    def _id(self, value):
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    def _ids(self, value):
        """Return the ids of a list, or of commands that link or set them."""
        found = []
        for item in value if isinstance(value, (list, tuple)) else []:
            if isinstance(item, (list, tuple)) and item:
                if item[0] == Command.SET:
                    found += [self._id(one) for one in item[-1] or []]
                elif item[0] == Command.LINK:
                    found.append(self._id(item[1]))
            else:
                found.append(self._id(item))
        return [one for one in found if one]

    def _quantity(self, value):
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not math.isfinite(value)
            or not 0 < value <= MOST_OF_A_LINE
        ):
            self._refuse(
                self.env._(
                    "A quantity lies between 1 and %(number)s.", number=MOST_OF_A_LINE
                )
            )
        return value

    def _whole(self, value, most):
        return min(max(self._id(value), 0), most)

    def _text(self, value, longest):
        text = str(value or "").replace("\x00", "")
        if len(text) > longest:
            self._refuse(
                self.env._("A text has at most %(number)s characters.", number=longest)
            )
        return text

    def _moment(self, value):
        try:
            return Datetime.to_string(Datetime.to_datetime(value))
        except (TypeError, ValueError):
            self._refuse(self.env._("This time cannot be read."))

    def _preparation(self, value):
        """Return what tablets know of the kitchen, when it is what they write."""
        try:
            known = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            return None
        if not isinstance(known, dict) or len(str(value)) > LONGEST_CHANGE:
            return None
        return json.dumps(known)
