import { _t } from "@web/core/l10n/translation";
import {
    ConnectionAbortedError,
    ConnectionLostError,
    RPCError,
} from "@web/core/network/rpc";
import { formatFloat } from "@web/views/fields/formatters";

/** Return a quantity or a measure without zeros that say nothing. */
export function quantity(value) {
    return formatFloat(value, { digits: [16, 5], trailingZeros: false });
}

/**
 * Return what stands on the badge of a card, and its colour.
 *
 * The state in the words of the back door, not in those of the library's form.
 */
export function badgeOf(card) {
    if (card.state === "success") {
        return { text: _t("Goods accepted"), style: "text-bg-success" };
    }
    if (card.state === "failed") {
        return { text: rejectedText(card), style: "text-bg-danger" };
    }
    if (card.state === "canceled") {
        return { text: _t("Passed without inspection"), style: "text-bg-secondary" };
    }
    if (card.state === "waiting") {
        return { text: _t("Waits for a decision"), style: "text-bg-warning" };
    }
    return { text: _t("To inspect"), style: "text-bg-info" };
}

function rejectedText(card) {
    return _t("%(quantity)s %(unit)s rejected", {
        quantity: quantity(card.rejected),
        unit: card.unit,
    });
}

/**
 * Return the one sentence that says what went wrong.
 *
 * Throws what neither the server nor the network said: that is a mistake of ours.
 */
export function sentenceOf(error) {
    if (error instanceof RPCError) {
        return error.data?.message || error.message;
    }
    if (
        error instanceof ConnectionLostError ||
        error instanceof ConnectionAbortedError
    ) {
        return _t("The server cannot be reached. Look at the network and try again.");
    }
    throw error;
}
