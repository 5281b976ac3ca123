import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as Utils from "@point_of_sale/../tests/generic_helpers/utils";
import * as FloorScreen from "@pos_restaurant/../tests/tours/utils/floor_screen_util";
import { registry } from "@web/core/registry";

// The words on the buttons are those of the language the test runs in; loading takes a
// while where several things are done at once.
const LOADING = 60_000;
const openTill = {
    trigger: ".screen-login .btn.open-register-btn",
    run: "click",
    timeout: LOADING,
};
const toThePlan = [
    { trigger: ".pos-leftheader .table-button", run: "click" },
    { trigger: ".floor-map" },
];
const lineOf = (name) => ({ trigger: `.orderline .product-name:contains("${name}")` });
const add = (name) => [ProductScreen.clickDisplayedProduct(name), lineOf(name)];

registry.category("web_tour.tours").add("bakery_cashier_links_tables", {
    steps: () =>
        [
            openTill,
            FloorScreen.clickTable("1"),
            add("Roti Uji"),
            toThePlan,
            FloorScreen.clickTable("2"),
            add("Kue Uji"),
            toThePlan,
            FloorScreen.linkTables("2", "1"),
            FloorScreen.isChildTable("2"),
            FloorScreen.clickTable("1"),
            lineOf("Roti Uji"),
            lineOf("Kue Uji"),
            toThePlan,
            // What this tablet has in its memory is gone after this.
            Utils.refresh(),
            { ...FloorScreen.isChildTable("2"), timeout: LOADING },
            FloorScreen.unlinkTables("2", "1"),
            Utils.negateStep(FloorScreen.isChildTable("2")),
            FloorScreen.clickTable("2"),
            lineOf("Kue Uji"),
            toThePlan,
            FloorScreen.clickTable("1"),
            lineOf("Roti Uji"),
            Utils.negateStep(lineOf("Kue Uji")),
        ].flat(2),
});
