"""Yes or no, a boundary that bends, and what a network says while its loss stands still."""
