import { describe, expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

import { clock, yieldOf } from "@bakery_mrp/bake_today/bake_text";
import {
    gramsOf,
    numberOf,
    press,
} from "@bakery_mrp/bake_today/numeric_pad/number_text";

describe.current.tags("desktop");
// What the services of a page ask for when it starts.
defineMailModels();

test("a scale types grams or kilograms, a scanner neither", () => {
    expect(gramsOf("  1250 g")).toBe(1250);
    expect(gramsOf("+1.234kg")).toBe(1234);
    expect(gramsOf("0,5 kg")).toBe(500);
    expect(gramsOf("72.5")).toBe(72.5);
    expect(gramsOf("LOT-12")).toBe(null);
    expect(gramsOf("-5 g")).toBe(null);
});

test("keys make a number, and no endless one", async () => {
    // The decimal point of the user.
    await makeMockEnv();
    let text = "";
    for (const key of ["0", "7", "decimal", "decimal", "5"]) {
        text = press(text, key);
    }
    expect(text).toBe("7.5");
    expect(numberOf(text)).toBe(7.5);
    expect(press("123456789", "0")).toBe("123456789");
    expect(numberOf("")).toBe(null);
});

test("clocks and yields are read at a glance", () => {
    expect(clock(65)).toBe("01:05");
    expect(clock(3725)).toBe("1:02:05");
    expect(yieldOf(18, 20)).toBe(90);
    expect(yieldOf(1, 0)).toBe(0);
});
