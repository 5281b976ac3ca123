import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(ControlButtons.prototype, {
    get showHandOver() {
        const { live_floor: floor, module_pos_hr: people } = this.pos.config;
        const order = this.currentOrder;
        return floor && people && order?.lines.length > 0 && !order.isRefund;
    },

    async clickHandOver() {
        const order = this.currentOrder;
        const employee = await makeAwaitable(this.dialog, SelectionPopup, {
            title: _t("Hand the order over to"),
            list: this.pos.models["hr.employee"].map((candidate) => ({
                id: candidate.id,
                label: candidate.name,
                isSelected: candidate.name === order.waiterName,
                item: candidate,
            })),
        });
        if (employee) {
            await this.pos.handOver(order, employee);
        }
    },
});
