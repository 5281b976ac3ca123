import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { patch } from "@web/core/utils/patch";

/** The guest sees the outlet's own QRIS code as soon as it is chosen. */
patch(CustomerDisplayPosAdapter.prototype, {
    formatOrderData(order) {
        super.formatOrderData(...arguments);
        const line = order.getSelectedPaymentline();
        const code = !order.finalized && line?.getStaticQris();
        if (code && !this.data.qrPaymentData) {
            const { name, amount, picture: qrCode } = code;
            this.data.qrPaymentData = { name, amount, qrCode };
        }
    },
});
