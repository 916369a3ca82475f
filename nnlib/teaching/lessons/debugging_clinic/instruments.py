"""Instruments: each asks a patient one question and answers with a few numbers."""

import numpy as np

from nnlib import ReLU, numerical_gradient, sigmoid, softmax


def relative_error(got, right):
    return np.abs(got - right).max() / max(np.abs(got).max(), np.abs(right).max())


def start_losses(patient, seed=0):
    """The loss if all scores were 0, and that of the untrained network."""
    X, y = patient.data(seed)
    net = patient.net(seed)
    zero = patient.loss(y, np.zeros_like(net(X)))[0]
    return zero, patient.loss(y, net(X))[0]


def slopes(patient, rows=7, seed=0):
    """Three gradients (n_params,): by differences, from backward, and step / lr."""
    X, y = (part[:rows] for part in patient.data(seed))
    net = patient.net(seed)
    rng = np.random.default_rng(1)
    net.params += rng.normal(0, 0.1, net.params.size)  # biases of 0 could hide a fault
    measured = numerical_gradient(lambda _: patient.reported(net, X, y), net.params)
    _, backward = patient.loss_and_gradient(net, X, y)
    before = net.params.copy()
    patient.step(net, X, y)
    step = (before - net.params) / patient.lr
    net.params[:] = before
    return net, measured, backward, step


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


def by_heart(patient, rows=20, epochs=1000):
    """The loss after training on a few rows alone, all of them in each step, λ = 0."""
    return patient.with_parts(l2=0.0).train(rows=rows, epochs=epochs)[1][-1]


def live_units(net, X):
    """For each layer of hidden units: on which share of the rows is each unit on?"""
    net(X)
    return [(layer.y > 0).mean(axis=0) for layer in net.layers if isinstance(layer, ReLU)]


def largest_probability(net, X):
    """How sure of one class the network ever is."""
    scores = net(X)
    return softmax(scores).max() if scores.shape[1] > 1 else sigmoid(np.abs(scores)).max()


def recalls(net, X, y):
    """For each class: which share of its rows is called by its right name?"""
    scores = net(X)
    answers = scores.argmax(axis=1) if scores.shape[1] > 1 else scores[:, 0] > 0
    y = np.ravel(y)
    return np.array([(answers[y == label] == label).mean() for label in np.unique(y)])


def ruler(patient):
    """The accuracy that the patient prints if all is right, and if all is wrong."""
    y = patient.y[:20]
    right = 2.0 * y - 1 if y.ndim == 2 else np.eye(10)[y]
    return patient.accuracy(y, right), patient.accuracy(y, -right)
