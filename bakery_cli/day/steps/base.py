"""What all steps have in common."""


class Step:
    """One piece of the day's work, done by the user whose job it is.

    ``sequence`` is its place in the day, ``key`` its name in reports for machines,
    ``name`` its English title, ``role`` the user, ``hour`` the time of day at which
    a moved clock lets it happen (not before 8: until 7 in Jakarta it is still the
    day before in UTC). A step that finds nothing to do returns quietly.
    """

    sequence = 0
    key = None
    name = None
    role = None
    hour = 8

    def applies(self, day):
        """Return whether this bakery does this work at all."""
        return True

    def run(self, day):
        """Do the work; note the documents with ``day.record``."""
        raise NotImplementedError
