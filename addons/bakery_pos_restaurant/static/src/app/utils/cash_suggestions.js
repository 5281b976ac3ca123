const MOST_SUGGESTED = 4;

/** @returns {number[]} the values of a till's notes, small ones first */
export function notesOf(text) {
    return (text || "")
        .split(",")
        .map(Number)
        .filter((note) => note > 0)
        .sort((a, b) => a - b);
}

/**
 * What a guest may hand over for what is due, the least first: what is due, filled up to
 * a multiple of each note.
 */
export function cashSuggestions(due, notes) {
    const filled = notes.map((note) => Math.ceil(due / note) * note);
    return [...new Set(filled)]
        .filter((amount) => amount > due)
        .sort((a, b) => a - b)
        .slice(0, MOST_SUGGESTED);
}
