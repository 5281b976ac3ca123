import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, formatPercentage } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const PRICES = {
    last_price: _t("Last price"),
    avg_price_90d: _t("Average of 90 days"),
    min_price_12m: _t("Lowest of 12 months"),
};
const DAYS = {
    lead_days_promised: _t("Days promised"),
    lead_days_actual: _t("Days taken"),
};

/** What was paid and promised before, beside the price of one line. */
export class PriceFactsPopover extends Component {
    static template = "bakery_purchase_qc.PriceFactsPopover";
    static props = {
        facts: Array,
        onOpenHistory: { type: Function, optional: true },
        close: { type: Function, optional: true },
    };
}

/**
 * How far a price lies from what is usual; a click tells all that is known.
 */
export class PriceFactsField extends Component {
    static template = "bakery_purchase_qc.PriceFactsField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.popover = usePopover(PriceFactsPopover, { position: "bottom" });
    }

    get record() {
        return this.props.record;
    }

    get alert() {
        return this.record.data.price_alert;
    }

    get isKnown() {
        return Boolean(this.record.data.last_price);
    }

    get text() {
        const value = this.record.data[this.props.name];
        const sign = value > 0 ? "+" : "";
        return sign + formatPercentage(value, { digits: [16, 1] });
    }

    get title() {
        return {
            high: _t("Dearer than usual"),
            low: _t("Cheaper than usual"),
        }[this.alert];
    }

    get facts() {
        const fact =
            (format) =>
            ([name, label]) => ({
                name,
                label,
                text: this.record.data[name] ? format(this.record.data[name]) : "–",
            });
        const price = (value) =>
            formatFloat(value, {
                digits: [16, value < 100 ? 4 : 2],
                trailingZeros: false,
            });
        const days = (value) =>
            _t("%s d", formatFloat(value, { digits: [16, 1], trailingZeros: false }));
        return [
            ...Object.entries(PRICES).map(fact(price)),
            ...Object.entries(DAYS).map(fact(days)),
        ];
    }

    onClick(ev) {
        const { resId } = this.record;
        this.popover.open(ev.currentTarget, {
            facts: this.facts,
            onOpenHistory: resId ? () => this.openHistory(resId) : undefined,
        });
    }

    openHistory(resId) {
        return this.action.doActionButton({
            type: "object",
            name: "action_open_price_history",
            resModel: this.record.resModel,
            resId,
        });
    }
}

export const priceFactsField = {
    component: PriceFactsField,
    displayName: _t("Prices Paid Before"),
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "price_alert", type: "selection" },
        ...Object.keys({ ...PRICES, ...DAYS }).map((name) => ({ name, type: "float" })),
    ],
};

registry.category("fields").add("price_facts", priceFactsField);
