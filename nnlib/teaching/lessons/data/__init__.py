"""Lesson 01: examples, a neuron, its loss, and steps downhill."""
