import { expect, test } from "@odoo/hoot";
import { queryAll } from "@odoo/hoot-dom";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

const VERBS = ["view", "edit", "process"];
const RIGHTS = ["receipt", "transfer"].flatMap((document, row) =>
    VERBS.map((verb, column) => ({
        id: 10 * (row + 1) + column,
        name: `${document}: ${verb}`,
        code: `${document}_${verb}`,
        document,
        verb,
        description: false,
    }))
);
const OTHERS = [
    { id: 90, name: "Products: see cost", code: "cost", description: "Of all goods" },
    { id: 91, name: "Products: edit", code: "edit" },
    { id: 92, name: "Forms: arrange", code: "layout" },
];

class Role extends models.Model {
    _name = "role";
    right_ids = fields.Many2many({ relation: "right" });
    _records = [{ id: 1, right_ids: [10, 90] }];
}

class Right extends models.Model {
    _name = "right";
    name = fields.Char();
    _records = [...RIGHTS, ...OTHERS].map(({ id, name }) => ({ id, name }));
}

defineMailModels();
defineModels([Role, Right]);

async function openRole({ readonly = false } = {}) {
    onRpc("right", "get_matrix", () => {
        expect.step("get_matrix");
        return {
            documents: [
                ["receipt", "Receipts"],
                ["transfer", "Transfers"],
            ],
            verbs: VERBS.map((verb) => [verb, verb]),
            rights: [...RIGHTS, ...OTHERS],
        };
    });
    await mountView({
        type: "form",
        resModel: "role",
        resId: 1,
        arch: `<form><field name="right_ids" widget="access_matrix"
                            readonly="${readonly ? 1 : 0}"/></form>`,
    });
}

/** Return the codes of the rights that are ticked. */
const held = () =>
    queryAll(".o_access_matrix input:checked").map((input) => input.name);
const box = (code) => contains(`.o_access_matrix input[name=${code}]`);

test("rights are loaded once and shown by document, verb and group", async () => {
    await openRole();
    expect.verifySteps(["get_matrix"]);
    expect(".o_access_table tbody tr").toHaveCount(2);
    expect(".o_access_table input").toHaveCount(6);
    expect(".o_access_group").toHaveCount(2);
    expect(".o_access_group:first legend").toHaveText("Products");
    expect(".o_access_group:first .text-muted").toHaveText("Of all goods");
    expect(held()).toEqual(["receipt_view", "cost"]);
});

/** Open a role in tests that do not count the calls. */
async function openRoleQuietly(options) {
    await openRole(options);
    expect.verifySteps(["get_matrix"]);
}

test("to process or edit takes to view", async () => {
    await openRoleQuietly();
    await box("transfer_process").click();
    expect(held()).toEqual([
        "receipt_view",
        "transfer_view",
        "transfer_process",
        "cost",
    ]);
});

test("who no longer views does nothing else with that document", async () => {
    await openRoleQuietly();
    await box("receipt_edit").click();
    await box("transfer_view").click();
    await box("receipt_view").click();
    expect(held()).toEqual(["transfer_view", "cost"]);
});

test("what changed is saved as commands", async () => {
    onRpc("role", "web_save", ({ args }) => {
        expect.step("web_save");
        expect(args[1].right_ids).toEqual([
            [4, 12],
            [3, 90],
        ]);
    });
    await openRole();
    await box("receipt_process").click();
    await box("cost").click();
    await clickSave();
    expect.verifySteps(["get_matrix", "web_save"]);
});

test("read only shows and changes nothing", async () => {
    await openRoleQuietly({ readonly: true });
    expect(".o_access_matrix input:not(:disabled)").toHaveCount(0);
    expect(held()).toEqual(["receipt_view", "cost"]);
});
