"""Python's own start file for a server on a moved clock.

libfaketime 0.9.10 with a real monotonic clock answers ``clock_nanosleep`` with
"invalid argument", which is what ``time.sleep`` calls since Python 3.11. Waiting for
an event that never comes takes another way through the C library and works.

Programs that the server starts (wkhtmltopdf) stay on the real clock: they only draw
what the server wrote, and crash now and then when their time is moved.
"""

import os
import threading
import time

os.environ.pop("LD_PRELOAD", None)


def sleep(seconds):
    """Wait ``seconds``, as ``time.sleep`` does."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    threading.Event().wait(seconds)


time.sleep = sleep
