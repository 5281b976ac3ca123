"""What plain data cannot say: preconditions, opening stock and opening balances."""

import csv
from datetime import datetime, time

from odoo.exceptions import UserError
from odoo.fields import Command, Date
from odoo.tools import file_open

RETAINED_EARNINGS = "account.1_l10n_id_31510010"


def pre_init_hook(env):
    """Refuse a company that has not been set up as a bakery.

    :raise UserError: when the main company has no Indonesian chart of accounts, or
        none of the ways to pay that the set-up makes.
    """
    company = env.ref("base.main_company")
    paid = env.ref(f"bakery_suite.{company.id}_method_gopay", False)
    if company.chart_template != "id" or not paid:
        raise UserError(
            env._(
                "Run the bakery set-up for %(company)s before you install the demo"
                " bakery.",
                company=company.name,
            )
        )
    _adopt_stations(env, company)


def _adopt_stations(env, company):
    """Let the demo describe the stations that the set-up opened, instead of its own."""
    stations = env["bakery.kitchen.station"].search([("company_id", "=", company.id)])
    names = ("kitchen", "bar", "pastry", "expo")
    if len(stations) != len(names) or stations.category_ids:
        return
    env["ir.model.data"].create(
        [
            {
                "module": "bakery_demo",
                "name": f"kitchen_station_{name}",
                "model": stations._name,
                "res_id": station.id,
            }
            for name, station in zip(names, stations, strict=True)
        ]
    )


def post_init_hook(env):
    """Open the books and give the demo's records to the user."""
    day = opening_day()
    _forget_price_updates(env)
    _own_reorder_rules(env)
    count_opening_stock(env, day)
    post_opening_entry(env, day)
    set_taxes(env)
    # The demo is there to be edited: an update of the addon must not undo that.
    env["ir.model.data"].search([("module", "=", "bakery_demo")]).noupdate = True


def uninstall_hook(env):
    """Leave the records to the user: documents refer to most of them by now.

    Without this Odoo would try to delete them all and fail on those in use.
    """
    env["ir.model.data"].search(
        [("module", "=", "bakery_demo"), ("model", "not =like", "ir.%")]
    ).unlink()


def opening_day():
    """Return the date of the opening balances: 1 January of last year.

    Average cost is replayed in the order of dates, so the opening has to lie before
    every transaction, also of a history that is played into the past year.
    """
    return Date.today().replace(month=1, day=1, year=Date.today().year - 1)


def _own_reorder_rules(env):
    """Make the manual reorder rules those of a person.

    Odoo makes temporary ones as its superuser, and removes whatever looks like them
    once it has been ordered.
    """
    rules = env["stock.warehouse.orderpoint"].search([])
    # Raw SQL: the ORM does not let anyone choose who created a record.
    env.cr.execute(
        "UPDATE stock_warehouse_orderpoint SET create_uid = %s WHERE id = ANY(%s)",
        [env.ref("base.user_admin").id, rules.ids],
    )
    rules.invalidate_recordset(["create_uid"])


def _forget_price_updates(env):
    """Drop the cost history that creating the products has written.

    Odoo keeps it in whole rupiahs, which is up to half a rupiah off for every gram,
    and prefers it to the cost of the opening stock when it is the younger one.
    """
    names = env["ir.model.data"].search(
        [("module", "=", "bakery_demo"), ("model", "=", "product.product")]
    )
    products = names.mapped("res_id")
    env["product.value"].search([("product_id", "in", products)]).unlink()


def set_taxes(env):
    """Apply the tax profile of a small firm with a café.

    It is below the turnover that makes a taxable firm (PKP): the café owes the city
    PBJT on food, drinks and service, and nobody owes PPN.
    """
    cafe = env.ref("bakery_demo.pos_config_cafe")
    profile = env["bakery.tax.profile"].create(
        {
            "company_id": env.ref("base.main_company").id,
            "umkm": "firm",
            "region": "Bandung",
            "cash_rounding": 100,
            "tax_untaxed": True,
        }
    )
    outlet = profile.outlet_ids.filtered(lambda outlet: outlet.config_id == cafe)
    # Both outlets sell for the platforms, whose presets leave the taxes to the till.
    outlet.write({"tax_regime": "pbjt", "service_rate": 5, "takeaway_service": True})
    profile.action_apply()


def count_opening_stock(env, day):
    """Count ``data/opening_stock.csv`` as an inventory adjustment.

    The goods are valued at the cost of their product; their entry faces the owner's
    earnings, not the losses that a later count finds.

    :param day: date of the adjustment.
    """
    moment = datetime.combine(day, time())
    opening = env["stock.quant"].with_context(
        stock_counterpart_account_id=env.ref(RETAINED_EARNINGS).id,
        force_period_date=day,
    )
    quants = opening.create(
        [_count_values(env, row) for row in _read("opening_stock.csv")]
    )
    quants.action_apply_inventory(date=moment)
    lines = env["stock.move.line"].search([("product_id", "in", quants.product_id.ids)])
    lines.date = moment


def post_opening_entry(env, day):
    """Post ``data/opening_balances.csv``; retained earnings take the difference.

    :param day: date of the entry.
    :return: the posted ``account.move``.
    """
    company = env.ref("base.main_company")
    lines = [_balance_line(env, row) for row in _read("opening_balances.csv")]
    gap = sum(line["balance"] for line in lines)
    lines.append(_line(env.ref(RETAINED_EARNINGS), "Saldo laba awal", -gap))
    move = env["account.move"].create(
        {
            "move_type": "entry",
            "journal_id": env.ref("account.1_general").id,
            "date": day,
            "ref": "Saldo awal",
            "line_ids": [Command.create(line) for line in lines],
        }
    )
    move.action_post()
    company.write({"account_opening_date": day, "account_opening_move_id": move.id})
    return move


def _read(name):
    with file_open(f"bakery_demo/data/{name}") as source:
        return list(csv.DictReader(source))


def _count_values(env, row):
    return {
        "location_id": env.ref(row["location"]).id,
        "product_id": env.ref(row["product"]).id,
        "lot_id": row["lot"] and env.ref(row["lot"]).id,
        "inventory_quantity": float(row["quantity"]),
    }


def _balance_line(env, row):
    balance = float(row["debit"]) - float(row["credit"])
    return _line(env.ref(row["account"]), row["label"], balance)


def _line(account, label, balance):
    return {"account_id": account.id, "name": label, "balance": balance}
