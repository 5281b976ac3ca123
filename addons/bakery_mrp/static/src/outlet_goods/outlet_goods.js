import { Component, onWillDestroy, onWillStart, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { quantity, sentenceOf } from "../bake_today/bake_text";
import { useScanner } from "../bake_today/scanner_hook";

import { choicesFor, isDifferent, numberOf, rowsOf } from "./outlet_text";

const LOAD = "bakery.dispatch.load";
const REQUEST = "bakery.outlet.request";

/** Milliseconds between two letters that are one word to look for. */
const PAUSE = 300;

/** The page of an outlet: what arrives, what it asks for and what it sends back. */
export class OutletGoods extends Component {
    static template = "bakery_mrp.OutletGoods";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({
            status: "loading",
            problem: "",
            tab: "arrivals",
            page: null,
            // The load that is being counted, with what arrived of each line.
            load: null,
            request: null,
            goods: null,
            found: null,
            words: "",
            sentence: "",
            busy: false,
            offline: !browser.navigator.onLine,
        });
        this.scan = useScanner(this.onCode.bind(this));
        this.lookUp = useDebounced(() => this.find(), PAUSE);
        useSetupAction({
            getLocalState: () => ({ placeId: this.state.page?.place_id || false }),
        });
        const hear = () => (this.state.offline = !browser.navigator.onLine);
        browser.addEventListener("online", hear);
        browser.addEventListener("offline", hear);
        onWillDestroy(() => {
            browser.removeEventListener("online", hear);
            browser.removeEventListener("offline", hear);
        });
        // Not waited for: the page shows that it loads, and what went wrong.
        onWillStart(() => void this.arrive(this.props.state?.placeId || false));
    }

    // Loading ------------------------------------------------------------------------

    /** Do what fills the page; show the sentence of what keeps it empty. */
    async attempt(fill) {
        this.retry = () => this.attempt(fill);
        this.state.status = "loading";
        try {
            await fill();
            this.state.status = "ready";
        } catch (error) {
            this.state.status = "failed";
            this.state.problem = sentenceOf(error);
        }
        this.root.el?.scrollTo(0, 0);
    }

    async arrive(placeId) {
        await this.attempt(async () => {
            this.state.page = await this.orm.call(LOAD, "outlet_page", [placeId]);
            this.state.tab = "arrivals";
            this.clear();
        });
    }

    clear() {
        Object.assign(this.state, { load: null, found: null, words: "", sentence: "" });
    }

    async show(tab) {
        const placeId = this.state.page.place_id;
        if (tab === "arrivals") {
            return this.arrive(placeId);
        }
        await this.attempt(async () => {
            if (tab === "request") {
                const day = this.state.request?.date || false;
                this.keepRequest(
                    await this.orm.call(REQUEST, "outlet_request", [placeId, day])
                );
            } else {
                await this.loadGoods(placeId);
            }
            this.clear();
            this.state.tab = tab;
        });
    }

    async choosePlace(ev) {
        this.state.request = null;
        await this.arrive(Number(ev.target.value));
    }

    async chooseDay(ev) {
        const { place_id } = this.state.page;
        await this.attempt(async () =>
            this.keepRequest(
                await this.orm.call(REQUEST, "outlet_request", [
                    place_id,
                    ev.target.value || false,
                ])
            )
        );
    }

    keepRequest(request) {
        this.state.request = request;
        for (const line of request.lines) {
            line.text = line.qty ? quantity(line.qty) : "";
        }
    }

    async loadGoods(placeId) {
        const goods = await this.orm.call(LOAD, "outlet_goods", [placeId]);
        const reasonId = this.reasons(["return"])[0]?.id || false;
        this.state.goods = goods.map((row) => ({ ...row, text: "", reasonId }));
    }

    // What is shown ------------------------------------------------------------------

    reasons(kinds) {
        return this.state.page.reasons.filter((reason) => kinds.includes(reason.kind));
    }

    choices(line) {
        return choicesFor(line, this.state.page.reasons);
    }

    isDifferent(line) {
        return isDifferent(line);
    }

    amount(value, unit) {
        return `${quantity(value)} ${unit}`;
    }

    badge(load) {
        switch (load.state) {
            case "done":
                return { text: _t("Received"), style: "text-bg-success" };
            case "loaded":
                return { text: _t("Being loaded"), style: "text-bg-info" };
        }
        return load.late
            ? { text: _t("Late"), style: "text-bg-danger" }
            : { text: _t("On the way"), style: "text-bg-warning" };
    }

    about(load) {
        const count = _t("%s products", load.lines.length);
        if (load.state === "done") {
            return _t("%(count)s · received %(time)s by %(user)s", {
                count,
                time: load.received,
                user: load.received_by,
            });
        }
        return load.state === "loaded"
            ? _t("%(count)s · leaves %(time)s", { count, time: load.departed })
            : _t("%(count)s · left %(time)s", { count, time: load.departed });
    }

    get open() {
        return this.state.load?.state === "transit";
    }

    get differences() {
        return this.state.load.lines.filter(isDifferent).length;
    }

    get confirmText() {
        return this.differences
            ? _t("Confirm with %s differences", this.differences)
            : _t("All Arrived as Sent");
    }

    lacking(line) {
        return _t("· lacking %s", this.amount(line.lacking, line.unit));
    }

    /** Whether the request may be changed: nothing of it is loaded yet. */
    get asking() {
        return this.state.request?.state === "draft";
    }

    get requestBadge() {
        return this.state.request.state === "loaded" ? _t("Loaded") : _t("Sent");
    }

    get returned() {
        return this.state.goods.filter((row) => numberOf(row.text) > 0).length;
    }

    // Receiving ----------------------------------------------------------------------

    openLoad(load) {
        this.clear();
        this.state.load = {
            ...load,
            lines: load.lines.map((line) => ({
                ...line,
                text: quantity(load.state === "done" ? line.received : line.sent),
                reasonId: false,
                note: "",
            })),
        };
        this.root.el?.scrollTo(0, 0);
    }

    step(line, by) {
        const number = numberOf(line.text) || 0;
        line.text = quantity(Math.max(number + by, 0));
        this.state.sentence = "";
    }

    explain(line, ev) {
        line.reasonId = Number(ev.target.value) || false;
        this.state.sentence = "";
    }

    async receive() {
        const { rows, sentence } = rowsOf(this.state.load.lines);
        this.state.sentence = sentence;
        if (sentence || this.state.busy) {
            return;
        }
        const { id, name } = this.state.load;
        await this.act(async () => {
            this.state.page = await this.orm.call(LOAD, "outlet_receive", [[id], rows]);
            this.clear();
            this.notification.add(_t("%s is received.", name), { type: "success" });
        });
    }

    /** Do what changes something; say in one sentence why not. */
    async act(change) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await change();
            this.root.el?.scrollTo(0, 0);
        } catch (error) {
            this.state.sentence = sentenceOf(error);
        } finally {
            this.state.busy = false;
        }
    }

    // Other products -------------------------------------------------------------------

    onWords(ev) {
        this.state.words = ev.target.value;
        this.lookUp();
    }

    async find() {
        try {
            this.state.found = this.state.words.trim()
                ? await this.orm.call(LOAD, "outlet_products", [this.state.words])
                : null;
        } catch (error) {
            this.state.sentence = sentenceOf(error);
        }
    }

    /** Take a product that was found onto the load or the request. */
    add(product) {
        const lines = (this.state.load || this.state.request).lines;
        const known = lines.find((line) => line.product_id === product.product_id);
        if (!known) {
            lines.push({
                ...product,
                id: false,
                sent: 0,
                qty: 0,
                lacking: 0,
                on_hand: 0,
                text: "1",
                reasonId: false,
                note: "",
            });
        }
        this.state.found = null;
        this.state.words = "";
    }

    // Asking -------------------------------------------------------------------------

    async ask() {
        const { request, page } = this.state;
        const rows = request.lines.map((line) => ({
            product_id: line.product_id,
            qty: line.text ? numberOf(line.text) : 0,
        }));
        if (rows.some((row) => isNaN(row.qty))) {
            this.state.sentence = _t("Write each quantity as a number.");
            return;
        }
        await this.act(async () => {
            this.keepRequest(
                await this.orm.call(REQUEST, "outlet_ask", [
                    page.place_id,
                    request.date,
                    rows,
                    request.note,
                ])
            );
            this.state.sentence = "";
            this.notification.add(_t("The kitchen has your request."), {
                type: "success",
            });
        });
    }

    async withdraw() {
        await this.act(async () => {
            this.keepRequest(
                await this.orm.call(REQUEST, "outlet_withdraw", [this.state.request.id])
            );
            this.state.sentence = "";
        });
    }

    // Sending back ---------------------------------------------------------------------

    async sendBack() {
        const chosen = this.state.goods.filter((row) => row.text);
        const rows = chosen.map((row) => ({
            product_id: row.product_id,
            qty: numberOf(row.text),
            reason_id: row.reasonId,
        }));
        if (rows.some((row) => isNaN(row.qty))) {
            this.state.sentence = _t("Write each quantity as a number.");
            return;
        }
        const { place_id } = this.state.page;
        await this.act(async () => {
            await this.orm.call(LOAD, "send_back", [place_id, rows]);
            await this.loadGoods(place_id);
            this.state.sentence = "";
            this.notification.add(_t("The goods are on their way to the kitchen."), {
                type: "success",
            });
        });
    }

    // Scanning -----------------------------------------------------------------------

    /** A code counts one more of its product, wherever it is on the page. */
    async onCode(code) {
        const { load, request, goods, tab } = this.state;
        const lines =
            load?.lines || { request: request?.lines, back: goods }[tab] || [];
        const line = lines.find((each) => each.barcode === code);
        if (line) {
            return this.step(line, 1);
        }
        if (load || (tab === "request" && this.asking)) {
            this.state.words = code;
            return this.find();
        }
        const message = _t("Nothing here has the code “%s”.", code);
        this.notification.add(message, { type: "warning" });
    }
}

registry.category("actions").add("bakery_mrp.outlet_goods", OutletGoods);
