import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { generateQRCodeDataUrl } from "@point_of_sale/utils";

// Seconds: until the server is asked again, until a slow provider is said to be one,
// and that the cashier reads "Paid".
const POLL = 3;
const SLOW = 8;
const PAID_SHOWN = 1.2;
const DEAD = ["expired", "cancelled", "failed"];

/**
 * The code of one payment, until it is paid or given up.
 *
 * ``getPayload`` gets what became of it: ``{ outcome, charge }`` with ``paid``,
 * ``cancel``, ``again``, ``static`` or ``trust``.
 */
export class QrisPopup extends Component {
    static template = "bakery_pos_restaurant.QrisPopup";
    static components = { Dialog };
    static props = {
        name: String,
        amount: String,
        // Each returns a promise of the charge, as the server tells it.
        request: Function,
        poll: Function,
        check: Function,
        cancel: Function,
        // Calls back with each charge the bus tells of; returns how to stop that.
        listen: Function,
        onCode: { type: Function, optional: true },
        hasStatic: Boolean,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.state = useState({
            charge: {},
            left: 0,
            waited: 0,
            offline: false,
            busy: false,
            refusal: "",
        });
        this.done = false;
        onMounted(() => {
            this.stopListening = this.props.listen((charge) => this.hear(charge));
            this.clock = setInterval(() => this.tick(), 1000);
            this.ask(this.props.request);
        });
        onWillUnmount(() => {
            clearInterval(this.clock);
            clearTimeout(this.closing);
            this.stopListening?.();
        });
    }

    get charge() {
        return this.state.charge;
    }

    get isPaid() {
        return this.charge.state === "paid";
    }

    get isDead() {
        return Boolean(this.state.refusal) || DEAD.includes(this.charge.state);
    }

    get hasCode() {
        return this.charge.state === "pending" && Boolean(this.charge.payload);
    }

    get qrCode() {
        return generateQRCodeDataUrl(this.charge.payload, { width: 280, height: 280 });
    }

    get timeLeft() {
        const minutes = Math.floor(this.state.left / 60);
        return `${minutes}:${String(this.state.left % 60).padStart(2, "0")}`;
    }

    get isSlow() {
        return !this.hasCode && this.state.waited >= SLOW;
    }

    get mayUseStatic() {
        const trouble = this.isDead || this.isSlow || this.state.offline;
        return this.props.hasStatic && trouble && !this.isPaid;
    }

    /** Nobody can say now whether what the guest's telephone shows has arrived. */
    get mayTrust() {
        return this.hasCode && (this.state.offline || Boolean(this.charge.error));
    }

    tick() {
        this.state.waited += 1;
        this.state.left = Math.max(0, this.state.left - 1);
        if (this.state.waited % POLL === 0 && !this.isPaid && !this.isDead) {
            const asked = this.charge.line_uuid ? this.props.poll : this.props.request;
            this.ask(asked);
        }
    }

    /** Ask the server, one question at a time. */
    async ask(question) {
        if (this.asking || this.done) {
            return;
        }
        this.asking = true;
        try {
            this.hear(await question());
            this.state.offline = false;
        } catch (error) {
            const words = error?.data?.message;
            if (words) {
                this.state.refusal = words;
            } else {
                this.state.offline = true;
            }
        } finally {
            this.asking = false;
        }
    }

    hear(charge) {
        if (!charge?.state || this.done || this.isPaid) {
            return;
        }
        const first = charge.payload && !this.charge.payload;
        this.state.charge = charge;
        this.state.left = charge.seconds;
        if (first && charge.state === "pending") {
            this.props.onCode?.(charge.payload);
        }
        if (this.isPaid) {
            this.closing = setTimeout(() => this.finish("paid"), PAID_SHOWN * 1000);
        }
    }

    finish(outcome) {
        if (this.done) {
            return;
        }
        this.done = true;
        this.props.getPayload({ outcome, charge: { ...this.charge } });
        this.props.close();
    }

    async checkNow() {
        this.state.busy = true;
        await this.ask(this.props.check);
        this.state.busy = false;
    }

    /** Leave with ``outcome``; the guest may have paid a moment before. */
    async giveUp(outcome) {
        if (this.isPaid) {
            return this.finish("paid");
        }
        this.state.busy = true;
        try {
            const charge = await this.props.cancel();
            if (charge?.state === "paid") {
                return this.hear(charge);
            }
        } catch {
            // Without the server nothing is taken back; the code expires by itself.
        } finally {
            this.state.busy = false;
        }
        this.finish(outcome);
    }
}
