from typing import ClassVar

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

KINDS = {
    "pricelist": "product.pricelist",
    "program": "loyalty.program",
    "preset": "pos.preset",
}


class BakeryOutletCompliance(models.Model):
    """How outlets differ from what head office wants at all of them.

    The standard are price lists, promotions and presets marked *For All Outlets*. As
    long as nothing of a kind is marked, outlets may have of it what they want. An
    outlet without differences has no rows.
    """

    _name = "bakery.outlet.compliance"
    _description = "Difference of an Outlet"
    _auto = False
    _order = "config_id, kind, state, id"
    _rec_name = "config_id"
    _depends: ClassVar[dict] = {
        "loyalty.program": [
            *("active", "company_id", "currency_id", "for_all_outlets"),
            *("pos_config_ids", "pos_ok"),
        ],
        "pos.config": [
            *("active", "available_preset_ids", "available_pricelist_ids"),
            *("company_id", "pricelist_id", "use_presets", "use_pricelist"),
        ],
        "pos.order": ["config_id", "date_order", "state"],
        "pos.order.line": [
            "has_listed_price",
            "listed_price",
            "price_unit",
            "order_id",
        ],
        "pos.preset": ["for_all_outlets"],
        "product.pricelist": ["active", "company_id", "currency_id", "for_all_outlets"],
        "res.company": ["outlet_pricelist_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    config_id = fields.Many2one("pos.config", string="Outlet", readonly=True)
    kind = fields.Selection(
        [
            ("pricelist", "Price List"),
            ("program", "Promotion"),
            ("preset", "Preset"),
            ("sales", "Sales of 30 Days"),
        ],
        readonly=True,
    )
    state = fields.Selection(
        [("missing", "Lacks"), ("different", "Differs"), ("extra", "In Addition")],
        readonly=True,
    )
    pricelist_id = fields.Many2one("product.pricelist", readonly=True)
    program_id = fields.Many2one("loyalty.program", readonly=True)
    preset_id = fields.Many2one("pos.preset", readonly=True)
    lines = fields.Integer(readonly=True, help="Sold at a price that no list gave.")
    what = fields.Char(compute="_compute_what")

    def _compute_what(self):
        for row in self:
            item = row.pricelist_id or row.program_id or row.preset_id
            row.what = item.display_name or self.env._(
                "%(count)s lines at a price other than the list's", count=row.lines
            )
            if row.kind == "pricelist" and row.state == "different":
                row.what = self.env._("Sells by %(name)s", name=row.what)

    @property
    def _table_query(self):
        return SQL(
            "%s UNION ALL %s UNION ALL %s UNION ALL %s UNION ALL %s",
            self._many2many_rows(0, "pricelist", "available_pricelist_ids"),
            self._many2many_rows(1, "preset", "available_preset_ids"),
            self._program_rows(),
            SQL(DEFAULT_LISTS),
            SQL(SALES),
        )

    def _many2many_rows(self, number, kind, name):
        """Return what tills lack or have beside, of what they list themselves."""
        field = self.env["pos.config"]._fields[name]
        pricelist = kind == "pricelist"
        used = "use_pricelist" if pricelist else "use_presets"
        return SQL(
            LISTED,
            number=number,
            kind=kind,
            items=SQL.identifier(self.env[KINDS[kind]]._table),
            relation=SQL.identifier(field.relation),
            till=SQL.identifier("rel", field.column1),
            item=SQL.identifier("rel", field.column2),
            used=SQL.identifier("till", used),
            fits=SQL(OF_THE_COMPANY if pricelist else "TRUE"),
            pricelist=SQL("item.id" if pricelist else "NULL::int"),
            preset=SQL("NULL::int" if pricelist else "item.id"),
        )

    def _program_rows(self):
        field = self.env["loyalty.program"]._fields["pos_config_ids"]
        return SQL(
            PROGRAMS,
            relation=SQL.identifier(field.relation),
            till=SQL.identifier("rel", field.column2),
            program=SQL.identifier("rel", field.column1),
        )

    def action_bring_in_line(self):
        """Give outlets what they lack; nothing is taken from them.

        :raise AccessError: the caller manages no tills
        :raise UserError: nothing is missing in these rows
        """
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only who manages tills brings them in line."))
        missing = self.filtered(lambda row: row.state == "missing")
        if not missing:
            raise UserError(self.env._("These outlets lack nothing here."))
        for till, rows in missing.grouped("config_id").items():
            values = rows._lacking_values(till)
            if values:
                till.write(values)
        for program, rows in missing.grouped("program_id").items():
            program.pos_ok = bool(program) or program.pos_ok
            # A program without tills holds at all of them.
            if program.pos_config_ids:
                program.pos_config_ids |= rows.config_id
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _lacking_values(self, till):
        """Return values that give a till the price lists and presets of these rows."""
        values = {}
        if lists := self.pricelist_id:
            values["use_pricelist"] = True
            values["available_pricelist_ids"] = [
                fields.Command.link(one.id) for one in lists
            ]
            known = till.available_pricelist_ids | lists
            if till.pricelist_id not in known:
                wanted = till.company_id.outlet_pricelist_id & known
                values["pricelist_id"] = (wanted or lists[0]).id
        if presets := self.preset_id:
            values["use_presets"] = True
            values["available_preset_ids"] = [
                fields.Command.link(one.id) for one in presets
            ]
            if not till.default_preset_id:
                values["default_preset_id"] = self._usual_preset(till, presets).id
        return values

    def _usual_preset(self, till, presets):
        """Return which of ``presets`` a till sells with when nobody chooses.

        A delivery platform's is never the one: each sale would ask for its number.
        """
        own = (till.available_preset_ids | presets).filtered(
            lambda preset: not preset._platform(till.company_id)
        )
        if not own:
            raise UserError(
                self.env._(
                    "%(outlet)s has no preset of its own: give it one, such as takeaway,"
                    " before those of delivery platforms.",
                    outlet=till.name,
                )
            )
        return own[0]

    def action_open(self):
        """Open what a row is about: the item, or the sales behind it."""
        self.ensure_one()
        if self.kind == "sales":
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "bakery_pos_restaurant.bakery_price_deviation_action"
            )
            return {
                **action,
                "domain": [("config_id", "=", self.config_id.id)],
                "context": {"search_default_by_hand": 1},
            }
        item = self.pricelist_id or self.program_id or self.preset_id
        return {
            "type": "ir.actions.act_window",
            "res_model": item._name,
            "res_id": item.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }


OF_THE_COMPANY = """
    item.active AND (item.company_id IS NULL OR item.company_id = till.company_id)
"""

# The till, its kind and the item make an id that stays the same.
LISTED = """
    SELECT (till.id * 8 + %(number)s)::bigint * 10000000 + item.id AS id,
           till.company_id, till.id AS config_id, %(kind)s AS kind,
           CASE WHEN item.for_all_outlets THEN 'missing' ELSE 'extra' END AS state,
           %(pricelist)s AS pricelist_id, NULL::int AS program_id,
           %(preset)s AS preset_id, 0 AS lines
      FROM pos_config till
     CROSS JOIN %(items)s item
      LEFT JOIN %(relation)s rel ON %(till)s = till.id AND %(item)s = item.id
     WHERE till.active AND %(fits)s
       AND (COALESCE(item.for_all_outlets, FALSE)
            <> (%(item)s IS NOT NULL AND COALESCE(%(used)s, FALSE)))
       AND EXISTS (SELECT 1 FROM %(items)s marked WHERE marked.for_all_outlets)
"""

PROGRAMS = """
    SELECT (till.id * 8 + 2)::bigint * 10000000 + item.id AS id,
           till.company_id, till.id AS config_id, 'program' AS kind,
           CASE WHEN item.for_all_outlets THEN 'missing' ELSE 'extra' END AS state,
           NULL::int AS pricelist_id, item.id AS program_id,
           NULL::int AS preset_id, 0 AS lines
      FROM pos_config till
      JOIN res_company company ON company.id = till.company_id
      JOIN loyalty_program item
        ON item.active AND item.currency_id = company.currency_id
       AND (item.company_id IS NULL OR item.company_id = till.company_id)
     CROSS JOIN LATERAL (
         SELECT COALESCE(item.pos_ok, FALSE) AND (
             NOT EXISTS (SELECT 1 FROM %(relation)s rel WHERE %(program)s = item.id)
             OR EXISTS (SELECT 1 FROM %(relation)s rel
                         WHERE %(program)s = item.id AND %(till)s = till.id)) AS yes
     ) holds
     WHERE till.active
       AND COALESCE(item.for_all_outlets, FALSE) <> holds.yes
       AND EXISTS (SELECT 1 FROM loyalty_program marked WHERE marked.for_all_outlets)
"""

DEFAULT_LISTS = """
    SELECT (till.id * 8 + 3)::bigint * 10000000 AS id,
           till.company_id, till.id AS config_id, 'pricelist' AS kind,
           'different' AS state, till.pricelist_id, NULL::int AS program_id,
           NULL::int AS preset_id, 0 AS lines
      FROM pos_config till
      JOIN res_company company ON company.id = till.company_id
     WHERE till.active AND till.use_pricelist AND till.pricelist_id IS NOT NULL
       AND till.pricelist_id <> company.outlet_pricelist_id
"""

SALES = """
    SELECT (till.id * 8 + 4)::bigint * 10000000 AS id,
           till.company_id, till.id AS config_id, 'sales' AS kind,
           'different' AS state, NULL::int AS pricelist_id, NULL::int AS program_id,
           NULL::int AS preset_id, COUNT(*) AS lines
      FROM pos_config till
      JOIN pos_order sale ON sale.config_id = till.id
      JOIN pos_order_line line ON line.order_id = sale.id
     WHERE till.active AND sale.state IN ('paid', 'done')
       AND sale.date_order >= (now() AT TIME ZONE 'UTC') - interval '30 days'
       AND line.has_listed_price
       AND ABS(line.price_unit - line.listed_price) > 0.005
     GROUP BY till.id
"""
