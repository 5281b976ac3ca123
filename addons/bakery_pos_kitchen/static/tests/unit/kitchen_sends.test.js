import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { ConnectionLostError } from "@web/core/network/rpc";
import { expect, test } from "@odoo/hoot";
import { mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { KitchenPending } from "@bakery_pos_kitchen/app/components/kitchen_pending/kitchen_pending";

definePosModels();

async function kitchenTill() {
    onRpc("pos.config", "kitchen_news", () => ({ ready: [], gaps: [] }));
    const store = await setupPosEnv();
    store.config.kitchen_tickets = true;
    const order = store.addNewOrder({
        table_id: store.models["restaurant.table"].get(2),
    });
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: 2 },
        order
    );
    store.setOrder(order);
    return { store, order };
}

/** Answer as the server does, and note what was asked. */
function kitchen({ lost = 0 } = {}) {
    const asked = [];
    onRpc("pos.order", "sync_from_ui", async ({ args, parent }) => {
        const sends = args[0].flatMap((order) => order.kitchen_sends || []);
        asked.push(sends.map(({ kind }) => kind));
        args[0].forEach((order) => delete order.kitchen_sends);
        if (lost-- > 0) {
            throw new ConnectionLostError();
        }
        const answer = await parent();
        answer.kitchen_acks = Object.fromEntries(
            sends.map(({ uuid }) => [uuid, { status: "done" }])
        );
        return answer;
    });
    return asked;
}

test("sending asks the kitchen and forgets what it has", async () => {
    const { store, order } = await kitchenTill();
    const asked = kitchen();
    await store.sendOrderInPreparationUpdateLastChange(order);
    expect(asked).toEqual([["send"]]);
    expect(order.kitchenSends).toHaveLength(0);
});

test("a till without kitchen tickets asks nothing", async () => {
    const { store, order } = await kitchenTill();
    store.config.kitchen_tickets = false;
    await store.sendOrderInPreparation(order);
    expect(order.kitchenSends).toHaveLength(0);
});

test("what was not acknowledged is kept and asked again as it was", async () => {
    const { store, order } = await kitchenTill();
    const asked = kitchen({ lost: 1 });
    await store.sendOrderInPreparationUpdateLastChange(order);
    const [{ uuid }] = order.kitchenSends;
    expect(store.ordersWithKitchenSends()).toHaveLength(1);
    expect(order.isDirty()).toBe(true);
    store.data.network.offline = false;
    store.models.unsentChanges.refused.clear();
    await store.repeatKitchenSends();
    expect(asked).toEqual([["send"], ["send"]]);
    expect(uuid).toHaveLength(36);
    expect(order.kitchenSends).toHaveLength(0);
});

test("offline it is sent later, also after a reload", async () => {
    const { store, order } = await kitchenTill();
    const asked = kitchen();
    store.data.network.offline = true;
    await store.sendOrderInPreparationUpdateLastChange(order);
    await store.repeatKitchenSends();
    expect(asked).toHaveLength(0);
    const state = JSON.parse(JSON.stringify(order.serializeState()));
    expect(state.kitchenSends).toHaveLength(1);
    order.restoreState(state);
    store.data.network.offline = false;
    await store.repeatKitchenSends();
    expect(asked).toEqual([["send"]]);
    expect(order.kitchenSends).toHaveLength(0);
});

test("two taps while offline are one request", async () => {
    const { store, order } = await kitchenTill();
    store.data.network.offline = true;
    await store.sendOrderInPreparationUpdateLastChange(order);
    await store.sendOrderInPreparationUpdateLastChange(order);
    expect(order.kitchenSends).toHaveLength(1);
});

test("the bar says which table is not in the kitchen, and for how long", async () => {
    const { store, order } = await kitchenTill();
    store.data.network.offline = true;
    const bar = await mountWithCleanup(KitchenPending, {});
    expect(".kitchen-pending").toHaveCount(0);
    store.askKitchen(order, "send");
    order.uiState.kitchenSends[0].at = store
        .getServerNow()
        .minus({ seconds: 42 })
        .toUTC()
        .toISO();
    const shown = bar.read();
    expect(shown.shown).toBe(true);
    expect(shown.late).toBe(true);
    expect(shown.names).toBe(order.getName());
    expect(Math.floor(shown.oldest / 1000)).toBe(42);
});

test("what is ready is told once", async () => {
    const { store } = await kitchenTill();
    const ticket = {
        uuid: "t1",
        label: "T 5",
        station: "Bar",
        waiter: "",
        number: "1",
    };
    onRpc("pos.config", "kitchen_news", () => ({ ready: [ticket], gaps: [] }));
    const told = [];
    store.notification.add = (text) => told.push(text);
    await store.readKitchenNews();
    await store.readKitchenNews();
    expect(told).toHaveLength(1);
});

test("a line that is not for the kitchen is asked for with its reason", async () => {
    const { store, order } = await kitchenTill();
    const asked = kitchen();
    store.askKitchen(order, "skip", { reason: "Etalase" });
    await store.repeatKitchenSends();
    expect(asked).toEqual([["skip"]]);
    expect(order.kitchenSends).toHaveLength(0);
});
