"""NeuralNetClassifier and NeuralNetRegressor: scikit-learn's words, for pipelines, searches and several cores."""

import warnings
from functools import partial
from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.utils import check_random_state, column_or_1d
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from .inputs import as_weights
from .layers import Dense
from .losses import binary_cross_entropy, cross_entropy, squared_error
from .sklearn_words import (
    SOLVERS,
    WORDS,
    InOrder,
    Watch,
    Windows,
    check_settings,
    forget,
    in_words,
    labels_of,
    new_net,
    new_optimizer,
    require_all,
    scores_of,
    unless_it_fails,
    weights_of,
)
from .training import fit

ROWS = {"accept_sparse": "csr", "dtype": (np.float64, np.float32)}
NOT_FINITE = (
    "Solver produced non-finite parameter weights. The input data may contain large values and need to be preprocessed."
)


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
        learning_rate="constant",
        learning_rate_init=1e-3,
        max_iter=200,
        shuffle=True,
        random_state=None,
        tol=1e-4,
        verbose=False,
        warm_start=False,
        momentum=0.9,
        nesterovs_momentum=True,
        early_stopping=False,
        validation_fraction=0.1,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-8,
        n_iter_no_change=10,
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.shuffle = shuffle
        self.random_state = random_state
        self.tol = tol
        self.verbose = verbose
        self.warm_start = warm_start
        self.momentum = momentum
        self.nesterovs_momentum = nesterovs_momentum
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.n_iter_no_change = n_iter_no_change

    def fit(self, X, y, sample_weight=None):
        """Train on X (n, n_features) and y. sample_weight: (n,), how much each row counts. Returns self."""
        fresh = not (self.warm_start and hasattr(self, "net_"))
        with unless_it_fails(self, fresh):
            X, y, weight = self._checked(X, y, sample_weight, fresh)
            converged = self._train(X, y, weight, fresh, fresh_optimizer=True, epochs=self.max_iter)
        if not converged and self.n_iter_ == self.max_iter:
            what = f"Maximum iterations ({self.max_iter}) reached and the optimization hasn't converged yet."
            warnings.warn(f"Stochastic Optimizer: {what}", ConvergenceWarning, stacklevel=2)
        return self

    def _rows(self, X, y, fresh, **checks):
        """X and y as scikit-learn checks them, not sparse."""
        require_all(X, "X", ("X", "y"))
        require_all(y, "y", ("X", "y"))
        rows = validate_data(self, X, y, multi_output=True, reset=fresh, **ROWS, **checks)
        return [table.toarray() if hasattr(table, "toarray") else table for table in rows]

    def _partial_fit(self, X, y, sample_weight, **classes):
        if self.early_stopping:
            what = "partial_fit does not support early_stopping=True"
            raise ValueError(f"{what}: one epoch is too few to stop early; write early_stopping=False")
        fresh = not hasattr(self, "net_")
        with unless_it_fails(self, fresh):
            X, y, weight = self._checked(X, y, sample_weight, fresh, **classes)
            self._train(X, y, weight, fresh, fresh_optimizer=fresh, epochs=1)
        return self

    def _train(self, X, y, weight, fresh, fresh_optimizer, epochs):
        """Train, and keep what was learned and measured. Returns whether it has converged."""
        hidden, activation = check_settings(self)
        built = [self.n_features_in_, *hidden, self.n_outputs_], activation
        if not fresh and built != self._built:
            raise ValueError(
                f"the network has {self._built}, the settings say {built}; keep those, or fit without warm_start"
            )
        rng = _generator(self.random_state) if fresh else self._rng
        net = new_net(*built, rng, X.dtype) if fresh else self.net_
        optimizer = new_optimizer(self, net) if fresh_optimizer else self._optimizer
        judge = None
        if self.early_stopping:
            (X, y, weight), held_out = self._split(X, y, weight, rng)

            def judge():
                return self._judged(net, *held_out)

        watch = Watch(self, net, judge)
        history = fit(
            net, self._loss, optimizer, X, y,
            rng=rng if self.shuffle else InOrder(rng.bit_generator),
            epochs=epochs,
            batch_size=min(200, len(X)) if self.batch_size == "auto" else self.batch_size,
            l2=self.alpha, callback=watch, measure="during", sample_weight=weight,
            on_failure=partial(self._failed, watch),
        )  # fmt: skip
        if self.early_stopping:
            net.params[:] = watch.params
        forget(net)
        self.net_, self._built, self._rng, self._optimizer = net, built, rng, optimizer
        self._keep(watch, history["loss"], len(X), fresh)
        return watch.converged

    def _failed(self, watch, message, finite):
        message = in_words(message, flat=getattr(self, "_flat", False))
        if not finite and not self.early_stopping:
            raise ValueError(f"{NOT_FINITE} As measured, {message}")
        if not finite:
            kept = (
                "the best weights before that are kept"
                if watch.best > -np.inf
                else "the weights are those of the start"
            )
            message = f"{kept}: {message}"
        warnings.warn(message, RuntimeWarning, stacklevel=6)  # the line that called fit

    def _keep(self, watch, losses, n_rows, fresh):
        """Everything that is measured, under scikit-learn's names."""
        self.n_iter_, self.n_layers_, self._no_improvement_count = len(losses), len(self._built[0]), watch.waited
        self.t_ = (0 if fresh else self.t_) + n_rows * self.n_iter_
        self.loss_curve_, self.loss_ = ([] if fresh else self.loss_curve_) + losses, losses[-1]
        self.best_loss_ = None if self.early_stopping else min(self.loss_curve_)
        self.best_validation_score_ = watch.best if self.early_stopping else None
        for name, values in (("validation_scores_", watch.scores), ("validation_loss_curve_", watch.losses)):
            values = values + [np.nan] * (self.n_iter_ - len(values))  # an epoch that diverged has none
            before = [] if fresh else getattr(self, name) or []
            setattr(self, name, before + values if self.early_stopping else None)

    def _split(self, X, y, weight, rng):
        """[X, y, weight] to train on, and the same of the rows that are set aside."""
        arrays, settings = [X, y], {"test_size": self.validation_fraction, "random_state": int(rng.integers(2**31))}
        if weight is not None:
            arrays.append(weight)
        try:
            parts = train_test_split(*arrays, stratify=self._strata(y), **settings)
        except ValueError:
            if self.n_outputs_ == 1:
                raise
            parts = train_test_split(*arrays, **settings)  # too few rows for so many classes
        train, held_out = ([*rows, None][:3] for rows in (parts[::2], parts[1::2]))
        if np.count_nonzero(held_out[2] if weight is not None else np.ones(len(held_out[0]))) < 2:
            fix = "Increase 'validation_fraction' or the size of your dataset."
            raise ValueError(f"The validation set is too small. {fix}")
        return train, held_out

    def _judged(self, net, X, y, weight):
        """The loss and the score on rows that are set aside."""
        if not np.isfinite(net.params).all():
            return np.nan, np.nan
        scores = scores_of(net, X)
        loss = self._loss(y, scores, *as_weights(weight, len(X), scores.dtype))[0] + net.l2_penalty(self.alpha)[0]
        return float(loss), float(self._score(y, scores, weight)) if np.isfinite(scores).all() else np.nan

    def _scores(self, X):
        check_is_fitted(self, "net_")
        require_all(X, "X", ("X",))
        return scores_of(self.net_, validate_data(self, X, reset=False, **ROWS))

    @property
    def coefs_(self):
        return self._windows("W")

    @coefs_.setter
    def coefs_(self, arrays):
        self._windows("W")[:] = arrays

    @property
    def intercepts_(self):
        return self._windows("b")

    @intercepts_.setter
    def intercepts_(self, arrays):
        self._windows("b")[:] = arrays

    def _windows(self, name):
        if not hasattr(self, "net_"):
            raise AttributeError(f"this {type(self).__name__} has learned nothing yet; write fit(X, y) first")
        return Windows(getattr(layer, name) for layer in self.net_.layers if isinstance(layer, Dense))

    def __getstate__(self):
        """A pickle should hold what was learned, not the rows that somebody has asked net_ about."""
        if hasattr(self, "net_"):
            forget(self.net_)
        return super().__getstate__()

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags


def _generator(random_state):
    """NumPy's new generator for what scikit-learn calls random_state."""
    if random_state is None or isinstance(random_state, (Integral, np.random.Generator)):
        return np.random.default_rng(random_state)
    return np.random.default_rng(check_random_state(random_state).randint(2**31, size=4))


class NeuralNetClassifier(ClassifierMixin, _NeuralNet):
    __doc__ = (
        "A classifier: one output and binary_cross_entropy for two classes, cross_entropy for more; and "
        "binary_cross_entropy with k outputs for k labels a row, y (n, k) of zeros and ones." + WORDS
    )

    @property
    def _loss(self):
        return cross_entropy if self.out_activation_ == "softmax" else binary_cross_entropy

    @available_if(lambda self: self.solver in SOLVERS)
    def partial_fit(self, X, y, classes=None, sample_weight=None):
        """One epoch on X and y. classes: all labels there will ever be, needed the first time. Returns self."""
        return self._partial_fit(X, y, sample_weight, classes=classes, partial=True)

    def _checked(self, X, y, sample_weight, fresh, classes=None, partial=False):
        """X, y as the loss wants it, weights. Learns classes_ and what depends on them if fresh."""
        X, y = self._rows(X, labels_of(y), fresh)
        y = column_or_1d(y, warn=True) if y.ndim == 2 and y.shape[1] == 1 else y
        check_classification_targets(y)
        several = y.ndim == 2
        if several and not np.isin(y, (0, 1)).all():
            raise ValueError("y of several columns must hold 0 or 1 for each label; fit an estimator for each column")
        labels = np.arange(y.shape[1]) if several else np.unique(y)
        if fresh:
            if partial and classes is None and not several:
                fix = "write classes=np.unique(y) of all targets"
                raise ValueError(f"the first partial_fit must know all classes; {fix}")
            self._learn_classes(labels if classes is None else np.unique(classes), several)
        elif several != self._several:
            raise ValueError("y must have one label a row, or a column for each label, as in the first call")
        elif classes is not None and not np.array_equal(np.unique(classes), self.classes_):
            raise ValueError(f"classes {classes} differ from those of the first call, {self.classes_}; give those")
        elif not partial and not np.array_equal(labels, self.classes_):
            raise ValueError(
                "warm_start can only be used where `y` has the same classes as in the previous call to fit. "
                f"Previously got {self.classes_}, `y` has {labels}"
            )
        if several and len(labels) != len(self.classes_):
            what = f"y has {len(labels)} columns, but there are {len(self.classes_)} labels"
            raise ValueError(f"{what}; give each a column")
        unknown = np.setdiff1d(labels, self.classes_)
        if len(unknown):
            raise ValueError(
                f"y has classes {unknown} that are not among {self.classes_}; only a fresh fit learns new ones"
            )
        if not several:
            y = np.searchsorted(self.classes_, y)
            y = y if self.out_activation_ == "softmax" else y.reshape(-1, 1)
        return X, y, weights_of(sample_weight, len(X))

    def _learn_classes(self, classes, several):
        self.classes_, self._several = classes, several
        self.out_activation_ = "logistic" if several or len(classes) == 2 else "softmax"
        self.n_outputs_ = 1 if len(classes) == 2 and not several else len(classes)
        if len(classes) == 1:
            what = f"y holds 1 class, {classes[0]}, which will be every answer; give rows of others, too"
            warnings.warn(what, RuntimeWarning, stacklevel=4)

    def _strata(self, y):
        return y.astype(bool) if self.n_outputs_ == 1 else y

    def _score(self, y, scores, weight):
        right = scores.argmax(axis=1) == y if self.out_activation_ == "softmax" else ((scores > 0) == y).all(axis=1)
        return np.average(right, weights=weight)

    def score(self, X, y, sample_weight=None):
        """The share of rows whose class, or whose labels all, are right."""
        return super().score(X, labels_of(y), sample_weight)

    def predict(self, X):
        """The likeliest class of each row, (n,); for several labels a row, (n, k) zeros and ones."""
        p = self.predict_proba(X)
        return (p > 0.5).astype(int) if self._several else self.classes_[p.argmax(axis=1)]

    def predict_proba(self, X):
        """The probability of each class, (n, n_classes), columns as in classes_."""
        scores = self._scores(X)
        p = self._loss.link(scores)
        return p if self._several or self.n_outputs_ > 1 else np.hstack([1 - p, p][-len(self.classes_) :])

    def predict_log_proba(self, X):
        """log of predict_proba, also where that is too near 0 to be told from it."""
        scores = self._scores(X)
        if self.out_activation_ == "softmax":
            scores -= scores.max(axis=1, keepdims=True)
            return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        log_p = -np.logaddexp(0, -scores)
        return log_p if self._several else np.hstack([-np.logaddexp(0, scores), log_p])

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_label = True
        return tags


class NeuralNetRegressor(RegressorMixin, _NeuralNet):
    __doc__ = "A regressor with squared_error, for one target, y (n,), or several, y (n, n_targets)." + WORDS
    _loss = staticmethod(squared_error)
    out_activation_ = "identity"

    @available_if(lambda self: self.solver in SOLVERS)
    def partial_fit(self, X, y, sample_weight=None):
        """One epoch on X and y. Returns self."""
        return self._partial_fit(X, y, sample_weight)

    def _checked(self, X, y, sample_weight, fresh):
        X, y = self._rows(X, y, fresh, y_numeric=True)
        table = y.reshape(len(y), -1)
        if fresh:
            self._flat, self.n_outputs_ = y.ndim == 1, table.shape[1]
        if table.shape[1] != self.n_outputs_:
            raise ValueError(f"y has {table.shape[1]} targets a row, the network {self.n_outputs_}; give as many")
        return X, table, weights_of(sample_weight, len(X))

    def _strata(self, y):
        return None

    def _score(self, y, scores, weight):
        return r2_score(y, scores, sample_weight=weight)

    def predict(self, X):
        """Numbers, in the shape of the y of fit."""
        scores = self._scores(X)
        return scores.ravel() if self._flat else scores

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags
