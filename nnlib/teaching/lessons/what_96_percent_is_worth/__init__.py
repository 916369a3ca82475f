"""What a test score is worth: leaks, thresholds, and honest errors."""

from ... import plots, show

__all__ = ["plots", "show"]
