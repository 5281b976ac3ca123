import { expect, test } from "@odoo/hoot";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";

definePosModels();

test("what is sent on a slow tablet is later than what it has seen", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const seen = "2099-01-01 10:00:00";
    order.last_order_preparation_change = { lines: {}, metadata: { serverDate: seen } };
    order.updateLastOrderChange();
    const { serverDate } = order.last_order_preparation_change.metadata;
    expect(serverDate).toBe("2099-01-01 10:00:01");
});

test("a right clock is left alone", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const seen = "2001-01-01 10:00:00";
    order.last_order_preparation_change = { lines: {}, metadata: { serverDate: seen } };
    order.updateLastOrderChange();
    const { serverDate } = order.last_order_preparation_change.metadata;
    expect(serverDate > "2019-01-01").toBe(true);
});
