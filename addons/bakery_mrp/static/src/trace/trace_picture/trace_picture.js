import {
    Component,
    onMounted,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";

import { connectedTo, curve } from "../trace_graph";
import { quantity } from "../trace_text";

const ICONS = {
    customer: "fa-user",
    group: "fa-clone",
    lot: "fa-barcode",
    till: "fa-shopping-cart",
    vendor: "fa-truck",
};

/** Columns of boxes from vendors to customers, and the lines between them. */
export class TracePicture extends Component {
    static template = "bakery_mrp.TracePicture";
    static props = {
        columns: Array,
        edges: Array,
        rootKey: String,
        onOpen: Function,
    };

    setup() {
        this.frame = useRef("frame");
        this.canvas = useRef("canvas");
        this.state = useState({ lines: [], width: 0, height: 0, key: null });
        const observer = new ResizeObserver(() => this.draw());
        onMounted(() => observer.observe(this.canvas.el));
        onWillUnmount(() => observer.disconnect());
        useEffect(
            () => {
                this.draw();
                this.showRoot();
            },
            () => [this.props.columns]
        );
    }

    /** Put the lot itself in the middle, where the picture is wider than the screen. */
    showRoot() {
        const frame = this.frame.el;
        const box = this.boxOf(this.props.rootKey);
        if (box && frame.scrollWidth > frame.clientWidth) {
            frame.scrollLeft =
                box.offsetLeft - (frame.clientWidth - box.offsetWidth) / 2;
        }
    }

    draw() {
        const canvas = this.canvas.el;
        if (!canvas) {
            return;
        }
        const origin = canvas.getBoundingClientRect();
        const places = new Map();
        for (const box of canvas.querySelectorAll("[data-key]")) {
            const { x, y, width, height } = box.getBoundingClientRect();
            places.set(box.dataset.key, {
                x: x - origin.x,
                y: y - origin.y,
                width,
                height,
            });
        }
        this.state.width = canvas.scrollWidth;
        this.state.height = canvas.scrollHeight;
        this.state.lines = this.props.edges
            .filter((edge) => edge.every((key) => places.has(key)))
            .map((edge) => ({
                edge,
                key: edge.join(">"),
                path: curve(places.get(edge[0]), places.get(edge[1])),
            }));
    }

    boxOf(key) {
        return this.canvas.el.querySelector(`[data-key="${key}"]`);
    }

    get connected() {
        const { key } = this.state;
        return key ? connectedTo(this.props.edges, key) : null;
    }

    lineClass(line, connected) {
        if (!connected) {
            return "";
        }
        return line.edge.every((key) => connected.has(key))
            ? "o_trace_lit"
            : "o_trace_dim";
    }

    boxClass(box, connected) {
        return {
            [`o_trace_${box.kind}`]: true,
            o_trace_root: box.key === this.props.rootKey,
            o_trace_held: box.hold,
            o_trace_dim: connected && !connected.has(box.key),
        };
    }

    icon(box) {
        return ICONS[box.kind] || "fa-circle";
    }

    amount(box) {
        return `${quantity(box.quantity)} ${box.unit}`;
    }
}
