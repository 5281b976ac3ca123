import { localization } from "@web/core/l10n/localization";

/** Longer is no weight, but a code that a scanner typed. */
const MAX_DIGITS = 9;

/** What a scale types: a sign or spaces, the number, and often its unit. */
const SCALE = /^[+\s]*(\d+(?:[.,]\d+)?)\s*(kg|g)?$/i;

/** Return the number that a text says, or null when it says none. */
export function numberOf(text) {
    const plain = text.replace(localization.decimalPoint, ".");
    return /\d/.test(plain) ? Number(plain) : null;
}

/** Return a number as it is typed: with the decimal point of the user, no groups. */
export function textOf(number) {
    return String(number).replace(".", localization.decimalPoint);
}

/** Return the grams that a scale typed, or null when it was no scale. */
export function gramsOf(typed) {
    const [, number, unit] = SCALE.exec(typed) || [];
    if (!number) {
        return null;
    }
    const grams = Number(number.replace(",", "."));
    // Grams of a float: 1.234 kg is not 1233.9999999.
    return (unit || "").toLowerCase() === "kg" ? Math.round(grams * 1e5) / 100 : grams;
}

/** Return the text after a key: a digit, decimal, backspace or clear. */
export function press(text, key) {
    if (key === "clear") {
        return "";
    }
    if (key === "backspace") {
        return text.slice(0, -1);
    }
    if (key === "decimal") {
        const point = localization.decimalPoint;
        return text.includes(point) ? text : (text || "0") + point;
    }
    const isFull = text.replace(/\D/g, "").length >= MAX_DIGITS;
    return isFull ? text : text.replace(/^0$/, "") + key;
}
