import { registry } from "@web/core/registry";

const tap = (trigger, content) => ({ trigger, content, run: "click" });
const see = (trigger, content) => ({ trigger, content });
const field = (name) => `.o_field_widget[name=${name}]`;
const row = (words, more = "") => `.o_data_row${more}:contains(${words})`;
const page = (name) => tap(`.o_notebook .nav-link[name=${name}]`, `Page ${name}`);
const button = (name, content) => tap(`button[name=${name}]:enabled`, content);
// Its name is the number of the report.
const PRINT = ".o_statusbar_buttons button:not([name^=action_])";
const choose = (name, words) => [
    { trigger: `${field(name)} input`, run: `edit ${words}` },
    tap(`.o-autocomplete--dropdown-item:contains(${words})`),
];

registry.category("web_tour.tours").add("bakery_mrp_bake_plan", {
    steps: () => [
        tap(".o_list_button_add", "The planner begins a plan"),
        ...choose("warehouse_id", "Bakehouse"),
        ...choose("shift_id", "Night"),
        button("action_compute", "What is to be baked?"),
        see(row("Filled Bun"), "What customers ordered"),
        see(row("Cream"), "and what goes into it"),
        see(".alert-warning [name=shortage_count]", "Some ingredients are missing"),
        page("ingredients"),
        see(row("Strong flour", ".text-danger"), "Flour is short"),
        button("action_request_shortages", "Ask the vendors for it"),
        see(
            `${row("Strong flour")} [name=requested_qty]:contains(185)`,
            "All of it is on a request"
        ),
        page("doughs"),
        see(row("Dough"), "One dough for both buns"),
        page("capacity"),
        see(row("Mixer"), "and time to shape them"),
        page("products"),
        {
            content: "A dozen more than suggested",
            trigger: `${row("Filled Bun")} [name=qty]`,
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=qty] input",
            run: "edit 30",
        },
        button("action_compute", "What goes into them follows"),
        see(`${row("Filled Bun")} [name=qty]:contains(30)`),
        button("action_confirm", "Bakers may begin"),
        see(".o_arrow_button_current[data-value=confirmed]"),
        see(`${row("Filled Bun")} [name=production_state] .badge.text-bg-info`),
        tap(PRINT, "Sheets for mixer, scale, oven and packer"),
        see("body:not(:has(.o_blockUI)) button[name=action_done]"),
        button("action_show_orders", "The orders of the plan"),
        see(row("Cream"), "Cream"),
        see(row("Filled Bun"), "and buns"),
    ],
});
