from odoo.tests import tagged

from .common_leaks import PLACES, LeaksCommon
from .crawler import Crawler

# What analysis adds up has ids of its own, which lead nowhere.
VIEWS = {"report.stock.quantity", "sale.report"}


@tagged("post_install", "-at_install")
class TestLeaksCrawl(LeaksCommon):
    """Whatever model a user may read, nothing in it names a hidden document."""

    def test_no_model_shows_hidden_records(self):
        hidden = {
            model: set(self.env[model].search([(path, "=", self.other.id)]).ids)
            - set(self.env[model].search([(path, "=", self.own.id)]).ids)
            for model, path in PLACES.items()
            if model not in VIEWS
        }
        user = self.everything
        for xmlid in (
            "stock.group_stock_multi_warehouses",
            "stock.group_adv_location",
            "stock.group_production_lot",
            "stock.group_tracking_lot",
        ):
            user.group_ids += self.env.ref(xmlid)
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.env(
            user=user, su=False, context={"allowed_company_ids": self.env.company.ids}
        )
        self.assertFalse(Crawler(env, r"Toko Lain|TLN", hidden).crawl())
