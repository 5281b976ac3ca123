import { PosConfig } from "@point_of_sale/app/models/pos_config";
import { patch } from "@web/core/utils/patch";

patch(PosConfig.prototype, {
    /** What stations make is sent, too, though no printer of the till prints it. */
    get preparationCategories() {
        return new Set([
            ...super.preparationCategories,
            ...((this.kitchen_tickets && this._kitchen_category_ids) || []),
        ]);
    },
});
