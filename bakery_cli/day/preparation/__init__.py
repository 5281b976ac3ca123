"""What a bakery without the demo lacks for its first day, made by its owner.

Every part looks first and creates only what is missing, so that a second day in
the same bakery changes nothing.
"""

import json
from pathlib import Path

from .goods import Goods
from .outlets import Outlets
from .people import People
from .quality import Quality
from .stock import OpeningStock

PARTS = (People, Goods, Quality, Outlets, OpeningStock)


def prepare(owner, cast):
    """Make users, goods, outlets and stock; return how many records were made.

    :param owner: client of the owner; :param cast: learns the new passwords.
    """
    path = Path(__file__).with_name("minimal.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    made = 0
    for kind in PARTS:
        part = kind(owner, data, cast)
        part.run()
        made += part.made
    return made
