import { patch } from "@web/core/utils/patch";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";

const ORDER_OF = {
    "pos.order": (order) => order,
    "pos.order.line": (line) => line.order_id,
    "pos.payment": (payment) => payment.pos_order_id,
};

/** Take a record off the device when `condition` says so and nothing of it is unsent. */
export const whenSent = (condition, orderOf) => (record) =>
    condition(record) && !orderOf(record)?.isDirty();

/**
 * Stock defect: an order that was open on the server and is paid without a connection
 * is taken off the device, since the server has given it a number: a reload loses the
 * payment. Here, it stays until the server has heard of it.
 */
patch(DataServiceOptions.prototype, {
    get databaseTable() {
        const tables = { ...super.databaseTable };
        for (const [model, orderOf] of Object.entries(ORDER_OF)) {
            const { condition } = tables[model];
            tables[model] = {
                ...tables[model],
                condition: whenSent(condition, orderOf),
            };
        }
        return tables;
    },
});
