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

/** Give a file input a picture, as the camera of a tablet does. */
async function takePicture(input) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 4;
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], "karung.png", { type: "image/png" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

const question = (type) => `.o_inspection_question[data-type=${type}]`;

registry.category("web_tour.tours").add("bakery_inspection_tour", {
    steps: () => [
        {
            content: "The inspector opens what waits",
            trigger: ".o_inspection_card:contains(Tepung Uji)",
            run: "click",
        },
        {
            content: "measures twice",
            trigger: `${question("quantitative")} input:eq(0)`,
            run: "edit 12 && press Tab",
        },
        {
            trigger: `${question("quantitative")} input:eq(1)`,
            run: "edit 13 && press Tab",
        },
        {
            trigger: `${question("quantitative")} .text-success`,
        },
        {
            content: "chooses",
            trigger: `${question("qualitative")} button:contains(Apek)`,
            run: "click",
        },
        {
            trigger: `${question("qualitative")} .text-danger`,
        },
        {
            content: "takes a photo",
            trigger: `${question("photo")} input`,
            async run({ anchor }) {
                await takePicture(anchor);
            },
        },
        {
            trigger: `${question("photo")} img`,
        },
        {
            content: "and rejects a part",
            trigger: ".o_inspection_reject_some:enabled",
            run: "click",
        },
        {
            trigger: ".o_inspection_quantity",
            run: "edit 100",
        },
        {
            trigger: ".o_inspection_reason",
            run: "edit Apek",
        },
        {
            trigger: ".o_inspection_reject",
            run: "click",
        },
        {
            content: "The decision stands",
            trigger: ".o_inspection_decision strong:contains(100)",
        },
    ],
});
