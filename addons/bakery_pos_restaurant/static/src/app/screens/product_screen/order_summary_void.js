import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import { patch } from "@web/core/utils/patch";

/** A line of a saved order goes for a reason only. */
patch(OrderSummary.prototype, {
    async _setValue(val) {
        const chosen = this.currentOrder?.getSelectedOrderline();
        const line = chosen?.combo_parent_id || chosen;
        const goes = val === "remove" && this.pos.numpadMode === "quantity";
        const asks = goes && line && this.pos.asksVoidReason();
        if (!asks || (await this.pos.mayTakeOff(line))) {
            return super._setValue(...arguments);
        }
        line.setQuantity(line.savedGoods, true);
        this.numberBuffer.reset();
    },
});
