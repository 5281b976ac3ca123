import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { ConnectionLostError } from "@web/core/network/rpc";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-dom";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";

definePosModels();

async function orderAt(store, tableId, quantity, { sent = 0 } = {}) {
    const order = store.addNewOrder({
        table_id: store.models["restaurant.table"].get(tableId),
    });
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: quantity },
        order
    );
    const line = order.lines[0];
    if (sent) {
        order.last_order_preparation_change.lines[line.preparationKey] = {
            uuid: line.uuid,
            quantity: sent,
        };
    }
    await store.syncAllOrders({ orders: [order] });
    return order;
}

function sentOf(order) {
    return order.lines.map(
        (line) =>
            order.last_order_preparation_change.lines[line.preparationKey]?.quantity ||
            0
    );
}

describe("merging orders", () => {
    test("what the kitchen has of both orders adds up", async () => {
        const store = await setupPosEnv();
        const source = await orderAt(store, 2, 2, { sent: 2 });
        const dest = await orderAt(store, 3, 3, { sent: 3 });
        await store.mergeOrders(source, dest);
        expect(dest.lines.map((line) => line.qty)).toEqual([5]);
        expect(sentOf(dest)).toEqual([5]);
    });

    test("what was not sent stays to be sent", async () => {
        const store = await setupPosEnv();
        const source = await orderAt(store, 2, 2);
        const dest = await orderAt(store, 3, 3, { sent: 3 });
        await store.mergeOrders(source, dest);
        expect(sentOf(dest)).toEqual([3]);
    });

    test("the order that stays is saved before the other is cancelled", async () => {
        const store = await setupPosEnv();
        const source = await orderAt(store, 2, 2);
        const dest = await orderAt(store, 3, 3);
        onRpc("pos.order", "sync_from_ui", ({ args }) => {
            expect.step(`save ${args[0][0].id === dest.id ? "dest" : "source"}`);
        });
        onRpc("pos.order", "action_pos_order_cancel", ({ args }) => {
            expect.step(`cancel ${args[0][0] === source.id ? "source" : "?"}`);
            return true;
        });
        const sourceId = source.id;
        await store.mergeOrders(source, dest);
        expect(sourceId).toBeOfType("number");
        expect.verifySteps(["save dest", "cancel source"]);
    });

    test("a connection lost while merging loses nothing", async () => {
        expect.errors(1);
        const store = await setupPosEnv();
        const source = await orderAt(store, 2, 2);
        const dest = await orderAt(store, 3, 3);
        let lost = true;
        patchWithCleanup(store.data, {
            async call(model, method, args) {
                if (method === "sync_from_ui") {
                    if (lost) {
                        // As a browser does: the request was built, and never arrived.
                        throw new ConnectionLostError("/gone");
                    }
                    expect.step(`save ${args[0][0].lines.length} line`);
                } else if (method === "action_pos_order_cancel") {
                    expect.step("cancel source");
                }
                return await super.call(...arguments);
            },
        });
        await store.mergeOrders(source, dest);
        await animationFrame();
        expect(dest.lines[0].qty).toBe(5);
        expect.verifySteps([]);
        expect.verifyErrors([/gone/]);
        lost = false;
        await store.syncAllOrders();
        expect.verifySteps(["save 1 line", "cancel source"]);
        expect(dest.isDirty()).toBe(false);
    });
});

describe("taking merged tables apart", () => {
    test("another tablet knows what came from which table", async () => {
        const store = await setupPosEnv();
        const [first, second] = [2, 4].map((id) =>
            store.models["restaurant.table"].get(id)
        );
        const dest = await orderAt(store, 3, 3, { sent: 3 });
        await store.mergeOrders(await orderAt(store, 2, 2, { sent: 2 }), dest);
        await store.mergeOrders(await orderAt(store, 4, 4, { sent: 4 }), dest);
        expect(dest.lines.map((line) => line.qty)).toEqual([9]);
        // Another tablet, or this one after it was loaded anew.
        dest.uiState.unmerge = {};
        const back = await store.restoreOrdersToOriginalTable(dest, first);
        expect(back.table_id.id).toBe(2);
        expect(back.lines.map((line) => line.qty)).toEqual([2]);
        expect(sentOf(back)).toEqual([2]);
        expect(back.lines[0].movedFrom).toEqual([]);
        const other = await store.restoreOrdersToOriginalTable(dest, second);
        expect(other.lines.map((line) => line.qty)).toEqual([4]);
        expect(dest.lines.map((line) => line.qty)).toEqual([3]);
        expect(sentOf(dest)).toEqual([3]);
        expect(dest.lines[0].movedFrom).toEqual([]);
    });

    test("no more goes back than is left", async () => {
        const store = await setupPosEnv();
        const table = store.models["restaurant.table"].get(2);
        const dest = await orderAt(store, 3, 1);
        await store.mergeOrders(await orderAt(store, 2, 4), dest);
        dest.lines[0].setQuantity(2);
        const back = await store.restoreOrdersToOriginalTable(dest, table);
        expect(back.lines.map((line) => line.qty)).toEqual([2]);
        expect(dest.lines).toHaveLength(0);
        expect(await store.restoreOrdersToOriginalTable(dest, table)).toBe(false);
    });
});
