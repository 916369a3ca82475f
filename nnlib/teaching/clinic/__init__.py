"""The clinic: ten small networks with one fault each, and the instruments that find it. For lessons 18 and 19.

What a lesson needs of it: the ward with its healthy parts, and all instruments.
"""

# ruff: noqa: F401
from .chart import alarms
from .instruments import (
    added,
    arrays,
    by_heart,
    gradient,
    gradient_errors,
    live_units,
    new_recalls,
    right_shares,
    slopes,
    slopes_of,
    squares,
    start_losses,
    step,
    two_looks,
    two_runs,
)
from .ward import generator, healthy, hidden_backward, ill, learn, overwrite, penalty, read, sixteenths, together
