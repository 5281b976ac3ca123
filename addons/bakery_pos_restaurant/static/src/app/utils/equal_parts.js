export const FEWEST_PARTS = 2;
export const MOST_PARTS = 27;

/**
 * Divide an amount into parts that differ as little as can be and sum up to it.
 *
 * @param {number} total what is due, a multiple of `unit`
 * @param {number} count
 * @param {number} unit the smallest amount that is paid, such as one rupiah
 * @param {number} coin what the parts are multiples of where that is possible, such as the
 *     smallest coin that is still in use
 * @returns {number[]} the first parts carry what cannot be divided
 */
export function equalParts(total, count, unit, coin = unit) {
    const units = Math.round(total / unit);
    const perCoin = Math.max(1, Math.round(coin / unit));
    const coins = Math.trunc(units / perCoin);
    const each = Math.trunc(coins / count);
    const more = coins - each * count;
    const parts = Array.from({ length: count }, (_, index) => {
        const extra = index < Math.abs(more) ? Math.sign(more) : 0;
        return (each + extra) * perCoin;
    });
    parts[0] += units - coins * perCoin;
    const digits = Math.max(0, Math.ceil(-Math.log10(unit)));
    return parts.map((part) => Number((part * unit).toFixed(digits)));
}

/** Whether a bill can be divided into so many parts. */
export function isPartCount(count) {
    return Number.isInteger(count) && count >= FEWEST_PARTS && count <= MOST_PARTS;
}
