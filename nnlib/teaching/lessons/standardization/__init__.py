"""Lesson 03: the scale of inputs, and how gradient descent walks."""
