"""Lesson 09: the Keras-like API, and a threshold to choose."""
