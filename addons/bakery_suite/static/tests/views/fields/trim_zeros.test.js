import { expect, test } from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Recipe extends models.Model {
    flour = fields.Float({ digits: [16, 5] });
    price = fields.Float({ digits: [16, 6] });
    hours = fields.Float({ digits: [16, 2] });

    _records = [
        { id: 1, flour: 36, price: 12.25, hours: 2 },
        { id: 2, flour: 0.0025, price: 13, hours: 1.5 },
    ];
}

defineModels([Recipe]);
onRpc("has_group", () => true);

const texts = (name) =>
    [...document.querySelectorAll(`td[name=${name}]`)].map((cell) => cell.textContent);

test("a list shows no zeros that say nothing", async () => {
    await mountView({
        type: "list",
        resModel: "recipe",
        arch: `<list><field name="flour"/><field name="price"/><field name="hours"/></list>`,
    });
    expect(texts("flour")).toEqual(["36", "0.0025"]);
    expect(texts("price")).toEqual(["12.25", "13"]);
});

test("fields of the usual two decimals stay as they are", async () => {
    await mountView({
        type: "list",
        resModel: "recipe",
        arch: `<list><field name="hours"/></list>`,
    });
    expect(texts("hours")).toEqual(["2.00", "1.50"]);
});

test("a form shows them neither, and keeps every digit that is typed", async () => {
    await mountView({
        type: "form",
        resModel: "recipe",
        resId: 1,
        arch: `<form><field name="flour"/></form>`,
    });
    expect(".o_field_widget[name=flour] input").toHaveValue("36");
    await contains(".o_field_widget[name=flour] input").edit("0.00125");
    expect(".o_field_widget[name=flour] input").toHaveValue("0.00125");
});
