"""scikit-learn's words: what the settings of an estimator mean here, and what surrounds its fit."""

import copy
from contextlib import contextmanager
from itertools import pairwise
from numbers import Real

import numpy as np

from .checks import require_choice, require_count, require_number
from .inputs import as_weights
from .kinds import as_numbers, leave_out
from .layers import Dense, ReLU, Sigmoid, Tanh, glorot
from .network import Sequential, mlp
from .optimizers import SGD, Adam
from .words import known

ACTIVATIONS = {"relu": ReLU, "tanh": Tanh, "logistic": Sigmoid, "identity": None}
SOLVERS = ("adam", "sgd")
PIECE = 1024  # rows that are answered at a time
SWITCHES = ("shuffle", "nesterovs_momentum", "early_stopping", "warm_start")
WORDS = """

    Settings mean what they mean in scikit-learn's MLPs, and have its defaults, but for two: batch_size and alpha.

    hidden_layer_sizes: units of each hidden layer, () for none. activation: "relu", "tanh", "logistic" or "identity".
    solver: "adam" with beta_1, beta_2 and epsilon, or "sgd" with momentum, nesterovs_momentum or plain.
    learning_rate_init: its rate. learning_rate: "constant", the rate stays as it is.
    alpha: l2 in nnlib.fit, which adds ½ alpha sum(W²) to the loss. scikit-learn's MLPs divide their alpha by the number
        of rows in the batch, so that 100 there, with 200 rows, is 0.5 here.
    batch_size: rows in a step, 32, or "auto" for 200 or all, whichever is less. shuffle: in another order each epoch.
    max_iter, tol, n_iter_no_change: training stops when for more than n_iter_no_change epochs in a row the loss has not
        been lower by tol than the lowest so far, or after max_iter epochs, with a ConvergenceWarning.
        n_iter_no_change=np.inf: all epochs are run.
    early_stopping: set a validation_fraction of the rows aside, with the same shares of the classes where that can be,
        and look at the score on them, accuracy or R², in place of the loss. The weights of the best score are kept.
    random_state: a whole number (weights and batches as with np.random.default_rng of it), a Generator, a RandomState,
        or None for other numbers each time. verbose: print a line for each epoch.
    warm_start: another fit goes on from the weights there are, with a new optimizer. partial_fit: one epoch, with the
        optimizer there is; k of them on the same rows are a fit with max_iter=k that is not stopped.

    fit(X, y, sample_weight=None): X may be an array, a DataFrame, or sparse, which is stored in full for training:
    n_samples · n_features numbers. A fit that ends with numbers that are not finite raises ValueError, and whatever
    fails leaves the estimator as it was.

    After fit: net_, the nnlib network, in the dtype of X (float64 or float32); coefs_ (n_in, n_out) and intercepts_
    (n_out,), a list entry for each layer, windows onto net_: what is assigned there is written into it. loss_curve_,
    a number for each epoch since net_ was new, the mean of its batches, each before its step; loss_ and best_loss_, the
    last and the lowest; with early_stopping validation_scores_, validation_loss_curve_ and best_validation_score_, that
    of the weights kept; otherwise they are None. n_iter_, epochs of the latest call; t_, rows seen since net_ was new;
    n_features_in_, n_outputs_, n_layers_ (inputs count), out_activation_, and feature_names_in_ if X had names.

    Left out: the solver lbfgs, learning rates that change (power_t), and the loss "poisson".
    """


class Nesterov(SGD):
    """v = momentum · v + grads, then params -= lr · (grads + momentum · v): a step that looks ahead along v.

    Sutskever, Martens, Dahl, Hinton (2013), "On the importance of initialization and momentum in deep learning".
    """

    __slots__ = ()

    def step(self):
        self.velocity *= self.momentum
        self.velocity += self.net.grads
        self.net.params -= self.lr * (self.net.grads + self.momentum * self.velocity)


class InOrder(np.random.Generator):
    """A generator for shuffle=False: rows stay where they are."""

    def permutation(self, n):
        return np.arange(n)


def check_settings(estimator):
    """Raise ValueError for a setting that means nothing. Returns the sizes of hidden layers, and the activation."""
    values = estimator.get_params()
    hidden = np.atleast_1d(values["hidden_layer_sizes"]).tolist()
    for name, units in [*(("hidden_layer_sizes", units) for units in hidden), ("max_iter", values["max_iter"])]:
        require_count(name, units)
    if not (isinstance(values["batch_size"], str) and values["batch_size"] == "auto"):
        require_count("batch_size", values["batch_size"])
    if values["n_iter_no_change"] != np.inf:
        require_count("n_iter_no_change", values["n_iter_no_change"])
    for name in ("alpha", "tol"):
        require_number(name, values[name], 0)
    for name in ("momentum", "beta_1", "beta_2"):
        require_number(name, values[name], 0, below=1)
    for name in ("learning_rate_init", "epsilon"):
        require_number(name, values[name], 0, above=True)
    require_number("validation_fraction", values["validation_fraction"], 0, above=True, below=1)
    for name in SWITCHES:
        if not isinstance(values[name], (bool, np.bool_)):
            raise ValueError(f"{name} must be True or False, got {values[name]!r}; write {name} = {bool(values[name])}")
    require_choice("learning_rate", values["learning_rate"], ("constant",))
    require_choice("solver", values["solver"], SOLVERS)
    require_choice("activation", values["activation"], tuple(ACTIVATIONS))
    return hidden, values["activation"]


def require_all(values, name, names):
    """Raise ValueError for a masked array, whose hidden values scikit-learn would take."""
    if np.ma.is_masked(values):
        as_numbers(values, name, names, None)


def weights_of(sample_weight, n_rows):
    """sample_weight as an array, or None; an error for what weighs nothing."""
    as_weights(sample_weight, n_rows, np.float64)
    return None if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)


def labels_of(y):
    """y; if it is an array of objects, or a list, and all are numbers or bools, as an array of those."""
    array = None if hasattr(y, "toarray") else np.asarray(y, dtype=object if isinstance(y, (list, tuple)) else None)
    if y is None or array is None or np.ma.is_masked(y):
        return y
    if array.dtype != object:
        return array
    good = known(array)
    if not good.all():
        what = f"{np.count_nonzero(~good)} labels in y are missing (NaN or None)"
        raise ValueError(f"{what}; {leave_out(('X', 'y'), 'known(np.asarray(y, dtype=object))', good)}")
    if all(isinstance(label, (Real, np.bool_)) for label in array.flat):
        return np.array(array.tolist())
    if not all(isinstance(label, str) for label in array.flat):
        kinds = sorted({type(label).__name__ for label in array.flat})
        raise ValueError(f"y has labels of the types {', '.join(kinds)}; write y = [str(label) for label in y]")
    return y


def new_net(sizes, activation, rng, dtype):
    if activation == "identity":
        layers = [Dense(n_in, n_out, rng=rng, start=glorot) for n_in, n_out in pairwise(sizes)]
        return Sequential(*layers, dtype=dtype)
    return mlp(sizes, ACTIVATIONS[activation], rng=rng, dtype=dtype)


def new_optimizer(estimator, net):
    lr = estimator.learning_rate_init
    if estimator.solver == "adam":
        return Adam(net, lr, estimator.beta_1, estimator.beta_2, estimator.epsilon)
    return (Nesterov if estimator.nesterovs_momentum else SGD)(net, lr, estimator.momentum)


def scores_of(net, X):
    """net's scores for X, an array or a sparse table, a piece at a time. Raises ValueError if net has diverged.

    A copy of the layers answers, because each remembers what it was asked last, and threads must not share that.
    """
    net = copy.copy(net)
    net.layers = [copy.copy(layer) for layer in net.layers]
    pieces = (X[start : start + PIECE] for start in range(0, X.shape[0], PIECE))
    return np.concatenate([net(piece.toarray() if hasattr(piece, "toarray") else piece) for piece in pieces])


def forget(net):
    """Layers remember the rows of their latest forward: let that be a row of zeros."""
    with np.errstate(invalid="ignore"):
        net.forward(np.zeros((1, len(net.layers[0].W))))


class Windows(list):
    """Windows onto a network's arrays. What is assigned to a place, or to a slice of places, goes into the network."""

    def __setitem__(self, place, values):
        windows, values = (self[place], list(values)) if isinstance(place, slice) else ([self[place]], [values])
        wanted, came = [window.shape for window in windows], [np.shape(value) for value in values]
        if wanted != came:
            raise ValueError(f"the network has arrays of shapes {wanted} there, got {came}; give those shapes")
        for window, value in zip(windows, values, strict=True):
            window[...] = value


class Watch:
    """Called after each epoch; stops after more than n_iter_no_change of them in a row without progress.

    Progress is a loss lower by tol than the lowest before. Or, given judge(), which returns a validation loss and a
    score, a score higher by tol; then params holds the weights of the highest, or those of the start.
    """

    def __init__(self, estimator, net, judge=None):
        self.net, self.judge = net, judge
        self.tol, self.patience, self.verbose = estimator.tol, estimator.n_iter_no_change, estimator.verbose
        self.losses, self.scores, self.params = [], [], net.params.copy() if judge else None
        self.best, self.waited, self.converged = -np.inf, 0, False

    def __call__(self, epoch, history):
        value = -history["loss"][-1]
        self._say(f"Iteration {epoch + 1}, loss = {-value:.8f}")
        if self.judge:
            loss, value = self.judge()
            self.losses.append(loss)
            self.scores.append(value)
            self._say(f"Validation score: {value:f}")
        self.waited = 0 if value >= self.best + self.tol else self.waited + 1
        if value > self.best:
            self.best = value
            if self.judge:
                self.params = self.net.params.copy()
        self.converged = self.waited > self.patience
        if self.converged:
            what = "Validation score" if self.judge else "Training loss"
            self._say(f"{what} did not improve more than tol={self.tol:f} for {self.patience} consecutive epochs.")
        return self.converged

    def _say(self, line):
        if self.verbose:
            print(line)


@contextmanager
def unless_it_fails(estimator, fresh):
    """Whatever fails in this block, or interrupts it, leaves the estimator as it was. fresh: its net_ is replaced."""
    before = dict(vars(estimator))
    if not fresh:
        net, optimizer, rng = estimator.net_, estimator._optimizer, estimator._rng
        params, draws = net.params.copy(), rng.bit_generator.state
        moved = {name: copy.copy(value) for name, value in optimizer.__getstate__()[1].items() if name != "net"}
    try:
        yield
    except BaseException:
        vars(estimator).clear()
        vars(estimator).update(before)
        if not fresh:
            net.params[:], rng.bit_generator.state = params, draws
            for name, value in moved.items():
                setattr(optimizer, name, value)
            forget(net)
        raise


def in_words(message, flat=False):
    """What nnlib.fit says, in the words of an estimator. flat: the y that came is (n,)."""
    message = message.replace(" lr = ", " learning_rate_init = ").replace(" epochs = ", " max_iter = ")
    if flat:
        message = message.replace("y_scaler = ", "y = np.reshape(y, (-1, 1)); y_scaler = ")
    return message.replace("build the network again", "fit again")
