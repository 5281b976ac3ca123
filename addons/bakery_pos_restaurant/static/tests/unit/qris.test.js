import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPoSEnvForSelfOrder as setupPosEnv } from "@pos_self_order/../tests/unit/utils";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { QrisPopup } from "@bakery_pos_restaurant/app/components/qris_popup/qris_popup";
import {
    checksum,
    fieldsOf,
    withAmount,
} from "@bakery_pos_restaurant/app/utils/qris_code";
import { advanceTime, animationFrame, click, expect, test } from "@odoo/hoot";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

definePosModels();

// Annex A of EMVCo's specification, and the sample of Brazil's Pix.
const EMVCO =
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678" +
    "520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京" +
    "540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449" +
    "988770708123456786304A13A";
const PIX =
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053" +
    "039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D";
const OUTLET =
    "00020101021126610014ID.CO.QRIS.WWW01189360091500000000010210UJI00000010303UMI" +
    "51440014ID.CO.QRIS.WWW0215ID00000000000010303UMI5204546253033605802ID5908ROTI " +
    "UJI6007JAKARTA610510110630444B6";

test("checksums are those that are published", () => {
    for (const code of [EMVCO, PIX, OUTLET]) {
        expect(checksum(code.slice(0, -4))).toBe(code.slice(-4));
    }
    expect(checksum("123456789")).toBe("29B1");
});

test("an amount is put into an outlet's own code", () => {
    const filled = withAmount(OUTLET, 25000);
    const fields = Object.fromEntries(fieldsOf(filled));
    expect(fields["54"]).toBe("25000");
    expect(fields["01"]).toBe("12");
    expect(fields["59"]).toBe("ROTI UJI");
    expect(filled.slice(-4)).toBe(checksum(filled.slice(0, -4)));
    expect(filled).toInclude("530336054052500058");
    // Another amount replaces the first.
    expect(withAmount(filled, 7000)).toBe(withAmount(OUTLET, 7000));
    expect(Object.fromEntries(fieldsOf(withAmount(EMVCO, 5)))["54"]).toBe("5");
});

test("what is no code, or no amount, is left alone", () => {
    for (const amount of [0, -1, NaN, Infinity, undefined]) {
        expect(withAmount(OUTLET, amount)).toBe(OUTLET);
    }
    for (const text of ["", "halo", "00020", OUTLET.slice(0, -2) + "x9"]) {
        expect(withAmount(text.slice(0, 7), 1000)).toBe(text.slice(0, 7));
    }
    expect(fieldsOf("0005ab")).toBe(null);
});

const PENDING = {
    line_uuid: "u",
    state: "pending",
    payload: "000201uji",
    seconds: 600,
    error: "",
};

async function popup(props = {}) {
    await setupPosEnv();
    const seen = { asked: [], results: [], codes: [] };
    const answer = (name, value) => async () => {
        seen.asked.push(name);
        if (value instanceof Error) {
            throw value;
        }
        return value;
    };
    const {
        request = { ...PENDING, state: "new", payload: "", seconds: 0 },
        poll = PENDING,
        check = PENDING,
        cancel = { ...PENDING, state: "cancelled" },
        hasStatic = true,
    } = props;
    await mountWithCleanup(QrisPopup, {
        props: {
            name: "QRIS",
            amount: "Rp 11.000",
            request: answer("request", request),
            poll: answer("poll", poll),
            check: answer("check", check),
            cancel: answer("cancel", cancel),
            listen: (callback) => {
                seen.tell = callback;
                return () => {};
            },
            onCode: (code) => seen.codes.push(code),
            hasStatic,
            getPayload: (result) => seen.results.push(result.outcome),
            close: () => seen.results.push("closed"),
        },
    });
    await animationFrame();
    return seen;
}

test("the code appears, is paid, and the popup goes by itself", async () => {
    const seen = await popup();
    expect(".o_bakery_qris_code img").toHaveCount(0);
    seen.tell(PENDING);
    await animationFrame();
    expect(".o_bakery_qris_code img").toHaveCount(1);
    expect(".o_bakery_qris_left").toHaveText("10:00");
    expect(".o_bakery_qris_static, .o_bakery_qris_trust").toHaveCount(0);
    expect(seen.codes).toEqual(["000201uji"]);
    await advanceTime(1000);
    await animationFrame();
    expect(".o_bakery_qris_left").toHaveText("9:59");
    seen.tell({ ...PENDING, state: "paid" });
    await animationFrame();
    expect(".o_bakery_qris_paid").toHaveCount(1);
    expect(".o_bakery_qris_cancel").toHaveCount(0);
    await advanceTime(1500);
    expect(seen.results).toEqual(["paid", "closed"]);
});

test("the server is asked every few seconds, should the bus be silent", async () => {
    const seen = await popup({ poll: { ...PENDING, state: "paid" } });
    await advanceTime(3100);
    await advanceTime(1500);
    expect(seen.asked).toEqual(["request", "poll"]);
    expect(seen.results).toEqual(["paid", "closed"]);
});

test("a refusal is told in the server's words", async () => {
    const refusal = Object.assign(new Error(), { data: { message: "Only Rp 5." } });
    const seen = await popup({ request: refusal, hasStatic: false });
    expect(".o_bakery_qris_trouble").toHaveText("Only Rp 5.");
    expect(".o_bakery_qris_static").toHaveCount(0);
    await click(".o_bakery_qris_cancel");
    await animationFrame();
    expect(seen.results).toEqual(["cancel", "closed"]);
});

test("a provider that is down leaves the outlet's own code", async () => {
    const seen = await popup();
    seen.tell({ ...PENDING, state: "failed", error: "No answer." });
    await animationFrame();
    expect(".o_bakery_qris_trouble").toHaveText("No answer.");
    expect(".o_bakery_qris_again").toHaveCount(1);
    await click(".o_bakery_qris_static");
    await animationFrame();
    expect(seen.results).toEqual(["static", "closed"]);
});

test("without the network the cashier may trust the guest", async () => {
    const seen = await popup({ poll: new Error("offline") });
    expect(".o_bakery_qris_trust").toHaveCount(0);
    seen.tell(PENDING);
    await advanceTime(3100);
    await animationFrame();
    expect(".o_bakery_qris_trouble").toHaveCount(1);
    await click(".o_bakery_qris_trust");
    expect(seen.results).toEqual(["trust", "closed"]);
});

test("a guest who was faster than the cashier has paid", async () => {
    const seen = await popup({ cancel: { ...PENDING, state: "paid" } });
    seen.tell(PENDING);
    await animationFrame();
    await click(".o_bakery_qris_cancel");
    await animationFrame();
    await advanceTime(1500);
    expect(seen.results).toEqual(["paid", "closed"]);
});

test("the guest's display shows the outlet's own code", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const method = store.models["pos.payment.method"].find((one) => !one.is_cash_count);
    method.qris_payload = OUTLET;
    expect(store.staticQrisMethod.id).toBe(method.id);
    order.addPaymentline(method);
    const [line] = order.payment_ids;
    expect(line.getStaticQris().code).toBe(OUTLET);
    method.qris_with_amount = true;
    const filled = withAmount(OUTLET, line.getAmount());
    expect(line.getStaticQris().code).toBe(filled);
    const adapter = new CustomerDisplayPosAdapter();
    adapter.formatOrderData(order);
    expect(adapter.data.qrPaymentData.qrCode).toInclude(encodeURIComponent(filled));
    line.setAmount(0);
    expect(line.getStaticQris()).toBe(null);
});
