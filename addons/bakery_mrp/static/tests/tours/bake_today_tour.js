import { registry } from "@web/core/registry";

/** Type as a scanner or a scale does: fast, with Enter at the end. */
function device(text) {
    return () => {
        for (const key of [...text, "Enter"]) {
            document.body.dispatchEvent(
                new window.KeyboardEvent("keydown", { key, bubbles: true })
            );
        }
    };
}

const tap = (trigger, content) => ({ trigger, content, run: "click" });
const key = (name) => tap(`.modal .o_bake_pad [data-key='${name}']`);
const row = (name) => `.o_bake_row:contains(${name})`;

registry.category("web_tour.tours").add("bakery_mrp_bake_today", {
    steps: () => [
        tap(".o_bake_card:contains(Bun)", "The baker opens what is due"),
        tap(".o_bake_start", "The clock of the first step runs"),
        { trigger: ".o_bake_badge.text-bg-success" },
        tap(`${row("Strong flour")} .o_bake_weigh`, "The lot that expires first waits"),
        { trigger: ".modal .o_bake_lot.btn-primary:contains(SOON)" },
        { trigger: ".modal .o_bake_lot:disabled:contains(OLD)" },
        key("6"),
        key("0"),
        key("0"),
        tap(".modal .o_bake_save"),
        {
            trigger: `body:not(:has(.modal)) ${row("Strong flour")}[data-weighed]:contains(SOON)`,
        },
        tap(`${row("Strong flour")} .o_bake_weigh`, "The rest from another lot"),
        { trigger: ".modal .o_bake_pad", run: device("late") },
        { trigger: ".modal .o_bake_lot.btn-primary:contains(LATE)" },
        { trigger: ".modal .o_bake_pad", run: device("0.450 kg") },
        { trigger: ".modal .o_bake_reading:contains(450)" },
        tap(".modal .o_bake_save"),
        {
            trigger: `body:not(:has(.modal)) ${row("Strong flour")}:contains(LATE: 450 g)`,
        },
        tap(".o_bake_step_done", "The dough is mixed"),
        tap(".o_bake_finish_open", "What came out"),
        { trigger: ".modal .o_bake_box[data-name=good][aria-current=true]" },
        key("1"),
        key("8"),
        tap(".modal .o_bake_box[data-name=waste]"),
        key("2"),
        tap(".modal .o_bake_box[data-name=temperature]"),
        key("9"),
        key("0"),
        tap(".modal .o_bake_confirm"),
        { trigger: ".modal [role=alert]:contains(94)" },
        {
            content: "Not hot enough: a reason",
            trigger: ".modal .o_bake_reason",
            run: "edit Custard inside",
        },
        tap(".modal .o_bake_confirm"),
        { trigger: "body:not(:has(.modal)) .o_bake_result:contains(18)" },
        tap(".o_bake_back"),
        { trigger: ".o_bake_card[data-state=done]:contains(Bun)" },
    ],
});
