import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { patch } from "@web/core/utils/patch";

patch(PaymentScreen.prototype, {
    async addNewPaymentLine(paymentMethod) {
        const before = new Set(this.paymentLines.map((line) => line.uuid));
        const added = await super.addNewPaymentLine(...arguments);
        const line = this.paymentLines.find((one) => !before.has(one.uuid));
        if (added && line && paymentMethod.reference_entry && line.amount > 0) {
            await this.pos.askPaymentReference(line);
        }
        return added;
    },
});
