import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { url } from "@web/core/utils/urls";

import { readPhoto } from "./files";

/** A photo, taken by the camera of the tablet or chosen on a desktop. */
export class PhotoAnswer extends Component {
    static template = "bakery_purchase_qc.PhotoAnswer";
    static props = {
        question: Object,
        readonly: Boolean,
        save: Function,
        values: Object,
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({ problem: "", reading: false });
    }

    /** The photo that is on its way shows before the server has it. */
    get source() {
        const { id, has_photo, photo_size } = this.props.question;
        if (this.props.values.photo) {
            return `data:image/jpeg;base64,${this.props.values.photo}`;
        }
        const path = `/web/image/qc.inspection.line/${id}/photo/640x640`;
        return has_photo ? url(path, { unique: photo_size }) : "";
    }

    async take(ev) {
        const file = ev.target.files[0];
        if (!file) {
            return;
        }
        Object.assign(this.state, { problem: "", reading: true });
        const photo = await readPhoto(file).catch(() => null);
        this.state.reading = false;
        // The same file may be chosen again.
        ev.target.value = "";
        this.keep(photo, file.name);
    }

    keep(photo, name) {
        if (photo) {
            this.props.save({ photo });
        } else {
            this.state.problem = _t("“%s” cannot be read as a picture.", name);
        }
    }
}
