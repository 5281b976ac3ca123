import { describe, expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

import { badgeOf } from "@bakery_purchase_qc/inspection_sheet/inspection_text";

describe.current.tags("desktop");
// What the services of a page ask for when it starts.
defineMailModels();

function said(state) {
    return String(badgeOf({ state, rejected: 3, unit: "kg" }).text);
}

test("each state has a word of the back door", async () => {
    await makeMockEnv();
    expect(said("ready")).toBe("To inspect");
    expect(said("waiting")).toBe("Waits for a decision");
    expect(said("success")).toBe("Goods accepted");
    expect(said("failed")).toBe("3 kg rejected");
    expect(said("canceled")).toBe("Passed without inspection");
});
