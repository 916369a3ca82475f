"""Scores on rows that a model has not seen."""
