from . import (
    account_move,
    bakery_commission_rule,
    bakery_commission,
    bakery_tip_distribution,
    bakery_tip_distribution_line,
    pos_config,
    pos_order,
    pos_order_line,
    report_pos_order,
    res_company,
    res_config_settings,
)
