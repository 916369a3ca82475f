"""Where no known cause explains an answer: try it on small special arguments, and tell the first that goes wrong."""

from dataclasses import dataclass

import numpy as np

from .causes import compact, same, until_they_differ
from .places import return_in_a_loop
from .running import Problem, call


@dataclass(frozen=True)
class Probe:
    """Special arguments. An exercise lists its probes from the simplest on, each with one thing more than the last.

    words: where that is, as in "where w is 0", or "" to show the arguments. The first place where the answer is
        wrong is told, and those with words where it is right.
    cases: tuples of arguments.
    hint: what to think of there.
    part: which of several results it is about; "" is all.
    right: the words are a sentence instead, told if the answer is right there: the first such probe ends the search.
    """

    words: str
    cases: list
    hint: str = ""
    part: str = ""
    right: bool = False

    def first_wrong(self, function, right):
        """(case, answer, right answer), () if all are right, None if an answer cannot be compared with the right."""
        try:
            for case in self.cases:
                got, wanted = call(function, *case), right(*case)
                if np.shape(np.asarray(got, dtype=float)) != np.shape(wanted):
                    return None
                if not same(got, wanted):
                    return case, got, wanted
        except (Problem, TypeError, ValueError, IndexError, KeyError):
            return None
        return ()


def looked_at(probes, function):
    """What the first probe that is a function says, (message, hint); None if it has nothing to say, or code stops.

    They are for what no list of arguments can ask, such as which rows a model is shown.
    """
    if return_in_a_loop(function):
        return None
    try:
        with np.errstate(all="ignore"):
            return next(filter(None, (probe(function) for probe in probes if callable(probe))), None)
    except (Problem, TypeError, ValueError, IndexError):
        return None


def tried_on(probes, function, right, message, hint="", part=""):
    """(message, hint) on the first probe that has something to say, else those that came."""
    fine, wrong = [], None
    for probe in probes:
        if callable(probe) or probe.part not in ("", part):
            continue
        found = probe.first_wrong(function, right)
        if found == ():
            if probe.right:
                return probe.words, probe.hint
            fine += [probe.words] * bool(probe.words)
        elif found and not probe.right and not wrong:
            case, *both = found
            mine, wanted = until_they_differ(*both)
            where = probe.words or f"for ({', '.join(map(compact, case))})"
            wrong = f"{where} yours is {mine}, it should be {wanted}.", probe.hint
    there = f" Right: {'; '.join(fine)}." * bool(fine)
    if not wrong:
        return message + there, hint
    return f"{message} " * ("NaN" in message) + wrong[0] + there, wrong[1] or hint
