import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

patch(PosOrder.prototype, {
    /**
     * How it stands with the order and the server.
     *
     * @returns {{name: "saved" | "waiting" | "problem", since?: number, reason?: string}}
     *      `since` in milliseconds, `reason` in the words of the server
     */
    getSyncState() {
        const unsent = this.models.unsentChanges;
        if (!unsent || !this.isDirty() || (!this.isSynced && this.isEmpty())) {
            return { name: "saved" };
        }
        const since = unsent.since.get(this.uuid) ?? this.date_order?.toMillis();
        const reason = unsent.refused.get(this.uuid);
        return { name: reason ? "problem" : "waiting", since, reason };
    },
});
