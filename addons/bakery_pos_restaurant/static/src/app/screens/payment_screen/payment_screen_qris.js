import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { onMounted } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const isQris = (line) => line.payment_method_id.use_payment_terminal === "bakery_qris";

/** Payments by QRIS with codes of their own: what comes after one that did not work. */
patch(PaymentScreen.prototype, {
    setup() {
        super.setup(...arguments);
        onMounted(() => this.takeUpQris());
    },

    /** What was shown when the till was loaded anew is asked for again by "Send". */
    takeUpQris() {
        for (const line of this.paymentLines) {
            if (isQris(line) && line.getPaymentStatus()?.startsWith("waiting")) {
                line.setPaymentStatus("pending");
            }
        }
    },

    async sendPaymentRequest(line) {
        if (!isQris(line)) {
            return await super.sendPaymentRequest(...arguments);
        }
        if (line.getAmount() <= 0) {
            this.notification.add(
                _t("Give money back in cash, or in the provider's portal."),
                { type: "warning" }
            );
            return;
        }
        const { payment_method_id: method, uuid } = line;
        await super.sendPaymentRequest(...arguments);
        const outcome = method.payment_terminal.outcomes[uuid];
        if (["paid", "trust"].includes(outcome)) {
            return;
        }
        // A code is for one line: another try is another line.
        this.currentOrder.removePaymentline(line);
        this.numberBuffer.reset();
        const next = { again: method, static: this.pos.staticQrisMethod }[outcome];
        if (next) {
            await this.addNewPaymentLine(next);
        }
    },
});
