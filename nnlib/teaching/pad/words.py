"""What a network says of a drawn digit, in words."""

import numpy as np


def named(digit):
    """'a 7', 'an 8'."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


def percent(p):
    """A probability in words, never 0 % and never 100 %."""
    return "over 99 %" if p > 0.994 else "under 1 %" if p < 0.006 else f"{100 * p:.0f} %"


def verdict(probabilities, empty, seen=""):
    """What the network answers, how sure it is, and what comes second. seen: what one sees, "a 7", if known."""
    second, first = np.argsort(probabilities)[-2:]
    says = f"says {first}, {percent(probabilities[first])} sure"
    if empty:
        return f"The pad is empty, and still the network {says}."
    if seen and seen != named(first):
        return f"You see {seen}? The network {says}."
    return f"The network {says}; next comes {second} with {percent(probabilities[second])}."


def heard(probabilities):
    """The bars in words: those that can be seen, the longest first."""
    order = [digit for digit in np.argsort(-probabilities) if probabilities[digit] > 0.006]
    return ", ".join(f"{digit} {percent(probabilities[digit])}" for digit in order)
