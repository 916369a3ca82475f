"""What all checkers of exercises need to say what is wrong with an answer. Each returns a Verdict."""

from .progress import progress
from .verdict import Verdict

__all__ = ["Verdict", "progress"]
