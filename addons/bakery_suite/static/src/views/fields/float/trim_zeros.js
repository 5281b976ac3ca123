import { patch } from "@web/core/utils/patch";
import { registry } from "@web/core/registry";
import { FloatField } from "@web/views/fields/float/float_field";
import { formatFloat } from "@web/views/fields/formatters";

/*
 * A recipe is exact to a tenth of a gram, so quantities carry five decimals and prices
 * six. Shown in full, "36,00000" hides whether it is thirty-six or three million: the
 * zeros that say nothing are left out wherever a field is finer than Odoo's default.
 */
export const USUAL_DECIMALS = 2;

/**
 * Tell whether a field is finer than what people are used to reading.
 *
 * @param {Object} options of the float formatter: `digits`, `minDigits`, or `field`
 *   with its own
 * @returns {boolean}
 */
export function isFine({ digits, minDigits, field }) {
    const precision = digits || field?.digits;
    const decimals = precision
        ? precision[1]
        : minDigits || field?.min_display_digits || 0;
    return decimals > USUAL_DECIMALS;
}

/** Format a number as Odoo does, without the zeros of fine fields. */
export function formatTrimmedFloat(value, options = {}) {
    return formatFloat(
        value,
        isFine(options) ? { ...options, trailingZeros: false } : options
    );
}
formatTrimmedFloat.extractOptions = formatFloat.extractOptions;

registry.category("formatters").add("float", formatTrimmedFloat, { force: true });

patch(FloatField.prototype, {
    get formattedValue() {
        const { digits, minDigits, formatNumber, humanReadable, inputType } =
            this.props;
        const { name, record } = this.props;
        const options = { digits, minDigits, field: record.fields[name] };
        if (
            !formatNumber ||
            humanReadable ||
            inputType === "number" ||
            !isFine(options)
        ) {
            return super.formattedValue;
        }
        return formatTrimmedFloat(this.value, options);
    },
});
