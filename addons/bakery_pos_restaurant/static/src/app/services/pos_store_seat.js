import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

/** The ticket of the kitchen says whose the dish is. */
patch(PosStore.prototype, {
    generateOrderChange(order) {
        const result = super.generateOrderChange(...arguments);
        if (this.config.live_floor) {
            const { changes } = result;
            for (const change of [
                ...changes.new,
                ...changes.cancelled,
                ...changes.noteUpdate,
            ]) {
                // A second try prints what was true at the first.
                change.seat ??= order.getSeatOf(change.uuid);
            }
        }
        return result;
    },
});
