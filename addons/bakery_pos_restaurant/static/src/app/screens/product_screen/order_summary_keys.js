import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import { patch } from "@web/core/utils/patch";

/** Enter, typed and not scanned, goes on to the payment. */
patch(OrderSummary.prototype, {
    setup() {
        super.setup(...arguments);
        if (this.pos.config.cash_buttons) {
            // What has just been set up is what the buffer works with.
            this.numberBuffer.config.triggerAtEnter = () => this.payByKey();
        }
    },

    payByKey() {
        if (this.currentOrder && !this.currentOrder.isEmpty()) {
            return this.pos.pay();
        }
    },
});
