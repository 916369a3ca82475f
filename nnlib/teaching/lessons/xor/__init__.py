"""Lesson 06: XOR, and the space of hidden units."""
