import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { patch } from "@web/core/utils/patch";

patch(ControlButtons.prototype, {
    get showHold() {
        const order = this.currentOrder;
        return this.pos.holdsOrders() && order && !order.isRefund;
    },

    async clickHold() {
        this.props.close?.();
        await this.pos.holdOrder(this.currentOrder);
    },
});
