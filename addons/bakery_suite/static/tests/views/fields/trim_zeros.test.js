import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";

import { localization } from "@web/core/l10n/localization";
import { registry } from "@web/core/registry";
import { FloatField } from "@web/views/fields/float/float_field";

import { isFine } from "@bakery_suite/views/fields/float/trim_zeros";

describe.current.tags("headless");

const FINE = { digits: [16, 5] };
const USUAL = { digits: [16, 2] };

beforeEach(() => {
    patchWithCleanup(localization, {
        decimalPoint: ".",
        thousandsSep: ",",
        grouping: [3, 0],
    });
});

/** Return what a form shows of `value` in a field, `props` aside. */
function shownInForm(value, field, props = {}) {
    const record = { fields: { flour: field } };
    const fake = Object.create(FloatField.prototype, { value: { value } });
    fake.props = { ...FloatField.defaultProps, name: "flour", record, ...props };
    fake.state = { hasFocus: false };
    return fake.formattedValue;
}

test("a list shows no zeros that say nothing", () => {
    const format = registry.category("formatters").get("float");
    expect(format(36, { field: FINE })).toBe("36");
    expect(format(0.0025, { field: FINE })).toBe("0.0025");
    expect(format(1234.5, { field: FINE })).toBe("1,234.5");
});

test("prices that would always show six decimals show those that are there", () => {
    const price = { min_display_digits: 6 };
    expect(shownInForm(180000, price)).toBe("180,000");
    expect(shownInForm(12.345, price)).toBe("12.345");
    expect(isFine({ field: { min_display_digits: 2 } })).toBe(false);
});

test("fields of the usual two decimals stay as they are", () => {
    const format = registry.category("formatters").get("float");
    expect(format(2, { field: USUAL })).toBe("2.00");
    expect(shownInForm(2, USUAL)).toBe("2.00");
});

test("a form shows them neither, and keeps every digit that is there", () => {
    expect(shownInForm(36, FINE)).toBe("36");
    expect(shownInForm(0.00125, FINE)).toBe("0.00125");
});

test("a field that is to be shown as it is, is", () => {
    expect(shownInForm(36, FINE, { formatNumber: false })).toBe(36);
});

test("digits of the view come before those of the field", () => {
    expect(isFine({ digits: [16, 2], field: FINE })).toBe(false);
    expect(isFine({ field: FINE })).toBe(true);
    expect(isFine({})).toBe(false);
});
