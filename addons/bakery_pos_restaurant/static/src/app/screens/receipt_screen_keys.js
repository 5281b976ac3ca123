import { FeedbackScreen } from "@point_of_sale/app/screens/feedback_screen/feedback_screen";
import { ReceiptScreen } from "@point_of_sale/app/screens/receipt_screen/receipt_screen";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";

/** Enter, typed and not scanned, goes on to the next guest. */
patch(FeedbackScreen.prototype, {
    setup() {
        super.setup(...arguments);
        useEnter(this, () => !this.state.loading && this.goNext());
    },
});

patch(ReceiptScreen.prototype, {
    setup() {
        super.setup(...arguments);
        useEnter(this, () => this.pos.orderDone(this.currentOrder));
    },
});

function useEnter(screen, goOn) {
    if (screen.pos.config.cash_buttons) {
        useService("number_buffer").use({ triggerAtEnter: goOn, useWithBarcode: true });
    }
}
