import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { BarcodeParser } from "@barcodes/js/barcode_parser";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { expect, test } from "@odoo/hoot";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

definePosModels();

const RULES = [
    ["weight", "21.....{NNDDD}", "ean13"],
    ["price", "23.....{NNNNN}", "ean13"],
    ["product", ".*", "any"],
];

async function scanning() {
    const store = await setupPosEnv();
    const order = store.addNewOrder();
    const parser = new BarcodeParser({
        nomenclature: {
            upc_ean_conv: "always",
            rules: RULES.map(([type, pattern, encoding], sequence) => ({
                ...{ type, pattern, encoding, sequence, alias: "0" },
            })),
        },
    });
    const screen = await mountWithCleanup(ProductScreen, {
        props: { orderUuid: order.uuid },
    });
    screen._getProductByBarcode = (code) => {
        expect.step(code.base_code);
        const known = { 2112345000008: 5, 2312345000002: 6 }[code.base_code];
        const template = store.models["product.template"].get(known);
        return template?.product_variant_ids[0];
    };
    screen.sound = { play: () => {} };
    screen.barcodeReader = {
        showNotFoundNotification: (code) => expect.step(`unknown ${code.code}`),
    };
    const scan = (digits) =>
        screen._barcodeProductAction(parser.parse_barcode(parser.sanitize_ean(digits)));
    return { order, scan };
}

test("goods by weight and goods by price", async () => {
    const { order, scan } = await scanning();
    await scan("2112345012300");
    await scan("2312345275000");
    expect.verifySteps(["2112345000008", "2312345000002"]);
    expect(order.lines.map((line) => line.qty)).toEqual([1.23, 1]);
    expect(order.lines[1].price_unit).toBe(27_500);
});

test("an unknown bar code says so and changes nothing", async () => {
    const { order, scan } = await scanning();
    await scan("8991234567890");
    expect.verifySteps(["8991234567891", "unknown 8991234567891"]);
    expect(order.lines).toHaveLength(0);
});
