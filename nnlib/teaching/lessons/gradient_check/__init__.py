"""A wrong gradient, and how to catch it."""
