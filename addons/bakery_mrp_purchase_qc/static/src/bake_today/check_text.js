import { _t } from "@web/core/l10n/translation";

/** Return what stands on the badge of a check of a batch, and its colour. */
export function badgeOf(check) {
    switch (check.state) {
        case "success":
            return { text: _t("Passed"), style: "text-bg-success" };
        case "failed":
            return { text: _t("Not passed"), style: "text-bg-danger" };
        case "waiting":
            return { text: _t("Quality decides"), style: "text-bg-warning" };
    }
    return { text: _t("To check"), style: "text-bg-info" };
}

/** Return what an open or failed check means for who bakes, in one sentence. */
export function meaningOf(check) {
    if (check.state === "waiting") {
        return _t("The order can be finished once quality has decided.");
    }
    if (check.state === "failed") {
        return check.is_held
            ? _t("The lot stays on hold until quality has decided.")
            : "";
    }
    if (check.state !== "ready") {
        return "";
    }
    return check.moment === "before"
        ? _t("Before the order can be finished.")
        : _t("The lot is on hold until it is checked.");
}
