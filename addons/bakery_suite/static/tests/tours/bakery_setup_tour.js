import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bakery_setup_tour", {
    steps: () => [
        {
            content: "The form asks for the name of the company",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit PT Roti Tur",
        },
        {
            content: "and for its time zone",
            trigger: ".modal .o_field_widget[name=tz] label:contains(WITA)",
            run: "click",
        },
        {
            content: "Set it up",
            trigger: ".modal footer button[name=action_apply]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The client reloads under the new name",
            trigger: ".o_main_navbar:contains(PT Roti Tur)",
        },
    ],
});
