"""Lesson 10: digits."""
