"""What a test score is worth: a baseline first, leaks, thresholds, and honest errors."""
