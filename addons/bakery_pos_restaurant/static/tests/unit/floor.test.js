import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import {
    formatMinutes,
    minutesSince,
    tableStatus,
} from "@bakery_pos_restaurant/app/utils/table_status";
import { reservationOf } from "@bakery_pos_restaurant/app/utils/reservations";
import { FloorScreen } from "@pos_restaurant/app/screens/floor_screen/floor_screen";
import { animationFrame, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { advanceTime, describe, expect, mockDate, test } from "@odoo/hoot";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

const { DateTime } = luxon;
definePosModels();

const NOW = DateTime.fromISO("2026-03-04T12:00:00");
const at = (minutes) => NOW.minus({ minutes });

describe("state of a table", () => {
    test("free, seated, ordered, sent, bill", () => {
        const line = {};
        expect(tableStatus(undefined, 0)).toBe("free");
        expect(tableStatus({ lines: [] }, 0)).toBe("seated");
        expect(tableStatus({ lines: [line] }, 2)).toBe("unsent");
        expect(tableStatus({ lines: [line] }, 0)).toBe("sent");
        const order = {
            lines: [line],
            last_ordered_at: at(20),
            bill_printed_at: at(5),
        };
        expect(tableStatus(order, 0)).toBe("bill");
    });

    test("what is ordered after the bill makes another one necessary", () => {
        const order = { lines: [{}], last_ordered_at: at(1), bill_printed_at: at(5) };
        expect(tableStatus(order, 0)).toBe("sent");
        expect(tableStatus(order, 1)).toBe("unsent");
    });

    test("kept for guests, an hour before they come and until they should leave", () => {
        expect(tableStatus(undefined, 0, true)).toBe("reserved");
        expect(tableStatus({ lines: [] }, 0, true)).toBe("seated");
        const table = { id: 5 };
        const row = (minutes, state = "booked") => ({
            state,
            table_id: table,
            date_start: NOW.plus({ minutes }),
            date_end: NOW.plus({ minutes: minutes + 120 }),
        });
        const kept = (...rows) => {
            table.models = { "bakery.table.reservation": { getAll: () => rows } };
            return reservationOf(table, NOW)?.date_start.diff(NOW, "minutes").minutes;
        };
        expect(kept(row(60))).toBe(60);
        expect(kept(row(61))).toBe(undefined);
        expect(kept(row(-119))).toBe(-119);
        expect(kept(row(-120))).toBe(undefined);
        expect(kept(row(30, "cancelled"), row(40))).toBe(40);
        table.models = {};
        expect(reservationOf(table, NOW)).toBe(undefined);
    });

    test("times are whole minutes and never negative", async () => {
        await setupPosEnv();
        expect(minutesSince(at(61.9), NOW)).toBe(61);
        expect(minutesSince(at(-3), NOW)).toBe(0);
        expect(minutesSince(undefined, NOW)).toBe(0);
        expect(String(formatMinutes(59))).toBe("59 min");
        expect(String(formatMinutes(65))).toBe("1 h 05");
    });
});

describe("floor plan", () => {
    async function plan(live) {
        mockDate("2026-03-04 12:00:00");
        const store = await setupPosEnv();
        store.config.live_floor = live;
        store.currentFloor = store.models["restaurant.floor"].get(2);
        const table = store.models["restaurant.table"].get(2);
        table.table_name = "VIP-1";
        const order = store.addNewOrder({ table_id: table });
        order.date_order = DateTime.now().minus({ minutes: 64 });
        await store.addLineToOrder(
            { product_tmpl_id: store.models["product.template"].get(5), qty: 2 },
            order
        );
        await mountWithCleanup(FloorScreen, {});
        return { store, order };
    }

    test("stock's plan while the setting is off, but for names", async () => {
        await plan(false);
        expect(".o_bakery_figures").toHaveCount(0);
        expect(".o_bakery_legend").toHaveCount(0);
        expect(".tableId-2 .label").toHaveText("VIP-1");
        expect(".tableId-3 .label").toHaveText("2");
    });

    test("state, guests, times and amount, and time goes on", async () => {
        await plan(true);
        expect(".o_bakery_legend").toHaveCount(1);
        expect(queryFirst(".tableId-3")).toHaveClass("o_bakery_table_free");
        expect(".tableId-2 .o_bakery_figures_name").toHaveText("VIP-1");
        expect(".tableId-2 .o_bakery_figures_seated").toHaveText("1 h 04");
        expect(queryAllTexts(".tableId-2 .o_bakery_figures_line")[0]).toBe("4/4");
        await advanceTime(60_000);
        await animationFrame();
        expect(".tableId-2 .o_bakery_figures_seated").toHaveText("1 h 05");
    });

    test("tables and orders are called by their names", async () => {
        const { store, order } = await plan(false);
        expect(order.getName()).toBe("VIP-1");
        store.models["restaurant.table"].get(3).parent_id = order.table_id;
        expect(order.getName()).toBe("VIP-1 & 2");
    });
});
