import { PosData } from "@point_of_sale/app/services/data_service";
import { patch } from "@web/core/utils/patch";

/**
 * Stock defect: the till writes the link between tables as the cashier, who may not write
 * tables (odoo/odoo#273387, #273379; see models/floor/patch_cashier_links_tables.py).
 * Where the server says so, the link goes through a method of its own; the server tells
 * the other tablets. Users who may write tables keep stock's way.
 */
patch(PosData.prototype, {
    async ormWrite(model, ids, values, queue = true) {
        const names = Object.keys(values);
        const isLink =
            model === "restaurant.table" &&
            names.length === 1 &&
            names[0] === "parent_id";
        if (!isLink || !this.models["pos.config"].getFirst()?._links_tables_by_call) {
            return super.ormWrite(...arguments);
        }
        const parent = values.parent_id?.id || values.parent_id || false;
        const device = this.deviceSync?.pos?.device?.identifier || false;
        return await this.call(model, "link_to", [ids, parent, device], {}, queue);
    },
});
