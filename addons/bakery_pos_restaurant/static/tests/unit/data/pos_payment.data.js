import "@pos_hr/../tests/unit/data/pos_payment.data";
import { PosPayment } from "@point_of_sale/../tests/unit/data/pos_payment.data";
import { patch } from "@web/core/utils/patch";

patch(PosPayment.prototype, {
    /** All fields, as in stock; what pos_hr adds to "all" leaves only its own. */
    _load_pos_data_fields() {
        return [];
    },
});
