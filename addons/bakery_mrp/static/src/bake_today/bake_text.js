import { _t } from "@web/core/l10n/translation";
import {
    ConnectionAbortedError,
    ConnectionLostError,
    RPCError,
} from "@web/core/network/rpc";
import { formatFloat } from "@web/views/fields/formatters";

/** Return a quantity without zeros that say nothing. */
export function quantity(value) {
    return formatFloat(value, { digits: [16, 2], trailingZeros: false });
}

/** Return seconds as a clock: minutes and seconds, with hours when there are some. */
export function clock(seconds) {
    const [hours, minutes] = [
        Math.floor(seconds / 3600),
        Math.floor(seconds / 60) % 60,
    ];
    const two = (number) => String(number).padStart(2, "0");
    const rest = `${two(minutes)}:${two(Math.floor(seconds) % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
}

/** Return what stands on the badge of an order, and its colour. */
export function badgeOf(state) {
    switch (state) {
        case "running":
            return { text: _t("Under way"), style: "text-bg-success" };
        case "paused":
            return { text: _t("Paused"), style: "text-bg-warning" };
        case "started":
            return { text: _t("Begun"), style: "text-bg-warning" };
        case "done":
            return { text: _t("Finished"), style: "text-bg-secondary" };
    }
    return { text: _t("To bake"), style: "text-bg-info" };
}

/** Return the percentage that is good, of what should have come out. */
export function yieldOf(good, theory) {
    return theory ? Math.round((good / theory) * 1000) / 10 : 0;
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
