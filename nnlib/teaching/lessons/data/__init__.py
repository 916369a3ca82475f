"""Lesson 01: data, how it is split, and a plane as the first model."""
