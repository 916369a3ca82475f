"""The clinic: ten small networks with one fault each, and the instruments that find it. For lessons 18 and 19."""
