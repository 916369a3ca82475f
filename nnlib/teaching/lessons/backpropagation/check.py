"""Exercises: the backward passes of a layer, of a ReLU and of two layers."""

import numpy as np

from ...checking.dense_backward import check_dense_backward, named_on_squares, numbers
from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.progress import exercise
from ...checking.two_layers import check_two_layers


@exercise
def dense_backward(function):
    return check_dense_backward(function, "all three gradients are right.")


# ---- ReLU backward ----


def _relu_backward(z, da):
    return da * (z > 0)


RELU_CASES = [
    (np.array([[-2.0, 0, 3]]), np.array([[5.0, 7, -4]])),  # in the text
    (np.array([[-0.5, 1.5, 0.0, 2], [-1, 0.5, -3, 4]]), np.array([[0.3, -0.7, -2, 0.9], [1.1, -0.6, -0.2, 2]])),
]
RELU_SQUARE = [(np.where(np.eye(3) > 0, 0, numbers(3, 3, seed=70)), numbers(3, 3, seed=71))]
RELU_FAULTS = [
    *with_hint(
        "Where z < 0, the output stays 0: slope 0. A mask `output >= 0` is true everywhere.",
        (lambda z, da: da, "this is da itself: nothing is blocked."),
    ),
    *with_hint(
        "The chain rule wants ReLU's slope, 1 or 0: how much does the output move when z moves?",
        (lambda z, da: da * np.maximum(z, 0), "da is multiplied by the value of ReLU."),
        (lambda z, da: da * z, "da is multiplied by z."),
        (lambda z, da: da * np.sign(z), "da is multiplied by the sign of z: off turns it round in place of blocking."),
        (
            (lambda z, da: da * np.exp(-z) / (1 + np.exp(-z)) ** 2, lambda z, da: da * z * (1 - z)),
            "this is the slope of a sigmoid.",
        ),
        (lambda z, da: da * (1 - np.tanh(z) ** 2), "this is the slope of tanh."),
        (
            tuple(lambda z, da, small=small: da * np.where(z > 0, 1, small) for small in (0.01, 0.1, 0.2, 0.3)),
            "this is the slope of a leaky ReLU, which lets a little through.",
        ),
    ),
    *with_hint(
        "Which array knows whether the unit was on? The mask is made from z, and multiplies da.",
        (lambda z, da: z * (da > 0), "the two arguments are exchanged; z comes first, then da."),
        (lambda z, da: da * (da > 0), "the mask is made from da."),
        (
            (lambda z, da: np.maximum(da, 0) * (z > 0), lambda z, da: abs(da) * (z > 0)),
            "negative gradients are lost; keep da's sign.",
        ),
        (lambda z, da: np.maximum(z * da, 0), "the mask is made from z * da."),
        ((lambda z, da: da * (z < 0), lambda z, da: da * (z <= 0)), "the mask is the wrong way round."),
    ),
    *with_hint(
        "Backward returns a gradient: the slope times the gradient that arrives, da.",
        ((lambda z, da: (z > 0) * 1.0, lambda z, da: (z >= 0) * 1.0), "this is ReLU's slope alone, 0 or 1."),
        (lambda z, da: (da * z > 0) * 1.0, "`da * z > 0` compares the product. Put z > 0 in parentheses."),
        (lambda z, da: np.maximum(z, 0), "this is the forward pass."),
    ),
    *with_hint(
        "This course takes the slope 0 there. With >=, a mask made from the output of ReLU would be true everywhere.",
        (
            (lambda z, da: da * (z >= 0), lambda z, da: da * np.heaviside(z, 0.5)),
            "right, except where z is exactly 0.",
        ),
    ),
    *with_hint(
        "Each number keeps its place, and what is blocked becomes 0: multiply da by the mask.",
        (lambda z, da: (da * (z > 0)).ravel(), "the right numbers, but in one flat list."),
        (lambda z, da: da[z > 0], "only the gradients that pass are left, in one flat list."),
        (
            tuple(
                lambda z, da, axis=axis, keep=keep: (da * (z > 0)).sum(axis=axis, keepdims=keep)
                for axis in (0, 1, None)
                for keep in (False, True)
            ),
            "the right numbers, but summed over the rows or columns.",
        ),
        (lambda z, da: da * (z > 0) / da.size, "divided by the number of entries; nothing divides here."),
        (
            (lambda z, da: np.where(z > 0, da, 1), lambda z, da: np.where(z > 0, da, z)),
            "where the unit is off stands something else than 0.",
        ),
        (lambda z, da: np.where(z > 0, 1, da), "da passes where the unit is off, and is lost where it is on."),
        (
            (lambda z, da: da + (z > 0), lambda z, da: da + np.maximum(z, 0), lambda z, da: da - (z <= 0)),
            "something is added to da; the mask multiplies it.",
        ),
    ),
    Fault(
        tuple(
            lambda z, da, left=left, right=right: left(da) @ right(z > 0)
            for left in (np.asarray, np.transpose)
            for right in (np.asarray, np.transpose)
        ),
        "this is a product of matrices. ReLU works number by number.",
        "* in place of @ or np.dot.",
    ),
]


@exercise
def relu_backward(function):
    def check(cases):
        done = "on passes, off blocks: right."
        return check_function("relu_backward", function, _relu_backward, cases, RELU_FAULTS, done)

    return named_on_squares(check, RELU_CASES, RELU_SQUARE)


@exercise
def two_layers(function):
    return check_two_layers("two_layers", function, "four right gradients in one pass.")
