"""Lesson 04: gradients by hand, on paper and in a graph."""
