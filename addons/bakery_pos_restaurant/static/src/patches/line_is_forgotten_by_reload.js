import { patch } from "@web/core/utils/patch";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";

/** What was not sent is kept over a reload, see `utils/unsent_changes.js`. */
patch(PosOrderline.prototype, {
    serializeState() {
        return this.models.unsentChanges?.remember(this, super.serializeState());
    },

    restoreState(state) {
        super.restoreState(this.models.unsentChanges?.recall(this, state) ?? state);
    },
});
