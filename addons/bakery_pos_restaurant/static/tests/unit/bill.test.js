import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { equalParts, isPartCount } from "@bakery_pos_restaurant/app/utils/equal_parts";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { SplitBillScreen } from "@pos_restaurant/app/screens/split_bill_screen/split_bill_screen";
import { describe, expect, test } from "@odoo/hoot";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

definePosModels();

const sum = (parts) =>
    Math.round(parts.reduce((all, part) => all + part, 0) * 100) / 100;

describe("equal parts", () => {
    test("sum up to the whole, to the rupiah", () => {
        for (const total of [0, 1, 99, 100_000, 227_535, 1_234_567]) {
            for (let count = 2; count <= 27; count++) {
                for (const coin of [1, 100, 500]) {
                    const parts = equalParts(total, count, 1, coin);
                    expect(parts).toHaveLength(count);
                    if (sum(parts) !== total || parts.at(-1) > parts[0]) {
                        throw new Error(`${total} / ${count} by ${coin}: ${parts}`);
                    }
                }
            }
        }
    });

    test("the first parts carry the rest", () => {
        expect(equalParts(100_000, 3, 1)).toEqual([33_334, 33_333, 33_333]);
        expect(equalParts(100_001, 3, 1)).toEqual([33_334, 33_334, 33_333]);
        expect(equalParts(227_535, 3, 1, 100)).toEqual([75_935, 75_800, 75_800]);
        expect(equalParts(10.01, 2, 0.01)).toEqual([5.01, 5]);
    });

    test("two to twenty-seven", () => {
        expect([1, 2, 27, 28, 2.5, NaN, -2].map(isPartCount)).toEqual([
            false,
            true,
            true,
            false,
            false,
            false,
            false,
        ]);
    });

    test("each payment takes one part, the last one what is left; and back", async () => {
        const store = await setupPosEnv();
        const order = await getFilledOrder(store);
        const screen = await mountWithCleanup(PaymentScreen, {
            props: { orderUuid: order.uuid },
        });
        const [cash] = store.models["pos.payment.method"].filter(
            (m) => m.is_cash_count
        );
        const [card] = store.models["pos.payment.method"].filter(
            (m) => m.type === "bank" && !m.use_payment_terminal
        );
        order.setEqualParts(3);
        const parts = order.getEqualParts();
        expect(sum(parts)).toBe(order.totalDue);
        await screen.addNewPaymentLine(cash);
        await screen.addNewPaymentLine(card);
        expect(screen.parts.map((part) => part.taken)).toEqual([true, true, false]);
        // Another guest pays cash: an order has one line of it.
        await screen.addNewPaymentLine(cash);
        expect(order.payment_ids).toHaveLength(2);
        expect(order.payment_ids[1].getAmount()).toBe(parts[1]);
        expect(order.remainingDue).toBe(0);
        expect(order.getPartsTaken()).toBe(3);
        screen.undoParts();
        expect(order.payment_ids).toHaveLength(0);
        expect(order.getEqualParts()).toEqual([]);
        expect(order.getDefaultAmountDueToPayIn(card)).toBe(order.totalDue);
    });
});

describe("seats", () => {
    async function seated() {
        const store = await setupPosEnv();
        store.config.live_floor = true;
        const order = store.addNewOrder({
            table_id: store.models["restaurant.table"].get(2),
        });
        const product = store.models["product.template"].get(5);
        for (const seat of [1, 2, 2, 0]) {
            order.uiState.seat = seat;
            await store.addLineToOrder({ product_tmpl_id: product, qty: 1 }, order);
        }
        return { store, order };
    }

    test("goods of one seat are one line, of two seats two", async () => {
        const { order } = await seated();
        expect(order.lines.map((line) => [line.seat || 0, line.qty])).toEqual([
            [1, 1],
            [2, 2],
            [0, 1],
        ]);
        expect(order.seatNumbers).toEqual([1, 2, 3, 4]);
    });

    test("one tap chooses what belongs to a seat", async () => {
        const { store, order } = await seated();
        store.setOrder(order);
        const screen = await mountWithCleanup(SplitBillScreen, {
            props: { orderUuid: order.uuid },
        });
        expect(screen.splitSeats).toEqual([0, 1, 2]);
        screen.toggleSeat(2);
        expect(screen.getNumberOfProducts()).toBe(2);
        expect(screen.isSeatChosen(2)).toBe(true);
        screen.toggleSeat(2);
        expect(screen.getNumberOfProducts()).toBe(0);
    });
});

describe("many parts", () => {
    test("after twenty-six of them they are numbered", async () => {
        const store = await setupPosEnv();
        const order = await getFilledOrder(store);
        order.floating_order_name = "Arisan";
        const screen = await mountWithCleanup(SplitBillScreen, {
            props: { orderUuid: order.uuid },
        });
        const names = [];
        for (let part = 2; part <= 28; part++) {
            const name = screen._getSplitOrderName("Arisan");
            store.addNewOrder().floating_order_name = name;
            names.push(name);
        }
        expect(new Set(names).size).toBe(27);
        expect(names.slice(-3)).toEqual(["ArisanZ", "Arisan-27", "Arisan-28"]);
    });
});

describe("tips in percent", () => {
    async function paying() {
        const store = await setupPosEnv();
        store.config.live_floor = true;
        const order = await getFilledOrder(store);
        const screen = await mountWithCleanup(PaymentScreen, {
            props: { orderUuid: order.uuid },
        });
        return { store, order, screen };
    }

    test("of the bill before the tip, and a second tap takes it off", async () => {
        const { order, screen } = await paying();
        const bill = order.totalDue;
        await screen.tipPercent(10);
        expect(order.getTip()).toBe(screen.pos.currency.round(bill / 10));
        expect(screen.isTipOf(10)).toBe(true);
        await screen.tipPercent(20);
        expect(order.getTip()).toBe(screen.pos.currency.round(bill / 5));
        await screen.tipPercent(20);
        expect(order.getTip()).toBe(0);
        expect(order.totalDue).toBe(bill);
        expect(order.is_tipped).toBe(false);
    });

    test("the payment that is being entered pays the tip", async () => {
        const { store, order, screen } = await paying();
        const [card] = store.models["pos.payment.method"].filter(
            (m) => m.type === "bank" && !m.use_payment_terminal
        );
        await screen.addNewPaymentLine(card);
        await screen.tipPercent(15);
        expect(order.payment_ids[0].getAmount()).toBe(order.totalDue);
        expect(order.remainingDue).toBe(0);
    });
});
