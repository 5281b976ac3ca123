import { patch } from "@web/core/utils/patch";
import { serializeDateTime } from "@web/core/l10n/dates";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

const { DateTime } = luxon;
const asTime = (text) => DateTime.fromSQL(text || "", { zone: "utc" });

/**
 * Stock defect: what is sent to the kitchen is dated by the tablet's clock. On one
 * that is slow it looks older than what the server has, is thrown away, and the
 * kitchen gets it again. What follows a state that was seen is later than that.
 */
patch(PosOrder.prototype, {
    updateLastOrderChange() {
        const seen = asTime(this.last_order_preparation_change?.metadata?.serverDate);
        super.updateLastOrderChange(...arguments);
        const { metadata } = this.last_order_preparation_change;
        if (seen.isValid && asTime(metadata.serverDate) <= seen) {
            metadata.serverDate = serializeDateTime(seen.plus({ seconds: 1 }));
        }
    },
});
