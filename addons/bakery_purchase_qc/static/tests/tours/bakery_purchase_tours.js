import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bakery_buyer_tour", {
    steps: () => [
        {
            content: "The line tells how far its price lies from what is usual",
            trigger: ".o_price_facts.text-danger",
            run: "click",
        },
        {
            content: "and what was paid before",
            trigger: ".o_price_facts_popover dd:contains(2)",
        },
        {
            content: "Vendors are compared",
            trigger: "button[name=action_compare_vendors]",
            run: "click",
        },
        {
            content: "The best offer stands out and becomes a request",
            trigger: ".o_vendor_matrix .o_vendor_best button",
            run: "click",
        },
        {
            content: "which belongs to the other vendor",
            trigger: ".o_field_widget[name=partner_id] input:value(Peternakan Uji)",
        },
    ],
});

registry.category("web_tour.tours").add("bakery_vendor_tour", {
    steps: () => [
        {
            content: "The vendor has only a part",
            trigger: ".o_answer_line label[for^=partial_]",
            run: "click",
        },
        {
            content: "and says how much",
            trigger: ".o_answer_partial input",
            run: "edit 40",
        },
        {
            content: "and who answers",
            trigger: "input[name=answered_by]",
            run: "edit Ibu Uji",
        },
        {
            content: "The answer goes out",
            trigger: "button[type=submit].btn-lg",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "and is received",
            trigger: "[data-state=answered]",
        },
    ],
});

registry.category("web_tour.tours").add("bakery_release_tour", {
    steps: () => [
        {
            content: "The bill differs, and somebody who may lets it be paid",
            trigger: "button[name=action_release_match]",
            run: "click",
        },
        {
            content: "for a reason",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Harga disepakati",
        },
        {
            trigger: ".modal footer button[name=action_release]",
            run: "click",
        },
        {
            content: "Nothing is left to release",
            trigger:
                "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_release_match]))",
        },
    ],
});
