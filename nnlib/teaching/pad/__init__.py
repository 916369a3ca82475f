"""A pad to draw digits on: strokes become pixels as in the digit data set, and a network answers."""
