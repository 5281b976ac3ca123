import { dayoldDiscount } from "@bakery_mrp_pos/app/utils/dayold_discount";
import { describe, expect, test } from "@odoo/hoot";

const { DateTime } = luxon;
const NOW = DateTime.fromISO("2026-03-04T10:00:00");

function row(values) {
    return {
        product_id: { id: 1 },
        lot_name: false,
        discount: 30,
        date_start: NOW.minus({ hours: 1 }),
        date_end: NOW.plus({ hours: 1 }),
        ...values,
    };
}

describe("day-old discount", () => {
    test("goods without lots are cheaper while the price holds", () => {
        expect(dayoldDiscount([row()], 1, [], NOW)).toBe(30);
        expect(dayoldDiscount([row()], 2, [], NOW)).toBe(0);
        expect(dayoldDiscount([row()], 1, [], NOW.plus({ hours: 1 }))).toBe(0);
        expect(dayoldDiscount([row()], 1, [], NOW.minus({ hours: 2 }))).toBe(0);
        expect(dayoldDiscount([], 1, [], NOW)).toBe(0);
    });

    test("a price of a lot holds for that lot alone", () => {
        const rows = [row({ lot_name: "A" })];
        expect(dayoldDiscount(rows, 1, ["A"], NOW)).toBe(30);
        expect(dayoldDiscount(rows, 1, ["B"], NOW)).toBe(0);
        expect(dayoldDiscount(rows, 1, ["A", "B"], NOW)).toBe(0);
        expect(dayoldDiscount(rows, 1, [], NOW)).toBe(0);
    });
});
