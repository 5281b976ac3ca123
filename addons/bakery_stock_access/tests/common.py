import json
from datetime import timedelta

from odoo.fields import Command, Datetime
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

DOCUMENTS = ("receipt", "adjustment", "transfer", "shipment", "write_off")
VERBS = ("view", "edit", "process", "cancel", "delete")


class Json2Mixin:
    """Calls models as an outside client does, by JSON-2 and a key of the user's own."""

    def key_of(self, user):
        """Return a new key of ``user``, good for an hour."""
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate("rpc", "Uji", Datetime.now() + timedelta(hours=1))

    def post_json2(self, key, model, method, ids=None, **kwargs):
        """Return what the server answers to one call."""
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps({**({"ids": ids} if ids else {}), **kwargs}),
            headers={
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            },
        )


class AccessCommon(BaseCommon):
    """Two warehouses with goods, and a user of each role who works in the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As right after the installation, also where a bakery was set up.
        cls.env.company.access_control = False
        cls.own = cls.env["stock.warehouse"].create(
            {"name": "Dapur Uji", "code": "DUJ"}
        )
        cls.other = cls.env["stock.warehouse"].create(
            {"name": "Toko Lain", "code": "TLN"}
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Tepung Uji", "is_storable": True, "standard_price": 10000}
        )
        for warehouse in (cls.own, cls.other):
            cls.stock(warehouse, 100)
        # Copies have groups of their own, without what other addons add to them.
        cls.roles = {
            name: cls.env.ref(f"bakery_stock_access.role_{name}").copy()
            for name in ("store_admin", "store_staff", "warehouse_clerk")
        }
        cls.users = {name: cls.user_of(role) for name, role in cls.roles.items()}
        cls.admin = cls.users["store_admin"]
        cls.staff = cls.users["store_staff"]
        cls.clerk = cls.users["warehouse_clerk"]
        cls.customer = cls.env["res.partner"].create({"name": "Kafe Uji"})

    @classmethod
    def user_of(cls, role, warehouses=None, login=None, **values):
        """Return a new user with one role, who works in ``warehouses``."""
        warehouses = cls.own if warehouses is None else warehouses
        name = login or f"uji-{role.id}"
        user = new_test_user(
            cls.env, login=name, password=name, groups="base.group_user", **values
        )
        user.write(
            {
                "warehouse_scope": "selected",
                "allowed_warehouse_ids": [Command.set(warehouses.ids)],
            }
        )
        if role:
            cls.env["bakery.access.assignment"].create(
                {"user_id": user.id, "role_id": role.id}
            )
        return user

    @classmethod
    def role_with(cls, *codes, **values):
        """Return a new role with the rights of ``codes``."""
        rights = cls.env["bakery.access.right"].search([("code", "in", codes)])
        return cls.env["bakery.access.role"].create(
            {
                "name": f"Uji {', '.join(codes) or 'kosong'}"[:60],
                "right_ids": [Command.set(rights.ids)],
                **values,
            }
        )

    @classmethod
    def stock(cls, warehouse, quantity, product=None):
        """Put goods into a warehouse."""
        cls.env["stock.quant"]._update_available_quantity(
            product or cls.product, warehouse.lot_stock_id, quantity
        )

    @classmethod
    def picking_values(cls, document, warehouse, destination=None, quantity=2):
        """Return the values of a picking of 2 pieces, as a client would send them."""
        kind = {"receipt": "in", "shipment": "out", "transfer": "int"}[document]
        picking_type = warehouse[f"{kind}_type_id"]
        source, target = {
            "receipt": (
                cls.env.ref("stock.stock_location_suppliers"),
                warehouse.lot_stock_id,
            ),
            "shipment": (
                warehouse.lot_stock_id,
                cls.env.ref("stock.stock_location_customers"),
            ),
            "transfer": (
                warehouse.lot_stock_id,
                destination or warehouse.view_location_id,
            ),
        }[document]
        if document == "transfer" and not destination:
            target = cls.shelf(warehouse)
        return {
            "picking_type_id": picking_type.id,
            "location_id": source.id,
            "location_dest_id": target.id,
            "move_ids": [
                Command.create(
                    {
                        "product_id": cls.product.id,
                        "product_uom_qty": quantity,
                        "location_id": source.id,
                        "location_dest_id": target.id,
                    }
                )
            ],
        }

    @classmethod
    def shelf(cls, warehouse):
        """Return a second place in the warehouse."""
        return cls.env["stock.location"].search(
            [("name", "=", "Rak"), ("warehouse_id", "=", warehouse.id)]
        ) or cls.env["stock.location"].create(
            {"name": "Rak", "location_id": warehouse.lot_stock_id.id}
        )

    @classmethod
    def picking(cls, document, warehouse, state="assigned", **kwargs):
        """Return a picking made by the superuser in a state."""
        values = cls.picking_values(document, warehouse, **kwargs)
        picking = cls.env["stock.picking"].create(values)
        if state != "draft":
            picking.action_confirm()
            picking.action_assign()
        if state == "done":
            picking.button_validate()
        return picking

    def setUp(self):
        super().setUp()
        # A transaction of its own would not know the users of the test.
        self.refusals = []
        self.patch(
            type(self.env["bakery.access.denial"]),
            "_write_apart",
            lambda denial, values: self.refusals.append(values),
        )

    def refused_rights(self):
        """Return the codes of the rights that were missing, in order."""
        right = self.env["bakery.access.right"]
        return [
            right.browse(values["right_id"]).code
            for values in self.refusals
            if values.get("right_id")
        ]
