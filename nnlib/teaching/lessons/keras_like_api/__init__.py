"""Lesson 11: the Keras-like API, and a threshold to choose."""
