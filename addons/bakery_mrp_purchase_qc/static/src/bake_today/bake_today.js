import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

import { BakeToday } from "@bakery_mrp/bake_today/bake_today";

import { CheckDialog } from "../check_dialog/check_dialog";
import { badgeOf, meaningOf } from "./check_text";

/** The checks of a batch on the page of who bakes it. */
patch(BakeToday.prototype, {
    checkBadge(check) {
        return badgeOf(check);
    },

    checkMeaning(check) {
        return meaningOf(check);
    },

    checkGoods(check) {
        const amount = this.amount(check.received, check.unit);
        return check.lot ? `${check.lot} · ${amount}` : amount;
    },

    /** What keeps the order open is said before the end is. */
    get next() {
        const { checks, ingredient_rows } = this.state.sheet;
        const isWeighed = ingredient_rows.every((row) => row.weighed);
        const check = (checks || []).find(
            (each) => each.state === "ready" && each.moment === "before"
        );
        return isWeighed && !this.step && check
            ? _t("Next: check %s", check.test)
            : super.next;
    },

    openCheck(check) {
        const { id } = this.state.sheet;
        this.dialog.add(CheckDialog, { check }, { onClose: () => this.open(id) });
    },
});
