"""A strength chosen, one look at the test rows, and digits of one's own."""
