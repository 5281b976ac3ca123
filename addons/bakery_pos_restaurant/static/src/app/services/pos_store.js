import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ConnectionLostError } from "@web/core/network/rpc";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const { DateTime } = luxon;

/**
 * The floor's clock is the server's, whatever a tablet believes; and the tables show
 * whose guests have their bill.
 */
patch(PosStore.prototype, {
    async afterProcessServerData() {
        const now = this.config._server_now;
        this.clockOffset = now ? deserializeDateTime(now).diff(DateTime.now()) : null;
        return await super.afterProcessServerData(...arguments);
    },

    /** A method: the store keeps what its getters once returned. */
    getServerNow() {
        return this.clockOffset
            ? DateTime.now().plus(this.clockOffset)
            : DateTime.now();
    },

    async printReceipt({ order = this.getOrder(), printBillActionTriggered } = {}) {
        const result = await super.printReceipt(...arguments);
        if (printBillActionTriggered && this.config.live_floor && !order.finalized) {
            await this.noteBillPrinted(order);
        }
        return result;
    },

    async noteBillPrinted(order) {
        try {
            await this.syncAllOrders({ orders: [order], throw: true });
            const [row] = await this.data.call("pos.order", "note_bill_printed", [
                [order.id],
                this.device.identifier,
            ]);
            const wasDirty = order.isDirty();
            for (const name of ["bill_printed_at", "last_ordered_at"]) {
                order[name] = row[name] && deserializeDateTime(row[name]);
            }
            order._dirty = wasDirty;
        } catch (error) {
            // The guests have their bill; that the plan does not say so is bearable.
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },
});

patch(PosStore.prototype, {
    /** Give an order to another waiter; the server says whether that is possible. */
    async handOver(order, employee) {
        await this.syncAllOrders({ orders: [order], throw: true });
        const names = await this.data.call("pos.order", "hand_over", [
            [order.id],
            employee.id,
        ]);
        const wasDirty = order.isDirty();
        order.waiter_name = names[order.id];
        order._dirty = wasDirty;
        this.notification.add(_t("%s has the order now.", names[order.id]), {
            type: "success",
        });
    },
});

patch(PosStore.prototype, {
    /** What is added belongs to the seat that was chosen; a tip to nobody. */
    async addLineToOrder(vals, order, ...rest) {
        const seat = order.uiState.seat || 0;
        const tip = this.config.tip_product_id;
        const isTip = tip && vals.product_tmpl_id === tip.product_tmpl_id;
        if (!this.config.live_floor || !seat || isTip || "seat" in vals) {
            return await super.addLineToOrder(...arguments);
        }
        const line = await super.addLineToOrder({ ...vals, seat }, order, ...rest);
        line?.combo_line_ids?.forEach((child) => (child.seat = seat));
        return line;
    },
});

/**
 * Linked tables can be taken apart on any tablet: the lines carry where they came from,
 * while stock keeps it in the memory of the tablet that linked them (uiState.unmerge).
 */
patch(PosStore.prototype, {
    async mergeOrders(sourceOrder, destOrder) {
        this.writeMergeMemory();
        const before = new Map(
            [sourceOrder, destOrder].flatMap((order) =>
                order.lines.map((line) => [line.uuid, line.movedFrom])
            )
        );
        this.rememberMerge = { dest: destOrder, before };
        return await super.mergeOrders(...arguments);
    },

    async preSyncAllOrders() {
        this.writeMergeMemory();
        return await super.preSyncAllOrders(...arguments);
    },

    /** Put on the lines what stock has noted while it moved them. */
    writeMergeMemory() {
        const { dest, before } = this.rememberMerge || {};
        this.rememberMerge = null;
        if (!dest) {
            return;
        }
        for (const line of dest.lines) {
            const noted = dest.uiState.unmerge[line.uuid];
            if (!noted || !before.has(noted.formerUuid)) {
                continue;
            }
            const former = before.get(noted.formerUuid);
            const moved = former.reduce((sum, entry) => sum + entry.quantity, 0);
            const own = before.get(line.uuid) || [];
            const rest = { ...noted, quantity: noted.quantity - moved };
            const entries = [...own, ...former, ...(rest.quantity > 0 ? [rest] : [])];
            line.setMovedFrom(joinByTable(entries));
        }
    },

    async restoreOrdersToOriginalTable(order, unmergeTable) {
        if (!order) {
            return false;
        }
        this.recallMerge(order, unmergeTable);
        const known = new Set(order.lines.map((line) => line.uuid));
        const restored = await super.restoreOrdersToOriginalTable(...arguments);
        for (const line of order.lines.filter((l) => known.has(l.uuid))) {
            forgetTable(line, unmergeTable);
        }
        if (restored) {
            restored.lines.forEach((line) => line.setMovedFrom([]));
            await this.syncAllOrders({ orders: [order, restored] });
        }
        return restored;
    },

    /** Rebuild stock's notes on one table from the lines, with what is left of them. */
    recallMerge(order, table) {
        const notes = order.uiState.unmerge;
        for (const [uuid, note] of Object.entries(notes)) {
            const line = order.lines.find((l) => l.uuid === uuid);
            if (!line) {
                delete notes[uuid];
            } else {
                note.quantity = Math.min(note.quantity, line.qty);
            }
        }
        const courses = {};
        for (const line of order.lines) {
            const entry = line.movedFrom.find((e) => e.table_id === table.id);
            if (!entry || line.qty <= 0) {
                continue;
            }
            const quantity = Math.min(entry.quantity, line.qty);
            notes[line.uuid] = { ...entry, quantity };
            const course = line.course_id;
            if (course) {
                courses[course.uuid] ||= { course, lines: [] };
                courses[course.uuid].lines.push(line.uuid);
            }
        }
        this.recallCourses(order, table, Object.values(courses));
    },

    recallCourses(order, table, found) {
        const notes = (order.uiState.unmergeCourses ||= {});
        if (Object.values(notes).some((note) => note.table_id === table.id)) {
            return;
        }
        for (const { course, lines } of found) {
            notes[`${course.uuid}-${table.id}`] = {
                table_id: table.id,
                lines,
                index: course.index,
                fired: course.fired,
                fired_date: course.fired_date,
            };
        }
    },
});

function joinByTable(entries) {
    const byTable = new Map();
    for (const entry of entries) {
        const known = byTable.get(entry.table_id);
        byTable.set(entry.table_id, {
            ...entry,
            quantity: entry.quantity + (known?.quantity || 0),
        });
    }
    return [...byTable.values()];
}

function forgetTable(line, table) {
    const kept = line.movedFrom.filter((entry) => entry.table_id !== table.id);
    if (kept.length !== line.movedFrom.length) {
        line.setMovedFrom(kept);
    }
}

/**
 * Goods that a split or a merge moves to another line are no void: the line tells the
 * server from where it has them.
 */
patch(PosStore.prototype, {
    handlePreparationHistory(srcPrep, destPrep, srcLine, destLine, qty) {
        const result = super.handlePreparationHistory(...arguments);
        destLine.addCameFrom(srcLine.uuid, qty);
        return result;
    },

    async addLineToOrder(vals, order) {
        order.uiState.firstLineAt ||= Date.now();
        return await super.addLineToOrder(...arguments);
    },
});
