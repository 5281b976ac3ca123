from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_kitchen(self, company):
        """Open the stations of a café; a company that has some keeps them.

        Which categories of goods each makes, the company knows best.
        """
        stations = self.env["bakery.kitchen.station"].with_context(active_test=False)
        if stations.search_count([("company_id", "=", company.id)], limit=1):
            return
        names = (
            self.env._("Kitchen"),
            self.env._("Bar"),
            self.env._("Pastry"),
            self.env._("Expo"),
        )
        stations.create(
            [
                {
                    "name": name,
                    "company_id": company.id,
                    "sequence": 10 * number,
                    "is_expo": number == len(names),
                }
                for number, name in enumerate(names, start=1)
            ]
        )
