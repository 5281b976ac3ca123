import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** Tables that have a name are called by it, those linked to them too. */
    getName() {
        const table = this.table_id;
        if (!this.config.module_pos_restaurant || !table || this.isDirectSale) {
            return super.getName(...arguments);
        }
        const linked = this.models["restaurant.table"].filter(
            (other) => other.floor_id?.id === table.floor_id?.id && table.isParent(other)
        );
        if (![table, ...linked].some((other) => other.table_name)) {
            return super.getName(...arguments);
        }
        const first = table.table_name || `T ${table.getName()}`;
        return [first, ...linked.map((other) => other.getName())].join(" & ");
    },
});
