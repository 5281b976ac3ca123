"""The ``./bakery`` program: sets up, runs, tests and plays the bakery.

Standard library only, Python 3.10 or newer. ``main`` parses the command line,
``commands`` holds one module per sub-command, the modules beside them do the work.
"""
