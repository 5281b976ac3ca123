import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

/**
 * Stock defect: when a line of one order is merged into a line of another, what the
 * kitchen has been sent of the one replaces what it has been sent of the other, instead
 * of adding to it; the difference is sent to the kitchen again (odoo/odoo#266373).
 * Once stock adds, this finds nothing to correct.
 */
patch(PosStore.prototype, {
    handlePreparationHistory(srcPrep, destPrep, srcLine, destLine, qty) {
        const key = destLine.preparationKey;
        const before = destPrep[key]?.quantity || 0;
        const moved = Math.min(srcPrep[srcLine.preparationKey]?.quantity || 0, qty);
        const result = super.handlePreparationHistory(...arguments);
        if (before && moved && destPrep[key]?.quantity === moved) {
            destPrep[key].quantity = before + moved;
        }
        return result;
    },
});
