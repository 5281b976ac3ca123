import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import {
    cashSuggestions,
    notesOf,
} from "@bakery_pos_restaurant/app/utils/cash_suggestions";
import { RefundPopup } from "@bakery_pos_restaurant/app/components/refund_popup/refund_popup";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts } from "@odoo/hoot-dom";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

definePosModels();

describe("banknotes", () => {
    const notes = [10_000, 20_000, 50_000, 100_000];

    test("of the till, whatever blanks are between", () => {
        expect(notesOf("50000, 10000,20000 ,100000")).toEqual(notes);
        expect(notesOf("")).toEqual([]);
    });

    test("what guests may hand over, never what is due itself", () => {
        expect(cashSuggestions(37_500, notes)).toEqual([40_000, 50_000, 100_000]);
        expect(cashSuggestions(50_000, notes)).toEqual([60_000, 100_000]);
        expect(cashSuggestions(100_000, notes)).toEqual([]);
        expect(cashSuggestions(123_000, notes)).toEqual([
            130_000, 140_000, 150_000, 200_000,
        ]);
        for (let due = 500; due < 400_000; due += 700) {
            const found = cashSuggestions(due, notes);
            if (found.some((amount) => amount <= due) || found.length > 4) {
                throw new Error(`${due}: ${found}`);
            }
        }
    });

    async function paying(settings) {
        const store = await setupPosEnv();
        Object.assign(store.config, settings);
        const order = await getFilledOrder(store);
        const screen = await mountWithCleanup(PaymentScreen, {
            props: { orderUuid: order.uuid },
        });
        return { order, screen };
    }

    test("exact, suggested, and note upon note", async () => {
        const { order, screen } = await paying({
            cash_buttons: true,
            cash_notes: "10000, 50000",
        });
        await screen.payCash(screen.cashDue);
        expect(order.payment_ids[0].getAmount()).toBe(order.totalDue);
        expect(order.change).toBe(0);
        screen.onPaymentNumpad("+50000");
        await animationFrame();
        expect(order.payment_ids[0].getAmount()).toBe(50_000);
        await screen.addNote(10_000);
        expect(order.payment_ids[0].getAmount()).toBe(60_000);
        expect(order.payment_ids).toHaveLength(1);
        await screen.payCash(screen.cashSuggestions[0]);
        expect(order.payment_ids[0].getAmount()).toBe(10_000);
        expect(screen.getNumpadButtons().map((button) => button.value)).toInclude(
            "+50000"
        );
        expect(screen.getNumpadButtons().some((b) => b.value === "+10")).toBe(false);
    });

    test("Enter ends a payment that covers what is due, and no other", async () => {
        const { order, screen } = await paying({
            cash_buttons: true,
            cash_notes: "10000",
        });
        screen.validateOrder = () => expect.step("validated");
        const { triggerAtEnter } = screen._getNumberBufferConfig;
        await screen.payCash(order.totalDue - 1);
        triggerAtEnter();
        expect.verifySteps([]);
        await screen.payCash(order.totalDue);
        triggerAtEnter();
        expect.verifySteps(["validated"]);
    });

    test("stock's own buttons where nothing is set up", async () => {
        const { screen } = await paying({ cash_buttons: false });
        expect(".o_bakery_cash").toHaveCount(0);
        expect(screen.getNumpadButtons().some((b) => b.value === "+10")).toBe(true);
        expect(screen._getNumberBufferConfig.triggerAtEnter).toBe(undefined);
    });
});

describe("sales put aside", () => {
    async function holding() {
        const store = await setupPosEnv();
        store.config.hold_orders = true;
        store.config.module_pos_restaurant = false;
        return store;
    }

    test("parked with a name, counted, and taken back", async () => {
        const store = await holding();
        const order = await getFilledOrder(store);
        store.setOrder(order);
        await store.holdOrder(order);
        expect(order.held).toBe(true);
        expect(order.floating_order_name).toBe(`No. ${order.tracking_number}`);
        expect(store.getOrder().uuid).not.toBe(order.uuid);
        const [row] = store.heldRows();
        expect(row.uuid).toBe(order.uuid);
        await store.recallOrder(row);
        expect(order.held).toBe(false);
        expect(store.getOrder().uuid).toBe(order.uuid);
        expect(store.heldRows()).toEqual([]);
    });

    test("those of other tills are there too, one's own once", async () => {
        const store = await holding();
        const row = { name: "Bu Rina", amount: 1, date: "2026-11-27 02:00:00" };
        onRpc("pos.config", "held_orders", () => [
            { ...row, id: 91, uuid: "a", config_id: store.config.id },
            { ...row, id: 92, uuid: "b", config_id: 77 },
        ]);
        await store.refreshHeld();
        expect(store.heldRows().map((held) => held.id)).toEqual([92]);
    });
});

describe("refunds", () => {
    async function refunding(role) {
        const store = await setupPosEnv();
        store.config.refund_reason_required = true;
        store.getCashier()._role = role;
        return store;
    }

    test("managers may, others when the till names them", async () => {
        const store = await refunding("cashier");
        expect(store.mayRefund()).toBe(false);
        store.getCashier()._role = "manager";
        expect(store.mayRefund()).toBe(true);
    });

    test("who may not is told, and goes no further", async () => {
        const store = await refunding("cashier");
        store.dialog.add = (component, props) => expect.step(props.title.toString());
        expect(await store.askRefundReason()).toBe(null);
        expect.verifySteps(["Please call a manager"]);
    });

    test("one tap gives the reason, in the order of the office", async () => {
        const store = await refunding("manager");
        const kept = [
            { id: 2, sequence: 5, name: "Lainnya" },
            { id: 1, sequence: 1, name: "Salah produk" },
        ];
        store.models["bakery.refund.reason"] = { getAll: () => kept };
        await mountWithCleanup(RefundPopup, {
            props: {
                getPayload: ({ reason, note }) =>
                    expect.step(`${reason.name}: ${note}`),
                close: () => {},
            },
        });
        expect(queryAllTexts(".o_bakery_refund_reason")).toEqual([
            "Salah produk",
            "Lainnya",
        ]);
        expect(kept.map((reason) => reason.id)).toEqual([2, 1]);
        await contains(".o_bakery_refund_note").edit("Keras");
        await contains(".o_bakery_refund_reason:eq(0)").click();
        expect.verifySteps(["Salah produk: Keras"]);
    });

    test("a minus needs a reason before it is paid", async () => {
        const store = await refunding("manager");
        const order = await getFilledOrder(store);
        expect(store.needsRefundReason(order)).toBe(false);
        order.lines[0].setQuantity(-1);
        expect(store.needsRefundReason(order)).toBe(true);
        store.config.refund_reason_required = false;
        expect(store.needsRefundReason(order)).toBe(false);
    });
});
