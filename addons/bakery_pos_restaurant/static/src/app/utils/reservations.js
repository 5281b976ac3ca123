/** How long before its time a reservation is shown on the plan. */
const SHOWN_BEFORE = { hours: 1 };

/** The reservations that the till knows; none where it has not loaded any. */
export function reservations(models) {
    const rows = models["bakery.table.reservation"]?.getAll() || [];
    return rows
        .filter((row) => row.state === "booked" && row.table_id)
        .sort((a, b) => a.date_start - b.date_start);
}

/** The reservation for which a table is kept now, or soon. */
export function reservationOf(table, now) {
    return reservations(table.models).find(
        (row) =>
            row.table_id.id === table.id &&
            row.date_start.minus(SHOWN_BEFORE) <= now &&
            now < row.date_end
    );
}
