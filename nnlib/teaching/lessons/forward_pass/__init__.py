"""Lesson 04: hinges, folded sheets, and the forward pass through layers."""
