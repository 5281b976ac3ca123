import { patch } from "@web/core/utils/patch";
import { ProductTemplate } from "@point_of_sale/app/models/product_template";

import { dayoldPrices } from "../utils/dayold_discount";

const { DateTime } = luxon;

patch(ProductTemplate.prototype, {
    /** While one of its lots is cheaper, the till has to know which one is sold. */
    needsLotAtTill() {
        const now = DateTime.now();
        return (
            Boolean(super.needsLotAtTill?.()) ||
            dayoldPrices(this.models).some(
                (row) =>
                    row.lot_name &&
                    row.product_id?.product_tmpl_id?.id === this.id &&
                    row.date_start <= now &&
                    now < row.date_end
            )
        );
    },
});
