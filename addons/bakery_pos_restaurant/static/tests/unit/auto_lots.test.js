import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { ProductTemplate } from "@point_of_sale/app/models/product_template";

definePosModels();

async function cake() {
    const store = await setupPosEnv();
    const product = store.models["product.template"].get(5);
    product.tracking = "lot";
    return { config: store.config, product };
}

test("the till asks for lots unless they are chosen by expiry", async () => {
    const { config, product } = await cake();
    expect(product.isTracked()).toBe(true);
    config.auto_lots = true;
    expect(product.isTracked()).toBe(false);
});

test("it asks where lots have prices of their own", async () => {
    const { config, product } = await cake();
    config.auto_lots = true;
    patchWithCleanup(ProductTemplate.prototype, {
        needsLotAtTill() {
            return true;
        },
    });
    expect(product.isTracked()).toBe(true);
});
