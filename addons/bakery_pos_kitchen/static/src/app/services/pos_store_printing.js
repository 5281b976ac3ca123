import { PosStore } from "@point_of_sale/app/services/pos_store";
import { SpoolPrinter } from "@bakery_pos_kitchen/app/utils/printer/spool_printer";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

// The bus tells at once; whoever missed it learns of it within this.
const EVERY = 25_000;

/** Slips of some printers go by the server, and the till hears when these fail. */
patch(PosStore.prototype, {
    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        const spool = this.models["pos.printer"].some(
            (printer) => printer.printer_type === "bakery_spool"
        );
        if (spool || this.config.kitchen_tickets) {
            this.failingPrinters = new Map();
            this.data.connectWebSocket("BAKERY_PRINTER", (alert) =>
                this.hearOfPrinter(alert)
            );
            this.printerTimer = setInterval(() => this.askForPrinters(), EVERY);
            this.askForPrinters();
        }
        return result;
    },

    createPrinter(config) {
        if (config.printer_type === "bakery_spool") {
            return new SpoolPrinter({
                orm: this.env.services.orm,
                printerId: config.id,
            });
        }
        return super.createPrinter(...arguments);
    },

    async askForPrinters() {
        let failing;
        try {
            failing = await this.env.services.orm.silent.call(
                "pos.config",
                "failing_printers",
                [[this.config.id]]
            );
        } catch {
            // Without a connection nobody knows; the till shows that it has none.
            return;
        }
        const ids = failing.map((alert) => alert.id);
        for (const [id, { alert }] of this.failingPrinters) {
            if (!ids.includes(id)) {
                this.hearOfPrinter({ ...alert, state: "ready" });
            }
        }
        failing.forEach((alert) => this.hearOfPrinter(alert));
    },

    hearOfPrinter(alert) {
        const known = this.failingPrinters.get(alert.id);
        if (alert.state !== "down") {
            known?.close();
            this.failingPrinters.delete(alert.id);
        } else if (!known) {
            const what = alert.backup
                ? _t("%(backup)s prints instead.", alert)
                : _t("Slips wait. Tell the kitchen what was ordered.");
            const close = this.notification.add(what, {
                title: _t("Printer %(name)s: %(fault)s", alert),
                type: "danger",
                sticky: true,
            });
            this.failingPrinters.set(alert.id, { alert, close });
        }
    },
});
