import * as FloorScreen from "@pos_restaurant/../tests/tours/utils/floor_screen_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as Utils from "@point_of_sale/../tests/generic_helpers/utils";
import {
    lineOf,
    login,
    toThePlan,
} from "@bakery_pos_restaurant/../tests/tours/utils/till_util";
import { registry } from "@web/core/registry";

const add = (name) => [ProductScreen.clickDisplayedProduct(name), lineOf(name)];
const send = [{ trigger: ".submit-order", run: "click" }, { trigger: ".floor-map" }];
const allIsInTheKitchen = Utils.negateStep({ trigger: ".kitchen-pending" });

registry.category("web_tour.tours").add("bakery_waiter_sends", {
    steps: () =>
        [
            login("Dewi Uji", "1111"),
            // What got ready while nobody looked is told first.
            { trigger: ".o_notification:contains('Dapur Uji')" },
            { trigger: ".o_notification .o_notification_close", run: "click" },
            FloorScreen.clickTable("1"),
            add("Nasi Goreng Uji"),
            add("Latte Uji"),
            send,
            allIsInTheKitchen,
            // One more, for the guest who came later.
            FloorScreen.clickTable("1"),
            add("Latte Uji"),
            send,
            // That guest leaves first.
            FloorScreen.clickTable("1"),
            { trigger: ".more-btn", run: "click" },
            { trigger: ".modal button:has(.fa-files-o)", run: "click" },
            {
                trigger: ".splitbill-screen .orderline:contains('Latte Uji')",
                run: "click",
            },
            { trigger: ".split-order-button:enabled", run: "click" },
            { trigger: ".product-screen .orderline:contains('Latte Uji')" },
            Utils.negateStep(lineOf("Nasi Goreng Uji")),
            { trigger: ".pay-order-button", run: "click" },
            PaymentScreen.clickValidate(),
            { trigger: ".receipt-screen .button.next:enabled", run: "click" },
            { trigger: ".floor-map, .product-screen" },
            allIsInTheKitchen,
        ].flat(3),
});
