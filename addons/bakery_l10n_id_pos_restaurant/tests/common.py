from odoo.addons.base.tests.common import BaseCommon


class BakeryL10nIdPosRestaurantCommon(BaseCommon):
    """What the tests of this addon share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_l10n_id_pos_restaurant")
