import { describe, expect, test } from "@odoo/hoot";

import { connectedTo, curve } from "@bakery_mrp/trace/trace_graph";

describe.current.tags("headless");

const EDGES = [
    ["mill", "flour"],
    ["flour", "dough"],
    ["butter", "dough"],
    ["dough", "bread"],
    ["dough", "bun"],
    ["bread", "cafe"],
    ["bun", "cafe"],
];
const of = (key) => [...connectedTo(EDGES, key)].sort();

test("flour is connected to all that was made of it, and to its vendor", () => {
    expect(of("flour")).toEqual(["bread", "bun", "cafe", "dough", "flour", "mill"]);
});

test("bread is not connected to what shares its dough", () => {
    expect(of("bread")).toEqual(["bread", "butter", "cafe", "dough", "flour", "mill"]);
});

test("a circle ends", () => {
    const edges = [
        ["dough", "bread"],
        ["bread", "dough"],
    ];
    expect([...connectedTo(edges, "dough")].sort()).toEqual(["bread", "dough"]);
});

test("what nothing leads to is alone", () => {
    expect(of("salt")).toEqual(["salt"]);
});

test("a line leads from the right of one box to the left of another", () => {
    const left = { x: 0, y: 0, width: 10, height: 20 };
    const right = { x: 110, y: 40, width: 10, height: 20 };
    expect(curve(left, right)).toBe("M 10 10 C 60 10, 60 50, 110 50");
});
