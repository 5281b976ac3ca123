import { PosData } from "@point_of_sale/app/services/data_service";
import { patch } from "@web/core/utils/patch";

patch(PosData.prototype, {
    /** Take out of the answer what the kitchen has; the rest is data of the till. */
    async call(model, method) {
        const answer = await super.call(...arguments);
        const acks = method === "sync_from_ui" && answer?.kitchen_acks;
        if (acks) {
            delete answer.kitchen_acks;
            const uuids = new Set(Object.keys(acks));
            for (const order of this.models["pos.order"].getAll()) {
                order.forgetKitchenSends(uuids);
            }
        }
        return answer;
    },
});
