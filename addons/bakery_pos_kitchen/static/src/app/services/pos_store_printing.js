import { PosStore } from "@point_of_sale/app/services/pos_store";
import { uuidv4 } from "@point_of_sale/utils";
import { SlipsPopup } from "@bakery_pos_kitchen/app/components/slips_popup/slips_popup";
import { SpoolPrinter } from "@bakery_pos_kitchen/app/utils/printer/spool_printer";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";

// The bus tells at once; whoever missed it learns of it within this.
const EVERY = 25_000;
// One more attempt, since an answer may be lost though the receipt was accepted.
const ATTEMPTS = 2;

/** Slips of some printers go by the server, and the till hears when these fail. */
patch(PosStore.prototype, {
    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        const spool = this.models["pos.printer"].some(
            (printer) => printer.printer_type === "bakery_spool"
        );
        if (spool || this.spoolsSlips) {
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

    // Receipts ------------------------------------------------------------------------

    /** Whether slips of this till go by the server, so that it can print them again. */
    get spoolsSlips() {
        return Boolean(this.config.receipt_printer_id || this.config.kitchen_tickets);
    },

    showSlips(order) {
        this.dialog.add(SlipsPopup, { order });
    },

    /** The server writes and prints it; without a connection the tablet does. */
    async printReceipt({ basic = false, order = this.getOrder(), ...options } = {}) {
        if (this.config.receipt_printer_id && !basic && order.isSynced) {
            const prints = await this.spoolReceipt(order);
            if (prints !== null) {
                order.nb_print = prints;
                return { successful: true };
            }
        }
        return await super.printReceipt({ basic, order, ...options });
    },

    /** @returns {Promise<number|null>} how often it was printed; null if it was not */
    async spoolReceipt(order) {
        const uuid = uuidv4();
        for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                const answer = await this.askForReceipt(order, uuid);
                this.notification.add(_t("The receipt is on its way to the printer."), {
                    type: "info",
                });
                return answer.prints;
            } catch (error) {
                if (!(error instanceof ConnectionLostError)) {
                    this.notification.add(error.data?.message || error.message, {
                        type: "danger",
                    });
                    return null;
                }
            }
        }
        return null;
    },

    async askForReceipt(order, uuid) {
        return await this.env.services.orm.silent.call("pos.order", "spool_receipt", [
            [order.id],
            this.config.id,
            uuid,
        ]);
    },

    // Alerts --------------------------------------------------------------------------

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
                title: `${alert.name}: ${alert.fault}`,
                type: "danger",
                sticky: true,
            });
            this.failingPrinters.set(alert.id, { alert, close });
        }
    },
});
