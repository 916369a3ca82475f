"""Gradients by hand, on paper and in a graph."""
