import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

// Whether something is unsent is no field: a remembered answer would grow stale.
patch(PosOrder, {
    excludedLazyGetters: [...PosOrder.excludedLazyGetters, "isUnsyncedPaid"],
});

patch(PosOrder.prototype, {
    /**
     * Stock defect: an order is no longer dirty when other tablets sent theirs, though
     * lines of this one never left it.
     */
    isDirty() {
        return (
            super.isDirty() ||
            [...this.lines, ...this.payment_ids].some((record) => record._dirty)
        );
    },

    serializeForORM(opts = {}) {
        const taken = !opts.keepCommands && this.models.unsentChanges?.take(this);
        try {
            return super.serializeForORM(opts);
        } catch (error) {
            if (taken) {
                this.models.unsentChanges.giveBack(taken);
            }
            throw error;
        }
    },

    /** Stock defect: an order that the server knows open is lost when paid offline. */
    get isUnsyncedPaid() {
        return super.isUnsyncedPaid || (this.finalized && this.isDirty());
    },

    serializeState() {
        return this.models.unsentChanges?.remember(this, super.serializeState());
    },

    restoreState(state) {
        super.restoreState(this.models.unsentChanges?.recall(this, state) ?? state);
    },
});
