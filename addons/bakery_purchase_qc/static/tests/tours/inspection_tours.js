import { registry } from "@web/core/registry";

/** Give a file input a file, as the camera or the files of a tablet do. */
function put(input, file) {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function takePicture({ anchor }) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 4;
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    put(
        anchor.querySelector("input[type=file]"),
        new File([blob], "karung.png", { type: "image/png" })
    );
}

function takeNoPicture({ anchor }) {
    put(
        anchor.querySelector("input[type=file]"),
        new File(["catatan"], "catatan.txt", { type: "text/plain" })
    );
}

function attachPaper({ anchor }) {
    const paper = "%PDF-1.4\n%%EOF\n";
    put(
        anchor.querySelector("input[type=file]"),
        new File([paper], "sertifikat.pdf", { type: "application/pdf" })
    );
}

/** Type as a scanner does: fast, with Enter at the end. */
function scan(code) {
    return () => {
        for (const key of [...code, "Enter"]) {
            document.body.dispatchEvent(
                new window.KeyboardEvent("keydown", { key, bubbles: true })
            );
        }
    };
}

const question = (type) => `.o_inspection_question[data-type=${type}]`;
const key = (name) => ({
    trigger: `.modal .o_numeric_pad [data-key='${name}']`,
    run: "click",
});

registry.category("web_tour.tours").add("bakery_purchase_inspection", {
    steps: () => [
        {
            content: "The inspector opens what waits",
            trigger: ".o_inspection_card:contains(Tepung Uji)",
            run: "click",
        },
        {
            content: "Nothing is decided before the questions are answered",
            trigger:
                ".o_inspection_decision:has(.o_inspection_hint) .o_inspection_accept:disabled",
        },
        {
            content: "Two readings, by the keys of the page",
            trigger: `${question("quantitative")} .o_measure_box[data-index='0']`,
            run: "click",
        },
        key("1"),
        key("2"),
        key("decimal"),
        key("5"),
        key("next"),
        {
            trigger: ".modal .o_measure_box[data-index='1'][aria-current=true]",
        },
        key("1"),
        key("3"),
        key("next"),
        {
            trigger: `body:not(:has(.modal)) ${question("quantitative")}[data-verdict=right][data-save=saved]`,
        },
        {
            content: "A choice that is wrong",
            trigger: `${question("qualitative")} button:contains(Apek)`,
            run: "click",
        },
        {
            trigger: `${question("qualitative")}[data-verdict=wrong]`,
        },
        {
            content: "with a note",
            trigger: `${question("qualitative")} .o_inspection_add_note`,
            run: "click",
        },
        {
            trigger: `${question("qualitative")} .o_inspection_note`,
            run: "edit Karung lembap && press Tab",
        },
        {
            content: "What is no picture is told so",
            trigger: `${question("photo")}`,
            run: takeNoPicture,
        },
        {
            trigger: `${question("photo")}[data-verdict=unanswered] .o_inspection_problem`,
        },
        {
            content: "A photo",
            trigger: `${question("photo")}`,
            run: takePicture,
        },
        {
            trigger: `${question("photo")}[data-verdict=right] img`,
        },
        {
            content: "A certificate and until when it is valid",
            trigger: `${question("document")}`,
            run: attachPaper,
        },
        {
            trigger: `${question("document")}[data-save=saved] a:contains(sertifikat.pdf)`,
        },
        {
            trigger: `${question("document")} .o_inspection_expiry`,
            run({ anchor }) {
                anchor.value = "2099-12-31";
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        {
            trigger: `${question("document")}[data-verdict=right]`,
        },
        {
            content: "A part is rejected",
            trigger: ".o_inspection_reject_some:enabled",
            run: "click",
        },
        key("1"),
        key("0"),
        key("0"),
        {
            trigger: ".o_reject_dialog .o_inspection_reject:disabled",
        },
        {
            content: "for a reason",
            trigger: ".o_reject_reason[data-index='0']",
            run: "click",
        },
        {
            trigger: ".o_reject_dialog .o_inspection_reject:enabled",
            run: "click",
        },
        {
            content: "once more asked",
            trigger: ".modal .o_inspection_confirm",
            run: "click",
        },
        {
            content: "The decision stands",
            trigger:
                "body:not(:has(.modal)) .o_inspection_decision[data-state=failed] .o_inspection_result:contains(100)",
        },
        {
            content: "and nothing waits any more",
            trigger: ".o_inspection_list",
            run: "click",
        },
        {
            trigger:
                ".o_inspection_sheet:not(:has(.o_inspection_card:contains(Tepung Uji)))",
        },
    ],
});

registry.category("web_tour.tours").add("bakery_purchase_inspection_scan", {
    steps: () => [
        {
            content: "A code that nobody knows",
            trigger: ".o_inspection_card:contains(Tepung Uji)",
            run: scan("NOBODY-1"),
        },
        {
            trigger: ".o_notification:contains(NOBODY-1)",
        },
        {
            content: "Goods of two lots are shown alone",
            trigger: ".o_inspection_sheet",
            run: scan("8990001112223"),
        },
        {
            trigger: ".o_inspection_search input:value(8990001112223)",
        },
        {
            trigger:
                ".o_inspection_cards:has(.o_inspection_card:eq(1)):not(:has(.o_inspection_card:eq(2)))",
        },
        {
            content: "All are shown again, and a touch opens one",
            trigger: ".o_inspection_search button",
            run: "click",
        },
        {
            trigger: ".o_inspection_card:contains(Tepung Uji)",
            run: "click",
        },
        {
            trigger: ".o_inspection_goods:contains(Tepung Uji)",
        },
    ],
});

registry.category("web_tour.tours").add("bakery_purchase_inspection_judge", {
    steps: () => [
        {
            content: "The manager sees what is to be judged",
            trigger: ".o_inspection_card[data-state=waiting]:contains(Tepung Uji)",
            run: "click",
        },
        {
            content: "and accepts it in spite of the result",
            trigger: ".o_inspection_accept:enabled",
            run: "click",
        },
        {
            content: "with a reason",
            trigger: ".modal .o_inspection_reason",
            run: "edit Bau dari karung",
        },
        {
            trigger: ".modal .o_inspection_confirm:enabled",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_inspection_decision[data-state=success]",
        },
    ],
});
