"""Taking an order apart keeps the company that the user works in.

``action_unbuild`` means to drop the defaults of its context and cleans the environment
instead, which is a mapping of models: the new context has a model under each name, and
no company. What follows runs in the user's first company, whose rules may hide the
movements of the order: nothing was baked, by these, and Odoo divides by that. Seen by
random histories of a company beside one where roles bind.
"""

from odoo import models
from odoo.tools.misc import clean_context


# pylint: disable=consider-merging-classes-inherited
# Each patch of a stock defect is a file of its own, named for the defect.
class MrpUnbuild(models.Model):
    _inherit = "mrp.unbuild"

    def with_env(self, env):
        # Only an environment that was taken for a context has models in it.
        if isinstance(env.context.get(self._name), models.BaseModel):
            env = self.env(context=clean_context(self.env.context))
        return super().with_env(env)
