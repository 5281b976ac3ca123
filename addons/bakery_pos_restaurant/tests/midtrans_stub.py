import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha512
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import uuid4

KEY = "SB-Mid-server-uji"
WIB = timedelta(hours=7)
CODES = {"pending": "201", "settlement": "200", "expire": "407", "cancel": "200"}


class MidtransStub:
    """Midtrans on the loopback, after its documentation, with all that goes wrong.

    ``faults`` are used up one by one: ``drop`` (no answer), ``lost`` (done, but no
    answer), ``500``, ``nonsense``.
    """

    def __init__(self):
        self.payments, self.calls, self.faults, self.keys = {}, [], [], {}
        self.with_code = True
        handler = type("Handler", (_Handler,), {"stub": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def become(self, order, status, **values):
        """Let a guest pay, or time pass; return the notification of it."""
        self.payments[order].update(
            transaction_status=status, status_code=CODES[status], **values
        )
        return self.notification(order)

    def notification(self, order, key=KEY, **changes):
        body = {**self.payments[order], **changes}
        body.pop("qr_string", None)
        text = body["order_id"] + body["status_code"] + body["gross_amount"] + key
        return {"signature_key": sha512(text.encode()).hexdigest(), **body}

    def charge(self, body, key):
        if key in self.keys:
            return self.keys[key]
        order = body["transaction_details"]["order_id"]
        if order in self.payments:
            return {"status_code": "406", "status_message": "Duplicate order ID."}
        now = datetime.now(UTC).replace(tzinfo=None) + WIB
        expiry = timedelta(minutes=body["custom_expiry"]["expiry_duration"])
        self.payments[order] = {
            "status_code": "201",
            "status_message": "QRIS transaction is created",
            "transaction_id": str(uuid4()),
            "order_id": order,
            "merchant_id": "G000000000",
            "gross_amount": f"{body['transaction_details']['gross_amount']}.00",
            "currency": "IDR",
            "payment_type": "qris",
            "transaction_time": now.strftime("%Y-%m-%d %H:%M:%S"),
            "transaction_status": "pending",
            "fraud_status": "accept",
            "acquirer": "gopay",
            "qr_string": f"00020101021226uji-{order}",
            "expiry_time": (now + expiry).strftime("%Y-%m-%d %H:%M:%S"),
        }
        self.keys[key] = dict(self.payments[order])
        return self.keys[key]

    def status(self, order):
        payment = self.payments.get(order)
        if not payment:
            return {"status_code": "404", "status_message": "No such transaction."}
        answer = dict(payment)
        answer.pop("qr_string", None)
        return answer

    def cancel(self, order):
        payment = self.payments.get(order)
        if payment and payment["transaction_status"] == "pending":
            self.become(order, "cancel")
        elif payment:
            return {"status_code": "412", "status_message": "Cannot be modified."}
        return self.status(order)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(lambda order, _body: self.stub.status(order))

    def do_POST(self):
        if self.path == "/v2/charge":
            key = self.headers["Idempotency-Key"]
            self.answer(lambda _order, body: self.stub.charge(body, key))
        else:
            self.answer(lambda order, _body: self.stub.cancel(order))

    def answer(self, action):
        length = int(self.headers["Content-Length"] or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        parts = self.path.split("/")
        self.stub.calls.append((self.command, self.path))
        fault = self.stub.faults.pop(0) if self.stub.faults else None
        right = f"Basic {b64encode(f'{KEY}:'.encode()).decode()}"
        if fault == "drop":
            return self.connection.close()
        if self.headers["Authorization"] != right:
            answer = {"status_code": "401", "status_message": "Unknown server key."}
        elif fault == "500":
            answer = {"status_code": "500", "status_message": "Sorry."}
        else:
            answer = action(parts[2], body)
        if fault == "lost":
            return self.connection.close()
        text = "<html>" if fault == "nonsense" else json.dumps(answer)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        pass
