"""A network in five lines: what is behind them, how to save it, and where Keras' words mean something else."""
