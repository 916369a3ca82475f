"""Exercise checkers that say what is wrong: one module a lesson, one function an exercise, each returns a Verdict."""

from .progress import progress
from .verdict import Verdict

__all__ = ["Verdict", "progress"]
