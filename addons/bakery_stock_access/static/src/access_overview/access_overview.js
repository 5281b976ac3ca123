import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "bakery.access.overview";

/** Who may do what, and why: by user, or by right and warehouse. */
export class AccessOverview extends Component {
    static template = "bakery_stock_access.AccessOverview";
    static components = { Layout, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({
            view: "user",
            userId: user.userId,
            rightId: false,
            warehouseId: false,
            answer: null,
            holders: null,
        });
        onWillStart(() => this.explain());
    }

    get tabs() {
        return [
            ["user", _t("What a user may do")],
            ["right", _t("Who has a right")],
        ];
    }

    get staff() {
        return [["share", "=", false]];
    }

    async explain() {
        const { userId } = this.state;
        this.state.answer = userId
            ? await this.orm.call(MODEL, "explain", [userId])
            : null;
    }

    async loadHolders() {
        const { rightId, warehouseId } = this.state;
        this.state.holders = rightId
            ? await this.orm.call(MODEL, "holders", [rightId, warehouseId])
            : null;
    }

    onUser(id) {
        this.state.userId = id;
        return this.explain();
    }

    onRight(id) {
        this.state.rightId = id;
        return this.loadHolders();
    }

    onWarehouse(id) {
        this.state.warehouseId = id;
        return this.loadHolders();
    }

    showUser(id) {
        this.state.view = "user";
        return this.onUser(id);
    }

    /** Leave a cell of the table for those who have that right. */
    showRight(right) {
        this.state.view = "right";
        return this.onRight(right.id);
    }

    openRole(id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bakery.access.role",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    rightOf(document, verb) {
        return this.state.answer.rights.find(
            (right) => right.document === document && right.verb === verb
        );
    }

    get otherRights() {
        return this.state.answer.rights.filter(
            (right) => !right.document && right.sources.length
        );
    }

    /** Return the names of the roles that give `right`. */
    givers(right) {
        return right.sources.map((source) => source.role).join(", ");
    }

    /** Return where and until when a role holds. */
    extent(source) {
        const parts = [source.where];
        if (source.from && !source.valid) {
            parts.push(_t("from %s", this.day(source.from)));
        }
        if (source.until) {
            parts.push(_t("until %s", this.day(source.until)));
        }
        return parts.join(" · ");
    }

    day(iso) {
        return formatDate(deserializeDate(iso));
    }
}

registry.category("actions").add("bakery_access_overview", AccessOverview);
