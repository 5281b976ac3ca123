from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class BakeryDemoCommon(TransactionCase):
    """Gives tests the records of the demo bakery by their names."""

    @classmethod
    def demo(cls, name):
        """Return the demo record with this xml id."""
        return cls.env.ref(f"bakery_demo.{name}")

    @classmethod
    def demo_all(cls, model, prefix=""):
        """Return the demo's records of a model whose xml id begins with ``prefix``."""
        names = cls.env["ir.model.data"].search(
            [
                ("module", "=", "bakery_demo"),
                ("model", "=", model),
                ("name", "=like", f"{prefix}%"),
            ]
        )
        return cls.env[model].browse(names.mapped("res_id")).exists()

    @classmethod
    def turned(cls):
        """Return what only comes to be when other goods are a day old."""
        return cls.demo_all("bakery.dayold.rule").dayold_product_id

    @classmethod
    def stocked(cls, *categories):
        """Return the demo's products of the suite's categories."""
        refs = [cls.env.ref(f"bakery_suite.product_category_{c}") for c in categories]
        ids = [category.id for category in refs]
        products = cls.demo_all("product.product", "product_")
        return products.filtered(lambda product: product.categ_id.id in ids)
