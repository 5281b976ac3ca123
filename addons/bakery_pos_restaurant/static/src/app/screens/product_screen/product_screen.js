import { SeatBar } from "../../components/seat_bar/seat_bar";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { patch } from "@web/core/utils/patch";

patch(ProductScreen, {
    components: { ...ProductScreen.components, SeatBar },
});

patch(ProductScreen.prototype, {
    get showSeats() {
        const order = this.currentOrder;
        const floor = this.pos.config.live_floor;
        return (
            floor && order?.table_id && !order.isRefund && order.seatNumbers.length > 1
        );
    },
});
