import { describe, expect, test } from "@odoo/hoot";
import { click, press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, useState, xml } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

import { NumericPad } from "@bakery_purchase_qc/inspection_sheet/numeric_pad/numeric_pad";

describe.current.tags("desktop");
// What the services of a page ask for when it starts.
defineMailModels();

class Parent extends Component {
    static template = xml`
        <span class="shown" t-out="state.text" />
        <input class="other" />
        <NumericPad
            text="state.text"
            signed="props.signed"
            onChange="(text) => (this.state.text = text)"
            onNext="() => this.next()"
            nextLabel="'Next'"
        />`;
    static components = { NumericPad };
    static props = ["*"];

    setup() {
        this.state = useState({ text: "" });
    }

    next() {
        expect.step("next");
    }
}

test("fingers and the keyboard type the same", async () => {
    await mountWithCleanup(Parent, { props: { signed: true } });
    for (const key of ["1", "decimal", "5", "minus"]) {
        await click(`[data-key='${key}']`);
        await animationFrame();
    }
    expect(".shown").toHaveText("-1.5");
    for (const key of ["Backspace", "2", "Enter"]) {
        await press(key);
        await animationFrame();
    }
    expect(".shown").toHaveText("-1.2");
    expect.verifySteps(["next"]);
});

test("text boxes keep their keys, and what has no sign gets none", async () => {
    await mountWithCleanup(Parent, { props: { signed: false } });
    await click(".other");
    await press("5");
    await animationFrame();
    expect(".shown").toHaveText("");
    expect("[data-key='minus']").toHaveCount(0);
    document.activeElement.blur();
    await press("-");
    await press("3");
    await animationFrame();
    expect(".shown").toHaveText("3");
});
