import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { renderToElement } from "@web/core/utils/render";

definePosModels();

async function setup(live) {
    const store = await setupPosEnv();
    store.config.live_floor = live;
    const order = await getFilledOrder(store);
    order.lines[1].setSeat(2);
    return { store, order };
}

/** @returns {Promise<string[][]>} the seats on each ticket, as the printer gets them */
async function seatsOnTickets(store, order) {
    const categories = store.models["pos.category"].getAll().map((c) => c.id);
    const change = store.changesToOrder(order, new Set(categories), false);
    const { orderData, changes } = store.generateOrderChange(order, change, categories);
    const tickets = await store.generateReceiptsDataToPrint(orderData, changes, change);
    return tickets.map((data) => {
        const ticket = renderToElement("point_of_sale.OrderChangeReceipt", { data });
        return queryAllTexts(".o_bakery_ticket_seat", { root: ticket });
    });
}

test("the ticket of the kitchen says whose the dish is", async () => {
    const { store, order } = await setup(true);
    expect(await seatsOnTickets(store, order)).toEqual([["Seat 2"]]);
});

test("what is taken back is named with the seat it was sent for", async () => {
    const { store, order } = await setup(true);
    order.updateLastOrderChange();
    order.removeOrderline(order.lines[1]);
    expect(await seatsOnTickets(store, order)).toEqual([["Seat 2"]]);
});

test("a till without seats prints stock's ticket", async () => {
    const { store, order } = await setup(false);
    expect(await seatsOnTickets(store, order)).toEqual([[]]);
    order.updateLastOrderChange();
    const sent = Object.values(order.last_order_preparation_change.lines);
    expect(sent.some((line) => "seat" in line)).toBe(false);
});
