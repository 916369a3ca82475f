"""What people answer to the exercises: right answers, and wrong ones with the cause that the checker must name.

One file a room, named like it, with CORPUS = {exercise: [Case, ...]}. `python tests/corpus_table.py` prints how well
the checkers do; tests/lessons/test_corpus.py holds it.
"""

import importlib
import pkgutil
import re
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Case:
    """An answer. cause: words that the verdict must hold, "" for a right answer. after: the public habit it shows."""

    answer: Any
    cause: str = ""
    after: str = ""


def rooms():
    """{room: {exercise: [Case, ...]}}"""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return {name: importlib.import_module(f"{__name__}.{name}").CORPUS for name in names}


QUOTED = re.compile(r" in the line `.*?`\.(?= |$)")


def verdict(room, exercise, case):
    """What the checker says, without the line of the answer that it quotes: that may hold the words of the cause."""
    checker = getattr(importlib.import_module(f"nnlib.teaching.lessons.{room}.check"), exercise)
    said = checker(case.answer)
    return replace(said, message=QUOTED.sub(".", said.message))


VAGUE = ("the answer should be", "the result has shape", "NaN or infinite", "your code stops with")


def judge(case, verdict):
    """accepted, named, vague or misleading; refused for a right answer that does not pass."""
    if not case.cause:
        return "accepted" if verdict.passed else "refused"
    if verdict.passed is not False:
        return "passed"
    if case.cause in repr(verdict):
        return "named"
    return "vague" if any(words in verdict.message for words in VAGUE) else "misleading"
