import { PaymentScreenPaymentLines } from "@point_of_sale/app/screens/payment_screen/payment_lines/payment_lines";
import { StaticQrisPopup } from "../../components/static_qris_popup/static_qris_popup";
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
        const size = { width: 280, height: 280 };
        // Drawn here, so that it is there without the network, too.
        const qrCode = qris.code
            ? generateQRCodeDataUrl(qris.code, size)
            : qris.picture;
        return [{ ...qris, uuid: line.uuid, qrCode }];
    },

    showStaticQris({ name, amount, qrCode, filled }) {
        this.dialog.add(StaticQrisPopup, { name, amount, qrCode, filled });
    },
});
