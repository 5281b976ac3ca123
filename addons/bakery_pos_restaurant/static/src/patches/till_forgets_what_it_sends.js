import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { RPCError } from "@web/core/network/rpc";
import { UnsentChanges } from "@bakery_pos_restaurant/app/utils/unsent_changes";

/**
 * Stock defects, which lose what was changed on this device:
 *
 * - an order counts as sent as soon as it is put into words, whatever the server says;
 * - data that comes from the server replaces what was changed here meanwhile, be it the
 *   answer to an older state of the order or the news of another tablet.
 */
patch(PosData.prototype, {
    async initData() {
        const unsent = new UnsentChanges(this.models);
        const keeping =
            (load) =>
            (data, ...args) => {
                const kept = unsent.protect(data);
                const results = load(data, ...args);
                kept.forEach((record) => record._markDirty());
                return results;
            };
        const added = { unsentChanges: unsent };
        for (const name of ["loadConnectedData", "connectNewData"]) {
            added[name] = keeping(this.models[name].bind(this.models));
        }
        for (const [name, value] of Object.entries(added)) {
            // Not enumerable: whoever goes through the models finds only models.
            Object.defineProperty(this.models, name, { value, configurable: true });
        }
        return super.initData(...arguments);
    },

    async call(model, method, args) {
        if (model !== "pos.order" || method !== "sync_from_ui") {
            return super.call(...arguments);
        }
        const unsent = this.models.unsentChanges;
        const underway = args[0]
            .map((message) => unsent.underway(message))
            .filter(Boolean);
        try {
            const answer = await super.call(...arguments);
            underway.forEach((taken) => unsent.arrived(taken));
            return answer;
        } catch (error) {
            if (error instanceof RPCError) {
                const reason = error.data?.message || error.message;
                underway.forEach(({ uuid }) => unsent.refused.set(uuid, reason));
            }
            underway.forEach((taken) => unsent.giveBack(taken));
            throw error;
        }
    },

    /** Odoo clears here what was not sent, taking it for what just came in. */
    async loadServerOrders() {
        const orders = await super.loadServerOrders(...arguments);
        this.models.unsentChanges.giveBackUnsent();
        return orders;
    },
});
