import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useSpecialData } from "@web/views/fields/relational_utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Choose a field of the form that a layout is for, by its label. */
export class LayoutField extends Component {
    static template = "bakery_stock_access.LayoutField";
    static props = { ...standardFieldProps, modelName: { optional: true } };

    setup() {
        this.fields = useSpecialData(async (orm, props) =>
            props.modelName
                ? orm.call("bakery.form.layout", "available_fields", [props.modelName])
                : []
        );
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get choices() {
        return Array.isArray(this.fields.data) ? this.fields.data : [];
    }

    get groups() {
        return [
            { label: _t("On the form"), fields: this.choices.filter((f) => !f.hidden) },
            {
                label: _t("Hidden so far"),
                fields: this.choices.filter((f) => f.hidden),
            },
        ].filter((group) => group.fields.length);
    }

    get label() {
        const chosen = this.choices.find((field) => field.name === this.value);
        return chosen ? chosen.label : this.value;
    }

    onChange(ev) {
        this.props.record.update({ [this.props.name]: ev.target.value || false });
    }
}

export const layoutField = {
    component: LayoutField,
    displayName: _t("Field of a Form"),
    supportedTypes: ["char"],
    extractProps: (fieldInfo, { context }) => ({ modelName: context.layout_model }),
};

registry.category("fields").add("layout_field", layoutField);
