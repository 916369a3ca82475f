"""A hundred starts at once: what training finds of what exists."""
