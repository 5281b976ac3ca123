"""What all steps have in common."""


class Step:
    """One piece of the day's work, done by the user whose job it is.

    ``sequence`` is its place in the day, ``key`` its name in reports for machines,
    ``name`` its English title, ``role`` the user, ``hour`` the time of day at which
    a moved clock lets it happen (not before 8: until 7 in Jakarta it is still the
    day before in UTC). Neighbours of the same ``beside`` may run at once, except those
    of the same ``lane``, which go on one after the other. ``weekdays`` (Monday is 0)
    are those on which a bakery does it when the days of a year pass, all of them if
    None. A step that finds nothing to do returns quietly.
    """

    sequence = 0
    key = None
    name = None
    role = None
    hour = 8
    beside = None
    lane = None
    weekdays = None

    def applies(self, day):
        """Return whether this bakery does this work at all."""
        return True

    def due(self, day):
        """Return whether this is the weekday for it, where weekdays count."""
        return not (day.rhythm and self.weekdays) or day.weekday() in self.weekdays

    def run(self, day):
        """Do the work; note the documents with ``day.record``."""
        raise NotImplementedError
