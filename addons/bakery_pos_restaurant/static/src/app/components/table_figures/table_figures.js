import { formatMinutes, minutesSince } from "../../utils/table_status";
import { Component } from "@odoo/owl";

/** What a waiter wants to know of one table, written on it. */
export class TableFigures extends Component {
    static template = "bakery_pos_restaurant.TableFigures";
    static props = {
        table: Object,
        order: { type: Object, optional: true },
        kind: Object,
        now: Object,
        reservation: { type: Object, optional: true },
    };

    get reserved() {
        const { date_start: start, name } = this.props.reservation;
        return `${start.toFormat("HH:mm")} ${name}`;
    }

    get seats() {
        const taken = this.props.order?.getCustomerCount() || 0;
        return `${taken}/${this.props.table.seats}`;
    }

    get seated() {
        const { order, now } = this.props;
        return formatMinutes(minutesSince(order.create_date || order.date_order, now));
    }

    get ordered() {
        const { order, now } = this.props;
        const time = order.last_ordered_at;
        return time ? formatMinutes(minutesSince(time, now)) : "";
    }

    get amount() {
        return this.env.utils.formatCurrency(this.props.order.priceIncl);
    }
}
