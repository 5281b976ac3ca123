import { registry } from "@web/core/registry";

const tap = (trigger, content) => ({ trigger, content, run: "click" });
const see = (trigger, content) => ({ trigger, content });
const box = (words) => `.o_trace_canvas .o_trace_box:contains(${words})`;
// Both ways, what it was made of, what was made of it.
const way = (rank, content) =>
    tap(`.o_trace_head nav button:nth-child(${rank})`, content);

registry.category("web_tour.tours").add("bakery_mrp_trace", {
    steps: () => [
        {
            content: "A mill calls about its flour",
            trigger: "#o_trace_text",
            run: "edit TPG-1",
        },
        tap(".o_trace_chooser .o_trace_box:contains(TPG-1)"),
        see(box("Penggilingan Uji"), "It came from the mill"),
        see(box("ADN-1"), "Dough was made of it"),
        see(box("ROTI-1"), "bread of the dough"),
        see(box("Kafe Uji"), "which the café has"),
        see(box("Warung Uji"), "and the shop"),
        see(".o_trace_more li:contains(Roti Uji)", "Some of it is still here"),
        tap(box("Kafe Uji"), "What exactly did the café get?"),
        see(".o_form_view .o_field_widget[name=partner_id]:contains(Kafe Uji)"),
        tap(".o_back_button, .o_breadcrumb .breadcrumb-item a", "Back to the trace"),
        see(box("ROTI-1")),
        tap(box("ROTI-1"), "The bread itself"),
        tap("button[name=action_open_trace]", "A customer calls: what is in it?"),
        see(".o_trace_name:contains(ROTI-1)"),
        way(2, "What it was made of"),
        see(".o_trace_canvas:contains(TPG-1):not(:contains(Kafe Uji))", "Flour"),
        see(box("Penggilingan Uji"), "of the mill"),
        way(3, "What was made of it"),
        see(".o_trace_canvas:contains(Warung Uji):not(:contains(TPG-1))"),
        tap(".o_trace_head > button:first-child", "The next call"),
        see("#o_trace_text"),
    ],
});
