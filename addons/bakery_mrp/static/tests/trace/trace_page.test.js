import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    mockService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { TracePage } from "@bakery_mrp/trace/trace_page/trace_page";

describe.current.tags("desktop");

class Lot extends models.Model {
    _name = "stock.lot";
    name = fields.Char();
    ref = fields.Char();
    product_id = fields.Many2one({ relation: "product" });
    product_qty = fields.Float();
    product_uom_id = fields.Many2one({ relation: "unit" });
    quality_hold = fields.Boolean();
    _records = [
        { id: 1, name: "TPG-1", product_id: 1, product_qty: 90, product_uom_id: 1 },
        { id: 2, name: "ROTI-1", product_id: 2, product_uom_id: 1, quality_hold: true },
    ];
}

class Product extends models.Model {
    _name = "product";
    name = fields.Char();
    _records = [
        { id: 1, name: "Tepung" },
        { id: 2, name: "Roti" },
    ];
}

class Unit extends models.Model {
    _name = "unit";
    name = fields.Char();
    _records = [{ id: 1, name: "kg" }];
}

defineMailModels();
defineModels([Lot, Product, Unit]);

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
    onRpc("stock.lot", "get_trace", ({ args }) => {
        expect.step(`trace ${args[0]} ${args[1]}`);
        return trace();
    });
    mockService("action", {
        doAction: (action) => {
            const { res_model, res_id, domain } = action;
            expect.step(JSON.stringify([res_model, res_id || domain]));
        },
    });
    await mountWithCleanup(TracePage, {
        props: { action: { params, context: {} } },
    });
    await animationFrame();
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
    await contains(".o_trace_lots .o_trace_box:only").click();
    expect.verifySteps(["trace 1 both"]);
});
