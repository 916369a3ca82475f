"""Lesson 04: layers, activations, and two units that bend a line."""
