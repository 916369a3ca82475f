"""The training loop, on sum and difference."""
