"""A generator that a checker hands to a learner's function, and looks at afterwards."""

import numpy as np


class Passed(np.random.Generator):
    """A generator that `call` hands on as it is, not as a copy, so that it shows whether it was used."""

    def __new__(cls, rng):
        return super().__new__(cls, rng.bit_generator)

    def __init__(self, rng):
        super().__init__(rng.bit_generator)

    def __deepcopy__(self, memo):
        return self


Passed.__name__ = "Generator"  # what an error message calls it
