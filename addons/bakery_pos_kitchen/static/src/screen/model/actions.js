// What a tap does to a ticket, shown before the server has answered. The server's
// answer replaces it: these are the same rules, as far as a screen can know them.

const OPEN = ["new", "cooking"];

/** @returns {number} how much of a line is to be made, or was. */
export function toMake(line) {
    return line.qty - line.void;
}

/** Kitchens read 2, not 2.0. */
export function quantityText(quantity) {
    return quantity.toLocaleString(undefined, { maximumFractionDigits: 3 });
}

export function activeLines(ticket) {
    return ticket.lines.filter((line) => line.state !== "void");
}

export function hasMarks(ticket) {
    return Boolean(
        ticket.marks.length || ticket.lines.some((line) => line.marks.length)
    );
}

function derive(ticket) {
    const lines = activeLines(ticket);
    if (!lines.length) {
        ticket.state = "void";
    } else if (lines.every((line) => line.state === "done")) {
        ticket.state = "ready";
    } else if (ticket.state !== "held") {
        const begun = ticket.started_at || lines.some((line) => line.state === "done");
        ticket.state = begun ? "cooking" : "new";
    }
}

function clearMarks(ticket) {
    ticket.marks = [];
    for (const line of ticket.lines) {
        line.marks = [];
    }
}

const EFFECTS = {
    done(ticket, line, action) {
        line.state = "done";
        line.done_at = action.at;
        ticket.started_at ||= action.at;
        derive(ticket);
    },
    undone(ticket, line) {
        line.state = "todo";
        line.done_at = null;
        derive(ticket);
    },
    start(ticket, line, action) {
        if (ticket.state === "new") {
            ticket.state = "cooking";
            ticket.started_at = action.at;
        }
    },
    bump(ticket, line, action, mode) {
        clearMarks(ticket);
        if (ticket.state === "void") {
            ticket.closed_at = action.at;
        } else if (mode === "expo" || ticket.state === "ready") {
            ticket.state = "served";
            ticket.closed_at = action.at;
        } else {
            for (const open of activeLines(ticket)) {
                open.state = "done";
            }
            ticket.state = "ready";
            ticket.ready_at = action.at;
        }
    },
    recall(ticket) {
        if (ticket.state === "served") {
            ticket.state = "ready";
            ticket.closed_at = null;
        } else if (ticket.state === "ready") {
            for (const line of activeLines(ticket)) {
                line.state = "todo";
            }
            ticket.state = "cooking";
        }
    },
    rush(ticket) {
        ticket.rush = true;
    },
    unrush(ticket) {
        ticket.rush = false;
    },
    hold(ticket) {
        ticket.hold = true;
    },
    unhold(ticket) {
        ticket.hold = false;
    },
    ack(ticket, line) {
        if (line) {
            line.marks = [];
        } else {
            clearMarks(ticket);
        }
    },
    undo() {},
};

/**
 * @param {Object} ticket as the server sent it; it is not changed
 * @param {Object[]} actions not answered yet, in order
 * @param {string} mode of the display
 * @returns {Object} the ticket as it will be
 */
export function foreseen(ticket, actions, mode) {
    if (!actions.length) {
        return ticket;
    }
    const copy = {
        ...ticket,
        marks: [...ticket.marks],
        lines: ticket.lines.map((line) => ({ ...line, marks: [...line.marks] })),
    };
    for (const action of actions) {
        const line = action.line && copy.lines.find((row) => row.uuid === action.line);
        if (!action.line || line) {
            EFFECTS[action.action]?.(copy, line, action, mode);
        }
    }
    copy.waits = true;
    return copy;
}

/** @returns {boolean} whether a cook still has something to do with the ticket. */
export function isOpen(ticket) {
    return (
        !ticket.closed_at && (OPEN.includes(ticket.state) || ticket.state === "held")
    );
}
