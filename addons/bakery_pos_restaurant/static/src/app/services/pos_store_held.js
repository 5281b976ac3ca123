import { PosStore } from "@point_of_sale/app/services/pos_store";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { reactive } from "@odoo/owl";

/** Sales that wait at the counter while the next guest is served. */
patch(PosStore.prototype, {
    async setup() {
        // Those of the outlet's other tills; one's own are drafts that a reload keeps.
        this.heldElsewhere = reactive({ rows: [] });
        return await super.setup(...arguments);
    },

    holdsOrders() {
        return this.config.hold_orders && !this.config.module_pos_restaurant;
    },

    async holdOrder(order) {
        order.floating_order_name ||=
            order.getPartner()?.name || _t("No. %s", order.tracking_number);
        order.held = true;
        this.addPendingOrder([order.id]);
        const saved = this.syncAllOrders({ orders: [order] });
        this.notification.add(_t("%s is put aside.", order.floating_order_name), {
            type: "success",
        });
        const next = this.getEmptyOrder();
        this.setOrder(next);
        this.navigate("ProductScreen", { orderUuid: next.uuid });
        await saved;
    },

    /** @returns {Object[]} the sales put aside here and at the outlet's other tills */
    heldRows() {
        const own = this.models["pos.order"].filter(
            (order) => order.held && order.state === "draft" && !order.finalized
        );
        const known = new Set(own.map((order) => order.uuid));
        return [
            ...own.map((order) => ({
                uuid: order.uuid,
                name: order.floating_order_name,
                amount: order.totalDue,
                date: order.date_order,
                order,
            })),
            ...this.heldElsewhere.rows.filter((row) => !known.has(row.uuid)),
        ].sort((a, b) => (a.date || 0) - (b.date || 0));
    },

    async refreshHeld() {
        if (!this.holdsOrders() || this.data.network.offline) {
            return;
        }
        try {
            const rows = await this.env.services.orm.silent.call(
                "pos.config",
                "held_orders",
                [[this.config.id]]
            );
            this.heldElsewhere.rows = rows
                .filter((row) => row.config_id !== this.config.id)
                .map((row) => ({ ...row, date: deserializeDateTime(row.date) }));
        } catch {
            // Offline: the sales of this till are all it knows.
        }
    },

    async recallOrder({ order, id }) {
        if (!order) {
            const data = await this.env.services.orm.call(
                "pos.config",
                "recall_order",
                [[this.config.id], id]
            );
            const missing = await this.data.missingRecursive(data);
            [order] = this.models.loadConnectedData(missing)["pos.order"];
            this.heldElsewhere.rows = this.heldElsewhere.rows.filter(
                (row) => row.id !== id
            );
        }
        order.held = false;
        this.addPendingOrder([order.id]);
        this.setOrder(order);
        this.navigate("ProductScreen", { orderUuid: order.uuid });
        await this.syncAllOrders({ orders: [order] });
    },

    heldProblem(error) {
        return error.data?.message || _t("No connection. Please try again.");
    },
});
