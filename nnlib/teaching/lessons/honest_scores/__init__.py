"""Lesson 02: scores on rows that a model has not seen."""
