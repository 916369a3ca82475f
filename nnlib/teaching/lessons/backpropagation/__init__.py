"""Lesson 05: gradients by hand, on paper and in a graph."""
