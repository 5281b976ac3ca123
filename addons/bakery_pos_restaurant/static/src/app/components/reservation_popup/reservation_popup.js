import { reservations } from "../../utils/reservations";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const { DateTime } = luxon;
const MODEL = "bakery.table.reservation";

/** What is reserved today and tomorrow, and a form for one more. */
export class ReservationPopup extends Component {
    static template = "bakery_pos_restaurant.ReservationPopup";
    static components = { Dialog };
    static props = { floor: Object, now: Object, close: Function };

    setup() {
        this.pos = usePos();
        this.notification = useService("notification");
        const start = this.props.now.plus({ hours: 1 }).startOf("hour");
        this.state = useState({
            name: "",
            phone: "",
            guests: 2,
            table: this.tables[0]?.id,
            start: start.toFormat("yyyy-MM-dd'T'HH:mm"),
            hours: 2,
            saving: false,
        });
    }

    get tables() {
        return this.pos.models["restaurant.table"]
            .filter((table) => table.active && table.floor_id)
            .sort(
                (a, b) =>
                    a.floor_id.id - b.floor_id.id || a.table_number - b.table_number
            );
    }

    get rows() {
        return reservations(this.pos.models).filter(
            (row) => row.date_end > this.props.now
        );
    }

    when(row) {
        const day = row.date_start.hasSame(this.props.now, "day")
            ? "HH:mm"
            : "d/M HH:mm";
        return `${row.date_start.toFormat(day)}–${row.date_end.toFormat("HH:mm")}`;
    }

    get isComplete() {
        const { name, table, start, guests } = this.state;
        return name.trim() && table && start && guests >= 1;
    }

    /** Ask the server, which alone knows whether the table is free; say what it says. */
    async ask(call) {
        this.state.saving = true;
        try {
            await call();
            return true;
        } catch (error) {
            this.notification.add(
                error.data?.message || _t("The server does not answer."),
                {
                    type: "danger",
                }
            );
            return false;
        } finally {
            this.state.saving = false;
        }
    }

    async reserve() {
        const { name, phone, guests, table, start, hours } = this.state;
        const values = {
            name: name.trim(),
            phone: phone.trim(),
            guests: Number(guests),
            table_id: Number(table),
            date_start: serializeDateTime(DateTime.fromISO(start)),
            hours: Number(hours),
        };
        const done = await this.ask(async () => {
            const [id] = await this.pos.data.orm.create(MODEL, [values]);
            await this.pos.data.read(MODEL, [id]);
        });
        if (done) {
            Object.assign(this.state, { name: "", phone: "" });
        }
    }

    async setState(row, state) {
        const done = await this.ask(async () => {
            await this.pos.data.orm.write(MODEL, [row.id], { state });
            row.state = state;
        });
        if (done && state === "seated") {
            this.props.close();
            await this.pos.setTableFromUi(row.table_id);
        }
    }
}
