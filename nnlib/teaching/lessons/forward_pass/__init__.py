"""Hinges, folded sheets, and the forward pass through layers."""
