import { Component, onWillDestroy, onWillStart, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { badgeOf, clock, quantity, sentenceOf } from "./bake_text";
import { FinishPanel } from "./finish_panel/finish_panel";
import { useScanner } from "./scanner_hook";
import { WeighDialog } from "./weigh_dialog/weigh_dialog";

const MODEL = "mrp.production";

/** Milliseconds: other tablets and the planner change the list too. */
const REFRESH = 60000;

/** The page of the baker: what is baked today, its scale, its clock and its end. */
export class BakeToday extends Component {
    static template = "bakery_mrp.BakeToday";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({
            status: "loading",
            problem: "",
            cards: [],
            sheet: null,
            // When what is shown was read, and what time it is: clocks run between.
            read: Date.now(),
            now: Date.now(),
            busy: false,
            offline: !browser.navigator.onLine,
        });
        this.scan = useScanner(this.onCode.bind(this));
        useSetupAction({
            getLocalState: () => ({ orderId: this.state.sheet?.id || null }),
        });
        this.keepTime();
        // Not waited for: the page shows that it loads, and what went wrong.
        onWillStart(() => void this.start());
    }

    keepTime() {
        const tick = browser.setInterval(() => (this.state.now = Date.now()), 1000);
        const refresh = browser.setInterval(() => this.refresh(), REFRESH);
        const hear = () => {
            this.state.offline = !browser.navigator.onLine;
            this.refresh();
        };
        browser.addEventListener("online", hear);
        browser.addEventListener("offline", hear);
        onWillDestroy(() => {
            browser.clearInterval(tick);
            browser.clearInterval(refresh);
            browser.removeEventListener("online", hear);
            browser.removeEventListener("offline", hear);
        });
    }

    // Loading ------------------------------------------------------------------------

    async start() {
        const { orderId } = this.props.state || {};
        await this.attempt(async () => {
            await this.load();
            if (orderId) {
                this.show(await this.orm.call(MODEL, "bake_sheet", [[orderId]]));
            }
        });
    }

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
    }

    async load() {
        this.state.cards = await this.orm.call(MODEL, "bake_list", []);
        this.state.read = this.state.now = Date.now();
    }

    /** Read the list again when nobody works on the page; quietly. */
    async refresh() {
        const isFree = this.state.status === "ready" && !this.state.sheet;
        if (isFree && !this.state.offline) {
            const cards = await this.orm.silent
                .call(MODEL, "bake_list", [])
                .catch(() => null);
            if (cards && !this.state.sheet) {
                this.state.cards = cards;
                this.state.read = Date.now();
            }
        }
    }

    show(sheet) {
        this.state.sheet = sheet;
        this.state.read = this.state.now = Date.now();
    }

    async open(id) {
        await this.attempt(async () =>
            this.show(await this.orm.call(MODEL, "bake_sheet", [[id]]))
        );
        this.root.el?.scrollTo(0, 0);
    }

    async list() {
        this.state.sheet = null;
        await this.attempt(() => this.load());
    }

    // What is shown ------------------------------------------------------------------

    badge(card) {
        return badgeOf(card.state);
    }

    amount(value, unit) {
        return `${quantity(value)} ${unit}`;
    }

    time(card) {
        const passed = card.running ? (this.state.now - this.state.read) / 1000 : 0;
        return clock(card.seconds + Math.max(passed, 0));
    }

    trays(card) {
        return card.trays ? _t("%s trays", card.trays) : "";
    }

    oven(card) {
        if (!card.oven_temperature) {
            return "";
        }
        const minutes = card.oven_minutes ? _t(" for %s min", card.oven_minutes) : "";
        return `${card.oven_temperature} °C${minutes}`;
    }

    percent(card) {
        const all = card.ingredients + card.steps;
        return all ? Math.round(((card.weighed + card.steps_done) / all) * 100) : 0;
    }

    planned(row) {
        const { mixes } = this.state.sheet;
        const whole = this.amount(row.planned, row.unit);
        return mixes > 1
            ? _t("%(whole)s: %(mixes)s mixes of %(mix)s", {
                  whole,
                  mixes,
                  mix: this.amount(row.mix, row.unit),
              })
            : whole;
    }

    lotOf(row) {
        if (row.lines.length) {
            return row.lines
                .filter((line) => line.lot)
                .map((line) => `${line.lot}: ${this.amount(line.quantity, row.unit)}`)
                .join(", ");
        }
        return row.lots.find((lot) => lot.id === row.lot_id)?.name || "";
    }

    get isOpen() {
        return this.state.sheet.state !== "done";
    }

    /** The step that is next: the one that runs, or the first that is not done. */
    get step() {
        const steps = this.state.sheet.step_rows;
        return steps.find((step) => step.running) || steps.find((step) => !step.done);
    }

    /** What to do now, in one sentence. */
    get next() {
        const { sheet } = this.state;
        const row = sheet.ingredient_rows.find((each) => !each.weighed);
        if (row) {
            return _t("Next: weigh %s", row.product);
        }
        return this.step ? _t("Next: %s", this.step.name) : _t("Next: finish");
    }

    // Doing --------------------------------------------------------------------------

    /** Return the answer of the server, or what it refused as a problem. */
    async call(method, ...args) {
        const { id } = this.state.sheet;
        this.state.busy = true;
        try {
            const answer = await this.orm.call(MODEL, method, [[id], ...args]);
            if (answer.id && this.state.sheet?.id === answer.id) {
                this.show(answer);
            }
            return answer;
        } catch (error) {
            return { problem: sentenceOf(error) };
        } finally {
            this.state.busy = false;
        }
    }

    async act(method, ...args) {
        if (this.state.busy) {
            return;
        }
        const { problem } = await this.call(method, ...args);
        if (problem) {
            this.notification.add(problem, { type: "danger" });
            // Somebody else may have been faster.
            await this.open(this.state.sheet.id);
        }
    }

    weigh(row, lotId = 0) {
        if (!this.isOpen) {
            return;
        }
        this.dialog.add(WeighDialog, {
            row,
            lotId,
            weigh: (number, lot, sure) =>
                this.call("bake_weigh", row.id, number, lot || false, sure),
        });
    }

    finish() {
        this.dialog.add(FinishPanel, {
            sheet: this.state.sheet,
            finish: (...args) => this.call("bake_finish", ...args),
        });
    }

    // Scanning -----------------------------------------------------------------------

    async onCode(code) {
        const text = code.toLowerCase();
        const same = (value) => value && value.toLowerCase() === text;
        if (this.state.sheet && this.isOpen) {
            for (const row of this.state.sheet.ingredient_rows) {
                const lot = row.lots.find((each) => same(each.name));
                if (lot || same(row.barcode)) {
                    return this.weigh(row, lot?.id);
                }
            }
        }
        const card = this.state.cards.find(
            (each) => same(each.name) || same(each.barcode)
        );
        if (card) {
            return this.open(card.id);
        }
        const message = _t("Nothing here has the code “%s”.", code);
        this.notification.add(message, { type: "warning" });
    }
}

registry.category("actions").add("bakery_mrp.bake_today", BakeToday);
