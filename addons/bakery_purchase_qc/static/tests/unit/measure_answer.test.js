import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

import { MeasureAnswer } from "@bakery_purchase_qc/inspection_sheet/measure_answer/measure_answer";

describe.current.tags("desktop");
// What the services of a page ask for when it starts.
defineMailModels();

const QUESTION = {
    name: "Temperature",
    min: 0,
    max: 8,
    unit: "°C",
    readings: [],
    readings_wanted: 3,
};
const SHEET = ".o_measure_answer .o_measure_box";
const PAD = ".modal .o_measure_box";

async function measure(readings = []) {
    await mountWithCleanup(MeasureAnswer, {
        props: {
            question: { ...QUESTION, readings },
            readonly: false,
            save: (values) => expect.step(values.readings),
        },
    });
}

async function touch(target) {
    await click(target);
    await animationFrame();
}

async function type(...keys) {
    for (const key of keys) {
        await touch(`.modal [data-key='${key}']`);
    }
}

test("each mark belongs to its reading, with a box before it left empty", async () => {
    await measure();
    await touch(`${SHEET}[data-index='1']`);
    await type("9", "decimal", "5", "next");
    await type("4", "next");
    expect(".modal").toHaveCount(0);
    expect(queryAllTexts(SHEET)).toEqual(["", "9.5", "4"]);
    expect(`${SHEET}[data-index='0']`).toHaveClass("o_measure_empty");
    expect(`${SHEET}[data-index='1']`).toHaveClass("o_measure_outside");
    expect(`${SHEET}[data-index='2']`).toHaveClass("o_measure_inside");
    expect.verifySteps([
        [null, 9.5],
        [null, 9.5, 4],
    ]);
    await touch(`${SHEET}[data-index='0']`);
    await type("3", "next");
    expect.verifySteps([[3, 9.5, 4]]);
    expect(`${SHEET}[data-index='1']`).toHaveClass("o_measure_outside");
});

test("a box that was left empty is so when the sheet is opened again", async () => {
    await measure([false, 9.5, 0]);
    expect(queryAllTexts(SHEET)).toEqual(["", "9.5", "0"]);
    await touch(`${SHEET}[data-index='0']`);
    await touch(".modal .btn-close");
    expect.verifySteps([]);
});

test("one box is the current one, and follows the keys", async () => {
    await measure([4]);
    await touch(`${SHEET}[data-index='0']`);
    expect(`${PAD}[aria-current]`).toHaveCount(1);
    expect(`${PAD}[data-index='0']`).toHaveAttribute("aria-current", "true");
    await type("next");
    expect(`${PAD}[aria-current]`).toHaveCount(1);
    expect(`${PAD}[data-index='1']`).toHaveAttribute("aria-current", "true");
    expect.verifySteps([]);
});

test("a lone sign is no reading and does not stay", async () => {
    await measure([4]);
    await touch(`${SHEET}[data-index='1']`);
    await type("minus");
    await touch(".modal .btn-close");
    expect(queryAllTexts(SHEET)).toEqual(["4", "", ""]);
    expect.verifySteps([]);
});

test("a screen reader tells which reading it is, and what it says", async () => {
    await measure([4]);
    const label = "Temperature, reading 1: 4";
    expect(`${SHEET}[data-index='0']`).toHaveAttribute("aria-label", label);
});
