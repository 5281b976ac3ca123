import { registry } from "@web/core/registry";
import { rpcBus } from "@web/core/network/rpc";

/** Forgets the forms that this browser keeps as soon as somebody changes a layout. */
export const formLayoutService = {
    dependencies: ["bus_service"],
    start(env, { bus_service: bus }) {
        bus.subscribe("bakery_form_layout", () =>
            rpcBus.trigger("CLEAR-CACHES", "get_views")
        );
    },
};

registry.category("services").add("bakery_form_layout", formLayoutService);
