"""What the published search for a strength leaves behind: ten strengths, from ten starts. Three minutes of computing.

run(seed, strength) does one of these hundred runs again; a test repeats some.
"""

import numpy as np

from nnlib import SGD, Dense, Sequential, Sigmoid, cross_entropy, fit, glorot

STRENGTHS = np.logspace(-2, 2, 10)
ROWS = 482  # validation pictures
RIGHT = (  # validation pictures read: a row for each of the seeds 0 to 9, a column for each strength
    (462, 461, 459, 460, 459, 458, 353, 79, 34, 34),
    (462, 462, 461, 461, 460, 456, 320, 88, 34, 34),
    (460, 460, 461, 462, 463, 412, 208, 79, 34, 34),
    (457, 456, 457, 458, 459, 460, 275, 79, 34, 34),
    (457, 457, 458, 463, 463, 460, 303, 72, 34, 34),
    (461, 461, 460, 461, 462, 445, 234, 79, 34, 34),
    (466, 466, 463, 463, 462, 460, 358, 74, 34, 34),
    (461, 461, 461, 463, 459, 407, 280, 79, 34, 34),
    (463, 463, 465, 464, 463, 463, 269, 79, 34, 34),
    (461, 461, 463, 461, 460, 459, 269, 79, 34, 34),
)


def network(rng, last_sigmoid=True):
    """The published 64-48-32-10: a sigmoid after every layer, Glorot's uniform start, biases of 0."""
    layers = []
    for n_in, n_out in ((64, 48), (48, 32), (32, 10)):
        dense = Dense(n_in, n_out, rng=rng)
        limit = np.sqrt(3) * glorot(n_in, n_out)
        dense.W[:] = rng.uniform(-limit, limit, (n_in, n_out))
        layers += [dense, Sigmoid()]
    return Sequential(*layers[: None if last_sigmoid else -1])


def run(seed, strength, train, validation, epochs=1000):
    """How many validation pictures a network reads. The strength is divided by the number of training rows."""
    rng = np.random.default_rng(seed)
    net, (X, y), (X_val, y_val) = network(rng), train, validation
    options = dict(rng=rng, epochs=epochs, batch_size=len(X), l2=strength / len(X), measure="during")
    fit(net, cross_entropy, SGD(net, lr=0.2, momentum=0.9), X, y, **options, on_failure=lambda *_: None)
    return int((net(X_val).argmax(axis=1) == y_val).sum())


def right():
    """Validation pictures read, (10 starts, 10 strengths)."""
    return np.array(RIGHT)
