from odoo.addons.base.tests.common import BaseCommon

ROLES = (
    "owner",
    "store_admin",
    "purchaser",
    "approver",
    "warehouse_clerk",
    "baker",
    "planner",
    "cashier",
    "waiter",
    "kitchen",
    "online_staff",
    "sales",
    "accountant",
    "outlet_manager",
)


class BakerySuiteCommon(BaseCommon):
    """What the tests of this addon share: a company fresh from the set-up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref("base.module_bakery_suite")

    @classmethod
    def new_bakery(cls, name, **values):
        """Create a company and set it up; return the company."""
        company = cls.env["res.company"].create({"name": name})
        cls.env.user.company_ids += company
        cls.setup_bakery(company, name=name, **values)
        return company

    @classmethod
    def setup_bakery(cls, company, **values):
        cls.env["bakery.setup"].apply(company, values)

    @classmethod
    def user_of_role(cls, role, **values):
        """Create a user who holds nothing but ``role``."""
        group = cls.env.ref(f"bakery_suite.bakery_suite_group_{role}")
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": role,
                    "login": f"uji-{role}",
                    "password": f"uji-{role}",
                    "group_ids": [(6, 0, group.ids)],
                    **values,
                }
            )
        )
