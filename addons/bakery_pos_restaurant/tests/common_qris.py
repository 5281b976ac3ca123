from uuid import uuid4

from odoo.fields import Command

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.payment.qris.emvco import checksum
from ..models.payment.qris.pos_payment_method import URL
from .common_sale import SaleCommon
from .midtrans_stub import KEY, MidtransStub


def outlets_code(**changes):
    """Return the code of an outlet that does not exist."""
    values = {"00": "01", "01": "11", "52": "5462", "53": "360", "58": "ID"}
    values |= {"26": "0014ID.CO.QRIS.WWW01189360091500000000010303UMI"}
    values |= {"59": "ROTI UJI", "60": "JAKARTA", **changes}
    text = "".join(f"{tag}{len(values[tag]):02}{values[tag]}" for tag in sorted(values))
    text += "6304"
    return text + checksum(text)


class QrisCommon(SaleCommon):
    """A till that takes QRIS with codes of a provider on the loopback."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stub = MidtransStub()
        cls.addClassCleanup(cls.stub.close)
        cls.env["ir.config_parameter"].set_param(URL, cls.stub.url)
        cls.held = cls.env["account.account"].create(
            {
                "name": "Piutang QRIS Uji",
                "code": "119101",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        cls.bank = cls.env["account.journal"].create(
            {"name": "Bank QRIS Uji", "type": "bank", "code": "QUJI"}
        )
        cls.qris, cls.sticker = cls.env["pos.payment.method"].create(
            [
                {
                    "name": "QRIS Uji",
                    "journal_id": cls.bank.id,
                    "outstanding_account_id": cls.held.id,
                    "payment_method_type": "terminal",
                    "use_payment_terminal": "bakery_qris",
                    "qris_server_key": KEY,
                },
                {
                    "name": "QRIS Stiker Uji",
                    "journal_id": cls.bank.id,
                    "outstanding_account_id": cls.held.id,
                    "qris_payload": outlets_code(),
                },
            ]
        )
        cls.session.close_session_from_ui()
        cls.till.payment_method_ids = [Command.link(cls.qris.id)]
        cls.till.payment_method_ids = [Command.link(cls.sticker.id)]
        cls.session = cls.env["pos.session"].create(
            {"config_id": cls.till.id, "user_id": cls.seller.id}
        )
        cls.session.set_opening_control(0, "")
        cls.charges = cls.env["bakery.qris.charge"]
        cls.at_till = cls.charges.with_user(cls.seller)

    @classmethod
    def till_values(cls):
        # The chart of accounts has brought its own currency, and nothing is booked yet.
        cls.company.currency_id = cls.env.ref("base.IDR")
        return super().till_values()

    def setUp(self):
        super().setUp()
        self.stub.faults.clear()
        self.stub.calls.clear()

    def ask(self, amount=11000, uuid=None, sale=None):
        """Ask for a code as the till does, without the job; return the charge."""
        uuid = uuid or str(uuid4())
        with trap_jobs():
            told = self.at_till.request_code(
                self.session.id, self.qris.id, sale or str(uuid4()), uuid, amount
            )
        self.assertEqual(told["line_uuid"], uuid)
        return self.charges.search([("line_uuid", "=", uuid)])

    def shown(self, amount=11000):
        """Return a charge whose code the provider has made."""
        charge = self.ask(amount)
        self.work(charge, "_job_create")
        self.assertEqual(charge.state, "pending")
        return charge

    def work(self, charge, job):
        """Do a job; return the names of those it leaves behind."""
        with trap_jobs() as trap:
            getattr(charge, job)()
        return [job.method_name for job in trap.enqueued_jobs]

    def pay(self, charge, **values):
        """Let the guest pay; return the notification."""
        return self.stub.become(charge.reference, "settlement", **values)

    def sell(self, charge, amount=None, **payment):
        """Send a paid sale of one bread, as the till does."""
        line = self.line(self.bread)
        return self.sync(
            line,
            payment_ids=[
                Command.create(
                    {
                        "uuid": charge.line_uuid,
                        "payment_method_id": self.qris.id,
                        "amount": amount or line["price_subtotal_incl"],
                        **payment,
                    }
                )
            ],
        )
