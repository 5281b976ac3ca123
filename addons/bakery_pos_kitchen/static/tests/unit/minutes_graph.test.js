import { describe, expect, test } from "@odoo/hoot";
import { MinutesGraphRenderer } from "@bakery_pos_kitchen/backend/minutes_graph/minutes_graph";

describe.current.tags("desktop");

const LABELS = ["09:00", "10:00"];

/** Return what is drawn as limits of `stations`, which lie at `limits`. */
function limitsOf(stations, limits, ...groups) {
    const renderer = Object.create(MinutesGraphRenderer.prototype);
    renderer.model = {
        metaData: { groupBy: groups.map((fieldName) => ({ fieldName })) },
    };
    const datasets = stations.map((label) => ({
        label,
        data: [4, 6],
        borderColor: `color of ${label}`,
    }));
    return renderer
        ._limitDatasets({ datasets, labels: LABELS }, limits)
        .map(({ data, borderColor }) => [data, borderColor]);
}

test("each station's line has its limit, in its colour", () => {
    const limits = { Kitchen: 18, Bar: 10 };
    expect(limitsOf(["Kitchen", "Bar"], limits, "hour", "station_id")).toEqual([
        [[18, 18], "color of Kitchen"],
        [[10, 10], "color of Bar"],
    ]);
});

test("all stations together have a limit where it is the same for all", () => {
    expect(limitsOf(["Median"], { Kitchen: 10, Bar: 10 }, "hour")).toEqual([
        [[10, 10], "#d9534f"],
    ]);
    expect(limitsOf(["Median"], { Kitchen: 18, Bar: 10 }, "hour")).toEqual([]);
});

test("what is no minutes has no limit", () => {
    expect(limitsOf(["Wasted"], {}, "hour", "station_id")).toEqual([]);
    expect(limitsOf([], { Bar: 10 }, "hour")).toEqual([]);
});
