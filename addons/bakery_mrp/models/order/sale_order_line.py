from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    wishes = fields.Text(
        help="What the customer wants of this cake: writing, colours, figures. The "
        "bakers see it on the order they make.",
    )

    def write(self, vals):
        """Tell who bakes when a wish changes on the way."""
        before = {line: line.wishes for line in self} if "wishes" in vals else {}
        done = super().write(vals)
        for line, wishes in before.items():
            if line.wishes != wishes:
                # Whoever sells need not have a right to manufacturing orders.
                orders = self.env["mrp.production"].sudo()
                open_orders = orders.search(
                    [
                        ("sale_line_id", "=", line.id),
                        ("state", "not in", ["done", "cancel"]),
                    ]
                )
                for order in open_orders:
                    order.message_post(
                        body=self.env._("New wishes: %s", line.wishes or "–")
                    )
        return done

    def _delivered_before(self, day):
        """Return what was delivered before local ``day``, all of it when None."""
        if not day or not self.move_ids:
            return self.qty_delivered
        zone = self.company_id.partner_id.tz or self.env.user.tz
        local = self.with_context(tz=zone)
        outgoing, incoming = self._get_outgoing_incoming_moves()

        def done(moves):
            return sum(
                move.product_uom._compute_quantity(
                    move.quantity, self.product_uom_id, round=False
                )
                for move in moves
                if move.state == "done"
                and fields.Datetime.context_timestamp(local, move.date).date() < day
            )

        return done(outgoing) - done(incoming)
