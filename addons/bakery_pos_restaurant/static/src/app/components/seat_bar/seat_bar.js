import { Component, useState } from "@odoo/owl";

/** One tap chooses for whom the next goods are; another button moves the chosen line. */
export class SeatBar extends Component {
    static template = "bakery_pos_restaurant.SeatBar";
    static props = { order: Object };

    setup() {
        this.state = useState({ moving: false });
    }

    get seat() {
        return this.props.order.uiState.seat || 0;
    }

    get line() {
        return this.props.order.getSelectedOrderline();
    }

    choose(seat) {
        if (this.state.moving && this.line) {
            this.line.setSeat(seat);
            this.state.moving = false;
        } else {
            this.props.order.uiState.seat = seat;
        }
    }
}
