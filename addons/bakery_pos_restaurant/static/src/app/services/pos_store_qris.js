import { PosStore } from "@point_of_sale/app/services/pos_store";
import { isStaticQris } from "../models/pos_payment_qris";
import { patch } from "@web/core/utils/patch";

patch(PosStore.prototype, {
    async setup() {
        this.qrisListeners = {};
        await super.setup(...arguments);
        this.data.connectWebSocket("QRIS_CHARGE", (charge) =>
            this.qrisListeners[charge.line_uuid]?.(charge)
        );
    },

    /** Call back with what the server tells of a payment; returns how to stop that. */
    listenToQris(uuid, callback) {
        this.qrisListeners[uuid] = callback;
        return () => delete this.qrisListeners[uuid];
    },

    /** What to pay with when codes of the provider cannot be had. */
    get staticQrisMethod() {
        return this.config.payment_method_ids.find(isStaticQris);
    },
});
