import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";

definePosModels();

test("an order is handed over by the server, and shows whose it is", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const employee = store.models["hr.employee"].getFirst();
    onRpc("pos.order", "hand_over", ({ args }) => {
        expect.step(`to ${args[1] === employee.id}`);
        return { [args[0][0]]: "Dewi Uji" };
    });
    await store.handOver(order, employee);
    expect.verifySteps(["to true"]);
    expect(order.waiterName).toBe("Dewi Uji");
    expect(order.isDirty()).toBe(false);
});
