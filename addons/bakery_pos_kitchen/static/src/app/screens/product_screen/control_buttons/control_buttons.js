import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { patch } from "@web/core/utils/patch";

patch(ControlButtons.prototype, {
    get showSlips() {
        return this.pos.spoolsSlips && this.currentOrder?.isSynced;
    },

    clickSlips() {
        this.props.close?.();
        this.pos.showSlips(this.currentOrder);
    },
});
