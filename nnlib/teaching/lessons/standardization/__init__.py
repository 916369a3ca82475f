"""Lesson 02: the scale of inputs, and how gradient descent walks."""
