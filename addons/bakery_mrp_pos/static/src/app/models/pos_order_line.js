import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { patch } from "@web/core/utils/patch";

import { dayoldDiscount, dayoldPrices } from "../utils/dayold_discount";

patch(PosOrderline.prototype, {
    setPackLotLines() {
        const result = super.setPackLotLines(...arguments);
        this.applyDayoldPrices();
        return result;
    },

    setQuantity(quantity, keepPrice) {
        const result = super.setQuantity(...arguments);
        if (!keepPrice) {
            this.applyDayoldPrices();
        }
        return result;
    },

    /** Give each line of these goods the price of its lot, where a lot is a day old. */
    applyDayoldPrices() {
        const product = this.product_id;
        const rows = dayoldPrices(this.models).filter(
            (row) => row.lot_name && row.product_id?.id === product.id
        );
        if (!rows.length || !this.isLotTracked()) {
            return;
        }
        const lines = this.order_id.lines.filter(
            (line) =>
                line.product_id.id === product.id && line.price_type === "original"
        );
        for (const line of lines) {
            const lots = line.pack_lot_ids.map((lot) => lot.lot_name).filter(Boolean);
            const price = product.product_tmpl_id.getPrice(
                line.order_id.pricelist_id,
                line.getQuantity(),
                line.getPriceExtra(),
                false,
                product
            );
            line.setUnitPrice(
                price * (1 - dayoldDiscount(rows, product.id, lots) / 100)
            );
        }
    },
});
