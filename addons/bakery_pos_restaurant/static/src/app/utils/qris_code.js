/** QR codes that a merchant presents, after EMVCo: see models/payment/qris/emvco.py. */

const POINT_OF_INITIATION = "01";
const CURRENCY = "53";
const AMOUNT = "54";
const CHECKSUM = "63";
// Each code is for one payment, once an amount is in it.
const FOR_ONE_PAYMENT = "12";

/** CRC-16/CCITT of a text's bytes, as four characters. */
export function checksum(text) {
    let crc = 0xffff;
    for (const byte of new window.TextEncoder().encode(text)) {
        crc ^= byte << 8;
        for (let bit = 0; bit < 8; bit++) {
            crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
        }
    }
    return crc.toString(16).toUpperCase().padStart(4, "0");
}

/** The fields of a code, as [tag, value], or null where it is none. */
export function fieldsOf(text) {
    // Lengths count characters, not the halves that JavaScript makes of some.
    const characters = [...text];
    const found = [];
    for (let at = 0; at < characters.length; ) {
        const head = characters.slice(at, at + 4).join("");
        if (!/^\d{4}$/.test(head)) {
            return null;
        }
        const length = Number(head.slice(2));
        const value = characters.slice(at + 4, at + 4 + length);
        if (value.length !== length) {
            return null;
        }
        found.push([head.slice(0, 2), value.join("")]);
        at += 4 + length;
    }
    return found;
}

/**
 * The same code with an amount in it, so that the guest need not type it.
 *
 * @param {string} text code of a merchant, checked by the server
 * @param {number} amount whole rupiah
 * @returns {string} the code as it is where it is none, or the amount is none
 */
export function withAmount(text, amount) {
    const fields = fieldsOf(text);
    const takesMoney = fields?.some(([tag]) => tag === CURRENCY);
    if (!takesMoney || !(amount > 0) || !Number.isFinite(amount)) {
        return text;
    }
    const kept = fields.filter(([tag]) => ![AMOUNT, CHECKSUM].includes(tag));
    const result = [];
    for (const [tag, value] of kept) {
        result.push([tag, tag === POINT_OF_INITIATION ? FOR_ONE_PAYMENT : value]);
        if (tag === CURRENCY) {
            result.push([AMOUNT, String(Math.round(amount))]);
        }
    }
    const body = result.map(
        ([tag, value]) => tag + String([...value].length).padStart(2, "0") + value
    );
    const open = body.join("") + CHECKSUM + "04";
    return open + checksum(open);
}
