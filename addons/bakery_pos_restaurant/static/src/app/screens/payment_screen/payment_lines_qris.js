import { PaymentScreenPaymentLines } from "@point_of_sale/app/screens/payment_screen/payment_lines/payment_lines";
import { generateQRCodeDataUrl } from "@point_of_sale/utils";
import { patch } from "@web/core/utils/patch";

patch(PaymentScreenPaymentLines.prototype, {
    /** The outlet's own code for the line that is being paid, none or one. */
    get staticQris() {
        const line = this.props.paymentLines.find((one) => one.isSelected());
        const qris = line?.getStaticQris();
        if (!qris) {
            return [];
        }
        const size = { width: 240, height: 240 };
        // Drawn here, so that it is there without the network, too.
        const qrCode = qris.code ? generateQRCodeDataUrl(qris.code, size) : qris.picture;
        return [{ ...qris, uuid: line.uuid, qrCode }];
    },
});
