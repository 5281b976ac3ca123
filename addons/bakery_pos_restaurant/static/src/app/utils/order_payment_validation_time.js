import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { patch } from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    /** At the counter nobody but the tablet knows when a sale began. */
    async finalizeValidation() {
        const { firstLineAt } = this.order.uiState;
        if (firstLineAt && !this.order.table_id) {
            this.order.counter_seconds = Math.max(
                1,
                Math.round((Date.now() - firstLineAt) / 1000)
            );
        }
        return await super.finalizeValidation(...arguments);
    },
});
