import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** The delivery platform whose order it is, if any. */
    getPlatformName() {
        return this.preset_id?.platform_name || "";
    },

    /** Whether it is sold for a platform whose number is not known yet. */
    lacksPlatformNumber() {
        return Boolean(
            this.getPlatformName() && !this.platform_order_number && !this.isRefund
        );
    },

    /** The platform and its number, for receipts and lists. */
    getPlatformLabel() {
        return this.platform_order_number
            ? `${this.getPlatformName()} ${this.platform_order_number}`.trim()
            : "";
    },
});
