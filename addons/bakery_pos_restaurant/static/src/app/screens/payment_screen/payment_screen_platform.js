import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { patch } from "@web/core/utils/patch";

/** Orders of a delivery platform are paid by it first, and no others are. */
patch(PaymentScreen.prototype, {
    setup() {
        super.setup(...arguments);
        const preset = this.currentOrder.preset_id?.id;
        const own = (method) =>
            Boolean(preset) && this.platformOf(method) === preset ? 1 : 0;
        this.payment_methods_from_config = this.payment_methods_from_config
            .filter((method) => !this.platformOf(method) || own(method))
            .sort((a, b) => own(b) - own(a));
    },

    /** The preset of whose orders alone it is; a till may not have that preset. */
    platformOf(method) {
        return method.raw.platform_preset_id;
    },
});
