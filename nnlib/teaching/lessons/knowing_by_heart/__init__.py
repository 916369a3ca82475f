"""Thirty points known by heart, remedies, and a playground to train on."""
