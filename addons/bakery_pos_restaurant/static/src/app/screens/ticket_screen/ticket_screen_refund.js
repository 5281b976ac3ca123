import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { patch } from "@web/core/utils/patch";

/** The reason is asked for before anything is prepared. */
patch(TicketScreen.prototype, {
    async onDoRefund() {
        const order = this.getSelectedOrder();
        if (!order || !this.pos.config.refund_reason_required) {
            return await super.onDoRefund(...arguments);
        }
        this.refundGiven = await this.pos.askRefundReason();
        if (this.refundGiven) {
            return await super.onDoRefund(...arguments);
        }
    },

    async addAdditionalRefundInfo(order, destinationOrder) {
        if (this.refundGiven) {
            this.pos.noteRefund(destinationOrder, this.refundGiven);
        }
        return await super.addAdditionalRefundInfo(...arguments);
    },
});
