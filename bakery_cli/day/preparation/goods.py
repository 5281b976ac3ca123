"""Ingredients, what is baked of them, drinks, vendors and customers."""

from .part import Part

CATEGORY = "bakery_suite.product_category_{name}"
UNITS = {
    "gram": "uom.product_uom_gram",
    "milliliter": "uom.product_uom_milliliter",
    "unit": "uom.product_uom_unit",
}


class Goods(Part):
    """Products with their recipes, the vendors' prices and the reorder rules."""

    def run(self):
        self.unit_ids = {name: self.ref(xml_id) for name, xml_id in UNITS.items()}
        self.kitchen = self.main_warehouse()
        self.ids = {}
        vendors = self._partners()
        for number, row in enumerate(self.data["ingredients"]):
            self._ingredient(row, vendors[number % len(vendors)])
        for row in self.data["baked"]:
            self._baked(row)
        for row in self.data["drinks"]:
            self._drink(row)

    def _partners(self):
        for name in self.data["partners"]["customers"]:
            self._partner(name, {"customer_rank": 1})
        vendors = self.data["partners"]["vendors"]
        return [self._partner(name, {"supplier_rank": 1}) for name in vendors]

    def _partner(self, name, extra):
        values = {"name": name, "is_company": True, "city": "Bandung", **extra}
        return self.ensure("res.partner", [["name", "=", name]], values)

    def _product(self, code, name, category, values):
        product = self.ensure(
            "product.product",
            [["default_code", "=", code]],
            lambda: {
                "default_code": code,
                "name": name,
                "type": "consu",
                "categ_id": self.ref(CATEGORY.format(name=category)),
                **values,
            },
        )
        self.ids[code] = product
        return product

    def _ingredient(self, row, vendor):
        code, name, unit, price, opening, shelf_life = row
        seller = {
            "partner_id": vendor,
            "price": price,
            "min_qty": opening // 10,
            "delay": 1,
        }
        values = {
            "is_storable": True,
            "uom_id": self.unit_ids[unit],
            "standard_price": price,
            "tracking": "lot",
            "use_expiration_date": True,
            "expiration_time": shelf_life,
            "sale_ok": False,
            "seller_ids": [(0, 0, seller)],
        }
        product = self._product(code, name, "ingredient", values)
        self._reorder(product, opening * 0.3, opening * 0.6)

    def _baked(self, row):
        code, name, price, shelf_life, batch, minutes, recipe = row
        values = {
            "is_storable": True,
            "list_price": price,
            "standard_price": round(price * 0.4),
            "tracking": "lot",
            "use_expiration_date": True,
            "expiration_time": shelf_life,
            "purchase_ok": False,
            "available_in_pos": True,
            "website_published": True,
        }
        product = self._product(code, name, "finished", values)
        self._recipe(product, batch, recipe, "normal", minutes)
        self._reorder(product, batch * 3, batch * 6)

    def _drink(self, row):
        code, name, price, recipe = row
        values = {
            "is_storable": True,
            "list_price": price,
            "purchase_ok": False,
            "available_in_pos": True,
        }
        product = self._product(code, name, "finished", values)
        self._recipe(product, 1, recipe, "phantom")

    def _recipe(self, product, quantity, recipe, kind, minutes=None):
        template = self.owner.read("product.product", [product], ["product_tmpl_id"])
        template = template[0]["product_tmpl_id"][0]

        def values():
            lines = [
                (0, 0, {"product_id": self.ids[code], "product_qty": amount})
                for code, amount in recipe.items()
            ]
            work = self._operation(minutes) if minutes else []
            return {
                "product_tmpl_id": template,
                "product_qty": quantity,
                "type": kind,
                "bom_line_ids": lines,
                "operation_ids": work,
            }

        self.ensure("mrp.bom", [["product_tmpl_id", "=", template]], values)

    def _operation(self, minutes):
        oven = self.ensure(
            "mrp.workcenter", [["code", "=", "UJI"]], {"name": "Oven", "code": "UJI"}
        )
        work = {"name": "Panggang", "workcenter_id": oven, "time_cycle_manual": minutes}
        return [(0, 0, work)]

    def _reorder(self, product, minimum, maximum):
        self.ensure(
            "stock.warehouse.orderpoint",
            [["product_id", "=", product]],
            {
                "product_id": product,
                "warehouse_id": self.kitchen["id"],
                "location_id": self.kitchen["lot_stock_id"][0],
                "product_min_qty": minimum,
                "product_max_qty": maximum,
                "trigger": "manual",
            },
        )
