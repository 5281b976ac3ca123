import { patch } from "@web/core/utils/patch";
import { ProductTemplate } from "@point_of_sale/app/models/product_template";

patch(ProductTemplate.prototype, {
    /** A till whose lots are chosen by expiry asks nobody for them. */
    isTracked() {
        return !this.models["pos.config"].getFirst()?.auto_lots && super.isTracked();
    },
});
