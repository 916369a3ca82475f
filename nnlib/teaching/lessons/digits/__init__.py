"""Lesson 08: digits, and a pad to draw them on."""
