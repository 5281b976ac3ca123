"""What an empty bakery lacks for a day, made by its owner."""

from ..cast import OWNER
from ..preparation import prepare
from .base import Step


class Preparation(Step):
    """Users, goods, outlets and opening stock of a bakery without the demo."""

    sequence = 5
    key = "preparation"
    name = "Preparation"
    role = OWNER
    hour = 8

    def applies(self, day):
        return day.empty

    def run(self, day):
        day.notes["prepared"] = prepare(day.client(self.role), day.cast)
        day.save_cast()
