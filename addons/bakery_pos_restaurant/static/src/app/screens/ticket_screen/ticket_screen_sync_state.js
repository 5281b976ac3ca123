import { patch } from "@web/core/utils/patch";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { SyncState } from "@bakery_pos_restaurant/app/components/sync_state/sync_state";

patch(TicketScreen, { components: { ...TicketScreen.components, SyncState } });
