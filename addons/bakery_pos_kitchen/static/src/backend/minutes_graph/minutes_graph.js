import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { GraphModel } from "@web/views/graph/graph_model";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";

const LATE = "#d9534f";
const MEASURES = ["minutes", "median", "nine_of_ten"];

/** Reads the limit of each station beside the minutes. */
export class MinutesGraphModel extends GraphModel {
    async _loadDataPoints(metaData) {
        const [points, limits] = await Promise.all([
            super._loadDataPoints(metaData),
            this._loadLimits(metaData),
        ]);
        this.limits = limits;
        return points;
    }

    /** Return `{name of a station: minutes}`. */
    async _loadLimits({ measure, domain, resModel }) {
        if (!MEASURES.includes(measure)) {
            return {};
        }
        const groups = await this.orm.formattedReadGroup(
            resModel,
            domain,
            ["station_id"],
            ["late_min:max"],
            { context: this.searchParams.context }
        );
        return Object.fromEntries(
            groups.map((group) => [group.station_id[1], group["late_min:max"]])
        );
    }
}

/**
 * Draws the limits across the chart, so that what is late lies above them: one for
 * each station's line, or one for all if they have the same.
 */
export class MinutesGraphRenderer extends GraphRenderer {
    getLineChartData() {
        const { data, limits = {} } = this.model;
        data.datasets = data.datasets.filter((dataset) => !dataset.isLimit);
        const result = super.getLineChartData();
        result.datasets.push(...this._limitDatasets(result, limits));
        return result;
    }

    _limitDatasets({ datasets, labels }, limits) {
        const second = this.model.metaData.groupBy[1];
        if (second?.fieldName === "station_id") {
            return datasets
                .filter((dataset) => limits[dataset.label])
                .map((dataset) =>
                    this._limitDataset(dataset, labels, limits[dataset.label], {
                        label: _t("Limit of %s (min)", dataset.label),
                        borderColor: dataset.borderColor,
                    })
                );
        }
        const [limit, ...others] = new Set(Object.values(limits));
        if (!datasets.length || !limit || others.length) {
            return [];
        }
        const label = _t("Late after (min)");
        return [
            this._limitDataset(datasets[0], labels, limit, {
                label,
                borderColor: LATE,
            }),
        ];
    }

    _limitDataset(beside, labels, limit, style) {
        return {
            ...beside,
            isLimit: true,
            data: labels.map(() => limit),
            backgroundColor: "transparent",
            borderDash: [6, 4],
            borderWidth: 1.5,
            pointRadius: 0,
            pointHoverRadius: 0,
            pointHitRadius: 0,
            ...style,
        };
    }
}

registry.category("views").add("bakery_kitchen_minutes_graph", {
    ...graphView,
    Model: MinutesGraphModel,
    Renderer: MinutesGraphRenderer,
});
