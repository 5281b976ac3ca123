"""Reads ESC/POS back, for tests and for people who look at a stored slip."""

import re

# The commands that ``paper`` writes, longest first; pictures carry their own length.
COMMAND = re.compile(
    rb"\x1b[@]|\x1b[at!EG{M\-Vd3](?s:.)|\x1b2|\x1bp(?s:...)|\x1dV[ABab](?s:.)|\x1dV(?s:.)"
    rb"|\x1d[!BbLH](?s:.)|\x1dr(?s:.)|\x10\x04(?s:.)"
)
PICTURE = b"\x1dv0"


def text_lines(data, code_page="cp437"):
    """Return the lines of text in ESC/POS bytes; a picture is a line ``[picture]``."""
    out = bytearray()
    at = 0
    while at < len(data):
        if data.startswith(PICTURE, at):
            width = int.from_bytes(data[at + 4 : at + 6], "little")
            height = int.from_bytes(data[at + 6 : at + 8], "little")
            at += 8 + width * height
            out += b"[picture]\n"
        elif found := COMMAND.match(data, at):
            at = found.end()
        else:
            out.append(data[at])
            at += 1
    return [line.rstrip() for line in out.decode(code_page).split("\n") if line.strip()]
