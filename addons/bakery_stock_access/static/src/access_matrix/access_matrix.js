import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useSpecialData } from "@web/views/fields/relational_utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What every other verb of a document takes: one cannot change what one cannot see. */
const BASE_VERB = "view";

/**
 * The rights of a role: a table of documents and verbs, and the others in groups.
 */
export class AccessMatrixField extends Component {
    static template = "bakery_stock_access.AccessMatrixField";
    static props = { ...standardFieldProps };

    setup() {
        this.matrix = useSpecialData((orm, props) => {
            const { relation } = props.record.fields[props.name];
            return orm.call(relation, "get_matrix", []);
        });
    }

    get list() {
        return this.props.record.data[this.props.name];
    }

    get rights() {
        return this.matrix.data.rights || [];
    }

    get documents() {
        return this.matrix.data.documents || [];
    }

    get verbs() {
        return this.matrix.data.verbs || [];
    }

    /** Return the other rights by the first part of their names. */
    get groups() {
        const groups = new Map();
        for (const right of this.rights) {
            if (right.document) {
                continue;
            }
            const [, name, label] = right.name.match(/^([^:]+):\s*(.+)$/) || [
                null,
                _t("Other"),
                right.name,
            ];
            if (!groups.has(name)) {
                groups.set(name, { name, rights: [] });
            }
            groups.get(name).rights.push({ ...right, label });
        }
        return [...groups.values()];
    }

    rightOf(document, verb) {
        return this.rights.find(
            (right) => right.document === document && right.verb === verb
        );
    }

    isHeld(right) {
        return this.list.currentIds.includes(right.id);
    }

    /** Return the rights that are given or taken along with `right`. */
    along(right, checked) {
        const others = right.document
            ? this.rights.filter(
                  (other) => other.document === right.document && other.id !== right.id
              )
            : [];
        if (checked) {
            return others.filter((other) => other.verb === BASE_VERB);
        }
        return right.verb === BASE_VERB ? others : [];
    }

    onToggle(right, checked) {
        const ids = [right, ...this.along(right, checked)]
            .filter((other) => this.isHeld(other) !== checked)
            .map((other) => other.id);
        return this.list.addAndRemove(checked ? { add: ids } : { remove: ids });
    }
}

export const accessMatrixField = {
    component: AccessMatrixField,
    displayName: _t("Access Matrix"),
    supportedTypes: ["many2many"],
    isEmpty: () => false,
};

registry.category("fields").add("access_matrix", accessMatrixField);
