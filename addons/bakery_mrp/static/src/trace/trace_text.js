import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

/** Return a quantity with as many digits as it has. */
export function quantity(value) {
    return formatFloat(value, { digits: [16, 3], trailingZeros: false });
}

/** Return a moment that the server named, as the user writes it. */
export function moment(text) {
    const { dateFormat } = localization;
    return formatDateTime(deserializeDateTime(text), { format: `${dateFormat} HH:mm` });
}

/** Return the sentence of what went wrong. */
export function sentenceOf(error) {
    return error.data?.message || error.message || _t("Something went wrong.");
}
