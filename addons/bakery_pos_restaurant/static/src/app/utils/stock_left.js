/**
 * What is left of products, by the server's last figures and what this till sold since.
 *
 * @typedef {{free: Object<string, number>, parts: Object<string, Object<string, number>>}}
 *     Figures: free quantities by product, and what kits are made of.
 */

/** @returns {Map<string, number>} how much of each product the lines take */
export function usedBy(lines, figures) {
    const used = new Map();
    for (const line of lines) {
        const id = String(line.product_id?.id);
        if (!(line.qty > 0)) {
            continue;
        }
        for (const [part, need] of Object.entries(figures.parts[id] || { [id]: 1 })) {
            used.set(part, (used.get(part) || 0) + line.qty * need);
        }
    }
    return used;
}

/** @returns {number | null} how many there are, null for what is not counted */
export function leftOf(product, figures, used) {
    const left = (id) => (figures.free[id] || 0) - (used.get(id) || 0);
    const id = String(product.id);
    const parts = Object.entries(figures.parts[id] || {});
    if (parts.length) {
        // A little more than nothing, since fractions do not add up to the last digit.
        return Math.min(
            ...parts.map(([part, need]) => Math.floor(left(part) / need + 1e-6))
        );
    }
    return id in figures.free ? Math.round(left(id) * 1000) / 1000 : null;
}
