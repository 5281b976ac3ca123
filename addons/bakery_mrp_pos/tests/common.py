from odoo.addons.base.tests.common import BaseCommon


class BakeryMrpPosCommon(BaseCommon):
    """What the tests of this addon share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_mrp_pos")
