import { localization } from "@web/core/l10n/localization";

/** Longer is no measure of goods, but a code that a scanner typed. */
const MAX_DIGITS = 10;

/** Return a number as it is typed: with the decimal point of the user, no groups. */
export function textOf(number) {
    return String(number).replace(".", localization.decimalPoint);
}

/** Return the number that a text says, or null when it says none. */
export function numberOf(text) {
    const plain = text.replace(localization.decimalPoint, ".");
    return /\d/.test(plain) ? Number(plain) : null;
}

/** Return the text after a key: a digit, decimal, minus, backspace or clear. */
export function press(text, key) {
    switch (key) {
        case "clear":
            return "";
        case "backspace":
            return text.slice(0, -1);
        case "minus":
            return text.startsWith("-") ? text.slice(1) : `-${text}`;
        case "decimal":
            return withDecimal(text);
    }
    return withDigit(text, key);
}

function withDecimal(text) {
    if (text.includes(localization.decimalPoint)) {
        return text;
    }
    return (/\d/.test(text) ? text : `${text}0`) + localization.decimalPoint;
}

function withDigit(text, digit) {
    if (text.replace(/\D/g, "").length >= MAX_DIGITS) {
        return text;
    }
    return text.replace(/^(-?)0$/, "$1") + digit;
}
