"""``history``: a year of the demo bakery."""

NAME = "history"
HELP = "build a year of business days, to be used by reports and forecasts"


def add_arguments(parser):
    pass


def run(settings, args):
    return 1
