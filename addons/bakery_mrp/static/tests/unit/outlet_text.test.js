import { describe, expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

import {
    choicesFor,
    isDifferent,
    numberOf,
    rowsOf,
} from "@bakery_mrp/outlet_goods/outlet_text";

describe.current.tags("desktop");
// What the services of a page ask for when it starts.
defineMailModels();

const REASONS = [
    { id: 1, name: "Short", kind: "source" },
    { id: 2, name: "Damaged", kind: "lost" },
    { id: 3, name: "Too many", kind: "extra" },
    { id: 4, name: "Unsold", kind: "return" },
];
const line = (values) => ({
    id: 7,
    product_id: 5,
    product: "Bun",
    sent: 20,
    text: "20",
    reasonId: false,
    note: "",
    ...values,
});

test("what is typed is a number or none", async () => {
    await makeMockEnv();
    expect(numberOf(" 12 ")).toBe(12);
    expect(numberOf("1.5")).toBe(1.5);
    expect(numberOf("-3")).toBe(NaN);
    expect(numberOf("")).toBe(NaN);
    expect(numberOf("ten")).toBe(NaN);
});

test("a difference has its own reasons", async () => {
    await makeMockEnv();
    expect(isDifferent(line())).toBe(false);
    expect(isDifferent(line({ text: "" }))).toBe(true);
    const ids = (text) => choicesFor(line({ text }), REASONS).map(({ id }) => id);
    expect(ids("18")).toEqual([1, 2]);
    expect(ids("22")).toEqual([3]);
});

test("nothing is sent without its reason", async () => {
    await makeMockEnv();
    expect(rowsOf([line()])).toEqual({ rows: [], sentence: "" });
    expect(rowsOf([line({ text: "18" })]).sentence).toMatch(/Bun/);
    expect(rowsOf([line({ text: "x" })]).sentence).toMatch(/Bun/);
    const { rows, sentence } = rowsOf([line({ text: "18", reasonId: 2 })]);
    expect(sentence).toBe("");
    expect(rows[0].received).toBe(18);
    expect(rows[0].reason_id).toBe(2);
});
