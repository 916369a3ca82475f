"""A published run that stood still for a million epochs: who did it, and what repairs it."""
