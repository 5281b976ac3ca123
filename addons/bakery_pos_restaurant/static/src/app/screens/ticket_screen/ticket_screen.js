import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
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
        return fields;
    },
});
