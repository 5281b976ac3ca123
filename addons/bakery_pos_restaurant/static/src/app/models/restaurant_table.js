import { RestaurantTable } from "@pos_restaurant/app/models/restaurant_table";
import { patch } from "@web/core/utils/patch";

patch(RestaurantTable.prototype, {
    getName() {
        return this.table_name || super.getName(...arguments);
    },
});
