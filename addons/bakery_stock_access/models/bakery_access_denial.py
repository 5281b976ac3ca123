from odoo import api, fields, models
from odoo.exceptions import AccessError


class BakeryAccessDenial(models.Model):
    """A refusal: who wanted what, on which document, for want of which right.

    Written in a transaction of its own, since the one that was refused is undone.
    """

    _name = "bakery.access.denial"
    _description = "Refused Access"
    _order = "id desc"
    _rec_name = "right_id"

    date = fields.Datetime(
        required=True, default=fields.Datetime.now, readonly=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade", index=True
    )
    right_id = fields.Many2one(
        "bakery.access.right", readonly=True, ondelete="cascade", index=True
    )
    rule = fields.Char(
        readonly=True,
        help="The record rule that refused, where it was not a right of a role.",
    )
    operation = fields.Char(readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True, ondelete="cascade")
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    res_name = fields.Char(string="Document Name", readonly=True)

    @api.model
    def _refuse(self, code, records=None, warehouse_id=False, message=None):
        """Record that the user lacks a right, and raise.

        :param str code: code of the ``bakery.access.right`` that is missing.
        :param records: documents concerned; the first is recorded.
        :param int warehouse_id: the warehouse where the right is missing, if any.
        :param str message: what to say instead of the usual sentence.
        :raise AccessError: always.
        """
        right = self.env["bakery.access.right"]._of_code(code)
        self._record({"right_id": right.id, "warehouse_id": warehouse_id}, records)
        raise AccessError(
            message or right._missing_message(self._visible_name(warehouse_id))
        )

    @api.model
    def _visible_name(self, warehouse_id):
        """Return the name of a warehouse, or nothing when the user may not know it."""
        visible = self.env.user._visible_warehouse_ids()
        if not warehouse_id or (visible is not None and warehouse_id not in visible):
            return ""
        # sudo: visible was checked.
        return self.env["stock.warehouse"].sudo().browse(warehouse_id).name

    @api.model
    def _record(self, values, records=None):
        """Write one refusal, so that it stays when the present work is undone."""
        values["user_id"] = self.env.uid
        if records:
            # sudo: the name is for the administrator, not for who was refused.
            record = records.sudo()[:1]
            values |= {"res_model": record._name, "res_id": record.id or 0}
            values["res_name"] = record.display_name if record.id else False
        self._write_apart(values)

    @api.model
    def _write_apart(self, values):
        """Write a refusal in a transaction of its own."""
        with self.env.registry.cursor() as cr:
            # Superuser: nobody writes refusals, not even those they are about.
            env = api.Environment(cr, self.env.uid, {}, su=True)
            # What the refused transaction itself made is not there for this one.
            warehouse = env["stock.warehouse"].browse(values.get("warehouse_id"))
            values["warehouse_id"] = warehouse.exists().id
            if env["res.users"].browse(self.env.uid).exists():
                env[self._name].create(values)

    @api.autovacuum
    def _gc_denials(self):
        """Forget refusals older than the company-wide number of days."""
        # sudo: a system parameter; cleaning runs without a user's rights.
        days = int(
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("bakery_stock_access.denial_days", "365")
        )
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        # sudo: as above; nobody may delete refusals by hand.
        self.sudo().search([("date", "<", limit)], limit=10000).unlink()
