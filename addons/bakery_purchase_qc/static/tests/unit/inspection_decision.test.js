import { describe, expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

import { InspectionDecision } from "@bakery_purchase_qc/inspection_sheet/inspection_decision/inspection_decision";

describe.current.tags("desktop");
// What the services of a page ask for when it starts.
defineMailModels();

const NEXT = { id: 2, product: "Butter" };
const SHEET = {
    id: 1,
    state: "ready",
    success: true,
    shelf_life_ok: true,
    is_manager: false,
    can_decide: true,
    received: 10,
    rejected: 0,
    unit: "kg",
    reason: "",
    questions: [{ name: "Smell", required: true, answered: true, success: true }],
};
const WRONG = {
    success: false,
    questions: [{ name: "Smell", required: true, answered: true, success: false }],
};

async function decide(changes, props = {}) {
    await mountWithCleanup(InspectionDecision, {
        props: {
            sheet: { ...SHEET, ...changes },
            hasUnsaved: false,
            next: NEXT,
            decide: () => "",
            skip: () => "",
            onNext: () => {},
            onList: () => {},
            ...props,
        },
    });
}

test("goods that are as they should be are accepted", async () => {
    await decide({});
    expect(".btn-primary").toHaveCount(1);
    expect(".o_inspection_accept").toHaveText("Accept All");
    expect(".o_inspection_hint").toHaveCount(0);
});

test("what is wrong is named, the shelf life too", async () => {
    await decide({ ...WRONG, shelf_life_ok: false });
    expect(".btn-primary").toHaveText("Ask the Quality Manager");
    expect(".o_inspection_hint").toHaveText(
        "Not as it should be: Smell, shelf life. Reject, or let a quality manager decide."
    );
});

test("an inspector who waits for a manager goes on with the next goods", async () => {
    await decide({ ...WRONG, state: "waiting" });
    expect(".btn-primary").toHaveCount(1);
    expect(".btn-primary").toHaveText("Next goods: Butter");
    expect(".o_inspection_accept").toHaveCount(0);
});

test("nothing comes next: back to the list is what is left", async () => {
    await decide({ ...WRONG, state: "waiting" }, { next: undefined });
    expect(".btn-primary").toHaveCount(1);
    expect(".btn-primary").toHaveClass("o_inspection_list");
});

test("a manager who is waited for has one thing to do", async () => {
    await decide({ ...WRONG, state: "waiting", is_manager: true });
    expect(".btn-primary").toHaveCount(1);
    expect(".btn-primary").toHaveClass("o_inspection_accept");
    expect(".o_inspection_next").toHaveCount(0);
});

test("the result is told in the words of the door", async () => {
    await decide({ state: "failed", can_decide: false, rejected: 2.5, reason: "Wet" });
    expect(".o_inspection_result .badge").toHaveText("2.5 kg rejected");
    expect(".btn-primary").toHaveText("Next goods: Butter");
    expect(".o_inspection_accept").toHaveCount(0);
});
