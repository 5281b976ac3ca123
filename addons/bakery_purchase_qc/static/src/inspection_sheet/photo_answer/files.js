/** Longest side of a photo in pixels; more shows nothing that matters. */
const MAX_SIDE = 1920;

/** As the server has it: what is larger need not travel there to be refused. */
const MAX_FILE = 10 * 1024 * 1024;

export function isTooLarge(file) {
    return file.size > MAX_FILE;
}

/** Return the content of a file as base64 text. */
export function readFile(file) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.split(",")[1]);
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(file);
    });
}

/**
 * Return a photo as base64 JPEG, made small enough to send from a back door.
 *
 * Rejects what is no picture.
 */
export async function readPhoto(file) {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    // JPEG knows nothing transparent and would make it black.
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.85).split(",")[1];
}
