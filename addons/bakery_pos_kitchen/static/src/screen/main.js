import { mountComponent } from "@web/env";
import { whenReady } from "@odoo/owl";
import { KitchenScreen } from "./kitchen_screen";

whenReady(() => mountComponent(KitchenScreen, document.body));
