import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { cashSuggestions, notesOf } from "../../utils/cash_suggestions";
import { patch } from "@web/core/utils/patch";

const STOCKS_NOTES = ["+10", "+20", "+50"];

/** Notes of the country to pay with, instead of stock's +10, +20 and +50. */
patch(PaymentScreen.prototype, {
    get cashMethod() {
        return this.payment_methods_from_config.find((method) => method.is_cash_count);
    },

    get showCashButtons() {
        const { cash_buttons: buttons } = this.pos.config;
        return buttons && this.cashMethod && !this.isRefundOrder;
    },

    get notes() {
        return notesOf(this.pos.config.cash_notes);
    },

    get cashLine() {
        return this.paymentLines.find((line) => line.payment_method_id.is_cash_count);
    },

    /** What cash has to cover: what is due less what else was paid. */
    get cashDue() {
        const others = this.paymentLines.filter((line) => line !== this.cashLine);
        const paid = others.reduce((sum, line) => sum + line.getAmount(), 0);
        return this.pos.currency.round(this.currentOrder.totalDue - paid);
    },

    get cashSuggestions() {
        return cashSuggestions(this.cashDue, this.notes);
    },

    formatNote(amount) {
        return this.env.utils.formatCurrency(amount, false);
    },

    getNumpadButtons() {
        const buttons = super.getNumpadButtons(...arguments);
        if (!this.pos.config.cash_buttons) {
            return buttons;
        }
        let place = 0;
        return buttons.map((button) =>
            STOCKS_NOTES.includes(button.value)
                ? { ...button, ...this.noteButton(place++) }
                : button
        );
    },

    noteButton(place) {
        const note = this.notes[place];
        return note && this.showCashButtons
            ? { value: `+${note}`, text: `+${this.formatNote(note)}` }
            : { value: `blank${place}`, text: " ", disabled: true };
    },

    /** Notes that found no place on the numpad, which telephones do not have. */
    get otherNotes() {
        return this.ui.isSmall ? this.notes : this.notes.slice(STOCKS_NOTES.length);
    },

    onPaymentNumpad(value) {
        if (this.pos.config.cash_buttons && /^\+\d+$/.test(value)) {
            return this.addNote(Number(value));
        }
        this.numberBuffer.sendKey(value);
    },

    async payCash(amount) {
        if (!this.cashLine && !(await this.addNewPaymentLine(this.cashMethod))) {
            return;
        }
        const line = this.cashLine;
        this.currentOrder.selectPaymentline(line);
        line.setAmount(amount);
        this.numberBuffer.set(amount.toString());
        this.currentOrder.uiState.cashGiven = 0;
    },

    /** The first note replaces what the till has filled in, further ones are added. */
    async addNote(note) {
        const given =
            ((this.cashLine && this.currentOrder.uiState.cashGiven) || 0) + note;
        await this.payCash(given);
        this.currentOrder.uiState.cashGiven = given;
    },

    get _getNumberBufferConfig() {
        const config = super._getNumberBufferConfig;
        if (this.pos.config.cash_buttons) {
            config.triggerAtEnter = () => this.validateByKey();
        }
        return config;
    },

    validateByKey() {
        if (this.currentOrder.canBeValidated()) {
            return this.validateOrder();
        }
    },
});
