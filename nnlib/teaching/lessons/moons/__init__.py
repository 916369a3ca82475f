"""Lesson 07: two moons, and a playground to train on."""
