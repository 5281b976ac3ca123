import { PaymentInterface } from "@point_of_sale/app/utils/payment/payment_interface";
import { QrisPopup } from "../../components/qris_popup/qris_popup";
import { register_payment_method } from "@point_of_sale/app/services/pos_store";
import { qrCodeSrc } from "@point_of_sale/utils";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";

const CHARGE = "bakery.qris.charge";

/** QRIS with a code of its own for each payment, that our server gets and watches. */
export class PaymentQris extends PaymentInterface {
    setup() {
        super.setup(...arguments);
        // What became of each line, for the payment screen: see payment_screen_qris.js.
        this.outcomes = {};
    }

    lineOf(uuid) {
        return this.pos.models["pos.payment"].getBy("uuid", uuid);
    }

    async sendPaymentRequest(uuid) {
        const line = this.lineOf(uuid);
        // What is shown now can neither be changed nor forced.
        line.setPaymentStatus("waitingCapture");
        let result = await makeAwaitable(this.env.services.dialog, QrisPopup, {
            name: this.payment_method_id.name,
            amount: this.env.utils.formatCurrency(line.getAmount()),
            request: () => this.request(line),
            poll: () => this.call("poll_code", uuid),
            check: () => this.call("check_code", uuid),
            cancel: () => this.call("cancel_code", uuid),
            listen: (callback) => this.pos.listenToQris(uuid, callback),
            hasStatic: Boolean(this.pos.staticQrisMethod),
            onCode: (code) => this.showGuest(line, code),
        });
        line.qrPaymentData = null;
        // Closed by a key: nobody shall pay what nobody looks at.
        result ||= await this.giveUp(uuid);
        const { outcome } = result;
        this.outcomes[uuid] = outcome;
        if (outcome === "paid") {
            line.payment_ref_no = result.charge.reference || false;
        }
        line.qris_on_trust = outcome === "trust";
        return ["paid", "trust"].includes(outcome);
    }

    /** The line is removed: nobody shall pay its code any more. */
    async sendPaymentCancel(order, uuid) {
        const { outcome } = await this.giveUp(uuid);
        return outcome !== "paid";
    }

    async giveUp(uuid) {
        let charge = {};
        try {
            charge = await this.call("cancel_code", uuid);
        } catch {
            // Without the server nothing is taken back; the code expires by itself.
        }
        return { outcome: charge.state === "paid" ? "paid" : "cancel", charge };
    }

    /** The server knows what is to be paid once it has the sale. */
    async request(line) {
        const order = line.pos_order_id;
        await this.pos.syncAllOrders({ orders: [order], throw: true });
        return await this.call(
            "request_code",
            this.pos.session.id,
            this.payment_method_id.id,
            order.uuid,
            line.uuid,
            line.getAmount()
        );
    }

    async call(method, ...args) {
        return await this.env.services.orm.silent.call(CHARGE, method, args);
    }

    showGuest(line, code) {
        line.qrPaymentData = {
            name: this.payment_method_id.name,
            amount: this.env.utils.formatCurrency(line.getAmount()),
            qrCode: qrCodeSrc(code, { size: 400 }),
        };
    }
}

register_payment_method("bakery_qris", PaymentQris);
