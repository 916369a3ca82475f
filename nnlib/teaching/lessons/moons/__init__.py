"""Lesson 09: two moons, and a playground to train on."""
