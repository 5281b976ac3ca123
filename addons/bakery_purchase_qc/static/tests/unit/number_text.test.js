import { describe, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";

import { localization } from "@web/core/l10n/localization";

import {
    numberOf,
    press,
    textOf,
} from "@bakery_purchase_qc/inspection_sheet/numeric_pad/number_text";

describe.current.tags("headless");

/** Return what stands there after some keys, typed in Indonesian. */
function typed(...keys) {
    patchWithCleanup(localization, { decimalPoint: ",", thousandsSep: "." });
    return keys.reduce(press, "");
}

test("digits, one decimal point and a sign that comes and goes", () => {
    expect(typed("1", "2", "decimal", "5", "decimal", "0")).toBe("12,50");
    expect(typed("decimal", "5")).toBe("0,5");
    expect(typed("1", "8", "minus")).toBe("-18");
    expect(typed("minus", "1", "8", "minus")).toBe("18");
    expect(typed("minus", "decimal", "5")).toBe("-0,5");
});

test("no zeros in front, and no more digits than a measure has", () => {
    expect(typed("0", "0", "7")).toBe("7");
    expect(typed("minus", "0", "7")).toBe("-7");
    expect(typed(..."8991234567890")).toBe("8991234567");
});

test("digits go one by one or all at once", () => {
    expect(typed("1", "2", "backspace")).toBe("1");
    expect(typed("backspace")).toBe("");
    expect(typed("1", "2", "clear")).toBe("");
});

test("a text says a number, or none", () => {
    expect(numberOf(typed("1", "2", "decimal", "5"))).toBe(12.5);
    expect(numberOf(typed("7", "decimal"))).toBe(7);
    expect(numberOf(typed("minus"))).toBe(null);
    expect(numberOf(typed())).toBe(null);
    expect(textOf(-0.25)).toBe("-0,25");
});
