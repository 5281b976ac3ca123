import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { patch } from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    get voidClaims() {
        return JSON.parse(this.void_reasons || "{}");
    },

    /**
     * Tell the server why a line, with its parts, has less or is gone.
     *
     * @param {number | "moved"} claim a reason's number, which stands against a move
     */
    noteVoid(line, claim) {
        const claims = this.voidClaims;
        for (const { uuid } of line.getAllLinesInCombo()) {
            claims[uuid] = typeof claims[uuid] === "number" ? claims[uuid] : claim;
        }
        this.void_reasons = JSON.stringify(claims);
    },

    /** The lines that have less than the server knows, and nobody said why. */
    unexplainedLines() {
        const claims = this.voidClaims;
        return this.lines.filter(
            (line) =>
                line.isSavedGoods() &&
                !line.combo_parent_id &&
                line.qty < line.savedGoods &&
                !(line.uuid in claims)
        );
    },
});

patch(PosOrderline.prototype, {
    setup(vals) {
        super.setup(...arguments);
        // What the server says; a change of this tablet comes after it.
        if (this.isSynced && this.models._loadingData && "qty" in (vals || {})) {
            this.savedGoods = vals.qty;
        }
    },

    /** Whether the server has goods on this line. */
    isSavedGoods() {
        const tip = this.order_id?.config?.tip_product_id;
        const isTip = tip && this.product_id?.id === tip.id;
        return this.isSynced && this.savedGoods > 0 && !this.is_reward_line && !isTip;
    },
});
