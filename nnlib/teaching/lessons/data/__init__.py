"""Examples, a neuron, its loss, and steps downhill."""
