import { Component } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

import { badgeOf, quantity } from "../inspection_text";

/** What lies at the door: goods, vendor, lot, how much, how long it lasts. */
export class InspectionGoods extends Component {
    static template = "bakery_purchase_qc.InspectionGoods";
    static props = { sheet: Object };

    get badge() {
        return badgeOf(this.props.sheet);
    }

    amount(value) {
        return `${quantity(value)} ${this.props.sheet.unit}`;
    }

    get isAll() {
        return this.props.sheet.sample >= this.props.sheet.received;
    }

    get bestBefore() {
        const { expiry } = this.props.sheet;
        return expiry ? formatDate(deserializeDate(expiry)) : _t("no date written");
    }

    get daysLeft() {
        const { expiry, shelf_life, shelf_life_wanted } = this.props.sheet;
        if (expiry && shelf_life_wanted) {
            return _t("%(left)s days left, %(wanted)s wanted", {
                left: shelf_life,
                wanted: shelf_life_wanted,
            });
        }
        if (shelf_life_wanted) {
            return _t("%s days wanted", shelf_life_wanted);
        }
        return expiry ? _t("%s days left", shelf_life) : "";
    }
}
