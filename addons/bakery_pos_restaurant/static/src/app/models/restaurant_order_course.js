import { RestaurantOrderCourse } from "@pos_restaurant/app/models/restaurant_order_course";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

// The words of our own: Indonesian of Odoo's calls a course of a meal a training.
patch(RestaurantOrderCourse.prototype, {
    get name() {
        return _t("Course %s", this.index);
    },
});
