from odoo import fields
from odoo.fields import Command

from .common import BakeryPurchaseQcCommon

# One red point.
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAA"
    "AElFTkSuQmCC"
)
# The shortest file that says it is a PDF.
PAPER = "JVBERi0xLjQKJSVFT0YK"


class BakeryQualityCommon(BakeryPurchaseQcCommon):
    """Flour by lots, inspected on arrival; inspector, quality manager and clerk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flour.write(
            {"tracking": "lot", "use_expiration_date": True, "expiration_time": 365}
        )
        cls.test = cls.env["qc.test"].create(
            {
                "name": "Tepung",
                "company_id": cls.company.id,
                "test_lines": [
                    Command.create(
                        {
                            "sequence": 1,
                            "name": "Kadar air",
                            "type": "quantitative",
                            "min_value": 10,
                            "max_value": 15,
                            "readings": 2,
                        }
                    ),
                    Command.create(
                        {
                            "sequence": 2,
                            "name": "Bau",
                            "type": "qualitative",
                            "ql_values": [
                                Command.create({"name": "Segar", "ok": True}),
                                Command.create({"name": "Apek", "ok": False}),
                            ],
                        }
                    ),
                    Command.create(
                        {"sequence": 3, "name": "Foto karung", "type": "photo"}
                    ),
                    Command.create(
                        {"sequence": 4, "name": "Sertifikat", "type": "document"}
                    ),
                ],
            }
        )
        values = cls.test.test_lines[1].ql_values
        cls.good, cls.bad = values.sorted("id")
        cls.plan = cls.env["bakery.qc.plan"].create(
            {
                "name": "Tepung",
                "company_id": cls.company.id,
                "product_ids": [Command.set(cls.flour.ids)],
                "test_id": cls.test.id,
            }
        )
        quality = "quality_control_oca.group_quality_control"
        cls.inspector = cls.user("pemeriksa-uji", f"{quality}_user,base.group_user")
        cls.manager = cls.user("mutu-uji", f"{quality}_manager,base.group_user")
        cls.clerk = cls.user("gudang-uji", "stock.group_stock_user")

    @classmethod
    def arrival(cls, lots=None):
        """Return the receipt of a kilogram of flour, its lots written on it."""
        order = cls.order((cls.flour, 1000, cls.gram, 10))
        receipt = order.picking_ids
        if lots:
            receipt.move_line_ids.unlink()
            receipt.move_ids.move_line_ids = [
                Command.create(
                    {
                        "lot_name": name,
                        "quantity": quantity,
                        "product_id": cls.flour.id,
                        "product_uom_id": cls.gram.id,
                        "picking_id": receipt.id,
                        "location_id": receipt.location_id.id,
                        "location_dest_id": receipt.location_dest_id.id,
                    }
                )
                for name, quantity in lots.items()
            ]
        return receipt

    @classmethod
    def answer_all(cls, inspection, smell=None, expiry=None):
        """Answer every question; rightly, if nothing else is said."""
        moisture, odour, photo, paper = inspection.inspection_lines
        in_a_year = fields.Date.add(fields.Date.today(), years=1)
        inspection.answer(
            {
                moisture.id: {"readings": [12, 13]},
                odour.id: {"value": (smell or cls.good).id},
                photo.id: {"photo": PICTURE},
                paper.id: {
                    "document": PAPER,
                    "name": "coa.pdf",
                    "expiry": fields.Date.to_string(expiry or in_a_year),
                },
            }
        )

    @classmethod
    def judge(cls, inspection, rejected=0):
        """Inspect as the inspector does."""
        inspection = inspection.with_user(cls.inspector)
        cls.answer_all(inspection)
        inspection.decide(rejected, "Basah" if rejected else "")

    @classmethod
    def pass_all(cls, receipt):
        """Accept all of a receipt; return it."""
        if not any(receipt.move_line_ids.mapped("lot_name")):
            receipt.move_line_ids.lot_name = "A"
        for inspection in receipt.inspection_ids:
            cls.judge(inspection)
        return receipt

    @classmethod
    def warehouse(cls):
        return cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )

    @classmethod
    def _quantity_in(cls, location):
        quants = cls.env["stock.quant"].search(
            [
                ("product_id", "=", cls.flour.id),
                ("location_id", "child_of", location.id),
            ]
        )
        return sum(quants.mapped("quantity"))

    @classmethod
    def on_hand(cls):
        """Return the grams of flour that can be used."""
        return cls._quantity_in(cls.warehouse().lot_stock_id)

    @classmethod
    def rejects(cls):
        """Return the grams of flour that wait for their return."""
        return cls._quantity_in(cls.warehouse().reject_location_id)

    @classmethod
    def give_back(cls, receipt):
        """Hand the rejects of a receipt to the vendor."""
        for picking in receipt.reject_return_ids:
            picking.button_validate()

    @classmethod
    def bill(cls, order):
        """Return a draft bill of all that an order asks for."""
        order.action_create_invoice()
        bill = order.invoice_ids[-1:]
        bill.invoice_date = fields.Date.today()
        return bill
