"""Ten classes, and a network that can't be sure."""
