import { patch } from "@web/core/utils/patch";
import DevicesSynchronisation from "@point_of_sale/app/utils/devices_synchronisation";

/** Odoo clears here what was not sent, taking it for what just came in. */
patch(DevicesSynchronisation.prototype, {
    async readDataFromServer() {
        const result = await super.readDataFromServer(...arguments);
        this.models.unsentChanges.giveBackUnsent();
        return result;
    },
});
