"""Lesson 03: layers, activations, and two units that bend a line."""
