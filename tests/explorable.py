"""An explorable without a page: its controls by name, and what it shows."""

from nnlib.teaching.live.controls import Control
from nnlib.teaching.live.panel import _shown


def controls_of(title):
    """{label: control} of the explorable that was presented by this title last."""
    return {part.label: part for part in _shown[title].members if isinstance(part, Control)}


def shows(title):
    """All that its reader sees or hears, to compare."""
    parts = [part for part in _shown[title].members if not isinstance(part, Control)]
    return [(part.caption, part.alt, getattr(part, "png", None) or part.data) for part in parts]
