"""Draw the pictures of the demo bakery into ``static``.

Usage: ``python tools/draw_pictures.py [picture ...]``, with Pillow installed.
"""

import sys
from pathlib import Path

import breads
import cakes
import drinks
import packs

STATIC = Path(__file__).resolve().parent.parent / "static"

# Picture (the product's internal reference in small letters): who draws it.
PICTURES = {
    "jdi_tawar_putih": breads.tawar_putih,
    "jdi_tawar_gandum": breads.tawar_gandum,
    "jdi_sobek_cokelat": breads.sobek_cokelat,
    "jdi_manis_cokelat": breads.manis_cokelat,
    "jdi_manis_keju": breads.manis_keju,
    "jdi_manis_abon": breads.manis_abon,
    "jdi_manis_sosis": breads.manis_sosis,
    "jdi_manis_pisang": breads.manis_pisang,
    "jdi_croissant": breads.croissant,
    "jdi_croissant_cokelat": breads.croissant_cokelat,
    "jdi_croissant_almon": breads.croissant_almon,
    "jdi_donat_gula": breads.donat_gula,
    "jdi_donat_cokelat": breads.donat_cokelat,
    "jdi_donat_keju": breads.donat_keju,
    "jdi_ultah_cokelat": cakes.ultah_cokelat,
    "jdi_ultah_stroberi": cakes.ultah_stroberi,
    "jdi_tart_stroberi": cakes.tart_stroberi,
    "jdi_pai_susu": cakes.pai_susu,
    "jdi_kue_keju": cakes.kue_keju,
    "jdi_bolu_pandan": cakes.bolu_pandan,
    "jdi_brownis": cakes.brownis,
    "jdi_nastar": cakes.nastar,
    "jdi_kastengel": cakes.kastengel,
    "jdi_putri_salju": cakes.putri_salju,
    "mnm_kopi_susu": drinks.kopi_susu,
    "mnm_kopi_hitam": drinks.kopi_hitam,
    "mnm_cappuccino": drinks.cappuccino,
    "mnm_cokelat_panas": drinks.cokelat_panas,
    "mnm_teh_manis": drinks.teh_manis,
    "mnm_teh_lemon": drinks.teh_lemon,
    "mer_air_botol": drinks.air_botol,
    "mer_lilin_angka": packs.lilin_angka,
    "pkt_donat_6": packs.paket_donat,
    "pkt_hampers": packs.hampers,
    "pkt_sarapan": packs.sarapan,
    "logo": packs.logo,
}


def main(names):
    """Draw the named pictures, or all of them."""
    for name in names or PICTURES:
        PICTURES[name]().save(STATIC / "img" / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
