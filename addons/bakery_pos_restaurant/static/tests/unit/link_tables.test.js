import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { describe, expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";
import { tick } from "@odoo/hoot-dom";

definePosModels();

function watchWrites() {
    onRpc("restaurant.table", "link_to", ({ args }) => {
        expect.step(`link_to ${JSON.stringify(args.slice(0, 2))}`);
        return [];
    });
    onRpc("restaurant.table", "write", ({ args }) => {
        expect.step(`write ${JSON.stringify(args[1])}`);
        return true;
    });
}

describe("linking tables", () => {
    test("a cashier's till links and unlinks by a call of its own", async () => {
        watchWrites();
        const store = await setupPosEnv();
        store.config._links_tables_by_call = true;
        store.data.write("restaurant.table", [2], { parent_id: 3 });
        await tick();
        expect(store.models["restaurant.table"].get(2).parent_id.id).toBe(3);
        store.data.write("restaurant.table", [2], { parent_id: null });
        await tick();
        store.data.write("restaurant.table", [2], { seats: 5 });
        await tick();
        expect.verifySteps([
            "link_to [[2],3]",
            "link_to [[2],false]",
            'write {"seats":5}',
        ]);
    });

    test("who may write tables keeps stock's way", async () => {
        watchWrites();
        const store = await setupPosEnv();
        store.data.write("restaurant.table", [2], { parent_id: 3 });
        await tick();
        expect.verifySteps(['write {"parent_id":3}']);
    });
});
