"""NeuralNetClassifier and NeuralNetRegressor: scikit-learn's words, for pipelines, searches and several cores."""

from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, is_classifier
from sklearn.model_selection import train_test_split
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from .checks import name_of, require_count, require_number
from .layers import Dense, ReLU, Sigmoid, Tanh
from .losses import binary_cross_entropy, cross_entropy, squared_error
from .network import mlp
from .optimizers import SGD, Adam
from .training import fit

ACTIVATIONS = {"relu": ReLU, "tanh": Tanh, "logistic": Sigmoid}
SOLVERS = {"adam": Adam, "sgd": SGD}
FLOATS = (np.float64, np.float32)
WORDS = """

    hidden_layer_sizes: units of each hidden layer, () for none. activation: "relu", "tanh" or "logistic".
    solver: "adam", or "sgd" with momentum (not Nesterov's). learning_rate_init: its rate, which stays constant.
    alpha: l2 in nnlib.fit, which adds ½ alpha Σ W² to the loss. scikit-learn's MLPs divide their alpha by the number
        of rows in the batch, so that 100 there, with 200 rows, is 0.5 here.
    batch_size: rows in a step. max_iter: epochs; without early_stopping all of them are run.
    random_state: a whole number (weights and batches as with np.random.default_rng of it), a RandomState, or None for
        other numbers each time. early_stopping: set a validation_fraction of the rows aside, stop after
        n_iter_no_change epochs without a new lowest loss on them, and keep the weights of the lowest.
    warm_start: another fit goes on from the weights there are, with a new optimizer. partial_fit: one epoch, with the
        optimizer there is; k of them on the same rows are a fit with max_iter=k.

    After fit: net_, the nnlib network, in the dtype of X (float64 or float32); coefs_ (n_in, n_out) and intercepts_
    (n_out,), a list entry for each layer, windows onto net_; loss_curve_ and, with early_stopping,
    validation_loss_curve_, a number for each epoch since net_ was new; n_iter_, epochs of the latest call;
    n_features_in_, n_outputs_, and feature_names_in_ if X had names.
    """


class _NeuralNet(BaseEstimator):
    """What the two estimators share."""

    def __init__(
        self,
        hidden_layer_sizes=(100,),
        activation="relu",
        *,
        solver="adam",
        alpha=1e-4,
        batch_size=32,
        learning_rate_init=1e-3,
        momentum=0.9,
        max_iter=200,
        random_state=None,
        early_stopping=False,
        validation_fraction=0.1,
        n_iter_no_change=10,
        warm_start=False,
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.momentum = momentum
        self.max_iter = max_iter
        self.random_state = random_state
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.warm_start = warm_start

    def fit(self, X, y):
        """Train on X (n, n_features) and y. Returns self."""
        fresh = not (self.warm_start and hasattr(self, "net_"))
        X, y = self._checked(X, y, fresh)
        return self._train(X, y, fresh, fresh_optimizer=True, epochs=self.max_iter)

    def _partial_fit(self, X, y, fresh):
        if self.early_stopping:
            raise ValueError("partial_fit runs a single epoch, too few to stop early; write early_stopping=False")
        return self._train(X, y, fresh, fresh_optimizer=fresh, epochs=1)

    def _train(self, X, y, fresh, fresh_optimizer, epochs):
        shape = self._shape()
        if not fresh and shape != self._built:
            raise ValueError(
                f"the network has {self._built}, the settings say {shape}; keep those, or fit without warm_start"
            )
        rng = _generator(self.random_state) if fresh else self._rng
        net = mlp(shape[0], ACTIVATIONS[shape[1]], rng=rng, dtype=X.dtype) if fresh else self.net_
        optimizer = self._new_optimizer(net) if fresh_optimizer else self._optimizer
        settings = {"epochs": epochs, "batch_size": self.batch_size, "l2": self.alpha}
        if self.early_stopping:
            X, X_val, y, y_val = self._split(X, y, rng)
            settings["validation_data"] = X_val, y_val
            settings["callback"] = best = _Best(net, self.n_iter_no_change)
        history = fit(net, self._loss, optimizer, X, y, rng=rng, **settings)
        if self.early_stopping:
            net.params[:] = best.params
        self.net_, self._built, self._rng, self._optimizer = net, shape, rng, optimizer
        self.n_iter_ = len(history["loss"])
        self.loss_curve_ = ([] if fresh else self.loss_curve_) + history["loss"]
        self.validation_loss_curve_ = ([] if fresh else self.validation_loss_curve_) + history.get("val_loss", [])
        return self

    def _shape(self):
        """Check all settings. Sizes from inputs to outputs, and the name of the activation."""
        for name in ("batch_size", "max_iter", "n_iter_no_change"):
            require_count(name, getattr(self, name))
        require_number("alpha", self.alpha, 0)
        require_number("learning_rate_init", self.learning_rate_init, 0, above=True)
        require_number("momentum", self.momentum, 0, below=1)
        require_number("validation_fraction", self.validation_fraction, 0, above=True, below=1)
        hidden = np.atleast_1d(self.hidden_layer_sizes).tolist()
        for units in hidden:
            require_count("hidden_layer_sizes", units)
        activation = name_of("activation", self.activation, ACTIVATIONS)
        return [self.n_features_in_, *hidden, self.n_outputs_], activation

    def _new_optimizer(self, net):
        kind = SOLVERS[name_of("solver", self.solver, SOLVERS)]
        return kind(net, self.learning_rate_init, **({"momentum": self.momentum} if kind is SGD else {}))

    def _split(self, X, y, rng):
        labels = y.ravel() if is_classifier(self) else None
        seed = int(rng.integers(2**31))
        return train_test_split(X, y, test_size=self.validation_fraction, stratify=labels, random_state=seed)

    def _scores(self, X):
        check_is_fitted(self, "net_")
        return self.net_(validate_data(self, X, dtype=FLOATS, reset=False))

    @property
    def coefs_(self):
        return [layer.W for layer in self._dense_layers()]

    @property
    def intercepts_(self):
        return [layer.b for layer in self._dense_layers()]

    def _dense_layers(self):
        if not hasattr(self, "net_"):
            raise AttributeError(f"this {type(self).__name__} has learned nothing yet; write fit(X, y) first")
        return [layer for layer in self.net_.layers if isinstance(layer, Dense)]

    def __getstate__(self):
        """Layers remember the rows of their latest forward. A pickle should hold what was learned, not the data."""
        if hasattr(self, "net_"):
            self.net_(np.zeros((1, self.n_features_in_)))
        return super().__getstate__()


class _Best:
    """A callback that keeps the params of the lowest val_loss, and stops after so many epochs without a lower one."""

    def __init__(self, net, patience):
        self.net, self.patience, self.waited = net, patience, 0
        self.loss, self.params = np.inf, net.params.copy()

    def __call__(self, epoch, history):
        self.waited += 1
        if history["val_loss"][-1] < self.loss:
            self.loss, self.params, self.waited = history["val_loss"][-1], self.net.params.copy(), 0
        return self.waited >= self.patience


def _generator(random_state):
    """NumPy's new generator for what scikit-learn calls random_state."""
    if random_state is None or isinstance(random_state, Integral):
        return np.random.default_rng(random_state)
    return np.random.default_rng(check_random_state(random_state).randint(2**31, size=4))


class NeuralNetClassifier(ClassifierMixin, _NeuralNet):
    __doc__ = "A classifier: one output and binary_cross_entropy for two classes, cross_entropy for more." + WORDS

    @property
    def _loss(self):
        return binary_cross_entropy if self.n_outputs_ == 1 else cross_entropy

    def partial_fit(self, X, y, classes=None):
        """One epoch on X and y. classes: all labels there will ever be, needed the first time. Returns self."""
        fresh = not hasattr(self, "net_")
        if fresh and classes is None:
            raise ValueError("the first partial_fit must know all classes; write classes=np.unique(y) of all targets")
        if not fresh and classes is not None and not np.array_equal(np.unique(classes), self.classes_):
            raise ValueError(f"classes {classes} differ from those of the first call, {self.classes_}; give those")
        return self._partial_fit(*self._checked(X, y, fresh, self.classes_ if classes is None else classes), fresh)

    def _checked(self, X, y, fresh, classes=None):
        """X, and y as the loss wants it: (n, 1) zeros and ones, or (n,) class numbers. Learns classes_ if fresh."""
        X, y = validate_data(self, X, y, dtype=FLOATS, reset=fresh)
        check_classification_targets(y)
        classes = np.unique(y if classes is None else classes) if fresh else self.classes_
        if len(classes) < 2:
            raise ValueError(
                f"a classifier needs at least 2 classes, got 1 class, {classes[0]}; give rows of others, too"
            )
        unknown = np.setdiff1d(y, classes)
        if len(unknown):
            raise ValueError(f"y has classes {unknown} that are not among {classes}; only a fresh fit learns new ones")
        self.classes_, self.n_outputs_ = classes, 1 if len(classes) == 2 else len(classes)
        numbers = np.searchsorted(classes, y)
        return X, numbers.reshape(-1, 1) if self.n_outputs_ == 1 else numbers

    def predict(self, X):
        """The likeliest class of each row, (n,)."""
        best = self.predict_proba(X).argmax(axis=1)
        return self.classes_[best]

    def predict_proba(self, X):
        """The probability of each class, (n, n_classes), columns as in classes_."""
        scores = self._scores(X)
        p = self._loss.link(scores)
        return np.hstack([1 - p, p]) if self.n_outputs_ == 1 else p


class NeuralNetRegressor(RegressorMixin, _NeuralNet):
    __doc__ = "A regressor with squared_error, for one target, y (n,), or several, y (n, n_targets)." + WORDS
    _loss = staticmethod(squared_error)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags

    def partial_fit(self, X, y):
        """One epoch on X and y. Returns self."""
        fresh = not hasattr(self, "net_")
        return self._partial_fit(*self._checked(X, y, fresh), fresh)

    def _checked(self, X, y, fresh):
        X, y = validate_data(self, X, y, dtype=FLOATS, multi_output=True, y_numeric=True, reset=fresh)
        table = y.reshape(len(y), -1)
        if fresh:
            self._flat, self.n_outputs_ = y.ndim == 1, table.shape[1]
        return X, table

    def predict(self, X):
        """Numbers, in the shape of the y of fit."""
        scores = self._scores(X)
        return scores.ravel() if self._flat else scores
