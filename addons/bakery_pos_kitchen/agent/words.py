"""What the agent says, in English or Indonesian, by the machine's language."""

import os

INDONESIAN = {
    "Prints for {server}.": "Mencetak untuk {server}.",
    "The server does not know this token: it was revoked or replaced. Ask the outlet"
    " manager for a new one; it is tried again in {seconds} s.": "Server tidak mengenal"
    " token ini: token sudah dicabut atau diganti. Mintalah token baru kepada manajer"
    " outlet; dicoba lagi dalam {seconds} dtk.",
    "The server does not answer ({reason}); it is tried again in {seconds} s.": "Server"
    " tidak menjawab ({reason}); dicoba lagi dalam {seconds} dtk.",
    "Printer {printer} did not print slip {slip}: {reason}.": "Printer {printer} tidak"
    " mencetak lembar {slip}: {reason}.",
    "The server answers again.": "Server menjawab lagi.",
    "Another print agent already uses {path}.": "Agen cetak lain sudah memakai {path}.",
    "The journal {path} cannot be written: {reason}.": "Jurnal {path} tidak dapat"
    " ditulis: {reason}.",
    "The token file {path} cannot be read: {reason}.": "Berkas token {path} tidak dapat"
    " dibaca: {reason}.",
    "{server} is not safe: give an address with https://, since whoever reads the token"
    " can read the slips.": "{server} tidak aman: berikan alamat dengan https://,"
    " karena siapa pun yang membaca token dapat membaca lembar cetak.",
    "unreachable": "tidak dapat dijangkau",
    "silent": "tidak menjawab",
    "offline": "belum siap",
    "paper": "kertas habis",
    "cut": "sambungan putus",
    "lost": "terlambat",
}


def words(text, **values):
    """Return ``text`` in the machine's language, its ``{placeholders}`` filled."""
    lang = ""
    for name in ("BAKERY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        lang = lang or os.environ.get(name, "")
    if lang.lower().startswith("id"):
        text = INDONESIAN.get(text, text)
    return text.format(**values)
