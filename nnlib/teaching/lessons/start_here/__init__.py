"""Lesson 00: the map of the course, a first exercise, a reader of digits."""
