/** Return the cards that a scanned code names: goods, lot, receipt or inspection. */
export function cardsOfCode(cards, code) {
    const wanted = code.trim().toLowerCase();
    const isNamed = (card) =>
        [card.barcode, card.lot, card.picking, card.name].some(
            (text) => text.toLowerCase() === wanted
        );
    return wanted ? cards.filter(isNamed) : [];
}

/** Return the cards that tell all words of a text somewhere. */
export function cardsOfText(cards, text) {
    const words = text.toLowerCase().split(/\s+/);
    const told = (card) =>
        [card.product, card.vendor, card.lot, card.picking, card.barcode, card.name]
            .join(" ")
            .toLowerCase();
    return cards.filter((card) => words.every((word) => told(card).includes(word)));
}
