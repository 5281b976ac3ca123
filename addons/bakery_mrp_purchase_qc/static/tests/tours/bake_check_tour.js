import { registry } from "@web/core/registry";

const tap = (trigger, content) => ({ trigger, content, run: "click" });
const key = (name) => tap(`.o_measure_pad [data-key="${name}"]`);
const type = (digits) => [...digits].map((digit) => key(digit));
const go = (index) => tap(`.o_measure_pad .o_measure_box[data-index='${index}']`);

registry.category("web_tour.tours").add("bakery_mrp_purchase_qc_bake", {
    steps: () => [
        tap(".o_bake_card:has(.o_bake_due):contains(Bun)", "A check is due"),
        tap(".o_bake_finish_open", "Not yet: nobody weighed at the oven"),
        tap(".modal .o_bake_confirm"),
        { trigger: ".modal .alert-danger:contains(Berat buah)" },
        tap(".modal .btn-close"),
        tap(".o_bake_check[data-moment=before]", "Weigh three pieces"),
        { trigger: ".o_check_dialog .o_check_done:disabled" },
        tap(".o_check_dialog .o_measure_box[data-index='0']"),
        ...type("4"),
        {
            content: "Too light shows before it is saved",
            trigger: ".o_measure_pad .o_measure_box[data-index='0'].o_measure_outside",
        },
        tap(".o_measure_pad [data-key=backspace]"),
        ...type("50"),
        { trigger: ".o_measure_pad .o_measure_box[data-index='0'].o_measure_inside" },
        go(1),
        ...type("51"),
        go(2),
        ...type("52"),
        tap(".o_measure_pad .btn-close"),
        { trigger: ".o_check_dialog .o_inspection_question[data-verdict=right]" },
        tap(".o_check_dialog .o_check_done:enabled"),
        { trigger: ".o_bake_check[data-moment=before][data-state=success]" },
        tap(".o_bake_finish_open"),
        tap(".modal .o_bake_confirm"),
        tap(".o_bake_check[data-moment=after][data-state=ready]", "The lot waits"),
        tap(".o_check_dialog .o_measure_box[data-index='0']"),
        ...type("5"),
        tap(".o_measure_pad .btn-close"),
        { trigger: ".o_check_dialog .o_inspection_question[data-verdict=wrong]" },
        tap(".o_check_dialog .o_check_done.btn-danger:enabled"),
        { trigger: ".o_bake_check[data-moment=after][data-state=failed]" },
        tap(".o_bake_back"),
        { trigger: ".o_bake_card[data-state=done]:not(:has(.o_bake_due))" },
    ],
});
