import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { ConnectionLostError } from "@web/core/network/rpc";
import { expect, test } from "@odoo/hoot";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";

definePosModels();

async function setup() {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const preset = store.models["pos.preset"].getFirst();
    preset.platform_name = "GoFood";
    order.preset_id = preset;
    return { store, order };
}

function answer(store, reply) {
    const call = store.data.call;
    patchWithCleanup(store.data, {
        async call(model, method) {
            if (method !== "platform_number_taken") {
                return call.apply(this, arguments);
            }
            return reply();
        },
    });
}

test("a number that the server knows is refused", async () => {
    const { store, order } = await setup();
    answer(store, () => "GoFood number F-1 is on order 7 of Kafe already.");
    expect(await store.whyPlatformNumberIsRefused(order, "F-1")).toMatch(/order 7/);
    expect(await store.whyPlatformNumberIsRefused(order, "F".repeat(41))).toMatch(/40/);
});

test("without the network the number is taken as it is", async () => {
    const { store, order } = await setup();
    answer(store, () => {
        throw new ConnectionLostError("/");
    });
    expect(await store.whyPlatformNumberIsRefused(order, "F-1")).toBe(false);
});

test("two orders of one till do not share a number", async () => {
    const { store, order } = await setup();
    answer(store, () => false);
    order.platform_order_number = "F-1";
    const other = { uuid: "another", preset_id: order.preset_id, uiState: {} };
    expect(await store.whyPlatformNumberIsRefused(other, "F-1")).toMatch(/already/);
    expect(await store.whyPlatformNumberIsRefused(other, "F-2")).toBe(false);
    expect(await store.whyPlatformNumberIsRefused(order, "F-1")).toBe(false);
});

test("an order of a platform is not paid without its number", async () => {
    const { store, order } = await setup();
    const asked = [];
    patchWithCleanup(store, {
        async askPlatformNumber(which) {
            asked.push(which.uuid);
            return false;
        },
    });
    const validation = new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
    });
    expect(await validation.askBeforeValidation()).toBe(false);
    expect(asked).toEqual([order.uuid]);
    order.platform_order_number = "F-1";
    expect(await validation.askBeforeValidation()).not.toBe(false);
    expect(order.getPlatformLabel()).toBe("GoFood F-1");
});

test("the number is asked for before the payment screen opens", async () => {
    const { store, order } = await setup();
    const shown = [];
    let number = false;
    patchWithCleanup(store, {
        async _askForPreparation() {},
        async askPlatformNumber(which) {
            which.platform_order_number = number;
            return Boolean(number);
        },
        navigate(screen) {
            shown.push(screen);
        },
    });
    store.setOrder(order);
    await store.pay();
    expect(shown).toEqual([]);
    number = "F-1";
    await store.pay();
    expect(shown).toEqual(["PaymentScreen"]);
});

test("what the server could not be asked is paid offline", async () => {
    const { store, order } = await setup();
    answer(store, () => {
        throw new ConnectionLostError("/");
    });
    await store.whyPlatformNumberIsRefused(order, "F-1");
    expect(order.uiState.isNumberUnasked).toBe(true);
    answer(store, () => false);
    await store.whyPlatformNumberIsRefused(order, "F-1");
    expect(order.uiState.isNumberUnasked).toBe(false);
});

test("only orders of a platform are paid by it", async () => {
    const { store, order } = await setup();
    const [first, second] = store.config.payment_method_ids;
    const preset = order.preset_id;
    patchWithCleanup(PaymentScreen.prototype, {
        platformOf(method) {
            return method.id === second.id ? preset.id : false;
        },
    });
    const offered = async () => {
        const screen = await mountWithCleanup(PaymentScreen, {
            props: { orderUuid: order.uuid },
        });
        return screen.payment_methods_from_config.map((method) => method.id);
    };
    expect((await offered())[0]).toBe(second.id);
    order.preset_id = undefined;
    const others = await offered();
    expect(others).not.toInclude(second.id);
    expect(others).toInclude(first.id);
});

test("a payment that needs a reference is not taken without one", async () => {
    const { store, order } = await setup();
    order.platform_order_number = "F-1";
    const method = store.models["pos.payment.method"].getFirst();
    method.reference_entry = "required";
    order.addPaymentline(method);
    const [line] = order.payment_ids;
    line.amount = 1000;
    let typed = false;
    patchWithCleanup(store, {
        async askPaymentReference(which) {
            which.payment_ref_no = typed;
        },
    });
    const validation = new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
    });
    expect(await validation.askBeforeValidation()).toBe(false);
    typed = "4711";
    expect(await validation.askBeforeValidation()).not.toBe(false);
});
