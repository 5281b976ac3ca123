import { _t } from "@web/core/l10n/translation";
import { parseFloat as parseLocal } from "@web/views/fields/parsers";

/** Return the number that was typed; NaN for what is none. */
export function numberOf(text) {
    const trimmed = String(text).trim();
    if (!trimmed) {
        return NaN;
    }
    try {
        const number = parseLocal(trimmed);
        return number >= 0 ? number : NaN;
    } catch {
        return NaN;
    }
}

/** Return whether something else arrived than was sent. */
export function isDifferent(line) {
    const number = numberOf(line.text);
    return isNaN(number) || Math.abs(number - line.sent) > 1e-6;
}

/** Return the reasons that explain the difference of a line. */
export function choicesFor(line, reasons) {
    const kinds = numberOf(line.text) > line.sent ? ["extra"] : ["source", "lost"];
    return reasons.filter((reason) => kinds.includes(reason.kind));
}

/**
 * Return what the server is told of the lines, or the sentence of what is missing.
 *
 * Lines that arrived as they were sent are left out.
 */
export function rowsOf(lines) {
    const rows = [];
    for (const line of lines.filter(isDifferent)) {
        const received = numberOf(line.text);
        if (isNaN(received)) {
            return {
                rows,
                sentence: _t("Write how much of %s arrived.", line.product),
            };
        }
        if (!line.reasonId) {
            const sentence = _t(
                "Choose why another quantity of %s arrived.",
                line.product
            );
            return { rows, sentence };
        }
        rows.push({
            line_id: line.id,
            product_id: line.product_id,
            received,
            reason_id: line.reasonId,
            note: line.note,
        });
    }
    return { rows, sentence: "" };
}
