"""Lesson 10: digits, and a pad to draw them on."""
