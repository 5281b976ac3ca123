def uninstall_hook(env):
    """Give back what reservations hold: without them nobody could."""
    moves = env["stock.move"].search(
        [
            ("bakery_reservation_id", "!=", False),
            ("state", "not in", ("done", "cancel")),
        ]
    )
    moves._action_cancel()
