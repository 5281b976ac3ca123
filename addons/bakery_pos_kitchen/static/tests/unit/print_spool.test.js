import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { EpsonPrinter } from "@point_of_sale/app/utils/printer/epson_printer";
import { HWPrinter } from "@point_of_sale/app/utils/printer/hw_printer";
import { SpoolPrinter } from "@bakery_pos_kitchen/app/utils/printer/spool_printer";
import { ConnectionLostError, rpcBus } from "@web/core/network/rpc";
import { expect, test } from "@odoo/hoot";
import {
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { SlipsPopup } from "@bakery_pos_kitchen/app/components/slips_popup/slips_popup";

definePosModels();

async function till({ printer = 7 } = {}) {
    onRpc("pos.config", "kitchen_news", () => ({ ready: [], gaps: [] }));
    onRpc("pos.config", "failing_printers", () => []);
    const store = await setupPosEnv();
    store.config.receipt_printer_id = printer;
    const order = store.addNewOrder();
    await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: 2 },
        order
    );
    await store.syncAllOrders({ orders: [order] });
    const drawn = [];
    store.printer.print = async (component, props) => {
        drawn.push(props.order.uuid);
        return { successful: true };
    };
    return { store, order, drawn };
}

test("receipts of stock's box go where they went", async () => {
    const { store } = await till({ printer: false });
    const asked = [];
    const box = store.createPrinter({ printer_type: "iot", proxy_ip: "10.0.0.5" });
    expect(box).toBeInstanceOf(HWPrinter);
    expect(box).not.toBeInstanceOf(SpoolPrinter);
    rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => {
        asked.push([detail.url, detail.data.params.data.action]);
    });
    onRpc("/hw_proxy/default_printer_action", () => true, { pure: true });
    await box.sendPrintingJob("aW1hZ2U=").catch(() => {});
    expect(asked).toHaveLength(1);
    expect(asked[0][0]).toMatch(
        /^https?:\/\/10\.0\.0\.5.*\/hw_proxy\/default_printer_action$/
    );
    expect(asked[0][1]).toBe("print_receipt");
    const epson = store.createPrinter({
        printer_type: "epson_epos",
        epson_printer_ip: "10.0.0.6",
    });
    expect(epson).toBeInstanceOf(EpsonPrinter);
});

test("without a printer of the server the tablet prints", async () => {
    const { store, order, drawn } = await till({ printer: false });
    onRpc("pos.order", "spool_receipt", () => expect.step("asked"));
    await store.printReceipt({ order });
    expect(drawn).toEqual([order.uuid]);
    expect.verifySteps([]);
});

test("the server prints, and is asked with the same number again", async () => {
    const { store, order, drawn } = await till();
    const numbers = [];
    const ask = store.askForReceipt;
    store.askForReceipt = async (...args) => {
        if (numbers.push(args[1]) === 1) {
            throw new ConnectionLostError();
        }
        return await ask.apply(store, args);
    };
    onRpc("pos.order", "spool_receipt", ({ args }) => {
        expect.step(`${args[1] === store.config.id} ${args[2] === numbers[1]}`);
        return { prints: 3 };
    });
    await store.printReceipt({ order });
    expect(numbers).toHaveLength(2);
    expect(numbers[0]).toBe(numbers[1]);
    expect.verifySteps(["true true"]);
    expect(order.nb_print).toBe(3);
    expect(drawn).toEqual([]);
});

test("a server that is away leaves it to the tablet", async () => {
    const { store, order, drawn } = await till();
    store.askForReceipt = async () => {
        throw new ConnectionLostError();
    };
    await store.printReceipt({ order });
    expect(drawn).toEqual([order.uuid]);
});

test("what the server refuses is said, and the tablet prints", async () => {
    const { store, order, drawn } = await till();
    const told = [];
    store.notification.add = (text) => told.push(text);
    onRpc("pos.order", "spool_receipt", () => {
        throw makeServerError({ message: "No printer" });
    });
    await store.printReceipt({ order });
    expect(told).toHaveLength(1);
    expect(drawn).toEqual([order.uuid]);
});

test("two taps on a slip are one wish", async () => {
    const { order } = await till();
    const slip = {
        id: 4,
        reference: "1f0c9a2b",
        kind: "Receipt",
        printer: "Bar",
        state: "Printed",
        time: "19:05",
        waits: false,
    };
    onRpc("pos.order", "spool_slips", () => [slip, { ...slip, id: 5, waits: true }]);
    const numbers = [];
    let lost = true;
    onRpc("pos.order", "spool_again", ({ args }) => {
        numbers.push(args[2]);
        if (lost) {
            throw new ConnectionLostError();
        }
        return true;
    });
    const popup = await mountWithCleanup(SlipsPopup, { props: { order, close() {} } });
    expect(".o_bakery_slip").toHaveCount(2);
    expect(".o_bakery_slip:disabled").toHaveCount(1);
    await popup.again(slip);
    expect(popup.state.problem).not.toBe("");
    lost = false;
    await popup.again(slip);
    expect(numbers[0]).toBe(numbers[1]);
    expect(popup.state.told).not.toBe("");
});
