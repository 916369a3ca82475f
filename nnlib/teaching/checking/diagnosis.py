"""Say what is wrong with an answer: which known fault, or which general cause, explains all of it."""

import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .causes import (
    argument_names,
    at_the_first_difference,
    by_factor,
    compact,
    constant,
    other_call,
    rounded,
    same,
)
from .form import MET, as_numbers, as_parts
from .places import out_of_place, return_in_a_loop, rows_left_out, unread
from .probes import looked_at, tried_on
from .running import NotWritten, Problem, call, is_stub
from .verdict import Verdict


@dataclass(frozen=True)
class Fault:
    """A known wrong way: wrong(*arguments) computes what it answers, message and hint are for the learner.

    wrong: a function, or a tuple of functions that deserve the same words.
    part: which of several results it is about.
    """

    wrong: Any
    message: str
    hint: str
    part: str = ""

    def ways(self):
        """One fault for each of its functions."""
        functions = self.wrong if isinstance(self.wrong, tuple) else (self.wrong,)
        return [replace(self, wrong=function) for function in functions]

    def explains(self, case, got):
        """Does this way give what was got? One that cannot run on this case explains nothing."""
        with np.errstate(all="ignore"):
            try:
                return same(got, self.wrong(*case))
            except (TypeError, ValueError, IndexError):
                return False

    def times(self, factor, case, got):
        """Does this way give what was got, but for a factor (or "turned", but for its transpose)?"""
        try:
            if factor == "turned":
                return Fault(lambda *case: np.asarray(self.wrong(*case)).T, "", "").explains(case, got)
            return Fault(lambda *case: factor * np.asarray(self.wrong(*case)), "", "").explains(case, got)
        except (TypeError, ValueError):
            return False


def with_hint(hint, *ways, part=""):
    """Faults that share a hint: each way is (wrong, message)."""
    return [Fault(wrong, message, hint, part) for wrong, message in ways]


def check_stages(name, function, right, stages, done="all answers are right.", parts=(), probes=()):
    """check_function for one (cases, faults) after the other: the first stage that is wrong is told."""
    for cases, faults in stages:
        verdict = check_function(name, function, right, cases, faults, done, parts, probes)
        if not verdict.passed:
            break
    return verdict


def check_function(name, function, right, cases, faults=(), done="all answers are right.", parts=(), probes=()):
    """The verdict on a learner's function that should compute what right(*case) computes, for each case.

    cases: tuples of arguments, the smallest first; the first argument has a row for each sample.
    faults: tried in order; the first that explains the answers to *all* cases is named.
    done: what to say when everything is right.
    parts: names of the arrays, where a tuple of several is to be returned; the first wrong one is diagnosed.
    probes: asked where no fault explains: Probes, or functions (function) → (message, hint) or None.
    """
    if not cases:
        raise ValueError("check_function needs cases")
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    answers = [right(*case) for case in cases]
    try:
        got = [call(function, *case) for case in cases]
        got = [as_parts(result, parts) for result in got] if parts else [(result,) for result in got]
    except NotWritten as not_yet:
        return Verdict(None, f"{name}: {not_yet}")
    except Problem as problem:
        if "still running" in str(problem):
            return Verdict(False, f"{name}: {problem}")
        if general := other_call(function, cases, answers):
            return Verdict(False, f"{name}: {general}")
        message, hint = looked_at(probes, function) or (problem, "")
        return Verdict(False, f"{name}: {message}", hint)
    answers = answers if parts else [(answer,) for answer in answers]
    for i, part in enumerate(parts or ("",)):
        mine = [fault for fault in faults if fault.part == part]
        mine_alone, right_alone = [g[i] for g in got], [a[i] for a in answers]
        wrong = diagnose(mine_alone, right_alone, cases, mine, argument_names(function))
        if wrong is None:
            continue
        message, hint, sure = wrong
        if not sure and MET not in message:
            general = (parts and _exchanged(got, answers, parts)) or other_call(
                function, cases, answers if parts else [a[0] for a in answers]
            )
            part = "" if general else part
            if not general and (seen := looked_at(probes, function)):
                return Verdict(False, f"{name}{', ' * bool(part)}{part}: {seen[0]}", seen[1])
            mine = (lambda *case, i=i: function(*case)[i]) if parts else function
            right_part = (lambda *case, i=i: right(*case)[i]) if parts else right
            general = general or _found(function, right_part, mine_alone, right_alone, cases)
            if not general and parts:
                general = _other_part(mine_alone, answers, i, parts)
                if re.search(r"wanted \(.*\)\.$", message):
                    message += _whose_shape(right_alone, cases, argument_names(function))
            compared = "NaN" in message or "the answer should be" in message  # and no other shape
            message, hint = (general, "") if general else (message + unread(function, right_part, cases[-1]), hint)
            if compared and (not general or re.match("right(, but for some signs| in columns? )", general)):
                message, hint = tried_on(probes, mine, right_part, message, hint, part)
        return Verdict(False, f"{name}{', ' * bool(part)}{part}: {message}", hint)
    return Verdict(True, f"{name}: {done}")


def check_value(name, value, right, faults=(), done="that is right."):
    """The verdict on a number or array that should equal right. faults: wrong() takes no arguments."""
    if is_stub(value):
        return Verdict(None, f"{name}: replace the ... by your answer.")
    wrong = diagnose([value], [right], [()], faults)
    return Verdict(False, f"{name}: {wrong[0]}", wrong[1]) if wrong else Verdict(True, f"{name}: {done}")


def _found(function, right, got, answers, cases):
    """A sentence on a return in a loop, on rows left out, or on numbers out of place; or None."""
    answers = [np.asarray(answer, dtype=float) for answer in answers]
    if found := return_in_a_loop(function):
        return found
    try:
        if found := rows_left_out(right, got, answers, cases):
            return found
        for g, answer in zip(got, answers, strict=True):
            as_numbers(g, answer)
    except (TypeError, ValueError, Problem):  # no arrays of numbers, or of other shapes
        return None
    names = argument_names(function)
    found = out_of_place(got, answers, cases, names)
    if found and "wrong in" in found:
        return f"{found} {at_the_first_difference(got, answers, cases, names).capitalize()}"
    return found


def _whose_shape(answers, cases, names):
    """The argument that has the wanted shape, in every case it alone, as a sentence, or ""."""
    fits = [
        [
            name
            for name, argument in zip(names, case, strict=False)
            if getattr(argument, "shape", ()) == np.shape(answer) != ()
        ]
        for answer, case in zip(answers, cases, strict=True)
    ]
    return f" That is the shape of `{fits[0][0]}`." if fits[0] and all(fit == fits[0][:1] for fit in fits) else ""


def _other_part(got, answers, i, parts):
    """A sentence if one result is another of the parts; a single number may be so by chance."""
    if sum(np.size(answer[i]) for answer in answers) < 2:
        return None
    for j, part in enumerate(parts):
        if j != i and all(same(g, answer[j]) for g, answer in zip(got, answers, strict=True)):
            return f"this is {part}. Is a name in the `return` line, or the one before it, the wrong one?"
    return None


def diagnose(got, answers, cases, faults=(), names=()):
    """None if all answers are right, else (message, hint, whether a cause is named)."""
    shown, answers = answers, [np.asarray(answer, dtype=float) for answer in answers]
    faults = [way for fault in faults for way in fault.ways()]
    problems = []
    for g, answer in zip(got, answers, strict=True):
        try:
            as_numbers(g, answer)
        except Problem as problem:
            problems.append(str(problem))
    if not problems and all(same(g, answer) for g, answer in zip(got, answers, strict=True)):
        return None
    everywhere = None if problems else constant(got, answers)
    for fault in faults:
        if all(fault.explains(case, g) for case, g in zip(cases, got, strict=True)):
            return f"{everywhere}: {fault.message}" if everywhere else fault.message, fault.hint, True
    if everywhere:
        return f"{everywhere}. Wanted first: {compact(shown[0])}.", "", True
    named = not problems and (by_factor(got, answers, cases) or rounded(got, answers))
    if named:
        return named, "", True
    few = sum(answer.size for answer in answers) < 6  # a few numbers fit many pairs of causes
    for fault in () if few else faults:
        for factor, words in ((2, "twice"), (0.5, "half"), (-1, "minus"), ("turned", "the transpose of")):
            if all(fault.times(factor, case, g) for case, g in zip(cases, got, strict=True)):
                return f"two things at once. It is {words} this: {fault.message}", fault.hint, True
    return problems[0] if problems else at_the_first_difference(got, shown, cases, names), "", False


def _exchanged(got, answers, parts):
    """A sentence if the parts are right, but in another order."""
    order = []
    for i in range(len(parts)):
        fits = [j for j in range(len(parts)) if all(same(g[i], a[j]) for g, a in zip(got, answers, strict=True))]
        order += [parts[j] for j in fits[:1]]
    if len(set(order)) < len(parts):
        return None
    return f"the arrays are right, but they come back as {', '.join(order)}; wanted is {', '.join(parts)}."
