import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(TicketScreen.prototype, {
    getTableTag(order) {
        return order.table_id?.table_name || super.getTableTag(...arguments);
    },

    _getSearchFields() {
        const fields = super._getSearchFields(...arguments);
        if (this.pos.config.module_pos_restaurant) {
            fields.REFERENCE.modelFields.push("table_id.table_name");
        }
        if (this.pos.models["pos.preset"].some((preset) => preset.platform_name)) {
            fields.PLATFORM = {
                repr: (order) => order.getPlatformLabel(),
                displayName: _t("Platform Order Number"),
                modelFields: ["platform_order_number"],
            };
        }
        return fields;
    },
});
