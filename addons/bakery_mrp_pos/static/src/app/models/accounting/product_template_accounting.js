import { ProductTemplateAccounting } from "@point_of_sale/app/models/accounting/product_template_accounting";
import { patch } from "@web/core/utils/patch";

import { dayoldDiscount, dayoldPrices } from "../../utils/dayold_discount";

patch(ProductTemplateAccounting.prototype, {
    /** Goods without lots that are a day old are cheaper; those with lots by their line. */
    getPrice(...args) {
        const price = super.getPrice(...args);
        const [, , , recurring, variant] = args;
        const rows = recurring ? [] : dayoldPrices(this.models);
        if (!rows.length) {
            return price;
        }
        const variants = this.product_variant_ids || [];
        const product = variant || (variants.length === 1 ? variants[0] : null);
        return product ? price * (1 - dayoldDiscount(rows, product.id) / 100) : price;
    },
});
