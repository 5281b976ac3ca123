from . import hold, trace, recall
