"""Lesson 07: the training loop, on sum and difference."""
