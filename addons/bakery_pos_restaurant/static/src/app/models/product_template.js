import { patch } from "@web/core/utils/patch";
import { ProductTemplate } from "@point_of_sale/app/models/product_template";

patch(ProductTemplate.prototype, {
    /** Whether the till has to know the lot, as where lots have prices of their own. */
    needsLotAtTill() {
        return Boolean(super.needsLotAtTill?.());
    },

    /** A till whose lots are chosen by expiry asks nobody for them. */
    isTracked() {
        const chosen = this.models["pos.config"].getFirst()?.auto_lots;
        return (!chosen || this.needsLotAtTill()) && super.isTracked();
    },
});
