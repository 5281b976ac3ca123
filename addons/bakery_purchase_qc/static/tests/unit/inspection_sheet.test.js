import { describe, expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { InspectionSheet } from "@bakery_purchase_qc/inspection_sheet/inspection_sheet";

describe.current.tags("desktop");
// What the services of a page ask for when it starts.
defineMailModels();

const CARD = {
    id: 1,
    name: "QC-1",
    product_id: 7,
    product: "Butter",
    barcode: "",
    vendor: "Dairy",
    picking_id: 3,
    picking: "WH/IN/1",
    lot: "",
    received: 10,
    rejected: 0,
    unit: "kg",
    state: "ready",
    is_quarantined: false,
    answered: 0,
    asked: 1,
};
const SHEET = {
    ...CARD,
    test: "Cold goods",
    sample: 10,
    reason: "",
    storage: "",
    expiry: "",
    shelf_life: false,
    shelf_life_wanted: 0,
    shelf_life_ok: true,
    success: false,
    is_manager: false,
    can_decide: true,
    questions: [],
};

async function mountPage(params = {}) {
    await mountWithCleanup(InspectionSheet, {
        props: { action: { params }, actionId: 1, updateActionState: () => {} },
    });
    await animationFrame();
}

function serve({ refused = [] } = {}) {
    onRpc("has_access", () => true);
    onRpc("get_sheet", () => SHEET);
    onRpc("get_open_sheets", () => {
        if (refused.length) {
            throw makeServerError({ message: refused.shift() });
        }
        return [CARD];
    });
}

test("goods that wait are listed and opened", async () => {
    serve();
    await mountPage();
    expect(".o_inspection_card").toHaveCount(1);
    expect(".o_inspection_progress").toHaveText("0 of 1 answered");
    await click(".o_inspection_card");
    await animationFrame();
    expect(".o_inspection_goods h1").toHaveText("Butter");
});

test("what cannot be fetched says why, and can be tried again", async () => {
    serve({ refused: ["No way in."] });
    await mountPage();
    expect(".o_inspection_error p").toHaveText("No way in.");
    await click(".o_inspection_error button");
    await animationFrame();
    expect(".o_inspection_card").toHaveCount(1);
});

test("who wanted the list gets the list at the second try", async () => {
    const refused = [];
    serve({ refused });
    await mountPage({ inspection_id: 1 });
    expect(".o_inspection_goods h1").toHaveText("Butter");
    refused.push("No way in.");
    await click(".o_inspection_back");
    await animationFrame();
    expect(".o_inspection_error").toHaveCount(1);
    await click(".o_inspection_error button");
    await animationFrame();
    expect(".o_inspection_goods").toHaveCount(0);
    expect(".o_inspection_card").toHaveCount(1);
});
