import * as NumberPopup from "@point_of_sale/../tests/generic_helpers/number_popup_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";

// The words on the buttons are those of the language the test runs in; loading takes a
// while where several things are done at once.
export const LOADING = 60_000;

export const openTill = {
    trigger: ".screen-login .btn.open-register-btn",
    run: "click",
    timeout: LOADING,
};
/** Log in as an employee, chosen from the list, with a PIN. */
export const login = (name, pin) => [
    openTill,
    { trigger: ".login-overlay .select-cashier", run: "click" },
    choose(name),
    NumberPopup.enterValue(pin),
    Dialog.confirm(),
];
export const toThePlan = [
    { trigger: ".pos-leftheader .table-button", run: "click" },
    { trigger: ".floor-map" },
];
export const lineOf = (name) => ({
    trigger: `.orderline .product-name:contains("${name}")`,
});
export const choose = (name) => ({
    trigger: `.modal .selection-item:contains("${name}")`,
    run: "click",
});
export const chooseSeat = (number) => ({
    trigger: `.o_bakery_seat_bar button:has(.fa-user-o):contains("${number}")`,
    run: "click",
});
export const backspace = {
    trigger: ".numpad button:has(.fa-long-arrow-left), .numpad button:contains('⌫')",
    run: "click",
};
