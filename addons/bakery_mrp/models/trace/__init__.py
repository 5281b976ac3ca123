from . import stock_lot, stock_lot_balance, stock_move_line
