import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { SplitBillScreen } from "@pos_restaurant/app/screens/split_bill_screen/split_bill_screen";
import { expect, test } from "@odoo/hoot";
import {
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

definePosModels();

async function orderAt(store, tableId, quantity) {
    const order = store.addNewOrder({
        table_id: store.models["restaurant.table"].get(tableId),
    });
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: quantity },
        order
    );
    await store.syncAllOrders({ orders: [order] });
    return order;
}

/** Return what the till tells the server of where the goods of lines came from. */
function listen() {
    const told = [];
    onRpc("pos.order", "sync_from_ui", ({ args }) => {
        for (const order of args[0]) {
            for (const [, , values] of order.lines) {
                if (values?.came_from) {
                    told.push(JSON.parse(values.came_from));
                }
            }
        }
    });
    return told;
}

test("merged orders tell the server whose goods they took", async () => {
    const store = await setupPosEnv();
    const source = await orderAt(store, 2, 2);
    const dest = await orderAt(store, 3, 3);
    const { uuid } = source.lines[0];
    const told = listen();
    await store.mergeOrders(source, dest);
    expect(told).toEqual([{ [uuid]: 2 }]);
});

test("a split bill tells the server from where it has its goods", async () => {
    const store = await setupPosEnv();
    const order = await orderAt(store, 2, 3);
    store.setOrder(order);
    const [line] = order.lines;
    const screen = await mountWithCleanup(SplitBillScreen, {
        props: { orderUuid: order.uuid },
    });
    screen.qtyTracker[line.uuid] = 1;
    const told = listen();
    await screen.createSplittedOrder();
    expect(told).toEqual([{ [line.uuid]: 1 }]);
});

test("a sale at the counter is timed from its first line", async () => {
    const store = await setupPosEnv();
    const order = store.addNewOrder();
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: 1 },
        order
    );
    order.uiState.firstLineAt -= 42_000;
    patchWithCleanup(store, { syncAllOrders: () => Promise.reject(new Error("stop")) });
    const validation = new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
    });
    try {
        await validation.finalizeValidation();
    } catch {
        // Only what precedes the saving is of interest.
    }
    expect(order.counter_seconds).toBe(42);
});
