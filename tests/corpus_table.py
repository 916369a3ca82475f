"""How well the checkers judge the corpus: `python tests/corpus_table.py [ROOM ...]`.

accepted, refused   right answers that pass, that don't
named               wrong answers whose cause the verdict tells
vague               told only that they are wrong
misleading          told another cause
passed              wrong answers that pass
public              share of the cases that are written after public code
seconds             of the processor, for the slowest verdict
"""

import os
import sys
import time
import warnings
from collections import Counter

os.environ["NNLIB_PROGRESS"] = os.devnull
COLUMNS = ("accepted", "refused", "named", "vague", "misleading", "passed")


def judged(room, exercise, cases):
    """(judge's words, the verdict, CPU seconds) for each case."""
    from corpus import judge, verdict

    for case in cases:
        start = time.process_time()
        said = verdict(room, exercise, case)
        yield judge(case, said), said, time.process_time() - start


def line(name, counts, public, seconds):
    cells = "".join(f"{counts[column]:11}" for column in COLUMNS)
    print(f"{name:32}{cells}{public:8.0%}{seconds:9.2f}")


def main(wanted):
    from corpus import rooms

    print(f"{'exercise':32}" + "".join(f"{column:>11}" for column in COLUMNS) + "  public  seconds")
    total, publics, slowest, odd = Counter(), [], 0.0, []
    for room, exercises in rooms().items():
        if wanted and room not in wanted:
            continue
        for exercise, cases in exercises.items():
            results = list(judged(room, exercise, cases))
            counts = Counter(words for words, _, _ in results)
            seconds = max(spent for _, _, spent in results)
            public = [bool(case.after) for case in cases]
            line(f"{room}.{exercise}"[-32:], counts, sum(public) / len(public), seconds)
            total, publics, slowest = total + counts, publics + public, max(slowest, seconds)
            odd += [
                (room, exercise, words, case.cause, repr(verdict))
                for case, (words, verdict, _) in zip(cases, results, strict=True)
                if words not in ("accepted", "named")
            ]
    line("all", total, sum(publics) / max(len(publics), 1), slowest)
    for room, exercise, words, cause, verdict in odd:
        print(f"{room}.{exercise}: {words}; wanted {cause!r}, got {verdict}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1:])
