import { PosStore } from "@point_of_sale/app/services/pos_store";
import { RefundPopup } from "../components/refund_popup/refund_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** Who gives money back says why; the server refuses it otherwise. */
patch(PosStore.prototype, {
    mayRefund() {
        const { refund_employee_ids: allowed, module_pos_hr: people } = this.config;
        const cashier = this.getCashier();
        return (
            cashier._role === "manager" ||
            Boolean(people && allowed?.some((employee) => employee.id === cashier.id))
        );
    },

    /** @returns {Object | null} reason and note, null where money must not be given back */
    async askRefundReason() {
        if (!this.mayRefund()) {
            this.dialog.add(AlertDialog, {
                title: _t("Please call a manager"),
                body: _t("%s may not give money back here.", this.getCashier().name),
            });
            return null;
        }
        return (await makeAwaitable(this.dialog, RefundPopup)) || null;
    },

    noteRefund(order, { reason, note }) {
        order.refund_reason_id = reason;
        order.refund_note = note || false;
    },

    needsRefundReason(order) {
        return (
            this.config.refund_reason_required &&
            !order.refund_reason_id &&
            order.lines.some((line) => line.qty < 0 && !line.is_reward_line)
        );
    },

    /** Goods with a minus are a refund, however they came into the order. */
    async pay() {
        const order = this.getOrder();
        if (order && this.needsRefundReason(order)) {
            const given = await this.askRefundReason();
            if (!given) {
                return;
            }
            this.noteRefund(order, given);
        }
        return await super.pay(...arguments);
    },
});
