import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as Utils from "@point_of_sale/../tests/generic_helpers/utils";
import * as FloorScreen from "@pos_restaurant/../tests/tours/utils/floor_screen_util";
import { LOADING, lineOf, openTill, toThePlan } from "./utils/till_util";
import { registry } from "@web/core/registry";

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
