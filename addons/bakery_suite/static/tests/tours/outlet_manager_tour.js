import { registry } from "@web/core/registry";

const goTo = (path, trigger) => [
    {
        content: `Open ${path}`,
        trigger: ".o_web_client",
        run: () => {
            window.location.href = `/odoo/${path}`;
        },
        expectUnloadPage: true,
    },
    { content: `${path} is there`, trigger, timeout: 30_000 },
];

registry.category("web_tour.tours").add("bakery_outlet_manager_looks", {
    steps: () =>
        [
            {
                content: "The cards of those who sold this week",
                trigger: ".o_kanban_record:contains('Sari Uji')",
            },
            goTo("pos-voids", ".o_data_row td[name=reason_id]:contains('Basi uji')"),
            goTo("outlet-compliance", ".o_list_view"),
            {
                content: "An outlet that lacks what all have gets it",
                trigger: ".o_data_row button[name=action_bring_in_line]",
                run: "click",
            },
            { trigger: ".o_list_view:not(:has(.o_data_row:contains('Antar Uji')))" },
            goTo("pos-platform-problems", ".o_data_row"),
            {
                content: "An order that was paid offline without its number",
                trigger: ".o_data_row td[name=pos_reference]",
                run: "click",
            },
            {
                trigger: ".o_field_widget[name=platform_order_number] input",
                run: "edit f-77",
            },
            { trigger: ".o_form_button_save", run: "click" },
            {
                content: "has it once it is saved, as the server writes it",
                trigger:
                    ".o_form_saved .o_field_widget[name=platform_order_number] input:value(/F-77/)",
            },
            {
                content: "and is none to check any more",
                trigger:
                    ".o_form_view:not(:has(.o_field_widget[name=platform_problem]))",
            },
        ].flat(),
});

registry.category("web_tour.tours").add("bakery_accountant_settles", {
    steps: () =>
        [
            { trigger: ".o_list_button_add", run: "click" },
            {
                trigger: ".o_field_widget[name=collector_id] input",
                run: "edit GoFood Uji",
            },
            {
                trigger: ".ui-autocomplete .dropdown-item:contains('GoFood Uji')",
                run: "click",
            },
            {
                content: "For the week that the form proposes",
                trigger: "button[name=action_collect]",
                run: "click",
            },
            { trigger: ".o_data_row:contains('F-1')" },
            { trigger: "button[name=action_post]", run: "click" },
            {
                trigger:
                    ".o_statusbar_status .o_arrow_button_current[data-value=posted]",
            },
        ].flat(),
});
