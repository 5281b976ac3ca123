import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, Deferred, runAllTimers } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    getService,
    makeServerError,
    models,
    mountWebClient,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

const LOTS = [
    ["TPG-1", "Tepung", false],
    ["ROTI-1", "Roti", true],
].map(([name, product, quality_hold], index) => ({
    id: index + 1,
    name,
    product_id: [index + 1, product],
    product_qty: 90,
    product_uom_id: [1, "kg"],
    quality_hold,
}));

defineMailModels();

class Lot extends models.Model {
    _name = "stock.lot";
}

defineModels([Lot]);

const box = (key, title, more = {}) => ({
    key,
    kind: "lot",
    title,
    note: "",
    model: "stock.lot",
    ids: [Number(key.split("-")[1])],
    ...more,
});
const ROOT = box("lot-1", "TPG-1", { note: "Tepung", quantity: 90, unit: "kg" });
const column = (key, boxes) => ({
    key,
    kind: "lot",
    title: key,
    total: boxes.length,
    boxes,
});
const TRACE = {
    lot: ROOT,
    columns: [
        column("level-0", [ROOT]),
        column("level-1", [
            box("lot-2", "ROTI-1", { hold: true }),
            box("lot-3", "ROTI-2"),
        ]),
        column("ends", [
            {
                ...box("customer-7", "Kafe"),
                kind: "customer",
                model: "stock.picking",
                ids: [4, 5],
            },
        ]),
    ],
    edges: [
        ["lot-1", "lot-2"],
        ["lot-1", "lot-3"],
        ["lot-2", "customer-7"],
    ],
    counts: [
        { label: "Lots Made", number: 2, model: "stock.lot", ids: [2, 3] },
        { label: "Sales Orders", number: 0, model: "sale.order", ids: [] },
    ],
    places: [],
    unnamed: [],
    hidden: 0,
};

async function open(params = { lot_id: 1 }, trace = () => TRACE) {
    onRpc("res.users", "has_group", () => true);
    onRpc("stock.lot", "search_read", ({ kwargs }) =>
        kwargs.domain.length ? LOTS.slice(0, 1) : LOTS
    );
    onRpc("stock.lot", "get_trace", ({ args }) => {
        expect.step(`trace ${args[0]} ${args[1]}`);
        return trace();
    });
    await mountWebClient();
    const action = getService("action");
    await action.doAction({ type: "ir.actions.client", tag: "bakery_trace", params });
    await animationFrame();
    patchWithCleanup(action, {
        doAction({ res_model, res_id, domain }) {
            expect.step(JSON.stringify([res_model, res_id || domain]));
        },
    });
}

test("the page shows the boxes, their lines and the counts", async () => {
    await open();
    expect.verifySteps(["trace 1 both"]);
    expect(".o_trace_column").toHaveCount(3);
    expect(".o_trace_box").toHaveCount(4);
    expect(".o_trace_lines path").toHaveCount(3);
    expect(".o_trace_root .o_trace_title").toHaveText("TPG-1");
    expect(".o_trace_held").toHaveCount(1);
    expect(".o_trace_count:disabled").toHaveText("0\nSales Orders");
});

test("a click opens one record, or the list of several", async () => {
    await open();
    await contains("[data-key='lot-3']").click();
    await contains("[data-key='customer-7']").click();
    await contains(".o_trace_count:first").click();
    expect.verifySteps([
        "trace 1 both",
        '["stock.lot",3]',
        '["stock.picking",[["id","in",[4,5]]]]',
        '["stock.lot",[["id","in",[2,3]]]]',
    ]);
});

test("what a box is not connected to steps back", async () => {
    await open();
    await contains("[data-key='lot-3']").hover();
    expect("[data-key='lot-2']").toHaveClass("o_trace_dim");
    expect("[data-key='lot-1']").not.toHaveClass("o_trace_dim");
    expect(".o_trace_lines .o_trace_lit").toHaveCount(1);
    expect.verifySteps(["trace 1 both"]);
});

test("the direction can be turned", async () => {
    await open();
    await contains(".btn-group .btn:last").click();
    expect(".btn-group .btn-primary").toHaveText("What was made of it");
    expect.verifySteps(["trace 1 both", "trace 1 down"]);
});

test("it says that it loads, and what went wrong", async () => {
    const answer = new Deferred();
    let isWell = false;
    await open({ lot_id: 1 }, async () => {
        await answer;
        if (!isWell) {
            throw makeServerError({ message: "The lot is gone." });
        }
        return TRACE;
    });
    expect(".o_trace_wait").toHaveCount(1);
    answer.resolve();
    await animationFrame();
    await animationFrame();
    expect(".alert p").toHaveText("The lot is gone.");
    isWell = true;
    await contains(".alert .btn").click();
    expect(".o_trace_box").toHaveCount(4);
    expect.verifySteps(["trace 1 both", "trace 1 both"]);
});

test("a lot that nothing happened to says so", async () => {
    await open({ lot_id: 1 }, () => ({
        ...TRACE,
        columns: [column("level-0", [ROOT])],
        edges: [],
    }));
    expect(".alert-info").toHaveCount(1);
    expect.verifySteps(["trace 1 both"]);
});

test("without a lot it asks for one", async () => {
    await open({});
    expect(".o_trace_lots .o_trace_box").toHaveCount(2);
    expect.verifySteps([]);
    await contains(".o_trace_search input").edit("TPG", { confirm: false });
    await runAllTimers();
    await animationFrame();
    expect(".o_trace_lots .o_trace_box").toHaveCount(1);
    await contains(".o_trace_lots .o_trace_box").click();
    expect.verifySteps(["trace 1 both"]);
});
