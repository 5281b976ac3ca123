import { _t } from "@web/core/l10n/translation";

/** What a table can be, in the order of the legend, with the icon that tells it apart. */
export const TABLE_STATUSES = {
    free: { icon: "fa-circle-o", label: _t("Free") },
    reserved: { icon: "fa-bookmark", label: _t("Reserved") },
    seated: { icon: "fa-user", label: _t("Seated") },
    unsent: { icon: "fa-pencil", label: _t("Ordered, not sent") },
    sent: { icon: "fa-paper-plane", label: _t("Sent") },
    bill: { icon: "fa-file-text-o", label: _t("Bill printed") },
};

/**
 * @param {Object|undefined} order the open order of the table
 * @param {number} unsent how many changes the kitchen does not know
 * @param {boolean} isReserved whether the table is kept for guests now or soon
 */
export function tableStatus(order, unsent, isReserved = false) {
    if (!order) {
        return isReserved ? "reserved" : "free";
    }
    if (!order.lines.length) {
        return "seated";
    }
    if (unsent) {
        return "unsent";
    }
    const printed = order.bill_printed_at;
    const ordered = order.last_ordered_at;
    // What was ordered after the bill was printed makes another bill necessary.
    return printed && (!ordered || printed >= ordered) ? "bill" : "sent";
}

/** Whole minutes from a time until now, never less than none. */
export function minutesSince(time, now) {
    return time ? Math.max(0, Math.floor(now.diff(time, "minutes").minutes)) : 0;
}

/** A time span as short as it can be read: 42 min, 1 h 05. */
export function formatMinutes(minutes) {
    if (minutes < 60) {
        return _t("%s min", minutes);
    }
    const rest = String(minutes % 60).padStart(2, "0");
    return _t("%(hours)s h %(minutes)s", {
        hours: Math.floor(minutes / 60),
        minutes: rest,
    });
}
