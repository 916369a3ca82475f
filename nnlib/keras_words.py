"""Keras' words: what they mean in a Model, what to write in place of those it has not, and what watches its fit."""

import inspect
import sys
from contextlib import contextmanager, nullcontext

import numpy as np

from .activations import softmax
from .checks import name_of, require_callback, require_count, require_number
from .inputs import as_weights
from .layers import ReLU, Sigmoid, Tanh
from .losses import binary_cross_entropy, cross_entropy, squared_error
from .optimizers import SGD, Adam

ACTIVATIONS = {"relu": ReLU, "sigmoid": Sigmoid, "tanh": Tanh, "softmax": softmax, "linear": None}
LOSSES = {loss.__name__: loss for loss in (squared_error, binary_cross_entropy, cross_entropy)}
LOSSES |= {"mse": squared_error, "mean_squared_error": squared_error}
LOSSES |= {"binary_crossentropy": binary_cross_entropy, "sparse_categorical_crossentropy": cross_entropy}
LINKS = {squared_error: "linear", binary_cross_entropy: "sigmoid", cross_entropy: "softmax"}
OPTIMIZERS = {"adam": Adam, "sgd": SGD}
RATE = "the rate is lr of the optimizer: write model.optimizer.lr = {value!r}"
INSTEAD = {
    "categorical_crossentropy": "for targets that are one-hot rows, 0 0 1 0; write y = np.argmax(y, axis=1), and "
    'loss="sparse_categorical_crossentropy"',
    "callbacks": "for EarlyStopping(patience=10, restore_best_weights=True) write early_stopping=10, and for others "
    "callback=function, which is called with (epoch, history) and returns True to stop",
    "stop_training": 'to stop, a callback returns True: callback=lambda epoch, history: history["loss"][-1] < 0.1',
    "learning_rate": RATE,
    "lr": RATE,
}


def chosen(loss, optimizer, metrics):
    """{"loss": name, "optimizer": name, "metrics": [name, ...]}, for names of ours or Keras', or for the things."""
    first, second = (word if isinstance(word, str) else "" for word in (loss, optimizer))
    if first in OPTIMIZERS or second in LOSSES:
        words = (second if second in LOSSES else "mse"), (first if first in OPTIMIZERS else "adam")
        fix = "write model.compile(loss={!r}, optimizer={!r})".format(*words)
        raise ValueError(f"the loss comes first, then the optimizer, but {loss!r} is no loss; {fix}")
    if first in INSTEAD:
        raise ValueError(f"the loss {first!r} is {INSTEAD[first]}")
    if isinstance(optimizer, (Adam, SGD)):
        fix = f"write optimizer={type(optimizer).__name__.lower()!r}, lr={optimizer.lr:g}"
        raise ValueError(f"an optimizer object moves the network that it was made with; {fix}")
    loss_name = LOSSES[name_of("loss", loss, LOSSES)].__name__
    optimizer_name = name_of("optimizer", optimizer, OPTIMIZERS)
    metrics = metrics or []
    if not isinstance(metrics, (list, tuple)) or not all(name in ("accuracy", "acc") for name in metrics):
        fix = 'write metrics=["accuracy"], and for another measure np.abs(model.predict(X) - y).mean() or the like'
        raise ValueError(f"metrics may be accuracy alone, got {metrics!r:.60}; {fix}")
    if metrics and loss_name == "squared_error":
        raise ValueError("accuracy is the share of right classes, but squared_error is for numbers; write metrics=[]")
    return {"loss": loss_name, "optimizer": optimizer_name, "metrics": ["accuracy"] if metrics else []}


def instead(word, value, known):
    """What to do in place of word=value, as text. known: which words there are."""
    return INSTEAD.get(word, f"there are {known}").format(value=value)


def takes(function):
    """What a function can be given, as text; net, which a Model gives itself, is left out."""
    words = inspect.signature(function).parameters.values()
    return ", ".join(word.name for word in words if word.kind is not word.VAR_KEYWORD and word.name != "net")


def require_scaler(scaler, n_columns):
    """Raise unless scaler.transform makes (1, n_columns) of a row of so many columns."""
    fix = f"write scaler=Standardizer().fit(X_train), with X_train of {n_columns} columns"
    if isinstance(scaler, type) or not hasattr(scaler, "transform"):
        raise TypeError(f"scaler must be an object with transform, got {scaler!r:.60}; {fix}")
    try:
        shape = np.shape(scaler.transform(np.zeros((1, n_columns))))
    except ValueError as error:
        raise ValueError(f"the scaler does not fit input_dim={n_columns}: {error}; {fix}") from error
    if shape != (1, n_columns):
        raise ValueError(f"the scaler makes {shape} of one row, but input_dim is {n_columns}; {fix}")


def split_off(share, X, y, sample_weight):
    """X, y and weights of the first rows, and (X, y) of the last, which are this share of all."""
    require_number("validation_split", share, 0, below=1)
    weights = as_weights(sample_weight, len(X), np.float64)
    cut = round(len(X) * (1 - share))
    if not 0 < cut < len(X):
        what = f"validation_split={share:g} of {len(X)} rows leaves no row on one side"
        raise ValueError(f"{what}; write validation_split=0.5")
    return X[:cut], y[:cut], weights[0][:cut] if weights else None, (X[cut:], y[cut:])


def weigh_classes(class_weight, y, loss, n_out, sample_weight):
    """The weight (n,) of each row from {class: weight}, times sample_weight. y: a class a row, (n,) or (n, 1)."""
    if not isinstance(class_weight, dict):
        raise TypeError(
            f"class_weight must be a dictionary, got {class_weight!r:.60}; write class_weight={{0: 1, 1: 9}}"
        )
    loss(y, np.zeros((len(y), n_out)))  # raises for classes that there are not
    known = {cross_entropy: range(n_out), binary_cross_entropy: range(2)}.get(loss, ())
    classes, place = np.unique(y, return_inverse=True)
    if y.size > len(y) or not {*classes.tolist()} <= {*known}:
        raise ValueError(
            f"class_weight is for targets with one class a row, not for these of {loss.__name__}; leave it out"
        )
    if not {*classes.tolist()} <= {*class_weight} <= {*known}:
        fix = {number: class_weight.get(number, 1) for number in known}
        came = f"class_weight names {[*class_weight]}, but the classes are {[*known]}"
        raise ValueError(f"{came}; write class_weight={fix}")
    weight = np.array([class_weight[number] for number in classes.tolist()], dtype=float)[place.ravel()]
    return np.prod([weight, *as_weights(sample_weight, len(y), np.float64)], axis=0)


class BestWeights:
    """Stops when val_loss has been no lower for so many epochs (patience). restore() goes back to its lowest."""

    def __init__(self, net, patience):
        require_count("early_stopping", patience)
        self.net, self.patience, self.lowest, self.epoch, self.params = net, patience, np.inf, -1, net.params.copy()

    def __call__(self, epoch, history):
        if history["val_loss"][-1] < self.lowest:
            self.lowest, self.epoch, self.params = history["val_loss"][-1], epoch, self.net.params.copy()
        return epoch - self.epoch >= self.patience

    def restore(self):
        self.net.params[:] = self.params


@contextmanager
def after_epochs(net, epochs, measures, callback, patience, progress):
    """A callback that adds measures, {name: function}, to the history, moves a bar, and stops if any part says so."""
    require_callback(callback)
    best = None if patience is None else BestWeights(net, patience)
    with _bar(epochs) if progress else nullcontext() as bar:

        def after(epoch, history):
            for name, measure in measures.items():
                history.setdefault(name, []).append(measure())
            if bar is not None:
                bar.set_postfix({name: f"{values[-1]:.3g}" for name, values in history.items()}, refresh=False)
                bar.update()
            answers = [part(epoch, history) for part in (best, callback) if part]
            return any(isinstance(answer, (bool, np.bool_)) and answer for answer in answers)

        yield after
    if best:
        best.restore()


def _bar(epochs):
    from tqdm.auto import tqdm  # here, because few need it

    require_count("epochs", epochs)
    if sys.platform == "emscripten":
        tqdm.monitor_interval = 0  # in a browser no thread can watch the bar
    return tqdm(total=epochs, unit="epoch")
