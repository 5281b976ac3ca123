import { Component, useState } from "@odoo/owl";
import { ProductCard } from "@point_of_sale/app/components/product_card/product_card";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** How many of a product are free where this till sells; a tap says more. */
export class StockBadge extends Component {
    static template = "bakery_pos_restaurant.StockBadge";
    static props = { product: Object };

    setup() {
        this.pos = usePos();
        this.stock = useState(this.pos.stock || {});
    }

    get left() {
        return this.stock.at ? this.pos.stockLeft(this.props.product) : null;
    }

    get level() {
        if (this.left <= 0) {
            return "none";
        }
        return this.left <= this.pos.config.stock_low ? "low" : "enough";
    }

    get text() {
        return this.env.utils.formatProductQty(Math.max(this.left, 0), false);
    }

    get title() {
        return _t("%s free here", this.text);
    }
}

patch(ProductCard, { components: { ...ProductCard.components, StockBadge } });
