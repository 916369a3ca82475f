"""What people answer in lesson 15: a model of their own, a layer, accuracy in batches."""

import math

import numpy as np

from corpus import Case
from nnlib import SGD, Adam, Dense, ReLU, Sequential, Sigmoid, Tanh, fit, sigmoid
from nnlib.layers import Layer

# ---- a model ----
ACTIVATIONS = {"relu": ReLU, "tanh": Tanh}


class Whole:
    """The solution; the others change one of its methods."""

    def __init__(self, input_dim, *, rng):
        self.n_in, self.rng, self.layers = input_dim, rng, []

    def add(self, units, activation="linear"):
        self.layers.append(Dense(self.n_in, units, rng=self.rng))
        if activation != "linear":
            self.layers.append(ACTIVATIONS[activation]())
        self.n_in = units

    def compile(self, loss, lr):
        self.loss, self.net = loss, Sequential(*self.layers)
        self.optimizer = Adam(self.net, lr=lr)

    def fit(self, X, y, epochs):
        fit(self.net, self.loss, self.optimizer, X, y, rng=self.rng, epochs=epochs)

    def predict_proba(self, X):
        return self.loss.link(self.net(X))


def model(base=Whole, **methods):
    return type("TinyModel", (base,), methods)


def adds(layers, then=lambda self, units: units):
    """add that appends layers(self, units, activation), and sets n_in to then(self, units)."""

    def add(self, units, activation="linear"):
        self.layers += layers(self, units, activation)
        self.n_in = then(self, units)

    return model(add=add)


def bend(activation):
    return [] if activation == "linear" else [ACTIVATIONS[activation]()]


def dense(self, units):
    return Dense(self.n_in, units, rng=self.rng)


def trains(**how):
    """fit with other settings, each a function of the model."""

    def method(self, X, y, epochs):
        settings = {"rng": self.rng, "epochs": epochs} | {name: value(self) for name, value in how.items()}
        fit(self.net, self.loss, self.optimizer, X, y, **settings)

    return model(fit=method)


def compiles(optimizer, net=lambda self: Sequential(*self.layers)):
    def method(self, loss, lr):
        self.loss, self.net = loss, net(self)
        self.optimizer = optimizer(self, lr)

    return model(compile=method)


def answers(way):
    return model(predict_proba=lambda self, X: way(self, X))


class Listed(Whole):
    """Remembers the words, and makes the layers in compile."""

    def add(self, units, activation=None):
        self.layers.append((units, activation))

    def compile(self, loss, lr):
        n_in, made = self.n_in, []
        for units, activation in self.layers:
            made.append(Dense(n_in, units, rng=self.rng))
            if activation in ACTIVATIONS:
                made.append(ACTIVATIONS[activation]())
            n_in = units
        self.net, self.loss = Sequential(*made), loss
        self.optimizer = Adam(self.net, lr)


class ByHand(Whole):
    """get() in place of if, and forward in place of a call."""

    def add(self, units, activation="linear"):
        kind = ACTIVATIONS.get(activation)
        self.layers.extend([dense(self, units)] + ([kind()] if kind else []))
        self.n_in = units

    def predict_proba(self, X):
        scores = self.net.forward(X)
        return self.loss.link(scores)


class LastOne(Whole):
    """Trains whatever is called network outside, here the one that was made last."""

    def compile(self, loss, lr):
        super().compile(loss, lr)
        LastOne.network = self

    def fit(self, X, y, epochs):
        other = LastOne.network
        fit(other.net, other.loss, other.optimizer, X, y, rng=other.rng, epochs=epochs)


class OneList(Whole):
    layers = []

    def __init__(self, input_dim, *, rng):
        self.n_in, self.rng = input_dim, rng


class CallsItself(Whole):
    def fit(self, X, y, epochs):
        self.fit(X, y, epochs)


class OnlyAdds(Whole):
    def compile(self, loss, lr): ...

    def fit(self, X, y, epochs): ...


class Nothing(Whole):
    def fit(self, X, y, epochs):
        for _ in range(epochs):
            self.loss(y, self.net(X))


class Anew(Whole):
    def fit(self, X, y, epochs):
        self.optimizer = Adam(self.net, lr=self.optimizer.lr)
        super().fit(X, y, epochs)


class Kept(Whole):
    def fit(self, X, y, epochs):
        super().fit(X, y, epochs)
        return self


class ForgetsLoss(Whole):
    def compile(self, loss, lr):
        self.net = Sequential(*self.layers)
        self.optimizer = Adam(self.net, lr=lr)


class Forgets(Whole):
    def compile(self, loss, lr):
        self.loss, net = loss, Sequential(*self.layers)
        self.optimizer = Adam(net, lr=lr)


class Twice(Whole):
    def fit(self, X, y, epochs):
        super().fit(X, y, epochs)
        super().fit(X, y, epochs)


class Redrawn(Whole):
    """Draws the weights again in compile."""

    def compile(self, loss, lr):
        sizes = [layer.W.shape for layer in self.layers if isinstance(layer, Dense)]
        fresh = iter([Dense(*size, rng=self.rng) for size in sizes])
        self.layers = [next(fresh) if isinstance(layer, Dense) else layer for layer in self.layers]
        super().compile(loss, lr)


class NoAnswer(Whole):
    def predict_proba(self, X):
        self.p = self.loss.link(self.net(X))


class LooksUpLinear(Whole):
    def add(self, units, activation="linear"):
        self.layers += [dense(self, units), ACTIVATIONS[activation]()]
        self.n_in = units


TINY_MODEL = [
    Case(Whole),
    Case(Listed, after="layers made in compile, from a list of (units, activation)"),
    Case(ByHand, after="ACTIVATIONS.get(activation)"),
    Case(Kept, after="return self"),
    Case(adds(lambda self, n, a: [dense(self, n), *bend(a)], lambda self, n: self.n_in), "as many inputs as the layer"),
    Case(
        model(add=lambda self, n, a="linear": self.layers.extend([dense(self, n), *bend(a)])), "let self.n_in be units"
    ),
    Case(adds(lambda self, n, a: [*bend(a), dense(self, n)]), "First the Dense", "activation before the layer"),
    Case(adds(lambda self, n, a: [dense(self, n)]), "Dense, Dense, Dense; wanted are", "the activation is never added"),
    Case(adds(lambda self, n, a: [dense(self, n), *([ACTIVATIONS[a]] if a != "linear" else [])]), "with () behind it"),
    Case(adds(lambda self, n, a: [dense(self, n), *([a] if a != "linear" else [])]), "holds layers and nothing else"),
    Case(adds(lambda self, n, a: [dense(self, n), ReLU()]), "the last one should be Dense", "ReLU after every layer"),
    Case(
        adds(lambda self, n, a: [dense(self, n), *(bend(a) or [Sigmoid()])]), "the last one should be Dense", "sigmoid"
    ),
    Case(adds(lambda self, n, a: [dense(self, n), *([ReLU()] if a != "linear" else [])]), "Dense, ReLU, Dense, ReLU"),
    Case(
        adds(lambda self, n, a: [Dense(self.n_in, n), *bend(a)]), "from a generator: rng=self.rng", "Dense(n_in, units)"
    ),
    Case(
        adds(lambda self, n, a: [Dense(self.n_in, n, rng=np.random.default_rng(0)), *bend(a)]),
        "not those that self.rng draws first",
        "a seed of its own in each layer",
    ),
    Case(adds(lambda self, n, a: [Dense(n, self.n_in, rng=self.rng), *bend(a)]), "features but layer", "(units, n_in)"),
    Case(Redrawn, "not those that self.rng draws first", "weights drawn anew in compile"),
    Case(LooksUpLinear, "ask for it before you look into ACTIVATIONS", "no case for linear"),
    Case(OneList, "Two models share one list", "layers = [] in the class"),
    Case(LastOne, "fit has trained another model", "the global model of a published tutorial"),
    Case(CallsItself, "self.fit is this method itself"),
    Case(OnlyAdds, "still lacks compile and fit"),
    Case(Forgets, "self.net is NoneType", "net for self.net"),
    Case(ForgetsLoss, "keeps the loss as self.loss; there is NoneType"),
    Case(
        compiles(lambda self, lr: Adam(self.net)),
        "was given lr=0.05, and the optimizer has lr=0.001",
        "lr not passed on",
    ),
    Case(compiles(lambda self, lr: SGD(self.net, lr=lr)), "keeps an Adam as self.optimizer; there is SGD", "SGD"),
    Case(compiles(lambda self, lr: Adam), "there is the class Adam"),
    Case(
        compiles(lambda self, lr: Adam(self.net, lr=lr), lambda self: self.layers), "That is no network yet", "a list"
    ),
    Case(Nothing, "as before", "no call of nnlib's fit"),
    Case(trains(epochs=lambda self: 1), "told 3 epochs, and makes 1."),
    Case(trains(epochs=lambda self: 100), "told 3 epochs, and makes 100.", "epochs left at its default"),
    Case(Twice, "told 3 epochs, and makes 6"),
    Case(trains(rng=lambda self: np.random.default_rng(0)), "a generator of their own", "rng=np.random.default_rng(0)"),
    Case(trains(batch_size=lambda self: 50), "takes 50 rows at a time", "full batch"),
    Case(trains(batch_size=lambda self: 1), "takes 1 row at a time"),
    Case(trains(batch_size=lambda self: 16), "not as the same parts do by hand"),
    Case(Anew, "does not go on from the first", "the optimizer is made in fit"),
    Case(answers(lambda self, X: self.net(X)), "gives the scores", "model(X) for probabilities"),
    Case(answers(lambda self, X: sigmoid(self.net(X))), "belongs to the other loss", "sigmoid for every loss"),
    Case(answers(lambda self, X: self.net(X) > 0), "gives classes"),
    Case(answers(lambda self, X: sigmoid(self.loss.link(self.net(X)))), "the link is taken twice"),
    Case(answers(lambda self, X: self.loss.link(self.net(X)).ravel()), "the shape (50,), wanted is (50, 1)", "ravel()"),
    Case(NoAnswer, "returns None", "no return"),
    Case(Whole(3, rng=np.random.default_rng(0)), "without brackets", "an object in place of its class"),
]

# ---- a layer ----


def layer(forward, backward, **more):
    """A class with these methods; forward may keep things in self."""
    return type("LeakyReLU", (Layer,), {"forward": forward, "backward": backward, **more})


def keeping(value):
    """A forward that gives value(x), and keeps x and the right slope."""

    def forward(self, x):
        self.x, self.slope = x, np.where(x > 0, 1.0, 0.1)
        return value(x)

    return forward


kept = keeping(lambda x: np.where(x > 0, x, 0.1 * x))


def with_slope(self, dy):
    return self.slope * dy


def back(slope):
    """backward that multiplies dy by slope(x)."""
    return layer(kept, lambda self, dy: dy * slope(self.x))


class CachedInput:
    def __init__(self, alpha=0.1):
        self.alpha = alpha
        self.cache = None

    def forward(self, x):
        self.cache = x
        return np.maximum(x, x * self.alpha)

    def backward(self, dy):
        x = self.cache
        dx = np.ones_like(x)
        dx[x <= 0] = self.alpha
        return dx * dy


class CopiedGradient:
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.where(inputs > 0, inputs, 0.1 * inputs)
        return self.output

    def backward(self, dvalues):
        self.dinputs = dvalues.copy()
        self.dinputs[self.inputs <= 0] *= 0.1
        return self.dinputs


class ByMask:
    def forward(self, x):
        self.mask = x > 0
        return self.mask * x + ~self.mask * 0.1 * x

    def backward(self, dy):
        return self.mask * dy + ~self.mask * 0.1 * dy


class ByOutput:
    """The output has the sign of the input."""

    def forward(self, x):
        self.a = np.maximum(x, 0) - 0.1 * np.maximum(-x, 0)
        return self.a

    def backward(self, dy):
        return np.where(self.a > 0, dy, dy / 10)


class PassesItOn(ByMask):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

    def forward(self, x, training=True):
        return super().forward(x)


class SmallAlpha(CachedInput):
    def __init__(self, alpha=0.01):
        super().__init__(alpha)


class ZeroIsAbove(ByMask):
    def forward(self, x):
        self.mask = (x >= 0).astype(float) + (x < 0).astype(float) * 0.1
        return x * self.mask

    def backward(self, dy):
        return dy * self.mask


class NeedsAlpha:
    def __init__(self, alpha):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        return np.where(self.x > 0, 1, self.alpha) * dy


class WithoutSelf:
    def forward(x):
        return np.where(x > 0, x, 0.1 * x)

    def backward(dy):
        return dy


class KeepsNothing:
    def forward(self, x):
        return np.where(x > 0, x, 0.1 * x)

    def backward(self, dy):
        return np.where(self.x > 0, 1, 0.1) * dy


class LocalOnly(KeepsNothing):
    def forward(self, x):
        slope = np.where(x > 0, 1, 0.1)
        return slope * x

    def backward(self, dy):
        return self.slope * dy


class TakesX:
    def forward(self, x):
        return np.where(x > 0, x, 0.1 * x)

    def backward(self, x, dy):
        return np.where(x > 0, 1, 0.1) * dy


class KeepsTheOutput(Layer):
    def forward(self, x):
        self.x = np.where(x > 0, x, 0.1 * x)
        return self.x

    def backward(self, dy):
        return dy * self.x


class InPlace(KeepsNothing):
    def forward(self, x):
        self.x = x.copy()
        x[x < 0] *= 0.1
        return x


class GradientInPlace(Layer):
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0.1 * x)

    def backward(self, dy):
        dy[self.x <= 0] *= 0.1
        return dy


class NoReturn(GradientInPlace):
    def backward(self, dy):
        self.dx = dy * np.where(self.x > 0, 1, 0.1)


class OutputKeptOnly(GradientInPlace):
    def forward(self, x):
        self.x = x
        self.out = np.maximum(x, 0.1 * x)


class ForwardOnly(Layer):
    def forward(self, x):
        return np.where(x > 0, x, 0.1 * x)


class OtherNames:
    def __call__(self, x):
        return np.where(x > 0, x, 0.1 * x)

    def gradient(self, dy):
        return dy


class PythonIf(GradientInPlace):
    def forward(self, x):
        self.x = x
        return x if x > 0 else 0.1 * x


class PythonMax(GradientInPlace):
    def forward(self, x):
        self.x = x
        return max(0.1 * x, x)


class FirstRows:
    def forward(self, x):
        if not hasattr(self, "slope"):
            self.slope = np.where(x > 0, 1.0, 0.1)
        return np.maximum(x, 0.1 * x)

    def backward(self, dy):
        return self.slope * dy


class Collected:
    """Caches in a list, and looks at its first entry."""

    def __init__(self):
        self.seen = []

    def forward(self, x):
        self.seen.append(x)
        return np.where(x > 0, x, x / 10)

    def backward(self, dy):
        return np.where(self.seen[0] > 0, dy, dy / 10)


class PairBack(CachedInput):
    def backward(self, dy):
        return dy, np.where(self.cache > 0, 1, 0.1)


def leaky_function(x):
    return np.where(x > 0, x, 0.1 * x)


class StillEmpty:
    def forward(self, x): ...

    def backward(self, dy): ...


class ConstantBelow(GradientInPlace):
    def backward(self, dy):
        dx = dy.copy()
        dx[self.x <= 0] = 0.1
        return dx


class BySign(GradientInPlace):
    def forward(self, x):
        self.x = x
        return 0.55 * x + 0.45 * np.abs(x)

    def backward(self, dy):
        return dy * (0.55 + 0.45 * np.sign(self.x))


class SlopeWithoutSelf(GradientInPlace):
    def forward(self, x):
        slope = np.where(x > 0, 1.0, 0.1)
        return slope * x

    def backward(self, dy):
        return slope * dy  # noqa: F821


class TwoParts:
    """np.sign for a mask, and two clipped halves."""

    def forward(self, x):
        self.above = np.maximum(np.sign(x), 0)
        return np.maximum(x, 0) + 0.1 * np.minimum(x, 0)

    def backward(self, dy):
        return dy * self.above + 0.1 * dy * (1 - self.above)


LEAKY_RELU = [
    Case(layer(kept, with_slope)),
    Case(ByMask),
    Case(CachedInput, after="self.cache, a mask of ones and alpha"),
    Case(CopiedGradient, after="dinputs = dvalues.copy()"),
    Case(ByOutput, after="max(x, 0) - alpha max(-x, 0)"),
    Case(PassesItOn, after="forward(self, x, training=True)"),
    Case(layer(keeping(lambda x: np.maximum(0, x)), with_slope), "this is ReLU"),
    Case(ReLU, "this is ReLU", "the library's own ReLU"),
    Case(layer(keeping(lambda x: np.maximum(0.01 * x, x)), with_slope), "where x < 0 it gives 0.01 x"),
    Case(SmallAlpha, "where x < 0 it gives 0.01 x", "alpha=0.01"),
    Case(layer(keeping(lambda x: np.maximum(0.2 * x, x)), with_slope), "where x < 0 it gives 0.2 x", "alpha=0.2"),
    Case(layer(keeping(lambda x: np.minimum(x, 0.1 * x)), with_slope), "minimum for maximum"),
    Case(layer(keeping(lambda x: np.where(x < 0, x, 0.1 * x)), with_slope), "sides are exchanged", "x < 0 for x > 0"),
    Case(layer(keeping(lambda x: np.where(x > 0, 1, 0.1)), with_slope), "where x > 0 it gives 1; wanted is x"),
    Case(layer(keeping(lambda x: np.abs(np.maximum(x, 0.1 * x))), with_slope), "where x < 0 it gives -0.1 x"),
    Case(layer(keeping(lambda x: np.where(x > 0, x, 0.1)), with_slope), "at exactly 0 it gives 0.1; wanted is 0.1 x"),
    Case(
        layer(keeping(lambda x: np.maximum(0.1, x)), with_slope),
        "at exactly 0 it gives 0.1; wanted is 0.1 x",
        "np.maximum(0.1, x)",
    ),
    Case(layer(keeping(lambda x: np.maximum(x, 0) + 0.1 * x), with_slope), "1.1 x", "relu(x) + 0.1 x"),
    Case(layer(keeping(lambda x: np.where(x > 0, x, np.exp(x) - 1)), with_slope), "the ELU", "elu"),
    Case(layer(kept, lambda self, dy: dy * (self.slope == 1)), "below 0 the gradient is lost"),
    Case(layer(kept, lambda self, dy: dy), "where x < 0 and at exactly 0 it gives 1 dy"),
    Case(layer(kept, lambda self, dy: self.slope), "where x > 0 it gives 1; wanted is dy", "returns the derivative"),
    Case(layer(kept, lambda self, dy: dy * np.where(dy > 0, 1, 0.1)), "the mask is made from dy"),
    Case(layer(kept, lambda self, dy: np.where(dy > 0, 1, 0.1)), "slope of dy", "backward(x) on its argument"),
    Case(back(lambda x: x), "where x < 0 it gives 1 dy · x"),
    Case(KeepsTheOutput, "where x < 0 it gives 0.1 dy · x"),
    Case(back(lambda x: np.where(x > 0, 1, 0.01)), "it gives 0.01 dy; wanted is 0.1 dy"),
    Case(back(lambda x: np.where(x > 0, 1, -0.1)), "it gives -0.1 dy", "-alpha below 0"),
    Case(back(lambda x: np.where(x >= 0, 1, 0.1)), "at exactly 0"),
    Case(ZeroIsAbove, "at exactly 0", "x >= 0"),
    Case(back(lambda x: np.where(x > 0, 0.1, 1)), "where x > 0 it gives 0.1 dy"),
    Case(layer(kept, lambda self, dy: (dy * self.slope).sum(axis=0)), "summed over the rows", "sum(axis=0)"),
    Case(layer(kept, lambda self, dy: dy * self.slope / len(dy)), "every number is"),
    Case(layer(kept, lambda self, dy: dy @ self.slope.T), "shape", "dot for *"),
    Case(FirstRows, "an earlier forward"),
    Case(Collected, "an earlier forward", "a cache in a list"),
    Case(NoReturn, "backward returns None", "self.dinputs without a return"),
    Case(OutputKeptOnly, "forward returns None", "self.output without a return"),
    Case(KeepsNothing, "no attribute 'x'"),
    Case(LocalOnly, "no attribute 'slope'", "slope without self"),
    Case(InPlace, "changes its argument number 1", "x[x < 0] *= alpha"),
    Case(GradientInPlace, "changes its argument number 2", "dx = dy, then dx[x <= 0] *= alpha"),
    Case(NeedsAlpha, "made without arguments", "LeakyReLU(alpha)"),
    Case(WithoutSelf, "wanted is forward(self, x)"),
    Case(TakesX, "backward(self, dy)", "backward(x, dy)"),
    Case(PythonIf, "np.where", "if on an array"),
    Case(PythonMax, "np.maximum", "Python's max on an array"),
    Case(ForwardOnly, "lacks backward"),
    Case(OtherNames, "lacks forward and backward", "__call__ and gradient"),
    Case(PairBack, "2 things came back", "returns dx and the slope"),
    Case(leaky_function, "a class is wanted"),
    Case(TwoParts, after="maximum(x, 0) + alpha * minimum(x, 0)"),
    Case(ConstantBelow, "where x < 0 and at exactly 0 it gives 0.1; wanted is 0.1 dy", "dx[x <= 0] = alpha"),
    Case(BySign, "at exactly 0 it gives 0.55 dy", "np.sign for the mask"),
    Case(SlopeWithoutSelf, "as `self.name`", "slope without self in both methods"),
    Case(back(lambda x: np.where(x > 0.1, 1, 0.1)), "where x > 0 it gives something else"),
    Case(back(lambda x: np.where(x > 0, 1, 10)), "it gives 10 dy"),
    Case(CachedInput(), "without brackets", "an object in place of its class"),
]


# ---- accuracy in batches ----


def batches(model, X, y, batch_size):
    for start in range(0, len(X), batch_size):
        rows = slice(start, start + batch_size)
        yield model.predict_proba(X[rows]), y[rows]


def hits(*case):
    return [(p.ravel() > 0.5) == y for p, y in batches(*case)]


def counting(*case):
    return sum(hit.sum() for hit in hits(*case)) / len(case[1])


def weighing(*case):
    return sum(hit.mean() * len(hit) for hit in hits(*case)) / len(case[1])


def with_predict(model, X, y, batch_size):
    called = [model.predict(X[i : i + batch_size]) for i in range(0, len(X), batch_size)]
    return float((np.concatenate(called) == y.reshape(-1, 1)).mean())


def one_row_at_a_time(model, X, y, batch_size):
    return np.mean([(model.predict_proba(X[i : i + 1])[0, 0] > 0.5) == y[i] for i in range(len(X))])


def correct_and_total(model, X, y, batch_size):
    correct = total = 0
    for i in range(0, len(X), batch_size):
        p = np.round(model.predict_proba(X[i : i + batch_size])).flatten()
        correct += np.sum(p == y[i : i + batch_size])
        total += len(p)
    return correct / total


def with_ceil(model, X, y, batch_size):
    count = 0
    for i in range(math.ceil(len(X) / batch_size)):
        a, b = i * batch_size, min((i + 1) * batch_size, len(X))
        count += (((model.predict_proba(X[a:b]) > 0.5).astype(int)[:, 0]) == y[a:b]).sum()
    return count / X.shape[0]


def by_array_split(model, X, y, batch_size):
    places = np.arange(batch_size, len(X), batch_size)
    parts = zip(np.split(X, places), np.split(y, places), strict=True)
    return np.concatenate([(model.predict_proba(a)[:, 0] > 0.5) == b for a, b in parts]).mean()


def of_batches(change):
    """sum of change(p, y) over the batches, through the number of rows."""
    return lambda *case: sum(change(p, y) for p, y in batches(*case)) / len(case[1])


def whole_batches(*case):
    return [hit for hit in hits(*case) if len(hit) == case[3]]


def full_range(model, X, y, batch_size):
    correct = 0
    for i in range(len(X) // batch_size):
        rows = slice(i * batch_size, (i + 1) * batch_size)
        correct += ((model.predict_proba(X[rows]).ravel() > 0.5) == y[rows]).sum()
    return correct / len(X)


def total_of_batch_sizes(*case):
    return sum(hit.sum() for hit in hits(*case)) / sum(case[3] for _ in hits(*case))


def first_labels(model, X, y, batch_size):
    right = 0
    for start in range(0, len(X), batch_size):
        p = model.predict_proba(X[start : start + batch_size]).ravel()
        right += ((p > 0.5) == y[: len(p)]).sum()
    return right / len(X)


def all_labels(model, X, y, batch_size):
    right = 0
    for start in range(0, len(X), batch_size):
        p = model.predict_proba(X[start : start + batch_size]).ravel()
        right += ((p > 0.5) == y).sum()
    return right / len(X)


def without_step(model, X, y, batch_size):
    right = 0
    for start in range(len(X)):
        p = model.predict_proba(X[start : start + batch_size]).ravel()
        right += ((p > 0.5) == y[start : start + batch_size]).sum()
    return right / len(X)


def return_inside(model, X, y, batch_size):
    correct = 0
    for p, t in batches(model, X, y, batch_size):
        correct += ((p.ravel() > 0.5) == t).sum()
        return correct / len(X)


def batch_accuracy_returned(model, X, y, batch_size):
    for p, t in batches(model, X, y, batch_size):
        accuracy = ((p.ravel() > 0.5) == t).mean()
    return accuracy


def size_first(model, X, y, batch_size):
    return ((model.predict_proba(X).ravel() > 0.5) == y).mean()


def as_called(model, X, y, batch_size):
    return sum(((model(X[i : i + batch_size]) > 0).ravel() == y[i : i + batch_size]).sum() for i in range(0, len(X), 2))


def whole_division(*case):
    return sum(hit.sum() for hit in hits(*case)) // len(case[1])


def with_evaluate(model, X, y, batch_size):
    return model.evaluate(X, y)["accuracy"]


def shuffled(model, X, y, batch_size):
    order = np.random.default_rng(0).permutation(len(X))
    right = 0
    for start in range(0, len(X), batch_size):
        p = model.predict_proba(X[order[start : start + batch_size]]).ravel()
        right += ((p > 0.5) == y[start : start + batch_size]).sum()
    return right / len(X)


def windows(model, X, y, batch_size):
    right = seen = 0
    for start in range(len(X)):
        p = model.predict_proba(X[start : start + batch_size]).ravel()
        right += ((p > 0.5) == y[start : start + batch_size]).sum()
        seen += len(p)
    return right / seen


def running_mean(*case):
    accuracy = 0
    for hit in hits(*case):
        accuracy = (accuracy + hit.mean()) / 2
    return accuracy


def row_after_row(model, X, y, batch_size):
    right, start = [], 0
    while start < len(X):
        for p, label in zip(model.predict_proba(X[start : start + batch_size]), y[start:], strict=False):
            right.append(bool(p[0] > 0.5) == bool(label))
        start += batch_size
    return sum(right) / len(right)


EVALUATE = [
    Case(counting),
    Case(weighing),
    Case(with_predict),
    Case(one_row_at_a_time),
    Case(correct_and_total, after="correct and total, np.round"),
    Case(with_ceil, after="ceil(len / batch_size)"),
    Case(by_array_split, after="np.split"),
    Case(lambda *case: np.mean([hit.mean() for hit in hits(*case)]), "its rows weigh too much", "np.mean(accuracies)"),
    Case(lambda *case: sum(hit.mean() * case[3] for hit in hits(*case)) / len(case[1]), "1/8, 3/16, 3/16;"),
    Case(total_of_batch_sizes, "count 1/9 each", "total += batch_size"),
    Case(of_batches(lambda p, y: ((p > 0.5) == y).sum()), "every row against every", "(m, 1) == (m,)"),
    Case(lambda *case: np.mean([((p > 0.5) == y).mean() for p, y in batches(*case)]), "every row against every"),
    Case(of_batches(lambda p, y: ((p > 0.5) == y).mean() * len(y)), "every row against every"),
    Case(of_batches(lambda p, y: (p.argmax(axis=1) == y).sum()), "class 0", "argmax(axis=1) on one column"),
    Case(of_batches(lambda p, y: ((p.ravel() > 0) == y).sum()), "share of class 1", "the score's threshold on p"),
    Case(of_batches(lambda p, y: (p.ravel() == y).sum()), "compared with classes"),
    Case(of_batches(lambda p, y: (p.ravel().astype(int) == y).sum()), "with p = 0.55", "astype(int)"),
    Case(of_batches(lambda p, y: ((p.ravel() >= 0.5) == y).sum()), "with p = 0.5 and y = 0", "p >= 0.5"),
    Case(of_batches(lambda p, y: ((p.ravel() < 0.5) == y).sum()), "share of wrong rows", "the sides exchanged"),
    Case(whole_division, "in whole numbers", "//"),
    Case(lambda *case: 1.0, "1, whatever the rows are"),
    Case(of_batches(lambda p, y: (p > 0).sum()), "every row counts as right"),
    Case(of_batches(lambda p, y: len(p)), "every row counts as right", "counts the rows themselves"),
    Case(lambda *case: 100 * counting(*case), "count 25/2 each", "100 * correct / total"),
    Case(lambda *case: 1 - counting(*case), "share of wrong rows", "the error rate"),
    Case(of_batches(lambda p, y: (p > 0.5).sum()), "the labels have no say"),
    Case(
        of_batches(lambda p, y: ((p.ravel() > 0.5) & (y == 1)).sum()),
        "with p = 0.1 and y = 0 in all rows yours is 0,",
        "true positives only",
    ),
    Case(
        lambda *case: np.concatenate(whole_batches(*case)).mean(),
        "count 1/6, 1/6, 1/6, 1/6, 1/6, 1/6, 0, 0;",
        "drop_last",
    ),
    Case(full_range, "1, 1, 1, 1, 1, 1, 0, 0 times", "range(len(X) // batch_size)"),
    Case(lambda *case: sum(hit.sum() for hit in hits(*case)[1:]) / len(case[1]), "count 0, 0, 0, 1/8"),
    Case(lambda *case: sum(hit.sum() for hit in hits(*case)[:-1]) / len(case[1]), "1/8, 1/8, 0, 0;"),
    Case(lambda *case: sum(hit[: case[3] - 1].sum() for hit in hits(*case)) / len(case[1]), "count 1/8, 1/8, 0, 1/8"),
    Case(lambda *case: counting(*case) * len(case[1]) / case[1].size, "X.size", "X.size for len(X)"),
    Case(of_batches(lambda p, y: ((p.ravel() - y) ** 2).sum()), "yours is 0.01, and 1 is wanted", "mean squared error"),
    Case(lambda *case: hits(*case)[-1].mean(), "0, 0, 1/2, 1/2;"),
    Case(batch_accuracy_returned, "0, 0, 1/2, 1/2;", "= in the loop"),
    Case(lambda *case: hits(*case)[-1].sum() / len(case[1]), "0, 0, 1/8, 1/8;"),
    Case(lambda *case: hits(*case)[0].mean(), "count 1/3, 1/3, 1/3, 0"),
    Case(return_inside, "stands inside the `for` loop", "return inside the loop"),
    Case(first_labels, "count 3/8, 3/8, 0", "y[:batch_size]"),
    Case(without_step, "1, 2, 3, 3, 3, 3, 3, 3 times", "range without a step"),
    Case(all_labels, "shape", "y without its rows"),
    Case(row_after_row, after="a list of True and False"),
    Case(shuffled, "labels meet the probabilities of other rows", "X in the order of a permutation, y as it is"),
    Case(windows, "1, 2, 3, 3, 3, 3, 3, 3 times", "range(n) without a step, divided by what was seen"),
    Case(running_mean, "1/24, 1/24, 1/24, 1/12", "a running mean"),
    Case(lambda *case: counting(*case) * len(case[1]) / (len(case[1]) - 1), "count 1/7 each"),
    Case(of_batches(lambda p, y: (p > 0.5).sum() == y.sum()), "rows do not count one by one"),
    Case(of_batches(lambda p, y: ((p.ravel() > 0.6) == y).sum()), "with p = 0.55"),
    Case(lambda *case: counting(*case) * len(case[1]), "count 1 each", "returns correct"),
    Case(lambda *case: sum(hit.mean() for hit in hits(*case)), "1/2, 1/2;", "no division"),
    Case(of_batches(lambda p, y: ((p.ravel() > 0.5) == y).mean()), "1/16, 1/16;", "mean, then / n"),
    Case(lambda *case: counting(*case) * len(case[1]) / len(hits(*case)), "count 1/3 each"),
    Case(lambda *case: counting(*case) * len(case[1]) / case[3], "count 1/3 each", "acc / batch_size"),
    Case(lambda *case: np.mean([hit.all() for hit in hits(*case)]), "rows do not count one by one", "all() for sum()"),
    Case(size_first, "do not fit into memory", "all rows at once"),
    Case(with_evaluate, "no attribute 'evaluate'", "the model's own evaluate"),
    Case(as_called, "not callable", "model(X)"),
    Case(lambda *case: hits(*case)[0], "One number is wanted"),
    Case(lambda *case: (counting(*case), len(case[1])), "Number 1 is right: return it alone", "returns two numbers"),
    Case(lambda *case: round(counting(*case), 2), "rounded to 2 decimals", "round(…, 2)"),
    Case(lambda *case: print(counting(*case)), "Is the `return` missing", "prints"),
    Case(
        lambda X, y, model, batch_size: counting(model, X, y, batch_size), "arguments are exchanged", "the data first"
    ),
    Case(lambda model, y, X, batch_size: counting(model, X, y, batch_size), "arguments are exchanged"),
]

CORPUS = {
    "tiny_model": TINY_MODEL,
    "leaky_relu": LEAKY_RELU,
    "evaluate": EVALUATE,
}
