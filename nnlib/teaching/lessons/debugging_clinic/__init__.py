"""The clinic of lesson 12: ten small networks with one fault each, and the instruments that find it."""
