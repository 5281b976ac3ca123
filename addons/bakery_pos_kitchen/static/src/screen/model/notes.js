// Words after which a kitchen must not overlook a note: the guest may fall ill.
const GRAVE =
    /al+erg|intoleran|celiac|seliak|anaphyla|anafilak|gluten|la[ck]tos|diabet|\bhamil\b|pregnan/i;

/** @returns {boolean} whether a note, by its words, is about a guest's health. */
export function isGrave(text) {
    return GRAVE.test(text || "");
}
