"""What can go wrong, said in one sentence with its remedy."""


class BakeryError(Exception):
    """A failure the user can act on.

    :param message: one sentence: what went wrong and what to do.
    :param details: optional path of the log that holds the rest.
    """

    def __init__(self, message, details=None):
        super().__init__(message)
        self.details = details
