"""Exercises of this lesson."""
