import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

/**
 * Stock defect: merging two orders cancels the one on the server before the other, which
 * took its lines over, is saved there. A connection lost in between loses the lines
 * (odoo/odoo#245162). Here the order that stays is saved first; the other is cancelled
 * after that, also when saving succeeds only later. Once stock saves first, the order
 * is no longer dirty when this looks at it, and nothing is done.
 */
patch(PosStore.prototype, {
    async mergeOrders(sourceOrder, destOrder) {
        this.merging = { source: sourceOrder, dest: destOrder };
        try {
            return await super.mergeOrders(...arguments);
        } finally {
            this.merging = null;
            this.syncingOrders.delete(destOrder.uuid);
        }
    },

    async deleteOrders(orders, ...rest) {
        const { source, dest } = this.merging || {};
        if (!source || !orders.includes(source) || !dest.isDirty()) {
            return super.deleteOrders(orders, ...rest);
        }
        this.merging = null;
        const unsaved = dest.lines.filter((line) => line.isDirty());
        try {
            await this.syncAllOrders({ orders: [dest], throw: true });
        } catch (error) {
            this.keepMergeForLater(source, dest, unsaved);
            // Shown by itself: what is on the screen is right, and is saved later.
            Promise.reject(error);
            return true;
        }
        return super.deleteOrders(orders, ...rest);
    },

    /** Save the merged order with the next ones, and cancel the other only then. */
    keepMergeForLater(source, dest, unsaved) {
        for (const record of [...unsaved, dest]) {
            record._markDirty();
        }
        this.addPendingOrder([dest.id]);
        // Stock tries once more at once, and takes the order for saved if that fails.
        this.syncingOrders.add(dest.uuid);
        if (source.isSynced) {
            dest.uiState.absorbed = [...(dest.uiState.absorbed || []), source.id];
        }
        this.removeOrder(source, false);
        this.removePendingOrder(source);
    },

    async postSyncAllOrders(orders) {
        const result = await super.postSyncAllOrders(...arguments);
        for (const order of orders) {
            const absorbed = order.uiState?.absorbed || [];
            if (!absorbed.length) {
                continue;
            }
            try {
                await super.deleteOrders([], absorbed, true);
                order.uiState.absorbed = [];
            } catch (error) {
                if (!(error instanceof ConnectionLostError)) {
                    throw error;
                }
            }
        }
        return result;
    },
});
