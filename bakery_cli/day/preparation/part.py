"""What the parts of the preparation share."""


class Part:
    """One area of the bakery that may be missing.

    :param owner: client of the owner; :param data: content of ``minimal.json``.
    """

    def __init__(self, owner, data, cast):
        self.owner = owner
        self.data = data
        self.cast = cast
        self.made = 0

    def run(self):
        raise NotImplementedError

    def find(self, model, domain, context=None):
        """Return the id of the first record that matches, or None."""
        rows = self.owner.search(model, domain, ["id"], limit=1, context=context)
        return rows[0]["id"] if rows else None

    def ensure(self, model, domain, values):
        """Return the record that matches ``domain``, made of ``values`` if missing.

        :param values: a dict, or a function that returns it.
        """
        found = self.find(model, domain)
        if found:
            return found
        self.made += 1
        return self.owner.create(model, values() if callable(values) else values)

    def ref(self, xml_id):
        """Return the id behind an xml id, or None."""
        module, name = xml_id.split(".")
        rows = self.owner.search(
            "ir.model.data",
            [["module", "=", module], ["name", "=", name]],
            ["res_id"],
            limit=1,
        )
        return rows[0]["res_id"] if rows else None

    def main_warehouse(self):
        """Return the row of the central kitchen, the first warehouse."""
        return self.owner.search(
            "stock.warehouse",
            [],
            ["name", "company_id", "lot_stock_id", "manu_type_id"],
            limit=1,
        )[0]
