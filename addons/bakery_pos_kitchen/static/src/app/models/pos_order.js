import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";
import { uuidv4 } from "@point_of_sale/utils";

// What is asked of the kitchen is no field: a remembered answer would grow stale.
patch(PosOrder, {
    excludedLazyGetters: [...PosOrder.excludedLazyGetters, "kitchenSends"],
});

/**
 * What this tablet asks of the kitchen with an order, until the server says that it has
 * it. It lives in the state that devices keep over a reload, and never says what is new:
 * that the server knows best.
 */
patch(PosOrder.prototype, {
    get kitchenSends() {
        return this.uiState?.kitchenSends || [];
    },

    /**
     * @param {string} kind see docs/kitchen-protocol.md
     * @param {Object} values `at` (ISO 8601), `course`, `employee_id`, `reason`
     */
    askKitchen(kind, values = {}) {
        // Nothing was acknowledged since: one request tells all that is new.
        const last = this.kitchenSends.at(-1);
        if (kind === "send" && last?.kind === "send" && !last.underway) {
            return last;
        }
        const send = { uuid: uuidv4(), kind, ...values };
        this.uiState.kitchenSends = [...this.kitchenSends, send];
        this._markDirty();
        return send;
    },

    /** Forget what the server has. */
    forgetKitchenSends(uuids) {
        if (this.kitchenSends.some(({ uuid }) => uuids.has(uuid))) {
            this.uiState.kitchenSends = this.kitchenSends.filter(
                ({ uuid }) => !uuids.has(uuid)
            );
        }
    },

    isDirty() {
        return super.isDirty() || this.kitchenSends.length > 0;
    },

    serializeForORM(opts = {}) {
        const data = super.serializeForORM(opts);
        if (data && this.kitchenSends.length) {
            this.uiState.kitchenSends = this.kitchenSends.map((send) => ({
                ...send,
                underway: true,
            }));
            data.kitchen_sends = this.kitchenSends.map((send) => {
                const asked = { ...send };
                delete asked.underway;
                return asked;
            });
        }
        return data;
    },
});
