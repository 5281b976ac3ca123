import { registry } from "@web/core/registry";

const tap = (trigger, content) => ({ trigger, content, run: "click" });
const row = (name) => `.o_outlet_row:contains(${name})`;
const type = (name, text) => ({
    trigger: `${row(name)} .o_outlet_number`,
    run: `edit ${text}`,
});

registry.category("web_tour.tours").add("bakery_mrp_outlet_goods", {
    steps: () => [
        tap(".o_outlet_card[data-state=transit]:contains(Café)", "What is on its way"),
        { trigger: ".o_outlet_receive.btn-success" },
        type("Bun", "18"),
        tap(".o_outlet_receive.btn-warning", "A difference needs its reason"),
        { trigger: ".o_outlet_sentence:contains(Bun)" },
        {
            trigger: `${row("Bun")} .o_outlet_reason`,
            run: "selectByIndex 3",
        },
        tap(".o_outlet_receive.btn-warning"),
        { trigger: ".o_outlet_card[data-state=done]:contains(Café)" },
        tap(".o_outlet_tab[data-tab=request]", "What to ask for tomorrow"),
        {
            trigger: ".o_outlet_words",
            run: "edit Box",
        },
        tap(".o_outlet_found:contains(Box)"),
        tap(`${row("Box")} .o_outlet_more`),
        tap(".o_outlet_ask"),
        { trigger: ".o_outlet_withdraw" },
        tap(".o_outlet_tab[data-tab=back]", "What was not sold"),
        type("Bun", "3"),
        { trigger: `${row("Bun")} .o_outlet_reason` },
        tap(".o_outlet_send_back:enabled"),
        { trigger: `${row("Bun")}:contains(15)` },
    ],
});
