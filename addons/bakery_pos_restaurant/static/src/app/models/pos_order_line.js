import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { patch } from "@web/core/utils/patch";

patch(PosOrderline.prototype, {
    /** The tables from which goods of this line came: [{table_id, quantity, formerUuid}]. */
    get movedFrom() {
        try {
            const entries = JSON.parse(this.moved_from || "[]");
            return Array.isArray(entries) ? entries : [];
        } catch {
            return [];
        }
    },

    /** An empty list says "forget"; the server takes no answer for ignorance. */
    setMovedFrom(entries) {
        this.moved_from = JSON.stringify(entries);
    },

    /** Tell the server that so much came from another line; it forgets it then. */
    addCameFrom(uuid, quantity) {
        const sources = JSON.parse(this.came_from || "{}");
        sources[uuid] = (sources[uuid] || 0) + quantity;
        this.came_from = JSON.stringify(sources);
    },

    /** What belongs to two seats stays apart. */
    canBeMergedWith(orderline) {
        return (
            (this.seat || 0) === (orderline.seat || 0) &&
            super.canBeMergedWith(...arguments)
        );
    },

    /** Give the line to a seat, with what it is made of. */
    setSeat(seat) {
        for (const line of this.getAllLinesInCombo()) {
            line.seat = seat;
        }
    },
});
