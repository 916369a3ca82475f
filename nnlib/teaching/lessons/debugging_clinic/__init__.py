"""The clinic of lesson 10: ten small networks with one fault each, and the instruments that find it."""
