import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bakery_statement_tour", {
    steps: () => [
        {
            content: "The form asks for the month and the columns",
            trigger: ".modal footer button[name=action_open]",
            run: "click",
        },
        {
            content: "The page has the columns of the statement",
            trigger: ".mis_builder th.mis_builder_collabel",
        },
        {
            content: "and its lines",
            trigger: ".mis_builder td.mis_builder_amount",
        },
    ],
});
