const KEY = "bakery_kitchen_theme";

/** @returns {"dark"|"light"} as it was chosen on this device, dark at first. */
export function storedTheme() {
    try {
        return localStorage.getItem(KEY) || "dark";
    } catch {
        return "dark";
    }
}

export function storeTheme(theme) {
    try {
        localStorage.setItem(KEY, theme);
    } catch {
        // A browser that keeps nothing starts dark again.
    }
}
