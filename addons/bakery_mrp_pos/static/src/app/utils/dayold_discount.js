const { DateTime } = luxon;

/**
 * What is off the price of goods at this outlet, in percent.
 *
 * @param {Object[]} rows day-old prices, as the till knows them
 * @param {number} productId
 * @param {string[]} lots names of the lots that are sold; a price that names a lot holds
 *     for it alone, and one that names none holds for goods without lots
 * @param {DateTime} now
 */
export function dayoldDiscount(rows, productId, lots = [], now = DateTime.now()) {
    const running = rows.filter(
        (row) =>
            row.product_id?.id === productId &&
            row.date_start <= now &&
            now < row.date_end
    );
    if (!lots.length) {
        return Math.max(
            0,
            ...running.filter((row) => !row.lot_name).map((row) => row.discount)
        );
    }
    // Of several lots on one line the dearest counts: the line has one price.
    return Math.min(
        ...lots.map((lot) =>
            Math.max(
                0,
                ...running
                    .filter((row) => row.lot_name === lot)
                    .map((row) => row.discount)
            )
        )
    );
}

/** The day-old prices that the till knows; none where it has not loaded any. */
export function dayoldPrices(models) {
    return models["bakery.dayold.price"]?.getAll() || [];
}
