"""Checkers: no leak through the scaler, a threshold."""

import copy

import numpy as np

from nnlib import Standardizer

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise


# ---- fit and predict without a leak ----
class ModelWithFitAndPredict:
    """Predicts a mean of the targets it was fitted on, close rows weighing more, plus the mean of the row itself.

    Every number of X matters, where the rows lie, too; and each new row gets its prediction alone.
    """

    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if len(X) != len(y):
            raise ValueError(f"X has {len(X)} rows but y has {len(y)}; give each row one target")
        self.X, self.y = X, y
        return self

    def predict(self, X):
        if not hasattr(self, "X"):
            raise ValueError("this model has learned nothing yet; write model.fit(…) first")
        squares = ((np.asarray(X, dtype=float)[:, np.newaxis] - self.X) ** 2).mean(axis=2)
        spread = 1 + squares.mean(axis=1, keepdims=True)
        weights = np.exp(-(squares - squares.min(axis=1, keepdims=True)) / spread)
        return weights @ self.y / weights.sum(axis=1) + np.asarray(X, dtype=float).mean(axis=1)

    def __repr__(self):
        return "a model"


class Scaler(Standardizer):
    """nnlib's, with a short name for messages."""

    def __repr__(self):
        return "a scaler"


def _pipeline_case(n, n_new, n_features, seed):
    rng = np.random.default_rng(seed)
    scale, middle = rng.uniform(0.5, 3, n_features), rng.normal(0, 2, n_features)
    X = middle + scale * rng.normal(size=(n, n_features))
    X_new = middle + 1.0 + 2 * scale * rng.normal(size=(n_new, n_features))  # other patients: elsewhere, and wider
    return Scaler(), ModelWithFitAndPredict(), X, np.round(rng.random(n), 2), X_new


PIPELINES = [_pipeline_case(5, 3, 2, 1), _pipeline_case(12, 12, 4, 2), _pipeline_case(6, 1, 3, 3)]


def _piped(train, new, fit=None):
    """Answers from a model fitted on train(X, X_new), asked about new(X, X_new)."""

    def wrong(scaler, model, X, y, X_new):
        targets = y if fit is None else fit(y)
        return copy.copy(model).fit(train(X, X_new), targets).predict(new(X, X_new))

    return wrong


def _by_rows(rows, X):
    return Standardizer().fit(rows).transform(X)


def _mixed(for_mean, for_deviation, X):
    return (X - for_mean.mean(axis=0)) / for_deviation.std(axis=0)


def _raw(X, X_new):
    return X


def _raw_new(X, X_new):
    return X_new


def _own(X, X_new):
    return _by_rows(X, X)


def _new_by_train(X, X_new):
    return _by_rows(X, X_new)


def _new_by_new(X, X_new):
    return _by_rows(X_new, X_new)


def _all(X, X_new):
    return np.vstack([X, X_new])


right_pipeline = _piped(_own, _new_by_train)
WHO = "Which rows may decide the mean and the deviation? And how many new rows must there be for your code to work?"
PIPELINE = [
    Fault(
        _piped(lambda X, N: _by_rows(_all(X, N), X), lambda X, N: _by_rows(_all(X, N), N)),
        "the scaler has seen the new rows, too: a leak.",
        "Mean and deviation belong to what is learned. Which rows may be learned from?",
    ),
    Fault(
        _piped(_own, _new_by_new),
        "the new rows are scaled by their own mean and deviation.",
        "A single new patient would become a row of zeros. fit once; how do you then use what was learned?",
    ),
    Fault(
        _piped(lambda X, N: _by_rows(N, X), _new_by_new),
        "the scaler was fitted on the new rows alone.",
        WHO,
    ),
    Fault(
        _piped(_own, lambda X, N: _by_rows(_all(X, N), N)),
        "the new rows are scaled by the numbers of all rows.",
        WHO,
    ),
    Fault(
        _piped(_own, _raw_new),
        "the new rows are not scaled, but the model was fitted on scaled ones.",
        "What the model sees later must be made like what it saw first.",
    ),
    Fault(
        _piped(_raw, _new_by_train),
        "the model was fitted on rows that were not scaled, but the new ones are.",
        "Who gets the result of transform?",
    ),
    Fault(
        _piped(lambda X, N: _mixed(_all(X, N), X, X), lambda X, N: _mixed(_all(X, N), X, N)),
        "the mean is that of all rows, a leak, and the deviation that of the training rows.",
        "Mean and deviation belong to what is learned. Which rows may be learned from?",
    ),
    Fault(
        _piped(lambda X, N: X / X.std(axis=0), lambda X, N: N / X.std(axis=0)),
        "the mean was not subtracted.",
        "Standardized is (x − mean) / deviation; the scaler's transform does both.",
    ),
    Fault(
        _piped(lambda X, N: X - X.mean(axis=0), lambda X, N: N - X.mean(axis=0)),
        "the mean was subtracted, but nothing was divided by the deviation.",
        "Standardized is (x − mean) / deviation; the scaler's transform does both.",
    ),
    Fault(_piped(_raw, _raw_new), "nothing is scaled.", "transform returns a new array; X itself stays as it is."),
    Fault(_piped(_own, _own), "these are predictions for the training rows.", "Which rows were you asked about?"),
    Fault(
        _piped(_own, _new_by_train, fit=lambda y: (y > 0.5).astype(float)),
        "the targets were rounded before the fit.",
        "Pass y_train on as it is.",
    ),
    Fault(
        lambda scaler, model, X, y, X_new: _new_by_train(X, X_new),
        "these are the scaled new rows, not what the model says about them.",
        "The last step is model.predict.",
    ),
]


@exercise
def fit_and_predict(answer):
    """fit_and_predict(scaler, model, X_train, y_train, X_new): predictions for X_new, learned from X_train alone."""
    done = "right: all that is learned comes from the training rows, the scaler's numbers included."
    return check_function("fit_and_predict", answer, right_pipeline, PIPELINES, PIPELINE, done)


# ---- a threshold ----
def _threshold_case(n, recall, seed):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.4).astype(int)
    score = rng.normal(1.6 * y - 0.9, 1.1)
    y, p = np.append(y, 0), np.append(np.round(1 / (1 + np.exp(-score)), 6), 0.9973)  # the surest one is wrong
    return y, p, recall


EXAMPLE = (np.array([1, 0, 1, 1, 0, 1]), np.array([0.9, 0.6, 0.8, 0.3, 0.2, 0.4]), 0.75)
THRESHOLDS = [
    EXAMPLE,
    _threshold_case(40, 0.85, 3),
    _threshold_case(61, 0.93, 8),
    _threshold_case(50, 0.37, 5),
    _threshold_case(33, 0.78, 9),
    _threshold_case(40, 0.9, 4),  # of 10 malignant rows exactly 9 are asked for
]


def _largest(y, p, recall, positive=1, reaches=None, candidates=None):
    """The largest candidate that reaches(y, p, t) the wanted share."""
    reaches = reaches or (lambda t: (p[y == positive] >= t).mean())
    for t in np.sort(np.unique(p) if candidates is None else candidates)[::-1]:
        if reaches(t) >= recall:
            return t
    return 0.0


def right_threshold(y, p, recall):
    return _largest(y, p, recall)


def _step(y, p, recall, by):
    """The malignant probability that stands so many places further down than the right one."""
    mine = np.sort(p[y == 1])[::-1]
    return mine[np.flatnonzero(mine == right_threshold(y, p, recall))[-1] + by]


def _halfway(y, p, recall):
    return (_step(y, p, recall, 0) + _step(y, p, recall, 1)) / 2


def _precision(y, p, t):
    return (y[p >= t] == 1).mean()


def _accuracy(y, p, t):
    return ((p >= t) == (y == 1)).mean()


AT_YOURS = "Compute the recall at your threshold, and at the next larger probability."
POSITIVE = "Here 1 is malignant. In scikit-learn's own labels 0 is. Which rows does recall count?"
THRESHOLD = [
    Fault(
        lambda y, p, r: _largest(y, p, r, positive=0),
        "this is the recall of the *benign* rows.",
        POSITIVE,
    ),
    Fault(
        lambda y, p, r: _largest(1 - y, 1 - p, r),
        "this is the recall of the *benign* rows.",
        POSITIVE,
    ),
    Fault(
        lambda y, p, r: 1 - right_threshold(y, p, r),
        "this is one minus the right threshold.",
        "p is the probability of malignant, and large means malignant.",
    ),
    Fault(
        lambda y, p, r: 0.0,
        "a threshold of 0 reaches every recall: it calls everybody malignant.",
        "The *largest* threshold that still reaches it is wanted, because it frightens the fewest.",
    ),
    Fault(
        lambda y, p, r: p.min(),
        "the smallest probability reaches every recall: it calls everybody malignant.",
        "The *largest* threshold that still reaches it is wanted, because it frightens the fewest.",
    ),
    Fault(
        lambda y, p, r: _largest(y, p, np.nextafter(r, 1)),
        "exactly the wanted share is enough, and you ask for more.",
        "At least the share: >=, not >. Or does int(…) round (1 - recall) · 10 = 0.99999… down to 0?",
    ),
    Fault(
        lambda y, p, r: p[y == 1].min(),
        "this finds every malignant row, which is more than was asked for.",
        "A larger threshold reaches the wanted recall, too. " + AT_YOURS,
    ),
    Fault(
        lambda y, p, r: _largest(y, p, r, reaches=lambda t: (p[y == 1] > t).mean()),
        "a row with p exactly at the threshold does not count as called malignant.",
        "It does: p >= t. " + AT_YOURS,
    ),
    Fault(
        lambda y, p, r: _step(y, p, r, 1),
        "one malignant row further down than needed.",
        "Did you write p > t for p >= t? Or an index that counts from 1? " + AT_YOURS,
    ),
    Fault(
        lambda y, p, r: _step(y, p, r, -1),
        "one malignant row too few is found.",
        "Does your index round down? The recall must reach what was asked for. " + AT_YOURS,
    ),
    Fault(
        lambda y, p, r: _largest(y, p, r, reaches=lambda t: (p[y == 1] >= t).sum() / len(y)),
        "the malignant rows that are found are divided by all rows.",
        "Recall is a share of the malignant rows.",
    ),
    Fault(
        lambda y, p, r: _largest(y, p, r, reaches=lambda t: (p >= t).mean()),
        "this calls the wanted share of *all* rows malignant.",
        "Recall is a share of the malignant rows: pick them first.",
    ),
    Fault(
        lambda y, p, r: _largest(y, p, r, reaches=lambda t: (p[y == 0] < t).mean()),
        "this is the share of the *benign* rows that are called benign.",
        POSITIVE,
    ),
    Fault(
        lambda y, p, r: _largest(y, p, r, reaches=lambda t: _precision(y, p, t)),
        "this is precision: of those called malignant, the share that are.",
        "Of those that are malignant, which share is called so?",
    ),
    Fault(
        lambda y, p, r: _largest(y, p, r, reaches=lambda t: _accuracy(y, p, t)),
        "this is accuracy: the benign rows count, too.",
        "Recall looks at the malignant rows only.",
    ),
    Fault(
        lambda y, p, r: max(np.unique(p), key=lambda t: _accuracy(y, p, t)),
        "this is the threshold with the best accuracy.",
        "The wanted recall has to play a part.",
    ),
    Fault(
        lambda y, p, r: np.quantile(p[y == 1], 1 - r),
        "a quantile lies *between* two rows, so its threshold misses one row or is smaller than need be.",
        "The largest threshold that works is itself one of the probabilities. " + AT_YOURS,
    ),
    *(
        Fault(
            lambda y, p, r, n=n: _largest(y, p, r, candidates=np.linspace(0, 1, n)),
            "you try thresholds on a grid, and the best one falls between two of them.",
            "The answer changes only where t passes one of the probabilities: try those.",
        )
        for n in (101, 1001, 10_001, 11)
    ),
    Fault(
        lambda y, p, r: np.quantile(p[y == 1], 1 - r, method="nearest"),
        "the nearest row is one too many in some cases: there too few are found.",
        "Count: how many malignant rows must be found, rounded up? " + AT_YOURS,
    ),
    Fault(
        lambda y, p, r: _halfway(y, p, r),
        "a threshold halfway to the next malignant row below.",
        "The largest threshold that works is itself one of the probabilities. " + AT_YOURS,
    ),
    Fault(
        lambda y, p, r: (p[y == 1] >= right_threshold(y, p, r)).mean(),
        "this is the recall that is reached, not the threshold.",
        "Which t reaches it?",
    ),
    Fault(lambda y, p, r: r, "this is the wanted recall itself.", "Which threshold on p reaches it?"),
    Fault(lambda y, p, r: 1 - r, "this is one minus the wanted recall.", "Which threshold on p reaches it?"),
    Fault(lambda y, p, r: 0.5, "one half, whatever was asked for.", "What is the recall at 0.5 in the example?"),
]


@exercise
def choose_threshold(answer):
    """choose_threshold(y, p, recall): the largest threshold at which p >= t finds that share of the malignant rows."""
    done = "right: the largest threshold that finds what was asked for."
    first = check_function("choose_threshold", answer, right_threshold, THRESHOLDS[1:], THRESHOLD, done)
    if first.passed:  # the example of the lesson last: on so few rows several wrong rules agree with the right one
        return check_function("choose_threshold", answer, right_threshold, THRESHOLDS[:1], THRESHOLD, done)
    return first
