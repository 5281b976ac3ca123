import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as FloorScreen from "@pos_restaurant/../tests/tours/utils/floor_screen_util";
import * as Utils from "@point_of_sale/../tests/generic_helpers/utils";
import {
    backspace,
    choose,
    chooseSeat,
    lineOf,
    login,
    toThePlan,
} from "./utils/till_util";
import { registry } from "@web/core/registry";

const add = (name) => [ProductScreen.clickDisplayedProduct(name), lineOf(name)];
const ofSeat = (name, seat) => ({
    trigger: `.orderline:has(.product-name:contains("${name}")) .o_bakery_seat:contains("${seat}")`,
});

registry.category("web_tour.tours").add("bakery_waiter_serves", {
    steps: () =>
        [
            login("Dewi Uji", "1111"),
            // Two guests order, each at a seat.
            FloorScreen.clickTable("1"),
            chooseSeat(1),
            add("Roti Uji"),
            chooseSeat(2),
            add("Kue Uji"),
            ofSeat("Roti Uji", 1),
            ofSeat("Kue Uji", 2),
            toThePlan,
            FloorScreen.clickTable("2"),
            add("Kue Uji"),
            toThePlan,
            // The third guest joins them.
            FloorScreen.linkTables("2", "1"),
            FloorScreen.isChildTable("2"),
            FloorScreen.clickTable("1"),
            lineOf("Roti Uji"),
            // The first one has changed his mind: that is said.
            { ...lineOf("Roti Uji"), run: "click" },
            backspace,
            backspace,
            choose("Tamu berubah pikiran uji"),
            Utils.negateStep(lineOf("Roti Uji")),
            toThePlan,
            // One of them looks what he would pay apart.
            FloorScreen.clickTable("1"),
            { trigger: ".more-btn", run: "click" },
            { trigger: ".modal button:has(.fa-files-o)", run: "click" },
            {
                trigger: `.o_bakery_split_seat:has(.fa-user-o):contains("2")`,
                run: "click",
            },
            { trigger: ".split-order-button:enabled" },
            { trigger: ".splitbill-screen .back-button", run: "click" },
            ofSeat("Kue Uji", 2),
            // The colleague goes on with it.
            { trigger: ".more-btn", run: "click" },
            { trigger: ".o_bakery_hand_over", run: "click" },
            choose("Agus Uji"),
            { trigger: ".o_notification:contains('Agus Uji')" },
        ].flat(3),
});
