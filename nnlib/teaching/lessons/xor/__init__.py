"""Lesson 08: XOR, and the space of hidden units."""
