import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { reactive } from "@odoo/owl";

const EVERY = 5_000;
// What the server refuses is asked again less often.
const REFUSED_TICKS = 12;

/**
 * The till asks, the server tells the kitchen: what is new it finds out itself. A request
 * is kept on the tablet, also over a reload, until the server has it.
 */
patch(PosStore.prototype, {
    async setup() {
        this.kitchen = reactive({ gaps: [], told: [], since: Date.now() });
        this.kitchenTick = 0;
        return await super.setup(...arguments);
    },

    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        if (this.config.kitchen_tickets) {
            this.data.connectWebSocket("KITCHEN_READY", () => this.readKitchenNews());
            this.kitchenTimer = setInterval(() => this.repeatKitchenSends(), EVERY);
            this.readKitchenNews();
        }
        return result;
    },

    // Asking --------------------------------------------------------------------------

    askKitchen(order, kind, values = {}) {
        const cashier = this.config.module_pos_hr && this.getCashier();
        return order.askKitchen(kind, {
            at: this.getServerNow().toUTC().toISO({ suppressMilliseconds: true }),
            employee_id: cashier?.id || null,
            ...values,
        });
    },

    async sendOrderInPreparation(order, opts = {}) {
        if (!this.config.kitchen_tickets) {
            return await super.sendOrderInPreparation(...arguments);
        }
        // Of orders that are cancelled or paid, the server tells the kitchen by itself.
        const asks = !opts.cancelled && !order.finalized;
        if (asks) {
            const course =
                opts.firedCourseId &&
                this.models["restaurant.order.course"].get(opts.firedCourseId);
            const again =
                opts.explicitReprint && !this.getOrderChanges(order).nbrOfChanges;
            if (course) {
                this.askKitchen(order, "fire", { course: course.uuid });
            } else {
                this.askKitchen(order, again ? "reprint" : "send");
            }
        }
        const result = await super.sendOrderInPreparation(...arguments);
        if (asks) {
            await this.saveKitchenSends([order]);
            if (order.kitchenSends.length) {
                this.notification.add(
                    _t(
                        "Not in the kitchen yet: it is sent when there is a connection."
                    ),
                    { type: "warning" }
                );
            }
        }
        return result;
    },

    /** The server's ledger decides what is new, whatever this tablet knows. */
    async checkPreparationStateAndSentOrderInPreparation(order, opts = {}) {
        if (!this.config.kitchen_tickets) {
            return await super.checkPreparationStateAndSentOrderInPreparation(
                ...arguments
            );
        }
        return await this.sendOrderInPreparation(order, opts);
    },

    /** Without a connection it is sent later, instead of not at all. */
    async sendOrderInPreparationUpdateLastChange(order, opts = {}) {
        if (!this.config.kitchen_tickets || !this.data.network.offline) {
            return await super.sendOrderInPreparationUpdateLastChange(...arguments);
        }
        if (this.config.module_pos_restaurant && !opts.cancelled) {
            order.cleanCourses();
            const course = order.getFirstCourse();
            if (course && !course.fired) {
                course.fired = true;
                order.deselectCourse();
            }
        }
        return await this.sendOrderInPreparation(order, opts);
    },

    /** Who pays without sending says so: what was not sent is sent, or is not to be. */
    async _askForPreparation() {
        const order = this.getOrder();
        if (!this.config.kitchen_tickets || !order.hasChange || order.isRefund) {
            return await super._askForPreparation(...arguments);
        }
        const confirmed = await ask(this.dialog, {
            title: _t("Not in the kitchen yet"),
            body: _t(
                "Some of these goods were not sent to the kitchen. Send them now?"
            ),
            confirmLabel: _t("Send"),
            cancelLabel: _t("Not for the kitchen"),
        });
        if (confirmed) {
            await this.ensureGuestCustomerCount?.(order);
            await this.sendOrderInPreparationUpdateLastChange(order);
        } else {
            this.askKitchen(order, "skip", { reason: _t("Chosen at the payment") });
            order.updateLastOrderChange();
        }
    },

    // Keeping -------------------------------------------------------------------------

    /** @returns {Object[]} orders of which the kitchen does not know something yet */
    ordersWithKitchenSends() {
        return this.models["pos.order"].filter((order) => order.kitchenSends.length);
    },

    async saveKitchenSends(orders) {
        if (!this.data.network.offline) {
            await this.syncAllOrders({ orders, force: true });
        }
    },

    /** Ask again for what is not acknowledged; called every five seconds. */
    async repeatKitchenSends() {
        this.kitchenTick += 1;
        const refused = this.models.unsentChanges?.refused;
        const orders = this.ordersWithKitchenSends().filter(
            (order) =>
                !refused?.has(order.uuid) || this.kitchenTick % REFUSED_TICKS === 0
        );
        if (!orders.length || this.kitchenRepeats) {
            return;
        }
        this.kitchenRepeats = true;
        try {
            await this.saveKitchenSends(orders);
        } finally {
            this.kitchenRepeats = false;
        }
    },

    // Listening -----------------------------------------------------------------------

    /** Tell the waiters what is ready, once, and what the kitchen does not know. */
    async readKitchenNews() {
        let news;
        try {
            news = await this.env.services.orm.silent.call(
                "pos.config",
                "kitchen_news",
                [[this.config.id]]
            );
        } catch {
            // Offline: the kitchen wakes the till again, and a reload reads anew.
            return;
        }
        this.kitchen.gaps = news.gaps;
        for (const ticket of news.ready) {
            if (!this.kitchen.told.includes(ticket.uuid)) {
                this.notification.add(
                    _t("%(label)s is ready at %(station)s", ticket) +
                        (ticket.waiter ? ` · ${ticket.waiter}` : ""),
                    { type: "success", sticky: true }
                );
            }
        }
        this.kitchen.told = news.ready.map((ticket) => ticket.uuid);
    },
});
