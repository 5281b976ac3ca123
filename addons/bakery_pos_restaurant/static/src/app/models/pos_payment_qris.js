import { PosPayment } from "@point_of_sale/app/models/pos_payment";
import { formatCurrency } from "@point_of_sale/app/models/utils/currency";
import { qrCodeSrc } from "@point_of_sale/utils";
import { withAmount } from "../utils/qris_code";
import { patch } from "@web/core/utils/patch";

/** Whether guests pay ``method`` with the code on the counter. */
export function isStaticQris(method) {
    return Boolean(
        method &&
            !method.use_payment_terminal &&
            (method.qris_payload || method.qris_has_image)
    );
}

patch(PosPayment.prototype, {
    /**
     * The outlet's own code for this payment, or null where it has none.
     *
     * @returns {{name, amount, code, picture, filled}} ``code`` to draw, or none where
     *   there is only a picture; ``picture`` for the guest's display
     */
    getStaticQris() {
        const method = this.payment_method_id;
        const amount = this.getAmount();
        if (!isStaticQris(method) || amount <= 0 || !this.pos_order_id) {
            return null;
        }
        const filled = Boolean(method.qris_payload && method.qris_with_amount);
        const code = filled
            ? withAmount(method.qris_payload, amount)
            : method.qris_payload;
        return {
            name: method.name,
            amount: formatCurrency(amount, this.pos_order_id.currency),
            code: code || "",
            picture: code
                ? qrCodeSrc(code, { size: 400 })
                : `/web/image/pos.payment.method/${method.id}/qris_image`,
            filled,
        };
    },
});
