import { PosStore } from "@point_of_sale/app/services/pos_store";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** Orders of delivery platforms carry the platform's number; the server has it once. */
patch(PosStore.prototype, {
    async selectPreset(preset = false, order = this.getOrder()) {
        const result = await super.selectPreset(preset, order);
        if (order.getPlatformName() && !order.platform_order_number) {
            await this.askPlatformNumber(order);
        } else if (!order.getPlatformName() && order.platform_order_number) {
            order.platform_order_number = false;
        }
        return result;
    },

    /** The platform's number comes before the money: the payment screen waits for it. */
    async pay() {
        const order = this.getOrder();
        if (order.lacksPlatformNumber() && !(await this.askPlatformNumber(order))) {
            return;
        }
        return await super.pay(...arguments);
    },

    /**
     * Ask for the platform's number until one is free or the cashier gives up.
     *
     * @returns {Promise<boolean>} whether the order has a number
     */
    async askPlatformNumber(order) {
        let typed = order.platform_order_number || "";
        for (;;) {
            typed = await makeAwaitable(this.dialog, TextInputPopup, {
                title: _t("%s: order number", order.getPlatformName()),
                placeholder: _t("As the platform shows it"),
                startingValue: typed,
                size: "sm",
            });
            const number = (typed || "").replace(/\s+/g, "").toUpperCase();
            if (!number) {
                return Boolean(order.platform_order_number);
            }
            const reason = await this.whyPlatformNumberIsRefused(order, number);
            if (!reason) {
                order.platform_order_number = number;
                return true;
            }
            this.notification.add(reason, { type: "danger" });
        }
    },

    async whyPlatformNumberIsRefused(order, number) {
        if (number.length > 40) {
            return _t("An order number has at most %(count)s characters.", {
                count: 40,
            });
        }
        const other = this.models["pos.order"].find(
            (known) =>
                known.uuid !== order.uuid &&
                known.state !== "cancel" &&
                known.preset_id?.id === order.preset_id.id &&
                known.platform_order_number === number
        );
        if (other) {
            return _t("Order %s has this number already.", other.pos_reference);
        }
        try {
            const reason = await this.data.call("pos.order", "platform_number_taken", [
                order.preset_id.id,
                number,
                order.uuid,
            ]);
            order.uiState.isNumberUnasked = false;
            return reason;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                // Without the network the server says so when the order arrives.
                order.uiState.isNumberUnasked = true;
                return false;
            }
            throw error;
        }
    },
});
