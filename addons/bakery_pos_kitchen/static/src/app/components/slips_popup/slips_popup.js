import { Component, onWillStart, useState } from "@odoo/owl";
import { uuidv4 } from "@point_of_sale/utils";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";

/** The last slips of an order, each of which can be printed again. */
export class SlipsPopup extends Component {
    static template = "bakery_pos_kitchen.SlipsPopup";
    static components = { Dialog };
    static props = { order: Object, close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({
            slips: [],
            told: "",
            problem: "",
            read: false,
            busy: false,
        });
        // One number for each slip and window: two taps are one wish.
        this.wishes = {};
        onWillStart(() => this.read());
    }

    async read() {
        await this.ask(async () => {
            this.state.slips = await this.call("spool_slips");
        });
        this.state.read = true;
    }

    async again(slip) {
        this.wishes[slip.id] ??= uuidv4();
        await this.ask(async () => {
            await this.call("spool_again", slip.id, this.wishes[slip.id]);
            delete this.wishes[slip.id];
            this.state.told = _t("Slip %s is printed again.", slip.reference);
        });
    }

    call(method, ...args) {
        return this.pos.data.call("pos.order", method, [
            [this.props.order.id],
            ...args,
        ]);
    }

    async ask(work) {
        Object.assign(this.state, { busy: true, problem: "", told: "" });
        try {
            await work();
        } catch (error) {
            this.state.problem =
                error.data?.message ||
                _t("No answer from the server: please try again.");
        } finally {
            this.state.busy = false;
        }
    }
}
