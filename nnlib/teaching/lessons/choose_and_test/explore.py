"""The pad: draw a digit, and ask the network for more ink or less."""

from ...pad.pad import explore


def pad(net):
    """Show it in a notebook, for a network with 64 inputs from 0 to 1 and 10 outputs."""
    explore(net)
