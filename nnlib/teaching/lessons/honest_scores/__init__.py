"""Honest scores: rows that a model has not seen."""
