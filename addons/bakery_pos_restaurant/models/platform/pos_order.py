import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

LONGEST = 40


def order_number(text):
    """Return the number of a platform's order as it is compared, or False.

    >>> order_number(" f-1234 5 ")
    'F-12345'
    """
    return re.sub(r"\s+", "", str(text or "")).upper() or False


# pylint: disable=consider-merging-classes-inherited
# Each feature of the till stands in its own sub-package.
class PosOrder(models.Model):
    """Orders of delivery platforms carry the platform's number, once."""

    _inherit = "pos.order"

    platform_id = fields.Many2one(
        "bakery.pos.collector",
        string="Delivery Platform",
        compute="_compute_platform_id",
        store=True,
        index="btree_not_null",
    )
    platform_order_number = fields.Char(copy=False, index="trigram")
    paid_offline = fields.Boolean(
        string="Paid without Network",
        copy=False,
        help="The tablet could not ask the server when it was paid, as it says.",
    )
    platform_number_typed = fields.Char(
        string="Number as Typed",
        readonly=True,
        copy=False,
        help="What the tablet sent later, when another order had the number already.",
    )
    platform_problem = fields.Selection(
        [("missing", "No Number"), ("taken", "Number on Another Order")],
        string="To Check",
        compute="_compute_platform_problem",
        store=True,
        index="btree_not_null",
        help="The order was paid without the network, and its number is still wrong: "
        "correct it, so that it is found on the platform's statement.",
    )

    # Two tills at once: the second is refused by the database.
    _platform_order_number_uniq = models.UniqueIndex(
        "(company_id, platform_id, platform_order_number) WHERE state != 'cancel'"
        " AND platform_id IS NOT NULL AND platform_order_number IS NOT NULL",
        "Another order has this number of the delivery platform already.",
    )

    @api.depends("preset_id", "company_id")
    def _compute_platform_id(self):
        for order in self:
            order.platform_id = order.preset_id._platform(order.company_id)

    @api.depends(
        "platform_id", "platform_order_number", "platform_number_typed", "state"
    )
    def _compute_platform_problem(self):
        for order in self:
            problem = "taken" if order.platform_number_typed else "missing"
            order.platform_problem = order._lacks_number() and problem

    @api.constrains("state", "preset_id", "platform_order_number")
    def _check_platform_number(self):
        """Refuse sales of a platform without its number, unless the network was down.

        Those are kept, since the guest has paid, and listed to be corrected.
        """
        for order in self:
            if order._lacks_number() and not order.paid_offline:
                raise ValidationError(
                    order.env._(
                        "%(order)s is an order of %(platform)s: please enter the "
                        "platform's number before it is paid.",
                        order=order.pos_reference or order.name,
                        platform=order.platform_id.name,
                    )
                )

    def _lacks_number(self):
        """Return whether this is a sale of a platform, paid, without its number."""
        return (
            self.platform_id
            and self.state not in ("draft", "cancel")
            and not self.platform_order_number
            and any(line.qty > 0 for line in self.lines)
        )

    @api.model
    def _process_order(self, order, existing_order):
        """Keep what was paid without the network, though its number is taken."""
        typed = order.get("paid_offline") is True and self._taken_number(
            order, existing_order
        )
        if typed:
            order["platform_order_number"] = False
        number = super()._process_order(order, existing_order)
        if typed:
            # sudo: only the server notes it.
            self.browse(number).sudo().platform_number_typed = typed
        return number

    @api.model
    def _taken_number(self, order, existing_order):
        """Return the number of a paid order as a tablet sent it, if it is taken."""
        if order.get("state") != "paid" or (
            existing_order and existing_order.state != "draft"
        ):
            return False
        number = order_number(order.get("platform_order_number"))
        session = self.env["pos.session"].browse(order.get("session_id")).exists()
        preset = self.env["pos.preset"].browse(order.get("preset_id") or ()).exists()
        platform = preset._platform(session.company_id)
        if not platform or not number or len(number) > LONGEST:
            return False
        holder = self._platform_number_holder(platform, number, order.get("uuid"))
        return number if holder else False

    @api.model_create_multi
    def create(self, vals_list):
        """Keep numbers as they are compared, and refuse those that are taken."""
        vals_list = [self._platform_values(vals) for vals in vals_list]
        for vals in vals_list:
            self.browse()._refuse_taken_number(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Keep numbers as they are compared, and refuse those that are taken."""
        vals = self._platform_values(vals)
        if {"platform_order_number", "preset_id", "state"} & vals.keys():
            for order in self:
                order._refuse_taken_number(vals)
        return super().write(vals)

    @api.model
    def _platform_values(self, vals):
        # The platform follows from the preset; tablets send back what they once read.
        own = (
            {"platform_id"} if self.env.su else {"platform_id", "platform_number_typed"}
        )
        vals = {name: value for name, value in vals.items() if name not in own}
        if "platform_order_number" in vals:
            number = order_number(vals["platform_order_number"])
            if len(number or "") > LONGEST:
                raise ValidationError(
                    self.env._(
                        "An order number has at most %(count)s characters.",
                        count=LONGEST,
                    )
                )
            vals["platform_order_number"] = number
        return vals

    def _refuse_taken_number(self, vals):
        """Say who has the number, before the database refuses it without a name."""
        number = vals.get("platform_order_number", self.platform_order_number)
        if not number or vals.get("state", self.state) == "cancel":
            return
        session = self.env["pos.session"].browse(vals.get("session_id"))
        preset = self.env["pos.preset"].browse(
            vals.get("preset_id", self.preset_id.id) or ()
        )
        company = self.company_id or session.company_id or self.env.company
        platform = preset._platform(company)
        uuid = vals.get("uuid") or self.uuid
        holder = platform and self._platform_number_holder(platform, number, uuid)
        if holder:
            raise ValidationError(self._number_is_taken(holder))

    @api.model
    def _platform_number_holder(self, platform, number, uuid):
        # sudo: the other till may be of an outlet that the cashier does not see.
        return self.sudo().search(
            [
                ("company_id", "=", platform.company_id.id),
                ("platform_id", "=", platform.id),
                ("platform_order_number", "=", number),
                ("state", "!=", "cancel"),
                ("uuid", "!=", uuid),
            ],
            limit=1,
        )

    @api.model
    def _number_is_taken(self, holder):
        return self.env._(
            "%(platform)s number %(number)s is on order %(order)s of %(till)s already.",
            platform=holder.platform_id.name,
            number=holder.platform_order_number,
            order=holder.pos_reference or holder.name,
            till=holder.config_id.name,
        )

    @api.model
    def platform_number_taken(self, preset_id, number, uuid):
        """Tell the till, before it sells, who has the number of a platform's order.

        :param int preset_id: preset of the platform
        :param str number: as typed
        :param str uuid: the order that asks
        :return: a sentence, or False if the number is free
        """
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who sells asks for this."))
        preset = self.env["pos.preset"].browse(preset_id).exists()
        platform = preset._platform(self.env.company)
        number = order_number(number)
        if not platform or not number:
            return False
        holder = self._platform_number_holder(platform, number, str(uuid or ""))
        return self._number_is_taken(holder) if holder else False
