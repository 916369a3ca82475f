"""Moodle's grading worksheet: whose the participants' numbers are, and when they handed in.

Its first column holds "Participant 1234" in some language. Names and mail addresses are missing where marking is blind.
"""

import re
from datetime import datetime

from dateutil import parser

from .identity import key, letters, table

TIME = "Last modified (submission)"


def read(path, students):
    """{number: ids it may be} and {number: time}, of a worksheet; empty for any other table."""
    head, *rows = table(path) or [[]]
    numbers, times = {}, {}
    for row in rows:
        number = re.fullmatch(r"\D*(\d+)", row[0])
        if not number:
            return {}, {}
        by_key = set().union(*(students.keys.get(key(cell), set()) for cell in row[2:]))
        by_name = students.letters.get(letters(row[1]), set()) if len(row) > 1 else set()
        numbers[number[1]] = by_key or by_name
        if TIME in head and (time := _time(row[head.index(TIME)])):
            times[number[1]] = time
    return numbers, times


def _time(text):
    """'Friday, 27 November 2026, 3:04 PM' as a datetime; None for '-', and for a language that dateutil lacks."""
    try:
        return parser.parse(text, default=datetime(1, 1, 1))
    except (ValueError, OverflowError):
        return None
