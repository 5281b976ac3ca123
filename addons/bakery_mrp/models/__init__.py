from . import res_company, res_config_settings
from . import formula, plan, order, bake, cost, content, fresh, waste, dayold
from . import hold, trace, recall, margin
from . import dispatch
