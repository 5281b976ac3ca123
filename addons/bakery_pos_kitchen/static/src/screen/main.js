import { mountComponent } from "@web/env";
import { whenReady } from "@odoo/owl";
import { KitchenScreen } from "./kitchen_screen";
import { keepForOffline } from "./model/offline";

whenReady(async () => {
    await mountComponent(KitchenScreen, document.body);
    await keepForOffline();
});
