import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { patch } from "@web/core/utils/patch";

/** Nothing is sold for a platform without its number, or paid without its reference. */
patch(OrderPaymentValidation.prototype, {
    async askBeforeValidation() {
        if (!(await this.hasPlatformNumber()) || !(await this.hasReferences())) {
            return false;
        }
        return await super.askBeforeValidation(...arguments);
    },

    async hasPlatformNumber() {
        const { order } = this;
        if (!order.lacksPlatformNumber()) {
            return true;
        }
        return await this.pos.askPlatformNumber(order);
    },

    /** What the server could not be asked, it does not refuse when it comes later. */
    async finalizeValidation() {
        const { order } = this;
        order.paid_offline = Boolean(
            this.pos.data.network.offline || order.uiState.isNumberUnasked
        );
        return await super.finalizeValidation(...arguments);
    },

    async hasReferences() {
        for (const line of this.order.payment_ids) {
            const required = line.payment_method_id.reference_entry === "required";
            if (
                required &&
                !line.is_change &&
                !line.payment_ref_no &&
                line.amount > 0
            ) {
                await this.pos.askPaymentReference(line);
                if (!line.payment_ref_no) {
                    return false;
                }
            }
        }
        return true;
    },
});
