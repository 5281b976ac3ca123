import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { NumberPopup } from "@point_of_sale/app/components/popups/number_popup/number_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { parseFloat } from "@web/views/fields/parsers";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** Equal parts of one bill: payments of one order, one after the other. */
patch(PaymentScreen.prototype, {
    get parts() {
        const taken = this.currentOrder.getPartsTaken();
        return this.currentOrder.getEqualParts().map((amount, index) => ({
            number: index + 1,
            amount: this.env.utils.formatCurrency(amount),
            taken: index < taken,
            next: index === taken,
        }));
    },

    async addNewPaymentLine(paymentMethod) {
        const order = this.currentOrder;
        const parts = order.getEqualParts();
        if (!parts.length || order.getPartsTaken() >= parts.length) {
            return await super.addNewPaymentLine(...arguments);
        }
        const cash = this.paymentLines.find(
            (line) => line.payment_method_id.is_cash_count
        );
        if (cash && paymentMethod.is_cash_count) {
            // An order has one line of cash, so another guest's part is added to it.
            const due = order.getDefaultAmountDueToPayIn(paymentMethod);
            order.selectPaymentline(cash);
            cash.setAmount(this.pos.currency.round(cash.getAmount() + due));
            this.numberBuffer.set(cash.getAmount().toString());
            order.notePartTaken(cash);
            return true;
        }
        const added = await super.addNewPaymentLine(...arguments);
        if (added) {
            order.notePartTaken(this.paymentLines.at(-1));
        }
        return added;
    },

    /** Take back what was divided, but for what a terminal has taken already. */
    undoParts() {
        const taken = new Set(this.currentOrder.uiState.equalParts?.taken);
        for (const line of [...this.paymentLines]) {
            const kept = line.isElectronic() && line.getPaymentStatus() === "done";
            if (taken.has(line.uuid) && !kept) {
                this.deletePaymentLine(line.uuid);
            }
        }
        this.currentOrder.setEqualParts(0);
    },
});

/** Tips as a share of the bill, with whatever it is paid. */
patch(PaymentScreen.prototype, {
    get tipPercents() {
        return [10, 15, 20];
    },

    get showTipPercents() {
        const {
            live_floor: floor,
            iface_tipproduct: tips,
            tip_product_id,
        } = this.pos.config;
        return floor && tips && tip_product_id && !this.isRefundOrder;
    },

    /** What a share of the bill is, without the tip that is on it. */
    tipOf(percent) {
        const order = this.currentOrder;
        const bill = order.totalDue - order.getTip();
        return this.pos.currency.round((bill * percent) / 100);
    },

    isTipOf(percent) {
        const tip = this.currentOrder.getTip();
        return tip > 0 && this.pos.currency.isZero(tip - this.tipOf(percent));
    },

    async tipPercent(percent) {
        await this.changeTip(this.isTipOf(percent) ? 0 : this.tipOf(percent));
    },

    async typeTipPercent() {
        const typed = await makeAwaitable(this.dialog, NumberPopup, {
            title: _t("Tip in percent of the bill"),
            formatDisplayedValue: (value) => `${value} %`,
            feedback: (value) => {
                const percent = parseFloat(value || "0");
                return this.env.utils.formatCurrency(this.tipOf(percent));
            },
        });
        const percent = typed === undefined ? NaN : parseFloat(typed || "0");
        if (percent >= 0 && percent <= 100) {
            await this.changeTip(this.tipOf(percent));
        } else if (!Number.isNaN(percent)) {
            this.notification.add(_t("A tip is 0 to 100 percent of the bill."), {
                type: "danger",
            });
        }
    },

    /** Put a tip on the bill, and on the payment that is being entered. */
    async changeTip(tip) {
        const order = this.currentOrder;
        const before = order.getTip();
        const tipProduct = this.pos.config.tip_product_id;
        if (tip) {
            await this.pos.setTip(tip);
        } else {
            order.lines.find((line) => line.product_id.id === tipProduct.id)?.delete();
            order.is_tipped = false;
            order.tip_amount = 0;
        }
        const payment = this.selectedPaymentLine;
        const open =
            payment &&
            (!payment.isElectronic() || payment.getPaymentStatus() === "pending");
        if (open && !order.getEqualParts().length) {
            payment.setAmount(
                this.pos.currency.round(payment.getAmount() + tip - before)
            );
            this.numberBuffer.set(payment.getAmount().toString());
        }
    },
});
