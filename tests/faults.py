"""Faults of a checker that its cases do not tell apart."""

import numpy as np


def hidden(faults, right, cases, parts=("",)):
    """The pairs of messages that the same answers get, and the messages that the right answer gets."""
    found, seen = [], []
    for part in parts:
        seen.append(("right", part, _answers(right, cases, part and parts.index(part))))
    for fault in [way for named in faults for way in named.ways()]:
        answers = _answers(fault.wrong, cases)
        found += [
            (message, fault.message)
            for message, part, others in seen
            if part == fault.part and message != fault.message and _same(answers, others)
        ]
        seen.append((fault.message, fault.part, answers))
    return found


def _answers(function, cases, place=""):
    answers = []
    for case in cases:
        try:
            answer = function(*case)
        except (ValueError, IndexError):
            answer = np.nan
        answers.append(np.asarray(answer if place == "" else answer[place], dtype=float))
    return answers


def _same(answers, others):
    return all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-12) and not np.isnan(a).any()
        for a, b in zip(answers, others, strict=True)
    )
