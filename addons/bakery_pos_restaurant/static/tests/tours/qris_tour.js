import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import { registry } from "@web/core/registry";

// The words on the buttons are those of the language the test runs in; loading takes a
// while where several things are done at once.
const LOADING = 60_000;
const openTill = {
    trigger: ".screen-login .btn.open-register-btn",
    run: "click",
    timeout: LOADING,
};
const add = (name) => [
    ProductScreen.clickDisplayedProduct(name),
    { trigger: `.orderline .product-name:contains("${name}")` },
];
const choose = (name) => ({
    content: `pay with ${name}`,
    trigger: `.paymentmethod .payment-name:text("${name}")`,
    run: "click",
});

registry.category("web_tour.tours").add("bakery_qris", {
    steps: () =>
        [
            openTill,
            add("Roti Uji"),
            ProductScreen.clickPayButton(),
            {
                ...choose("QRIS Stiker Uji"),
                content: "the outlet's own code is on the screen",
            },
            { trigger: ".o_bakery_static_qris img[src^='data:image/svg+xml']" },
            { trigger: ".paymentline.selected .delete-button", run: "click" },
            choose("QRIS Uji"),
            {
                content: "a code of the provider's own",
                trigger: ".o_bakery_qris_code img[src^='data:image/svg+xml']",
            },
            { trigger: ".o_bakery_qris_cancel", run: "click" },
            {
                content: "given up: nothing is left of it",
                trigger: ".payment-screen:not(:has(.paymentline))",
            },
            choose("QRIS Uji"),
            { trigger: ".o_bakery_qris_code img[src^='data:image/svg+xml']" },
            {
                content: "the guest pays now",
                trigger: ".o_bakery_qris_check",
                run: "click",
            },
            { trigger: ".receipt-screen, .feedback-screen", timeout: LOADING },
        ].flat(2),
});
