/**
 * Return what a box is connected to: all left of it, and all right of it.
 *
 * Siblings are not: they share an ingredient, and nothing went from one to the other.
 *
 * @param {string[][]} edges pairs of keys, from left to right
 * @param {string} key
 * @returns {Set<string>}
 */
export function connectedTo(edges, key) {
    const connected = new Set([key]);
    for (const [from, to] of [
        [0, 1],
        [1, 0],
    ]) {
        const next = new Map();
        for (const edge of edges) {
            next.set(edge[from], [...(next.get(edge[from]) || []), edge[to]]);
        }
        const seen = new Set([key]);
        const waiting = [key];
        while (waiting.length) {
            for (const neighbour of next.get(waiting.pop()) || []) {
                if (!seen.has(neighbour)) {
                    seen.add(neighbour);
                    waiting.push(neighbour);
                }
            }
        }
        seen.forEach((found) => connected.add(found));
    }
    return connected;
}

/**
 * Return the line from the right side of one box to the left side of another.
 *
 * @param {{x: number, y: number, width: number, height: number}} left
 * @param {{x: number, y: number, width: number, height: number}} right
 * @returns {string} of an SVG path
 */
export function curve(left, right) {
    const x1 = left.x + left.width;
    const y1 = left.y + left.height / 2;
    const x2 = right.x;
    const y2 = right.y + right.height / 2;
    const bend = Math.max(Math.abs(x2 - x1) / 2, 20);
    return `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`;
}
