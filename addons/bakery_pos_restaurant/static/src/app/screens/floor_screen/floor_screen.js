import { TABLE_STATUSES, tableStatus } from "../../utils/table_status";
import { reservationOf } from "../../utils/reservations";
import { ReservationPopup } from "../../components/reservation_popup/reservation_popup";
import { TableFigures } from "../../components/table_figures/table_figures";
import { FloorScreen } from "@pos_restaurant/app/screens/floor_screen/floor_screen";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { onMounted, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const TICK = 20_000;

patch(FloorScreen.prototype, {
    setup() {
        super.setup(...arguments);
        this.clock = useState({ now: this.pos.getServerNow() });
        let ticking;
        onMounted(() => {
            ticking = setInterval(
                () => (this.clock.now = this.pos.getServerNow()),
                TICK
            );
        });
        onWillUnmount(() => clearInterval(ticking));
    },

    get isLive() {
        return Boolean(this.pos.config.live_floor) && !this.pos.isEditMode;
    },

    /** The legend; where nothing is sent to a kitchen, nothing is unsent. */
    get statuses() {
        const { free, reserved, seated, unsent, bill } = TABLE_STATUSES;
        if (this.pos.config.preparationCategories.size) {
            return TABLE_STATUSES;
        }
        const ordered = { ...unsent, label: _t("Ordered") };
        return { free, reserved, seated, sent: ordered, bill };
    },

    liveOrder(table) {
        return this.pos.getActiveOrdersOnTable(table.rootTable)[0];
    },

    liveStatus(table) {
        const root = table.rootTable;
        return tableStatus(
            this.liveOrder(root),
            this.getChangeCount(root).changes,
            Boolean(this.reservationOf(root))
        );
    },

    reservationOf(table) {
        return reservationOf(table, this.clock.now);
    },

    openReservations() {
        this.dialog.add(ReservationPopup, {
            floor: this.activeFloor,
            now: this.pos.getServerNow(),
        });
    },

    liveClass(table) {
        return this.isLive ? `o_bakery_table_${this.liveStatus(table)}` : "";
    },

    /** Managers call a table by a name instead of its number. */
    nameTable() {
        const table = this.selectedTables[0];
        this.dialog.add(TextInputPopup, {
            title: _t("Name of the table"),
            placeholder: _t("e.g. VIP-1"),
            startingValue: table.table_name || "",
            getPayload: (name) =>
                this.pos.data.write("restaurant.table", [table.id], {
                    table_name: name.trim().slice(0, 24) || false,
                }),
        });
    },
});

patch(FloorScreen, {
    components: { ...FloorScreen.components, TableFigures },
});
