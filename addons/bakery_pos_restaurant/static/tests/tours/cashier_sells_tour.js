import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as Utils from "@point_of_sale/../tests/generic_helpers/utils";
import { lineOf, login } from "./utils/till_util";
import { registry } from "@web/core/registry";

const { scan_barcode } = Utils;
const sold = [PaymentScreen.clickValidate(), ReceiptScreen.clickNextOrder()];

registry.category("web_tour.tours").add("bakery_cashier_sells", {
    steps: () =>
        [
            login("Dewi Uji", "1111"),
            // Paid in two ways.
            scan_barcode("8990000000017"),
            lineOf("Roti Uji"),
            scan_barcode("8990000000024"),
            lineOf("Kue Uji"),
            { trigger: ".pay-order-button", run: "click" },
            PaymentScreen.clickPaymentMethod("GoPay Uji"),
            PaymentScreen.enterPaymentLineAmount("GoPay Uji", "20000"),
            PaymentScreen.clickPaymentMethod("Tunai Uji"),
            sold,
            // Put aside while the next guest is served, and taken back.
            scan_barcode("8990000000017"),
            lineOf("Roti Uji"),
            { trigger: ".o_bakery_hold", run: "click" },
            Utils.negateStep(lineOf("Roti Uji")),
            scan_barcode("8990000000024"),
            { trigger: ".pay-order-button", run: "click" },
            PaymentScreen.clickPaymentMethod("Tunai Uji"),
            sold,
            { trigger: ".o_bakery_held", run: "click" },
            { trigger: ".o_bakery_held_row", run: "click" },
            lineOf("Roti Uji"),
            { trigger: ".pay-order-button", run: "click" },
            PaymentScreen.clickPaymentMethod("Tunai Uji"),
            sold,
            // The cake comes back, for a reason.
            { trigger: ".more-btn", run: "click" },
            { trigger: ".modal button:has(.fa-undo)", run: "click" },
            {
                trigger: ".ticket-screen .order-row:not(.active):contains('22')",
                run: "click",
            },
            {
                trigger: ".ticket-screen .orderline:contains('Kue Uji')",
                run: "click",
            },
            { trigger: ".ticket-screen .numpad button:contains(/^1$/)", run: "click" },
            { trigger: ".ticket-screen .pay-order-button", run: "click" },
            { trigger: ".o_bakery_refund_reason:contains('Basi uji')", run: "click" },
            PaymentScreen.clickPaymentMethod("Tunai Uji"),
            PaymentScreen.clickValidate(),
            { trigger: ".receipt-screen" },
        ].flat(3),
});
