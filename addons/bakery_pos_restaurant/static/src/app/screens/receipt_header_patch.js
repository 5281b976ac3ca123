import { ReceiptHeader } from "@point_of_sale/app/screens/receipt_screen/receipt/receipt_header/receipt_header";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(ReceiptHeader.prototype, {
    get tableName() {
        const table = this.order.table_id;
        if (!table?.table_name) {
            return super.tableName;
        }
        return _t("%(table)s, Guests: %(count)s", {
            table: table.table_name,
            count: this.order.customer_count,
        });
    },
});
