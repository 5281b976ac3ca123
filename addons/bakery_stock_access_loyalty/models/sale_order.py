from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _write_vals_from_reward_vals(self, reward_vals, old_lines, delete=True):
        """Write what programs grant, which the seller's limits do not bind.

        Odoo computed the values from the program and the points; clients cannot call
        this.
        """
        write = super()._write_vals_from_reward_vals
        if not self.env["bakery.access.right"]._binds_caller():
            return write(reward_vals, old_lines, delete=delete)
        self.check_access("write")
        # sudo: see above; the seller stays the author of the lines.
        order, lines = self.sudo(), old_lines.sudo()
        write = super(SaleOrder, order)._write_vals_from_reward_vals
        return write(reward_vals, lines, delete=delete).sudo(False)

    def action_confirm(self):
        """Settle the points of cards, which Odoo does as the seller."""
        with self.env["loyalty.card"]._settling():
            return super().action_confirm()

    def copy_data(self, default=None):
        """Leave out rewards, which Odoo copies and then deletes."""
        vals_list = super().copy_data(default)
        for vals in vals_list:
            if "order_line" in vals:
                vals["order_line"] = [
                    command
                    for command in vals["order_line"]
                    if len(command) < 3
                    or not isinstance(command[2], dict)
                    or not command[2].get("reward_id")
                ]
        return vals_list
