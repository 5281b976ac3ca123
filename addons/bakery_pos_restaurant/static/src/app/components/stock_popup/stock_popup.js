import { Component, onWillStart, useState } from "@odoo/owl";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { uuidv4 } from "@point_of_sale/utils";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Where else a product is, what is on its way, and one tap to ask for it. */
export class StockPopup extends Component {
    static template = "bakery_pos_restaurant.StockPopup";
    static components = { Dialog };
    static props = { product: Object, close: Function };

    setup() {
        this.pos = usePos();
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.variants = [...this.props.product.product_variant_ids];
        this.state = useState({
            product: this.variants[0],
            details: null,
            problem: "",
            part: null,
            quantity: 1,
            sending: false,
        });
        this.uuid = uuidv4();
        // Not awaited: the popup opens at once, with what the till knows.
        onWillStart(() => void this.load());
    }

    get left() {
        return this.pos.stockLeft(this.props.product);
    }

    get title() {
        return this.props.product.display_name || this.props.product.name;
    }

    async choose(product) {
        Object.assign(this.state, { product, details: null, part: null });
        await this.load();
    }

    async load() {
        try {
            const details = await this.orm.silent.call("pos.config", "stock_details", [
                [this.pos.config.id],
                this.state.product.id,
            ]);
            this.state.details = details;
            this.state.problem = "";
            this.choosePart(
                details.parts.find((part) => part.short) || details.parts[0] || null
            );
        } catch (error) {
            this.state.problem = this.reasonOf(error);
        }
    }

    /** The server's sentence, or that there is no connection to it. */
    reasonOf(error) {
        return (
            error.data?.message ||
            _t("No connection. The figures are those from before.")
        );
    }

    choosePart(part) {
        this.state.part = part;
        const missing = Math.max(
            Math.ceil(this.pos.config.stock_low - (this.left || 0)),
            1
        );
        this.state.quantity = Math.ceil(missing * (part?.needed || 1));
    }

    get vendor() {
        const id = this.state.part?.id || this.state.product.id;
        return this.state.details.vendors?.[id];
    }

    get unit() {
        return this.state.part?.unit || this.state.details.unit;
    }

    get canRequest() {
        return this.state.quantity > 0 && !this.state.sending;
    }

    /** An outlet that cannot make a kit may still have one of its ingredients. */
    mayHave(row) {
        return row.free > 0 || Boolean(this.state.part);
    }

    get isNowhere() {
        return (
            !this.vendor && !this.state.details.others.some((row) => this.mayHave(row))
        );
    }

    format(quantity) {
        return this.env.utils.formatProductQty(quantity, false);
    }

    kindOf(row) {
        return {
            purchase: _t("From the vendor"),
            production: _t("From production"),
            transfer: row.from ? _t("From %s", row.from) : _t("From another outlet"),
        }[row.kind];
    }

    stateOf(row) {
        return { requested: _t("Requested"), underway: _t("Underway") }[row.state];
    }

    when(row) {
        const date = deserializeDateTime(row.date);
        const today = date.hasSame(luxon.DateTime.now(), "day");
        return date.toFormat(today ? "HH:mm" : "d LLL HH:mm");
    }

    add(step) {
        this.state.quantity = Math.max((this.state.quantity || 0) + step, 1);
    }

    async request(kind, sourceId = false) {
        this.state.sending = true;
        const { product, part, quantity } = this.state;
        try {
            const made = await this.orm.call("pos.config", "request_stock", [
                [this.pos.config.id],
                {
                    uuid: this.uuid,
                    kind,
                    quantity,
                    product_id: part ? part.id : product.id,
                    kit_id: part ? product.id : false,
                    source_id: sourceId,
                    employee_id: this.pos.config.module_pos_hr
                        ? this.pos.getCashier().id
                        : false,
                },
            ]);
            this.notification.add(_t("Requested: %s", made.name), { type: "success" });
            this.props.close();
        } catch (error) {
            // With the same uuid: sent once more, it is still made only once.
            this.state.problem = this.reasonOf(error);
        } finally {
            this.state.sending = false;
        }
    }
}
