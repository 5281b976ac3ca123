import { _t } from "@web/core/l10n/translation";
import { uuidv4 } from "@point_of_sale/utils";
import { BasePrinter } from "@point_of_sale/app/utils/printer/base_printer";

// One more attempt, since an answer may be lost though the slip was accepted.
const ATTEMPTS = 2;

/**
 * Hands slips to the server, which prints them, tries again, and knows a backup. What is
 * handed over twice under one number comes out once.
 */
export class SpoolPrinter extends BasePrinter {
    setup({ orm, printerId }) {
        super.setup(...arguments);
        this.orm = orm;
        this.printerId = printerId;
    }

    async sendPrintingJob(image) {
        const uuid = uuidv4();
        for (let attempt = 1; ; attempt++) {
            try {
                return await this.orm.call("pos.printer", "spool_picture", [
                    [this.printerId],
                    image,
                    uuid,
                ]);
            } catch (error) {
                if (attempt === ATTEMPTS) {
                    throw error;
                }
            }
        }
    }

    getActionError() {
        return {
            successful: false,
            canRetry: true,
            message: {
                title: _t("The print spool did not take it"),
                body: _t("Nothing was printed. Try again, or ask your manager."),
            },
        };
    }
}
