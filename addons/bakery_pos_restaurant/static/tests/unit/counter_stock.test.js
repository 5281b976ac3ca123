import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { StockBadge } from "@bakery_pos_restaurant/app/components/stock_badge/stock_badge";
import { StockPopup } from "@bakery_pos_restaurant/app/components/stock_popup/stock_popup";
import { leftOf, usedBy } from "@bakery_pos_restaurant/app/utils/stock_left";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts } from "@odoo/hoot-dom";
import { ConnectionLostError } from "@web/core/network/rpc";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

definePosModels();

const line = (id, qty) => ({ product_id: { id }, qty });

describe("what is left", () => {
    const figures = {
        free: { 1: 10, 7: 500, 8: 36 },
        parts: { 2: { 7: 150, 8: 18 }, 3: { 7: 100 } },
    };

    test("free less what was sold since, never what was brought back", () => {
        const used = usedBy([line(1, 3), line(1, -2)], figures);
        expect(leftOf({ id: 1 }, figures, used)).toBe(7);
        expect(leftOf({ id: 9 }, figures, used)).toBe(null);
    });

    test("a kit is as many as its scarcest part allows, other kits take of it too", () => {
        expect(leftOf({ id: 2 }, figures, new Map())).toBe(2);
        const used = usedBy([line(3, 3)], figures);
        expect(leftOf({ id: 2 }, figures, used)).toBe(1);
        expect(leftOf({ id: 3 }, figures, used)).toBe(2);
    });

    test("fractions of a kilogram add up", () => {
        const used = usedBy([line(1, 0.1), line(1, 0.2)], figures);
        expect(leftOf({ id: 1 }, figures, used)).toBe(9.7);
    });
});

async function selling(free) {
    const store = await setupPosEnv();
    const product = store.models["product.template"].get(5);
    const id = product.product_variant_ids[0].id;
    onRpc("pos.config", "stock_figures", () => ({ free: { [id]: free }, parts: {} }));
    store.config.show_stock = true;
    store.config.stock_low = 5;
    localStorage.removeItem(store.stockKey);
    store.startStock();
    await animationFrame();
    return { store, product, id };
}

async function badge(product) {
    return await mountWithCleanup(StockBadge, { props: { product } });
}

test("the tile follows this till's sales at once", async () => {
    const { store, product } = await selling(6);
    await badge(product);
    expect(".o_bakery_stock_enough").toHaveText("6");
    const order = store.addNewOrder();
    await store.addLineToCurrentOrder({ product_tmpl_id: product });
    await animationFrame();
    expect(".o_bakery_stock_low").toHaveText("5");
    order.lines[0].setQuantity(6);
    await animationFrame();
    expect(".o_bakery_stock_none").toHaveText("0");
});

test("the last figures stay while there is no connection", async () => {
    const { store, product } = await selling(6);
    onRpc("pos.config", "stock_figures", () => {
        throw new ConnectionLostError("/");
    });
    await store.refreshStock();
    expect(store.stockLeft(product)).toBe(6);
    store.stock = null;
    store.startStock();
    expect(store.stockLeft(product)).toBe(6);
});

test("a till without the setting shows and asks nothing", async () => {
    const store = await setupPosEnv();
    onRpc("pos.config", "stock_figures", () => expect.step("figures"));
    await store.refreshStock();
    await badge(store.models["product.template"].get(5));
    expect(".o_bakery_stock").toHaveCount(0);
    expect.verifySteps([]);
});

test("who adds what is out is told once, and the line is there", async () => {
    const { store, product } = await selling(0);
    const opened = [];
    store.openStock = (template) => opened.push(template.id);
    const order = store.addNewOrder();
    await store.addLineToCurrentOrder({ product_tmpl_id: product });
    await store.addLineToCurrentOrder({ product_tmpl_id: product });
    expect(opened).toEqual([product.id]);
    expect(order.lines[0].qty).toBe(2);
});

test("one tap asks another outlet, twice makes the same request", async () => {
    const { store, product, id } = await selling(0);
    const requests = [];
    onRpc("pos.config", "stock_details", () => ({
        outlet: "Kafe",
        unit: "Units",
        here: 0,
        others: [
            { id: 4, name: "Dapur", free: 12 },
            { id: 5, name: "Toko", free: 0 },
        ],
        incoming: [],
        parts: [],
        requests: [],
    }));
    onRpc("pos.config", "request_stock", ({ args }) => {
        requests.push(args[1]);
        if (requests.length === 1) {
            throw new ConnectionLostError("/");
        }
        return { id: 1, name: "WH/OUT/1", state: "requested" };
    });
    await mountWithCleanup(StockPopup, {
        props: { product, close: () => expect.step("closed") },
    });
    await animationFrame();
    expect(queryAllTexts(".o_bakery_stock_other")).toEqual([
        "From Dapur\n12 free",
        "From Toko\n0 free",
    ]);
    expect(".o_bakery_stock_other:eq(1)").not.toBeEnabled();
    await contains(".o_bakery_stock_other:eq(0)").click();
    expect(".alert").toHaveCount(1);
    await contains(".o_bakery_stock_other:eq(0)").click();
    expect.verifySteps(["closed"]);
    expect(requests.map((asked) => [asked.product_id, asked.source_id])).toEqual([
        [id, 4],
        [id, 4],
    ]);
    expect(requests[0].uuid).toBe(requests[1].uuid);
    expect(store.config.show_stock).toBe(true);
});
