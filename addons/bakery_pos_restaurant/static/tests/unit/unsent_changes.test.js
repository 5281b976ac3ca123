import { expect, test } from "@odoo/hoot";
import { ConnectionLostError } from "@web/core/network/rpc";
import { makeServerError, onRpc } from "@web/../tests/web_test_helpers";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { whenSent } from "@bakery_pos_restaurant/patches/paid_offline_is_dropped";

definePosModels();

/** An order that the server knows, with two lines. */
async function sentOrder(store) {
    const order = await getFilledOrder(store);
    await store.syncAllOrders({ orders: [order] });
    expect(order.isSynced).toBe(true);
    expect(order.isDirty()).toBe(false);
    return order;
}

/** Let every sending fail until the returned function is called. */
function breakConnection(store) {
    const messages = [];
    store.data.execute = new Proxy(store.data.execute, {
        apply(execute, self, [operation]) {
            if (operation.method === "sync_from_ui") {
                messages.push(operation.args[0][0]);
                if (broken) {
                    throw new ConnectionLostError();
                }
            }
            return execute.call(self, operation);
        },
    });
    let broken = true;
    return { messages, mend: () => (broken = false) };
}

const quantities = (message) =>
    (message.lines || []).filter(([code]) => code === 1).map(([, , { qty }]) => qty);

test("a change that could not be sent is sent later", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    const connection = breakConnection(store);
    order.lines[0].setQuantity(7);
    store.addPendingOrder([order.id]);
    await store.syncAllOrders();
    expect(order.lines[0].qty).toBe(7);
    expect(order.isDirty()).toBe(true);

    connection.mend();
    await store.syncAllOrders();
    expect(quantities(connection.messages.at(-1))).toEqual([7]);
    expect(order.isDirty()).toBe(false);
});

test("a deletion that could not be sent is sent later", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    const connection = breakConnection(store);
    const { id } = order.lines[1];
    order.lines[1].delete({ backend: true });
    await store.syncAllOrders({ orders: [order], force: true });

    connection.mend();
    await store.syncAllOrders({ orders: [order], force: true });
    const deleted = connection.messages
        .at(-1)
        .lines.filter(([code]) => [2, 3].includes(code));
    expect(deleted.map(([, line]) => line)).toInclude(id);
});

test("what is changed while the server answers is not undone", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    onRpc("pos.order", "sync_from_ui", () => {
        order.lines[0].setQuantity(9);
    });
    order.lines[0].setQuantity(7);
    await store.syncAllOrders({ orders: [order], force: true });
    expect(order.lines[0].qty).toBe(9);
    expect(order.isDirty()).toBe(true);
});

test("news of another tablet leaves unsent changes alone", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    const [first, second] = order.lines;
    first.setQuantity(7);
    const row = (line, qty) => ({ ...line.raw, qty });
    store.models.connectNewData({
        "pos.order.line": [row(first, 1), row(second, 5)],
    });
    expect(first.qty).toBe(7);
    expect(second.qty).toBe(5);
    expect(order.isDirty()).toBe(true);
});

test("lines that were never sent make their order unsent", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: 1 },
        order
    );
    // As another tablet's news leave the order itself.
    order._dirty = false;
    expect(order.isDirty()).toBe(true);
});

test("an order paid without a connection stays on the device", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    const connection = breakConnection(store);
    const taken = whenSent(
        () => true,
        (record) => record
    );
    order.state = "paid";
    store.addPendingOrder([order.id]);
    await store.syncAllOrders();
    expect(taken(order)).toBe(false);
    expect(order.isUnsyncedPaid).toBe(true);

    connection.mend();
    await store.syncAllOrders();
    expect(taken(order)).toBe(true);
    expect(order.isUnsyncedPaid).toBe(false);
});

test("it is known as unsent when the page is loaded anew", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    order.state = "paid";
    const saved = JSON.parse(JSON.stringify(order.serializeForIndexedDB()));
    // The server still says that it is open.
    store.models.unsentChanges.fields.clear();
    order._dirty = false;
    store.models.loadConnectedData({ "pos.order": [{ ...order.raw, state: "draft" }] });
    store.models.loadConnectedData({ "pos.order": [saved] });
    expect(order.state).toBe("paid");
    expect(order.isUnsyncedPaid).toBe(true);
    store.models.loadConnectedData({ "pos.order": [{ ...order.raw, state: "draft" }] });
    expect(order.state).toBe("paid");
});

test("how it stands with an order is seen", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    expect(order.getSyncState()).toEqual({ name: "saved" });
    const connection = breakConnection(store);
    order.state = "paid";
    store.addPendingOrder([order.id]);
    await store.syncAllOrders();
    expect(order.getSyncState().name).toBe("waiting");
    expect(Math.abs(order.getSyncState().since - Date.now()) < 5000).toBe(true);
    connection.mend();
    await store.syncAllOrders();
    expect(order.getSyncState()).toEqual({ name: "saved" });
});

test("what the server refuses is a problem, with its reason", async () => {
    const store = await setupPosEnv();
    const order = await sentOrder(store);
    onRpc("pos.order", "sync_from_ui", () => {
        throw makeServerError({ message: "Lot L-1 ditahan" });
    });
    order.lines[0].setQuantity(7);
    await store.syncAllOrders({ orders: [order], force: true });
    expect(order.getSyncState().name).toBe("problem");
    expect(order.getSyncState().reason).toBe("Lot L-1 ditahan");
});
