import { PosStore } from "@point_of_sale/app/services/pos_store";
import { StockPopup } from "../components/stock_popup/stock_popup";
import { leftOf, usedBy } from "../utils/stock_left";
import { reactive } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { debounce } from "@web/core/utils/timing";

const EVERY = 60_000;
const AFTER_SYNC = 1_000;
// As many as the server answers for.
const MOST = 5_000;

/**
 * The tiles show what is free where this till sells: the server's last figures, less what
 * this till sold since. They are asked for in the background; no sale waits for them.
 */
patch(PosStore.prototype, {
    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        if (this.config.show_stock && !this.stock) {
            this.startStock();
        }
        return result;
    },

    startStock() {
        this.stock = reactive({
            free: {},
            parts: {},
            at: 0,
            ...this.rememberedStock(),
        });
        // Sent since the figures were asked for: these do not count them yet.
        this.sentSince = new Set();
        this.refreshStockSoon = debounce(() => this.refreshStock(), AFTER_SYNC);
        this.refreshStock();
        setInterval(() => this.refreshStock(), EVERY);
    },

    get stockKey() {
        return `bakery_stock.${odoo.info?.db}.${this.config.id}`;
    },

    rememberedStock() {
        try {
            return JSON.parse(localStorage.getItem(this.stockKey)) || {};
        } catch {
            return {};
        }
    },

    /** One question for all products; what cannot be had leaves the last figures. */
    async refreshStock() {
        if (!this.stock || this.askingStock || this.data.network.offline) {
            return;
        }
        this.askingStock = true;
        const sent = [...this.sentSince];
        const ids = this.models["product.product"].map((product) => product.id);
        try {
            const figures = await this.env.services.orm.silent.call(
                "pos.config",
                "stock_figures",
                [[this.config.id], ids.slice(0, MOST)]
            );
            sent.forEach((uuid) => this.sentSince.delete(uuid));
            Object.assign(this.stock, figures, { at: Date.now() });
            localStorage.setItem(this.stockKey, JSON.stringify(this.stock));
        } catch {
            // Offline, or the browser keeps nothing: the sale goes on without.
        } finally {
            this.askingStock = false;
        }
    },

    async preSyncAllOrders(orders) {
        if (this.stock) {
            orders
                .filter((order) => order.finalized)
                .forEach((order) => this.sentSince.add(order.uuid));
        }
        return await super.preSyncAllOrders(...arguments);
    },

    async postSyncAllOrders() {
        const result = await super.postSyncAllOrders(...arguments);
        this.refreshStockSoon?.();
        return result;
    },

    /** How much the orders take that the server's figures do not count. */
    stockUsed() {
        const uncounted = this.models["pos.order"].filter(
            (order) =>
                order.state === "draft" ||
                (order.finalized &&
                    order.state !== "cancel" &&
                    (!order.isSynced || this.sentSince.has(order.uuid)))
        );
        return usedBy(
            uncounted.flatMap((order) => [...order.lines]),
            this.stock
        );
    },

    /** @returns {number | null} what is left of a tile, null where nothing is counted */
    stockLeft(template) {
        if (!this.stock) {
            return null;
        }
        const used = this.stockUsed();
        const left = (template.product_variant_ids || [])
            .map((product) => leftOf(product, this.stock, used))
            .filter((quantity) => quantity !== null);
        return left.length ? left.reduce((sum, quantity) => sum + quantity, 0) : null;
    },

    openStock(template) {
        this.dialog.add(StockPopup, { product: template });
    },

    /** Who adds what is out is told at once where else it is; the sale goes on. */
    async addLineToCurrentOrder() {
        const line = await super.addLineToCurrentOrder(...arguments);
        const template = line?.product_id?.product_tmpl_id;
        if (!template || !this.stock || line.qty <= 0) {
            return line;
        }
        const told = (line.order_id.uiState.stockTold ||= {});
        const left = this.stockLeft(template);
        if (left !== null && left < 0 && !told[template.id]) {
            told[template.id] = true;
            this.openStock(template);
        }
        return line;
    },
});
