"""The verdict on a learner's TinyModel: its layers, what compile leaves, what fit moves, what predict_proba gives."""

import numpy as np

from nnlib import Adam, Dense, ReLU, Sequential, Tanh, binary_cross_entropy, cross_entropy, fit

from ...checking.findings import check_findings
from ...checking.running import call, is_stub
from ...checking.verdict import Verdict

METHODS = "add", "compile", "fit", "predict_proba"
WORDS = (5, "relu"), (4, "tanh")  # of a model with three inputs, before its last layer
EPOCHS, LR = 3, 0.05
_rng = np.random.default_rng(8)
X = _rng.normal(size=(50, 3))
TARGETS = {binary_cross_entropy: (X[:, :1] > 0).astype(float), cross_entropy: np.digitize(X[:, 1], (-0.5, 0.5))}
WIDTHS = {binary_cross_entropy: 1, cross_entropy: 3}
NEXT = "A layer has as many inputs as the layer before has units: make the Dense first, then let self.n_in be units."
OWN = "Inside the class write self.net, self.loss, self.optimizer: each model has its own."
STOPPED = {
    "KeyError: 'linear'": '"linear" stands for no layer: ask for it before you look into ACTIVATIONS.',
    "RecursionError": "self.fit is this method itself; the bare name fit is nnlib's function.",
    "is <class": "ACTIVATIONS[activation] is a class; with () behind it, it makes a layer.",
    "not a layer": "self.layers holds layers and nothing else: ACTIVATIONS[activation]() makes one of a name.",
    "'params'": "That is no network yet: self.net = Sequential(*self.layers).",
    "'rng'": "Dense draws its weights, and fit its batches, from a generator: rng=self.rng.",
    "features but layer": NEXT,
    "belongs to another network": "Two models share one list of layers. It is made in __init__: self.layers = [].",
}


def built(answer, loss=binary_cross_entropy, seed=0):
    """A compiled model of the learner's, 3-5-4-1 or 3-5-4-3."""

    def make():
        model = answer(3, rng=np.random.default_rng(seed))
        for units, activation in WORDS:
            model.add(units, activation)
        model.add(WIDTHS[loss])
        model.compile(loss, LR)
        return model

    return call(make)


class Ours:
    """The same parts, put together by hand. draws: where the batches come from, if not from the weights' generator."""

    def __init__(self, loss, draws=None):
        self.rng, self.loss = np.random.default_rng(0), loss
        layers = [Dense(3, 5, rng=self.rng), ReLU(), Dense(5, 4, rng=self.rng), Tanh()]
        self.net = Sequential(*layers, Dense(4, WIDTHS[loss], rng=self.rng))
        self.optimizer, self.rng = Adam(self.net, lr=LR), draws or self.rng

    def fit(self, epochs=EPOCHS, **how):
        fit(self.net, self.loss, self.optimizer, X, TARGETS[self.loss], rng=self.rng, epochs=epochs, **how)
        return self


def fitted(model, epochs=EPOCHS):
    """The numbers of the learner's network after another fit."""
    call(lambda: (model.fit(X.copy(), TARGETS[model.loss].copy(), epochs), True))
    return model.net.params.copy()


def findings(answer):
    """(whether it is so, message, hint) on layers, compile, fit and predict_proba, in this order."""
    model, other = built(answer), built(answer, seed=1)
    yield from of_layers(model, other)
    yield from of_compile(model)
    yield from of_fit(model, other)
    for loss in TARGETS:
        yield from of_probabilities(built(answer, loss), loss)


def of_layers(model, other):
    net = getattr(model, "net", None)
    wanted = "compile makes a Sequential of all layers and keeps it as self.net"
    yield not isinstance(net, Sequential), f"{wanted}; self.net is {_named(net)}.", "Sequential(*self.layers)."
    yield net is other.net, "two models share one network.", OWN
    shapes = [layer.W.shape for layer in net.layers if isinstance(layer, Dense)]
    told = f"the Dense layers have W of {', '.join(map(str, shapes))}; wanted are (3, 5), (5, 4), (4, 1)."
    yield shapes != [(3, 5), (5, 4), (4, 1)], told, NEXT
    kinds = [type(layer).__name__ for layer in net.layers]
    told = f"units 5 with relu, 4 with tanh and 1 make the layers {', '.join(kinds)}"
    link = "The last layer has no activation: the loss reads scores, and its link makes probabilities of them."
    yield kinds[-1] != "Dense", f"{told}: the last one should be Dense.", link
    right = ["Dense", "ReLU", "Dense", "Tanh", "Dense"]
    yield kinds != right, f"{told}; wanted are {', '.join(right)}.", "First the Dense, then ACTIVATIONS[activation]()."
    drawn = Ours(binary_cross_entropy).net.params
    hint = "Each Dense is made once, in add, with rng=self.rng."
    same = np.array_equal(net.params, drawn)
    yield not same, "the weights are not those that self.rng draws first, layer by layer.", hint


def of_compile(model):
    loss, optimizer = getattr(model, "loss", None), getattr(model, "optimizer", None)
    yield loss is not binary_cross_entropy, f"compile keeps the loss as self.loss; there is {_named(loss)}.", ""
    yield not isinstance(optimizer, Adam), f"compile keeps an Adam as self.optimizer; there is {_named(optimizer)}.", ""
    yield (
        optimizer.net is not model.net,
        "self.optimizer moves another network than self.net.",
        "Adam(self.net, lr=lr).",
    )
    lr = optimizer.lr
    yield lr != LR, f"compile was given lr={LR}, and the optimizer has lr={lr:g}.", "Adam(self.net, lr=lr)."


def of_fit(model, other):
    before, others = model.net.params.copy(), other.net.params.copy()
    net, after = model.net, fitted(model)
    strange = "fit has trained another model: the one that was made last."
    yield not np.array_equal(other.net.params, others), strange, OWN
    yield model.net is not net, "fit makes a new network: what was learned before is gone.", OWN
    yield np.array_equal(after, before), "after fit all numbers of self.net are as before.", f"Call nnlib's fit. {OWN}"

    def so(message, hint, ours):
        return np.array_equal(after, ours.net.params), message, hint

    loss, draws = binary_cross_entropy, np.random.default_rng(0)
    word = f"fit was told {EPOCHS} epochs, and makes "
    for epochs in (1, 100):
        yield so(f"{word}{epochs}.", "Pass it on: epochs=epochs.", Ours(loss).fit(epochs))
    yield so(f"{word}{2 * EPOCHS}: does it call fit twice?", "", Ours(loss).fit(2 * EPOCHS))
    yield so("the batches come from a generator of their own.", "rng=self.rng.", Ours(loss, draws=draws).fit())
    hint = "Leave batch_size at fit's own 32."
    for size in (len(X), 1):
        yield so(f"fit takes {size} row{'s' * (size > 1)} at a time.", hint, Ours(loss).fit(batch_size=size))
    hint = "nnlib's fit, with the loss, the optimizer and rng=self.rng; nothing else may draw from self.rng."
    ours = Ours(loss).fit()
    yield not np.array_equal(after, ours.net.params), "fit trains, but not as the same parts do by hand.", hint
    again = fitted(model)
    hint = "The optimizer is made in compile. A second fit goes on where the first has stopped."
    yield not np.array_equal(again, ours.fit().net.params), "a second fit does not go on from the first.", hint


def of_probabilities(model, loss):
    scores, name = model.net(X), loss.__name__
    p = np.asarray(call(lambda: model.predict_proba(X.copy())))
    hint = "self.loss.link makes probabilities of the scores self.net(X), whichever loss it is."
    right = loss.link(scores)
    for wrong, words in (
        (scores, f"with {name} predict_proba gives the scores"),
        (scores > 0, f"with {name} predict_proba gives classes"),
        (scores.argmax(axis=1), f"with {name} predict_proba gives classes"),
        (binary_cross_entropy.link(right), f"with {name} the link is taken twice"),
        (binary_cross_entropy.link(scores), f"with {name} the sigmoid is taken, which belongs to the other loss"),
    ):
        told = p.shape == wrong.shape and np.allclose(p, wrong) and not np.allclose(p, right)
        yield told, f"{words}.", hint
    fits = p.shape == right.shape and np.allclose(p, right)
    shape = f"the shape {p.shape}, wanted is {right.shape}" if p.shape != right.shape else "other numbers than the link"
    yield not fits, f"with {name} predict_proba gives {shape}.", hint


def _named(thing):
    return f"the class {thing.__name__}" if isinstance(thing, type) else type(thing).__name__


def check_model(name, answer):
    """The verdict on a class with the methods of TinyModel."""
    if not isinstance(answer, type):
        return Verdict(False, f"{name}: a class is wanted, got {_named(answer)}; give its name, without brackets.")
    missing = [method for method in METHODS if is_stub(getattr(answer, method, ...))]
    if len(missing) == len(METHODS):
        return Verdict(None, f"{name}: replace the ... by your code.")
    if missing:
        return Verdict(False, f"{name}: the class still lacks {' and '.join(missing)}.")
    done = "right: each layer meets the one before, each model has its own parts, and scores become probabilities."
    return check_findings(name, answer, findings, done, stopped=STOPPED)
