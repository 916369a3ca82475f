"""Lesson 03: why inputs want one scale, and how gradient descent walks."""
