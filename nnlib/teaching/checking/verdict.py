"""What a checker answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """The answer of a checker, shown as a line of text. passed: True, False, or None if nothing was tried yet."""

    passed: bool | None
    message: str
    hint: str = ""

    def __repr__(self):
        mark = {True: "[right]", False: "[not yet]", None: "[not attempted]"}[self.passed]
        return " ".join(part for part in (mark, self.message, self.hint) if part)

    def require(self):
        """Raise AssertionError with this line unless passed. For graded cells."""
        if not self.passed:
            raise AssertionError(repr(self))
