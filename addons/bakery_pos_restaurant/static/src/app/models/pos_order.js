import { equalParts } from "../utils/equal_parts";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** Whose guests they are; of an order the server does not know, whoever took it. */
    get waiterName() {
        return this.waiter_name || (!this.isSynced && this.employee_id?.name) || "";
    },

    /** Tables that have a name are called by it, those linked to them too. */
    getName() {
        const table = this.table_id;
        if (!this.config.module_pos_restaurant || !table || this.isDirectSale) {
            return super.getName(...arguments);
        }
        const linked = this.models["restaurant.table"].filter(
            (other) =>
                other.floor_id?.id === table.floor_id?.id && table.isParent(other)
        );
        if (![table, ...linked].some((other) => other.table_name)) {
            return super.getName(...arguments);
        }
        const first = table.table_name || `T ${table.getName()}`;
        return [first, ...linked.map((other) => other.getName())].join(" & ");
    },

    /** The seats of the table: as many as guests, and those to whom something belongs. */
    get seatNumbers() {
        const taken = Math.max(0, ...this.lines.map((line) => line.seat || 0));
        const count = Math.min(99, Math.max(this.getCustomerCount() || 0, taken));
        return Array.from({ length: count }, (_, index) => index + 1);
    },

    /** Whose the goods of a line are; of one that is gone, whose they were when sent. */
    getSeatOf(uuid) {
        const line = this.lines.find((known) => known.uuid === uuid);
        const sent = this.last_order_preparation_change.lines[uuid];
        return (line || sent)?.seat || 0;
    },

    updateLastOrderChange() {
        super.updateLastOrderChange(...arguments);
        if (this.config.live_floor) {
            for (const line of this.lines.filter((known) => known.seat)) {
                const sent = this.last_order_preparation_change.lines;
                sent[line.preparationKey].seat = line.seat;
            }
        }
    },

    /** The parts into which the bill is divided, as amounts; none if it is not. */
    getEqualParts() {
        const count = this.uiState.equalParts?.count;
        if (!count) {
            return [];
        }
        const coin = this.config.cash_rounding && this.config.rounding_method?.rounding;
        const unit = this.currency.rounding;
        return equalParts(this.totalDue, count, unit, coin || unit);
    },

    /** How many of the parts are paid by the payment lines that are there. */
    getPartsTaken() {
        const taken = this.uiState.equalParts?.taken || [];
        const there = new Set(this.payment_ids.map((payment) => payment.uuid));
        return taken.filter((uuid) => there.has(uuid)).length;
    },

    setEqualParts(count) {
        this.uiState.equalParts = count ? { count, taken: [] } : undefined;
    },

    notePartTaken(payment) {
        const state = this.uiState.equalParts;
        const there = new Set(this.payment_ids.map((line) => line.uuid));
        const taken = state.taken.filter((uuid) => there.has(uuid));
        this.uiState.equalParts = { ...state, taken: [...taken, payment.uuid] };
    },

    /** The next part is due; with the last one, all that is left. */
    getDefaultAmountDueToPayIn(paymentMethod) {
        const due = super.getDefaultAmountDueToPayIn(...arguments);
        const parts = this.getEqualParts();
        const taken = this.getPartsTaken();
        if (taken >= parts.length - 1) {
            return due;
        }
        const part = this.shouldRound(paymentMethod)
            ? this.config.rounding_method.round(parts[taken])
            : parts[taken];
        return Math.min(part, due);
    },
});
