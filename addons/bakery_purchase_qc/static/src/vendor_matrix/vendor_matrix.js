import { Component } from "@odoo/owl";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, formatMonetary } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Least share of deliveries on time, or of inspections passed, that reassures. */
const GOOD = 90;

/**
 * Vendors side by side: a row for each product of an order, a column for each vendor.
 */
export class VendorMatrixField extends Component {
    static template = "bakery_purchase_qc.VendorMatrixField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get matrix() {
        return this.props.record.data[this.props.name] || { lines: [], vendors: [] };
    }

    cellOf(line, vendor) {
        return line.rows.find((row) => row.vendor === vendor.id);
    }

    money(amount) {
        return formatMonetary(amount, { currencyId: this.matrix.currency_id });
    }

    /** Return a price; those of a gram have decimals that a currency has not. */
    price(amount) {
        const digits = amount >= 100 ? 0 : 2;
        return formatFloat(amount, { digits: [16, digits] });
    }

    quantity(number) {
        return formatFloat(number, { digits: [16, 5], trailingZeros: false });
    }

    date(text) {
        return text ? formatDate(deserializeDate(text)) : "";
    }

    isKnown(rate) {
        return rate >= 0;
    }

    rateClass(rate) {
        return rate >= GOOD ? "text-success" : "text-warning-emphasis";
    }

    percent(rate) {
        return `${Math.round(rate)} %`;
    }

    offered(vendor) {
        return _t("%(offered)s of %(wanted)s products", {
            offered: vendor.offered,
            wanted: this.matrix.lines.length,
        });
    }

    days(cell) {
        const promised = formatFloat(cell.lead_days_promised, { digits: [16, 0] });
        if (!cell.lead_days_actual) {
            return _t("promises %s d", promised);
        }
        const taken = formatFloat(cell.lead_days_actual, { digits: [16, 1] });
        return _t("promises %(promised)s d, takes %(taken)s d", { promised, taken });
    }

    async run(method, id) {
        const action = await this.orm.call(this.props.record.resModel, method, [
            [this.props.record.resId],
            id,
        ]);
        return this.action.doAction(action);
    }
}

export const vendorMatrixField = {
    component: VendorMatrixField,
    displayName: _t("Vendors Side by Side"),
    supportedTypes: ["json"],
    isEmpty: () => false,
};

registry.category("fields").add("vendor_matrix", vendorMatrixField);
