"""Runs in Odoo's shell: a café of its own, whose evening is played; prints it as JSON.

Three waiters share a till. Rice is made in the kitchen, latte at the bar, cake in both;
bread is made by nobody. The kitchen prints as well, on a printer that is a socket of
the proof.
"""

import hashlib
import json

from odoo.fields import Command

TABLES = 12
PASSWORD = "roti-manis"  # noqa: S105 - of a database that lives for one proof


def make(env, printer_port):
    """Make the café; return what those who play in it have to know."""
    company = env.company
    food, drinks = env["pos.category"].create(
        [{"name": "Makanan Bukti"}, {"name": "Minuman Bukti"}]
    )
    goods = env["product.product"].create(
        [
            {
                "name": name,
                "list_price": price,
                "available_in_pos": True,
                "taxes_id": [Command.clear()],
                "pos_categ_ids": [Command.set(category.ids)] if category else False,
            }
            for name, price, category in (
                ("Nasi Bukti", 30000, food),
                ("Latte Bukti", 25000, drinks),
                ("Kue Bukti", 20000, food),
                ("Roti Bukti", 10000, None),
            )
        ]
    )
    rice, latte, cake, _bread = goods
    till = make_till(env, "Bukti")
    printer = env["bakery.printer"].create(
        {
            "name": "Printer Bukti",
            "host": "127.0.0.1",
            "port": printer_port,
            "has_status": False,
        }
    )
    common = {"company_id": company.id, "pos_config_ids": [Command.set(till.ids)]}
    kitchen, bar = env["bakery.kitchen.station"].create(
        [
            {
                **common,
                "name": "Dapur Bukti",
                "category_ids": [Command.set(food.ids)],
                "product_ids": [Command.set(cake.ids)],
                "print_mode": "both",
                "printer_ids": [Command.set(printer.ids)],
            },
            {
                **common,
                "name": "Bar Bukti",
                "category_ids": [Command.set(drinks.ids)],
                "product_ids": [Command.set(cake.ids)],
            },
        ]
    )
    made = {rice: kitchen, latte: bar, cake: kitchen | bar}
    login = env["res.users"].create(
        {
            "name": "Pelayan Bukti",
            "login": "pelayan-bukti",
            "password": PASSWORD,
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [
                Command.link(env.ref("base.group_user").id),
                Command.link(env.ref("point_of_sale.group_pos_user").id),
            ],
        }
    )
    session = env["pos.session"].create({"config_id": till.id, "user_id": login.id})
    session.set_opening_control(0, "")
    return {
        "db": env.cr.dbname,
        "login": login.login,
        "password": PASSWORD,
        "company": company.id,
        "till": till.id,
        "session": session.id,
        "cash": till.payment_method_ids.id,
        "tables": till.floor_ids.table_ids.ids,
        "goods": {
            good.id: {
                "price": good.list_price,
                "stations": made[good].ids if good in made else [],
            }
            for good in goods
        },
        "printing": kitchen.id,
        "screens": [
            make_screen(env, "Layar Dapur Bukti", kitchen, "prep"),
            make_screen(env, "Layar Bar Bukti", bar, "prep"),
            make_screen(env, "Layar Antar Bukti", kitchen | bar, "expo"),
        ],
    }


def make_till(env, name, kitchen_tickets=True):
    journal = env["account.journal"].create(
        {"name": f"Kas {name}", "type": "cash", "code": f"K{name[:4].upper()}"}
    )
    cash = env["pos.payment.method"].create(
        {"name": f"Tunai {name}", "journal_id": journal.id}
    )
    floor = env["restaurant.floor"].create({"name": f"Lantai {name}"})
    env["restaurant.table"].create(
        [
            {"table_number": number, "floor_id": floor.id, "seats": 4}
            for number in range(1, TABLES + 1)
        ]
    )
    return env["pos.config"].create(
        {
            "name": f"Kasir {name}",
            "module_pos_restaurant": True,
            "kitchen_tickets": kitchen_tickets,
            "payment_method_ids": [Command.set(cash.ids)],
            "floor_ids": [Command.set(floor.ids)],
            "void_reason_required": False,
        }
    )


def make_screen(env, name, stations, mode):
    """Make a screen and a device that is paired; return its token, too."""
    display = env["bakery.kitchen.display"].create(
        {
            "name": name,
            "company_id": env.company.id,
            "mode": mode,
            "station_ids": [Command.set(stations.ids)],
        }
    )
    token = f"bukti-{display.id}-{env.cr.dbname}"
    env["bakery.kitchen.device"].sudo().create(
        {
            "name": name,
            "display_id": display.id,
            "token_hash": hashlib.sha256(token.encode()).hexdigest(),
            "paired_at": env.cr.now(),
        }
    )
    return {"token": token, "mode": mode, "stations": stations.ids}


def show(env, printer_port):
    """Make the café and print it; the process that reads it starts the server then."""
    scene = make(env, printer_port)
    env.cr.commit()
    print("SCENE", json.dumps(scene))
