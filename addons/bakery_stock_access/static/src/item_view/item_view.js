import {
    Component,
    onWillDestroy,
    onWillStart,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import {
    deserializeDateTime,
    formatDate,
    toLocaleDateTimeString,
} from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

export const REFRESH_EVERY = 30000;

const KINDS = {
    receipt: { icon: "fa-truck", label: _t("Receipt") },
    shipment: { icon: "fa-shopping-bag", label: _t("Shipment") },
    transfer: { icon: "fa-exchange", label: _t("Transfer") },
    adjustment: { icon: "fa-check-square-o", label: _t("Count") },
    write_off: { icon: "fa-trash-o", label: _t("Write-off") },
    production: { icon: "fa-fire", label: _t("Production") },
};

const STATES = {
    reserved: _t("Reserved"),
    partial: _t("Partly reserved"),
    waiting: _t("Waiting for goods"),
};

/**
 * The way of one item from the vendor through the warehouses to the customer, as
 * far as the user may see it. Asks anew every half minute while it is looked at.
 */
export class ItemView extends Component {
    static template = "bakery_stock_access.ItemView";
    static components = { Layout, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.kinds = KINDS;
        this.states = STATES;
        this.productDomain = [["is_storable", "=", true]];
        this.state = useState({
            productId: this.initialProduct(),
            status: "empty",
            data: null,
            message: "",
            updated: "",
        });
        onWillStart(() => {
            // Not awaited: the page shows at once that it loads.
            this.load();
        });
        const timer = browser.setInterval(() => this.refresh(), REFRESH_EVERY);
        onWillDestroy(() => browser.clearInterval(timer));
        useExternalListener(document, "visibilitychange", () => this.refresh());
    }

    /** @returns {number | false} the product that the page was opened for */
    initialProduct() {
        const { context, params } = this.props.action;
        const remembered = this.props.state?.productId;
        return remembered || params?.product_id || context?.active_id || false;
    }

    async load() {
        const { productId } = this.state;
        if (!productId) {
            this.state.status = "empty";
            return;
        }
        this.state.status = "loading";
        await this.fetch(productId);
    }

    /** Ask again without disturbing what is shown. */
    async refresh() {
        if (document.visibilityState !== "hidden" && this.state.status !== "empty") {
            await this.fetch(this.state.productId);
        }
    }

    async fetch(productId) {
        try {
            const data = await this.keepLast.add(
                this.orm.silent.call("product.product", "get_item_view", [productId])
            );
            Object.assign(this.state, {
                data,
                status: "ready",
                message: "",
                updated: luxon.DateTime.now().toLocaleString(
                    luxon.DateTime.TIME_WITH_SECONDS
                ),
            });
        } catch (error) {
            this.state.message =
                error.data?.message ||
                _t("The server cannot be reached. Trying again soon.");
            this.state.status = this.state.data ? "ready" : "error";
        }
    }

    async choose(productId) {
        Object.assign(this.state, { productId, data: null, message: "" });
        this.props.updateActionState({ active_id: productId || undefined });
        await this.load();
    }

    openProduct() {
        this.open("product.product", this.state.productId);
    }

    open(resModel, resId) {
        if (resId) {
            this.action.doAction({
                type: "ir.actions.act_window",
                res_model: resModel,
                res_id: resId,
                views: [[false, "form"]],
            });
        }
    }

    get tiles() {
        const totals = this.state.data.totals;
        return [
            { name: "incoming", label: _t("Coming in"), value: totals.incoming },
            { name: "on_hand", label: _t("On hand"), value: totals.on_hand },
            { name: "reserved", label: _t("Reserved"), value: totals.reserved },
            { name: "free", label: _t("Free"), value: totals.free },
            { name: "outgoing", label: _t("Going out"), value: totals.outgoing },
        ];
    }

    /** @returns {string} the share of what is on hand, as a width */
    share(part, whole) {
        return `${whole > 0 ? Math.max(0, Math.min(100, (100 * part) / whole)) : 0}%`;
    }

    quantity(value) {
        return formatFloat(value, { trailingZeros: false });
    }

    day(text) {
        return text ? formatDate(deserializeDateTime(text)) : "";
    }

    moment(text) {
        return text
            ? toLocaleDateTimeString(deserializeDateTime(text), { showSeconds: false })
            : "";
    }

    relative(text) {
        return text ? deserializeDateTime(text).toRelative() : "";
    }
}

registry.category("actions").add("bakery_item_view", ItemView);
