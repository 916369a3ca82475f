"""Lesson 05: the training loop, on sum and difference."""
