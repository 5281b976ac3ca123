import { useEnv } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";

/**
 * Hear what a scanner reads, and return how the camera reads a code, if there is one.
 *
 * @param {(code: string) => void} onCode
 * @returns {Function|null}
 */
export function useScanner(onCode) {
    const env = useEnv();
    const ui = useService("ui");
    const notification = useService("notification");
    useBus(useService("barcode").bus, "barcode_scanned", (ev) => {
        // A dialog above the page hears for itself.
        if (ui.activeElement === document) {
            onCode(ev.detail.barcode);
        }
    });
    const scan = async () => {
        const code = await scanBarcode(env).catch(() => null);
        if (code) {
            return onCode(code);
        }
        notification.add(_t("The camera cannot be used."), { type: "warning" });
    };
    return isBarcodeScannerSupported() ? scan : null;
}
