import json

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bus.tests.common import WebsocketCase

from .common_leaks import LeaksCommon


@tagged("post_install", "-at_install")
class TestLeaksBus(LeaksCommon, WebsocketCase):
    """What reaches a user over the websocket, whatever the user subscribes to."""

    def setUp(self):
        super().setUp()
        # The password of users made for tests is their login.
        self.everything.password = self.everything.login
        self.everything.notification_type = "inbox"
        self.partner = self.everything.partner_id

    def _listen(self, *channels):
        session = self.authenticate(self.everything.login, self.everything.login)
        socket = self.websocket_connect(cookie=f"session_id={session.sid};")
        self.env.cr.precommit.run()
        self.subscribe(socket, list(channels), self.env["bus.bus"]._bus_last_id())
        return socket

    def _heard(self, socket):
        """Return all that was sent until now, as one text."""
        Bus = self.env["bus.bus"]
        Bus._sendone(self.partner, "last_word", {"text": "sudah semua"})
        self.trigger_notification_dispatching([self.partner])
        heard = ""
        while "last_word" not in heard:
            heard += json.dumps(json.loads(socket.recv()))
        return heard

    def _say(self, picking, text):
        picking.message_subscribe(partner_ids=self.partner.ids)
        picking.message_post(
            body=text, subtype_xmlid="mail.mt_comment", message_type="comment"
        )

    def test_follower_hears_of_own_documents_only(self):
        own = self.picking("shipment", self.own)
        socket = self._listen()
        self._say(self.hidden, "Rahasia gudang lain")
        self._say(own, "Kabar gudang sendiri")
        heard = self._heard(socket)
        self.assertIn("Kabar gudang sendiri", heard)
        self.assertNotIn("Rahasia gudang lain", heard)
        self.assertNotIn(self.hidden.name, heard)

    def test_mention_in_a_hidden_document_says_nothing(self):
        socket = self._listen()
        self.hidden.message_post(
            body="Rahasia untuk yang disebut",
            partner_ids=self.partner.ids,
            subtype_xmlid="mail.mt_comment",
            message_type="comment",
        )
        self.assertNotIn("Rahasia untuk yang disebut", self._heard(socket))

    def test_channels_of_documents_cannot_be_guessed(self):
        hidden, database = self.hidden, self.env.cr.dbname
        socket = self._listen(
            f"stock.picking_{hidden.id}",
            f"stock.picking({hidden.id},)",
            json.dumps([database, "stock.picking", hidden.id]),
            f"mail.thread-stock.picking-{hidden.id}",
        )
        Bus = self.env["bus.bus"]
        Bus._sendone(hidden, "news", {"text": "Rahasia saluran"})
        Bus._sendone((hidden, "thread"), "news", {"text": "Rahasia percakapan"})
        self.trigger_notification_dispatching([hidden, (hidden, "thread")])
        heard = self._heard(socket)
        self.assertIn("sudah semua", heard)
        self.assertNotIn("Rahasia", heard)

    def test_work_in_a_hidden_warehouse_makes_no_noise(self):
        socket = self._listen()
        picking = self.picking("shipment", self.other)
        picking.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Rahasia tugas",
            user_id=self.env.user.id,
        )
        picking.write({"note": "Rahasia catatan"})
        picking.action_cancel()
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.other.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.product.id, "product_uom_qty": 2}
                    )
                ],
            }
        )
        order.action_confirm()
        heard = self._heard(socket)
        for secret in ("Rahasia", picking.name, order.name):
            self.assertNotIn(secret, heard)
