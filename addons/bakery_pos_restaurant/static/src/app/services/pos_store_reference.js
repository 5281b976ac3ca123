import { PosStore } from "@point_of_sale/app/services/pos_store";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /** Ask for the reference that the guest's telephone shows, or its last digits. */
    async askPaymentReference(line) {
        const typed = await makeAwaitable(this.dialog, TextInputPopup, {
            title: _t("%s: reference", line.payment_method_id.name),
            placeholder: _t("The last digits are enough"),
            startingValue: line.payment_ref_no || "",
            size: "sm",
        });
        if (typed !== undefined) {
            const reference = typed.replace(/\s+/g, "").toUpperCase();
            line.payment_ref_no = reference.slice(0, 64) || false;
        }
    },
});
