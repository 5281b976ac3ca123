import { Component, onWillStart, useEnv, useState } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

import { quantity } from "../trace_text";

const FIELDS = ["name", "product_id", "product_qty", "product_uom_id", "quality_hold"];
const SHOWN = 12;

/** Asks for the lot: typed, scanned, or one of the last. */
export class TraceChooser extends Component {
    static template = "bakery_mrp.TraceChooser";
    static props = { onChoose: Function };

    setup() {
        this.env = useEnv();
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.canScan = isBarcodeScannerSupported();
        this.latest = new KeepLast();
        this.state = useState({ text: "", lots: [], status: "loading" });
        this.searchSoon = useDebounced(() => this.search(), 250);
        useAutofocus();
        useBus(useService("barcode").bus, "barcode_scanned", (ev) =>
            this.onCode(ev.detail.barcode)
        );
        onWillStart(() => void this.search());
    }

    get domain() {
        const text = this.state.text.trim();
        if (!text) {
            return [];
        }
        return [
            "|",
            "|",
            ["name", "ilike", text],
            ["ref", "ilike", text],
            ["product_id", "ilike", text],
        ];
    }

    async search() {
        try {
            this.state.lots = await this.latest.add(
                this.orm.searchRead("stock.lot", this.domain, FIELDS, {
                    limit: SHOWN,
                    order: "id desc",
                })
            );
            this.state.status = "ready";
        } catch {
            this.state.status = "failed";
        }
    }

    /** Open the lot of a code; show what is like it when no single lot has it. */
    async onCode(code) {
        const lots = await this.orm.searchRead(
            "stock.lot",
            ["|", ["name", "=", code], ["ref", "=", code]],
            ["name"],
            { limit: 2 }
        );
        if (lots.length === 1) {
            return this.props.onChoose(lots[0].id);
        }
        this.state.text = code;
        return this.search();
    }

    async scan() {
        const code = await scanBarcode(this.env).catch(() => null);
        if (code) {
            return this.onCode(code);
        }
        this.notification.add(_t("The camera cannot be used."), { type: "warning" });
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    onEnter() {
        if (this.state.lots.length === 1) {
            this.props.onChoose(this.state.lots[0].id);
        }
    }

    amount(lot) {
        return `${quantity(lot.product_qty)} ${lot.product_uom_id[1]}`;
    }
}
