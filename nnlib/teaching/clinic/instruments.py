"""Instruments: each asks a patient one question and answers with a few numbers."""

import functools

import numpy as np

from nnlib import ReLU, numerical_gradient


def relative_error(got, right):
    """The largest difference, divided by the largest number in the two; 0 where both are 0."""
    most = max(np.abs(got).max(), np.abs(right).max())
    return np.abs(got - right).max() / most if most else 0.0


def start_losses(patient, seed=0):
    """The loss if all scores were 0, and that of the untrained network."""
    X, y = patient.data(seed)
    net = patient.net(seed)
    zero = patient.loss(y, np.zeros_like(net(X)))[0]
    return zero, patient.loss(y, net(X))[0]


def shaken(patient, rows, seed=0):
    """(network, X, y): a start whose numbers are all moved a little, since biases of 0 could hide a fault."""
    X, y = (part[:rows] for part in patient.data(seed))
    net = patient.net(seed)
    net.params += np.random.default_rng(1).normal(0, 0.1, net.params.size)
    return net, X, y


def slopes(patient, rows=7, seed=0):
    """(network, and three gradients (n_params,)): by differences, from backward, and step / lr. Same dice for all."""
    return _slopes(patient, rows, seed)


@functools.lru_cache(maxsize=64)
def _slopes(patient, rows, seed):
    net, X, y = shaken(patient, rows, seed)

    def loss(_):
        patient.deal(net)
        return patient.reported(net, X, y)

    measured = numerical_gradient(loss, net.params)
    patient.deal(net)
    _, backward = patient.loss_and_gradient(net, X, y)
    before, net.grads[:] = net.params.copy(), 0
    patient.deal(net)
    patient.step(net, X, y)
    step = (before - net.params) / patient.lr
    net.params[:] = before
    return net, measured, backward, step


def two_looks(patient, rows=7, seed=0):
    """What backward gives, (n_params,), asked twice in a row: same numbers, same rows, same dice."""
    net, X, y = shaken(patient, rows, seed)
    looks = []
    for _ in range(2):
        patient.deal(net)
        looks.append(patient.loss_and_gradient(net, X, y)[1].copy())
    return looks


def two_runs(patient, seed, epochs=None):
    """The curves of two runs from one seed."""
    return [patient.train(seed, epochs=epochs)[1] for _ in range(2)]


def arrays(net):
    """{"W1": slice, "b1": slice, …}: where each layer's numbers lie in net.params."""
    places, start, number = {}, 0, 0
    for layer in net.layers:
        for name in layer.learned:
            number += name == "W"
            size = getattr(layer, name).size
            places[f"{name}{number}"] = slice(start, start + size)
            start += size
    return places


def gradient_errors(patient, rows=7):
    """For each array the relative error of backward, and that of the step which training takes."""
    net, measured, backward, step = slopes(patient, rows)
    return {
        name: (relative_error(backward[place], measured[place]), relative_error(step[place], measured[place]))
        for name, place in arrays(net).items()
    }


def words(error):
    return "right" if error < 1e-7 else f"{error:.3f}"


def gradient(patient, rows=7, name=""):
    """Print for each array whether backward is right, or else its relative error. name: what stands before it."""
    found = gradient_errors(patient, rows)
    print(
        f"{name:11}  backward:" if name else "backward:",
        *(f" {name} {words(error)}" for name, (error, _) in found.items()),
    )


def step(patient, rows=7):
    """Print the same for (numbers before a step − after it) / rate."""
    found = gradient_errors(patient, rows)
    print("step / rate:", *(f" {name} {words(error)}" for name, (_, error) in found.items()))


def slopes_of(patient, name):
    """(measured, from backward) for one array, as "W1"."""
    net, measured, backward, _ = slopes(patient)
    place = arrays(net)[name]
    return measured[place], backward[place]


def added(patient, l2):
    """(W, dW, what λ adds to dW): all weights, what backward gives for them without λ, and the difference with it."""
    net, _, without, _ = slopes(patient.with_parts(l2=0.0))
    _, _, with_l2, _ = slopes(patient.with_parts(l2=l2))
    return tuple(each[net.is_weight] for each in (net.params, without, with_l2 - without))


def squares(patient, l2s):
    """The sum of W² after training, for each λ."""
    nets = [patient.with_parts(l2=l2).train()[0] for l2 in l2s]
    return [(net.params[net.is_weight] ** 2).sum() for net in nets]


def by_heart(patient, rows=20, epochs=1000):
    """The loss after training on a few rows alone, all of them in each step, without λ and dropout."""
    return patient.with_parts(l2=0.0, keep=1.0).train(rows=rows, epochs=epochs)[1][-1]


def live_units(net, X):
    """For each layer of hidden units: on which share of the rows is each unit on?"""
    net(X)
    return [(layer.y > 0).mean(axis=0) for layer in net.layers if isinstance(layer, ReLU)]


def recalls(net, X, y):
    """For each class: which share of its rows is called by its right name?"""
    scores = net(X)
    answers = scores.argmax(axis=1) if scores.shape[1] > 1 else scores[:, 0] > 0
    y = np.ravel(y)
    return np.array([(answers[y == label] == label).mean() for label in np.unique(y)])


def new_recalls(patient, starts):
    """The recalls on new rows, (starts, n_classes), after training from the starts 0, 1, …"""
    nets = [patient.train(seed)[0] for seed in range(starts)]
    return np.array([recalls(net, patient.scale(patient.X_new), patient.y_new) for net in nets])


def right_shares(patient, starts):
    """The share of new rows that are right, (starts,), after training from the starts 0, 1, …"""
    nets = [patient.train(seed)[0] for seed in range(starts)]
    return np.array([patient.right(net, patient.X_new, patient.y_new) for net in nets])
