import { FEWEST_PARTS, MOST_PARTS, isPartCount } from "../../utils/equal_parts";
import { SplitBillScreen } from "@pos_restaurant/app/screens/split_bill_screen/split_bill_screen";
import { NumberPopup } from "@point_of_sale/app/components/popups/number_popup/number_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

// The first part keeps the name, the others get a letter from B on.
const LETTERS = 26;

patch(SplitBillScreen.prototype, {
    setup() {
        super.setup(...arguments);
        this.dialog = useService("dialog");
        this.notification = useService("notification");
    },

    _getOrderName(order) {
        return order.table_id?.table_name || super._getOrderName(...arguments);
    },

    /** After Z come numbers: a large party has more guests than there are letters. */
    _getSplitOrderName(originalOrderName) {
        const latest = this._getLatestOrderNameStartingWith(originalOrderName);
        if (latest === originalOrderName || !latest.endsWith("Z")) {
            return super._getSplitOrderName(...arguments);
        }
        const orders = this.pos.getOpenOrders();
        const used = new Set(orders.map((order) => this._getOrderName(order)));
        let part = LETTERS + 1;
        while (used.has(`${originalOrderName}-${part}`)) {
            part++;
        }
        return `${originalOrderName}-${part}`;
    },

    /** The seats to which something belongs. */
    get splitSeats() {
        const seats = new Set(this.orderlines.map((line) => line.seat || 0));
        return seats.size > 1 ? [...seats].sort((a, b) => a - b) : [];
    },

    linesOfSeat(seat) {
        const discount = this.pos.config.discount_product_id?.id;
        return this.orderlines.filter(
            (line) => (line.seat || 0) === seat && line.product_id.id !== discount
        );
    },

    isSeatChosen(seat) {
        return this.linesOfSeat(seat).every(
            (line) => this.qtyTracker[line.uuid] === line.getQuantity()
        );
    },

    /** One tap chooses all that belongs to a seat, another one nothing of it. */
    toggleSeat(seat) {
        const chosen = this.isSeatChosen(seat);
        for (const line of this.linesOfSeat(seat)) {
            this.qtyTracker[line.uuid] = chosen ? 0 : line.getQuantity();
            this.priceTracker[line.uuid] = chosen ? 0 : line.prices.total_included;
            this.setLineQtyStr(line);
        }
    },

    async splitEqually() {
        const order = this.currentOrder;
        const typed = await makeAwaitable(this.dialog, NumberPopup, {
            title: _t("Into how many equal parts?"),
            startingValue: String(
                Math.max(FEWEST_PARTS, order.getCustomerCount() || 0)
            ),
        });
        if (typed === undefined) {
            return;
        }
        const count = Number(typed);
        if (!isPartCount(count)) {
            this.notification.add(
                _t("A bill is divided into %(fewest)s to %(most)s equal parts.", {
                    fewest: FEWEST_PARTS,
                    most: MOST_PARTS,
                }),
                { type: "danger" }
            );
            return;
        }
        order.setEqualParts(count);
        await this.pos.pay();
    },
});
