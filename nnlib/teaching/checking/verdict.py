"""What a checker answers."""

import html
import re
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Verdict:
    """The answer of a checker, shown as a line of text. passed: True, False, or None if nothing was tried yet."""

    passed: bool | None
    message: str
    hint: str = ""

    def __repr__(self):
        mark = {True: "[right]", False: "[not yet]", None: "[not attempted]"}[self.passed]
        return " ".join(part for part in (mark, self.message, self.hint) if part)

    def _repr_html_(self):
        """The same line for a notebook: with a color, and said aloud by a screen reader when it appears."""
        mark, _, rest = html.escape(repr(self)).partition("] ")
        words = re.sub(r"`(.+?)`", r"<code>\1</code>", rest)
        color = {True: "#0072B2", False: "#D55E00", None: "#8C8C8C"}[self.passed]
        look = f"border-left:4px solid {color};padding:2px 10px;line-height:1.5"
        return f'<div role="alert" style="{look}"><b>{mark}]</b> {words}</div>'

    def require(self):
        """Raise AssertionError with this line unless passed. For graded cells."""
        if not self.passed:
            raise AssertionError(repr(self))


def hinted(verdict, hints):
    """The verdict with the hint that belongs to words of its message. hints: {words: hint}."""
    return next((replace(verdict, hint=hints[words]) for words in hints if words in verdict.message), verdict)
