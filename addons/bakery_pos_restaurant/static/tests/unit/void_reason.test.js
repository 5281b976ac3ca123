import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import { expect, test } from "@odoo/hoot";
import {
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

definePosModels();

const REASONS = [
    { id: 3, name: "Refund only", sequence: 1, use: "refund" },
    { id: 4, name: "Guest left", sequence: 2, use: "void" },
];

async function setup({ required = true, reason = 4 } = {}) {
    const store = await setupPosEnv();
    store.config.track_performance = true;
    store.config.void_reason_required = required;
    store.models["bakery.refund.reason"] = { getAll: () => REASONS };
    const asked = [];
    const answer = { reason };
    patchWithCleanup(store, {
        async askVoidReason(title) {
            asked.push(String(title || "off"));
            return answer.reason;
        },
    });
    const order = store.addNewOrder({
        table_id: store.models["restaurant.table"].get(2),
    });
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: 3 },
        order
    );
    const line = order.lines[0];
    store.setOrder(order);
    return { store, order, line, asked, answer };
}

async function type(order, ...values) {
    const summary = await mountWithCleanup(OrderSummary, {});
    order.selectOrderline(order.lines[0]);
    for (const value of values) {
        await summary._setValue(value);
    }
}

test("only reasons of voids are offered", async () => {
    const { store } = await setup();
    expect(store.reasonsFor("void").map((reason) => reason.id)).toEqual([4]);
    expect(store.reasonsFor("refund").map((reason) => reason.id)).toEqual([3]);
});

test("what the server does not know goes without a question", async () => {
    const { order, asked } = await setup();
    await type(order, "0", "remove");
    expect(order.lines).toHaveLength(0);
    expect(asked).toEqual([]);
});

test("a saved line goes for a reason", async () => {
    const { store, order, line, asked } = await setup();
    await store.syncAllOrders({ orders: [order] });
    expect(line.savedGoods).toBe(3);
    await type(order, "0", "remove");
    expect(order.lines).toHaveLength(0);
    expect(asked).toHaveLength(1);
    expect(JSON.parse(order.void_reasons)).toEqual({ [line.uuid]: 4 });
});

test("without a reason it stays as it was", async () => {
    const { store, order, line } = await setup({ reason: null });
    await store.syncAllOrders({ orders: [order] });
    await type(order, "0", "remove");
    expect(order.lines.map((one) => one.qty)).toEqual([3]);
    expect(order.void_reasons || "{}").toBe("{}");
    expect(line.isSavedGoods()).toBe(true);
});

test("less of a saved line is explained before it is sent, once", async () => {
    const { store, order, line, asked } = await setup();
    await store.syncAllOrders({ orders: [order] });
    await type(order, "1");
    expect(asked).toEqual([]);
    let told;
    onRpc("pos.order", "sync_from_ui", ({ args }) => {
        told = args[0][0].void_reasons;
    });
    await store.syncAllOrders({ orders: [order] });
    expect(asked).toHaveLength(1);
    expect(JSON.parse(told)).toEqual({ [line.uuid]: 4 });
});

test("less without an answer is given back, and nothing is paid yet", async () => {
    const { store, order, line, answer } = await setup();
    await store.syncAllOrders({ orders: [order] });
    answer.reason = null;
    await type(order, "1");
    const shown = [];
    patchWithCleanup(store, {
        async _askForPreparation() {},
        navigate: (screen) => shown.push(screen),
    });
    await store.pay();
    expect(line.qty).toBe(3);
    expect(shown).toEqual([]);
});

test("more, or as much again, is nobody's question", async () => {
    const { store, order, asked } = await setup();
    await store.syncAllOrders({ orders: [order] });
    await type(order, "1", "12");
    await store.explainLess(order);
    expect(asked).toEqual([]);
});

test("an order is cancelled for a reason, which the server gets", async () => {
    const { store, order, asked, answer } = await setup({ reason: null });
    await store.syncAllOrders({ orders: [order] });
    onRpc("pos.order", "action_pos_order_cancel", ({ kwargs }) => {
        expect.step(JSON.stringify(kwargs.context.void_claims));
        return true;
    });
    expect(await store.deleteOrders([order])).toBe(false);
    expect.verifySteps([]);
    answer.reason = 4;
    await store.deleteOrders([order], [], false);
    expect.verifySteps([JSON.stringify({ "*": 4 })]);
    expect(asked).toHaveLength(2);
});

test("tables that are put together take nothing off", async () => {
    const { store, order, asked } = await setup();
    const other = store.addNewOrder({
        table_id: store.models["restaurant.table"].get(3),
    });
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(6), qty: 1 },
        other
    );
    await store.syncAllOrders({ orders: [order, other] });
    onRpc("pos.order", "action_pos_order_cancel", ({ kwargs }) => {
        expect.step(JSON.stringify(kwargs.context.void_claims));
        return true;
    });
    await store.mergeOrders(order, other);
    expect.verifySteps([JSON.stringify({ "*": "moved" })]);
    expect(asked).toEqual([]);
});

test("a till that does not ask", async () => {
    const { store, order, asked } = await setup({ required: false });
    await store.syncAllOrders({ orders: [order] });
    await type(order, "0", "remove");
    expect(order.lines).toHaveLength(0);
    expect(asked).toEqual([]);
});
