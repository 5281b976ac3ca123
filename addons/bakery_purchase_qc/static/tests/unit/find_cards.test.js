import { describe, expect, test } from "@odoo/hoot";

import {
    cardsOfCode,
    cardsOfText,
} from "@bakery_purchase_qc/inspection_sheet/inspection_list/find_cards";

describe.current.tags("headless");

function card(id, values) {
    const empty = { barcode: "", lot: "", picking: "", name: "", vendor: "" };
    return { id, ...empty, product: "Tepung", ...values };
}

const CARDS = [
    card(1, { barcode: "899001", lot: "L-1", picking: "WH/IN/1", name: "QC/1" }),
    card(2, { barcode: "899001", lot: "L-2", picking: "WH/IN/1", name: "QC/2" }),
    card(3, { product: "Mentega", vendor: "Susu Lembang", picking: "WH/IN/12" }),
];

const ids = (cards) => cards.map((found) => found.id);

test("a code names goods, a lot, a receipt or an inspection", () => {
    expect(ids(cardsOfCode(CARDS, "899001"))).toEqual([1, 2]);
    expect(ids(cardsOfCode(CARDS, " l-2 "))).toEqual([2]);
    expect(ids(cardsOfCode(CARDS, "wh/in/1"))).toEqual([1, 2]);
    expect(ids(cardsOfCode(CARDS, "QC/2"))).toEqual([2]);
});

test("a part of a code names nothing, nor does no code", () => {
    expect(cardsOfCode(CARDS, "8990")).toEqual([]);
    expect(cardsOfCode(CARDS, " ")).toEqual([]);
});

test("a text is looked for word by word", () => {
    expect(ids(cardsOfText(CARDS, "lembang mentega"))).toEqual([3]);
    expect(ids(cardsOfText(CARDS, "wh/in/1"))).toEqual([1, 2, 3]);
    expect(ids(cardsOfText(CARDS, ""))).toEqual([1, 2, 3]);
});
