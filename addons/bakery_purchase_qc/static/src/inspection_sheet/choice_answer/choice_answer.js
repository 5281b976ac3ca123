import { Component } from "@odoo/owl";

/** One of several answers; which of them is right shows when it is given. */
export class ChoiceAnswer extends Component {
    static template = "bakery_purchase_qc.ChoiceAnswer";
    static props = {
        question: Object,
        readonly: Boolean,
        save: Function,
        values: Object,
    };

    /** What was tapped shows at once, before the server knows of it. */
    get chosen() {
        return this.props.values.value ?? this.props.question.value;
    }

    styleOf(choice) {
        return choice.id === this.chosen ? "btn-primary" : "btn-secondary";
    }

    choose(choice) {
        if (choice.id !== this.chosen) {
            this.props.save({ value: choice.id });
        }
    }
}
