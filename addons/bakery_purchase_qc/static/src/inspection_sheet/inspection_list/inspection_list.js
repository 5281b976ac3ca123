import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { badgeOf, quantity } from "../inspection_text";
import { cardsOfText } from "./find_cards";

/** Few cards are seen at a glance; more can be searched. */
const FEW = 4;

/** The goods that wait, as large cards. */
export class InspectionList extends Component {
    static template = "bakery_purchase_qc.InspectionList";
    static props = {
        cards: Array,
        filter: String,
        onFilter: Function,
        onOpen: Function,
    };

    get shown() {
        return cardsOfText(this.props.cards, this.props.filter);
    }

    get isSearchable() {
        return this.props.filter || this.props.cards.length > FEW;
    }

    badge(card) {
        return badgeOf(card);
    }

    amount(card) {
        return `${quantity(card.received)} ${card.unit}`;
    }

    progress(card) {
        return _t("%(answered)s of %(asked)s answered", card);
    }

    percent(card) {
        return card.asked ? Math.round((card.answered / card.asked) * 100) : 0;
    }
}
