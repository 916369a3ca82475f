"""Checkers: no leak through the scaler, a threshold."""

import copy
import functools

import numpy as np

from nnlib import Standardizer

from ...checking.causes import other_order
from ...checking.diagnosis import Fault, check_function, check_stages, with_hint
from ...checking.progress import exercise
from ...checking.verdict import Verdict


# ---- fit and predict without a leak ----
@functools.cache
def model_class():
    """An estimator; scikit-learn is imported when the first answer is judged, not with every map of the course."""
    from sklearn.base import BaseEstimator

    class Model(BaseEstimator):
        """Predicts a mean of the targets, those of close rows weighing more, plus the mean of the row itself.

        So every number of X matters, and each new row gets its prediction alone. rows: how many it must be fitted on.
        """

        def __init__(self, rows=0):
            self.rows = rows

        def fit(self, X, y=None):
            if y is None:
                raise ValueError("fit needs the targets, too: model.fit(X, y)")
            if isinstance(X, Standardizer):
                raise ValueError("scaler.fit(…) returns the scaler; the scaled rows come from transform")
            if not len(X) == len(y) == self.rows:
                raise ValueError(
                    f"fit got {len(X)} rows and {len(y)} targets; wanted are all {self.rows} training rows"
                )
            self.X_, self.y_ = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
            return self

        def predict(self, X):
            if not hasattr(self, "X_"):
                raise ValueError("this model has learned nothing yet; write model.fit(…) first")
            squares = ((np.asarray(X, dtype=float)[:, np.newaxis] - self.X_) ** 2).mean(axis=2)
            spread = 1 + squares.mean(axis=1, keepdims=True)
            weights = np.exp(-(squares - squares.min(axis=1, keepdims=True)) / spread)
            return weights @ self.y_ / weights.sum(axis=1) + np.asarray(X, dtype=float).mean(axis=1)

    return Model


def _pipeline_case(n, n_new, n_features, seed):
    rng = np.random.default_rng(seed)
    scale, middle = rng.uniform(0.5, 3, n_features), rng.normal(0, 2, n_features)
    X = middle + scale * rng.normal(size=(n, n_features))
    X_new = middle + 1.0 + 2 * scale * rng.normal(size=(n_new, n_features))  # other patients: elsewhere, and wider
    return Standardizer(), model_class()(n), X, np.round(rng.random(n), 2), X_new


@functools.cache
def pipelines():
    return [_pipeline_case(5, 3, 2, 1), _pipeline_case(12, 12, 4, 2), _pipeline_case(6, 1, 3, 3)]


def _piped(train="X", new="X", mean=lambda rows: rows.mean(axis=0), width=lambda rows: rows.std(axis=0), y=np.array):
    """The predictions where these rows ("X", "new", "all", or "" for none) decide how the others are scaled."""

    def wrong(scaler, model, X, targets, X_new):
        scaled = []
        for by, A in ((train, X), (new, X_new)):
            rows = {"X": X, "new": X_new, "all": np.vstack([X, X_new]), "": A}[by]
            divisor = np.where(width(rows) == 0, 1, width(rows))
            scaled.append((A - mean(rows)) / divisor if by else A)
        return copy.copy(model).fit(scaled[0], y(targets)).predict(scaled[1])

    return wrong


right_pipeline = _piped()
PIPELINE = [
    *with_hint(
        "Mean and deviation belong to what is learned. Which rows may be learned from?",
        (_piped("all", "all"), "the scaler has seen the new rows, too: a leak."),
        (_piped("new", "new"), "the scaler was fitted on the new rows alone. (Each fit forgets the one before.)"),
        (_piped("X", "all"), "the new rows are scaled by the numbers of all rows."),
    ),
    Fault(
        _piped("X", "new"),
        "the new rows are scaled by their own mean and deviation.",
        "A single new patient would become a row of zeros. fit once; how do you then use what was learned?",
    ),
    *with_hint(
        "What the model sees later must be made like what it saw first: transform returns it, X itself stays.",
        (_piped("X", ""), "the new rows are not scaled, but the model was fitted on scaled ones. (Or fitted twice?)"),
        (_piped("", "X"), "the model was fitted on rows that were not scaled, but the new ones are."),
        (_piped("", ""), "nothing is scaled."),
    ),
    *with_hint(
        "Standardized is (x − mean) / deviation, column by column; the scaler's transform does all of it.",
        (_piped(mean=lambda rows: 0), "the mean was not subtracted."),
        (_piped(width=lambda rows: 1), "the mean was subtracted, but nothing was divided by the deviation."),
        (_piped(width=lambda rows: rows.std(axis=0, ddof=1)), "the deviation is divided by n − 1, the scaler's by n."),
        (_piped(width=lambda rows: rows.var(axis=0)), "you divide by the variance, without its root."),
        (_piped(mean=np.mean, width=np.std), "one mean and deviation for the whole table: axis=0 is missing."),
        (
            _piped(mean=lambda rows: rows.min(axis=0), width=lambda rows: np.ptp(rows, axis=0)),
            "this scales by smallest and largest value.",
        ),
    ),
    *with_hint(
        "Pass y_train on as it is: only columns of X are scaled.",
        ((_piped(y=np.round), _piped(y=lambda y: 1.0 * (y > 0.5))), "the targets were rounded before the fit."),
        (_piped(y=lambda y: (y - y.mean()) / y.std()), "the targets were standardized, too."),
    ),
    *with_hint(
        "The last step is model.predict for all of the new rows, and nothing after it.",
        (lambda s, m, X, y, N: right_pipeline(s, m, X, y, X), "these are predictions for the training rows."),
        (lambda s, m, X, y, N: Standardizer().fit(X).transform(N), "these are the scaled new rows."),
        (lambda *case: right_pipeline(*case)[:1], "this is the prediction for only the first new row."),
        (lambda *case: right_pipeline(*case) > 0.5, "the predictions are compared with 0.5."),
    ),
]
ORDERS = [(1, 0, 2, 3, 4), (0, 1, 2, 4, 3), (2, 3, 4, 0, 1), (2, 3, 4, 1, 0), (2, 4, 3, 0, 1), (2, 4, 3, 1, 0)]


@exercise
def fit_and_predict(answer):
    """fit_and_predict(scaler, model, X_train, y_train, X_new): predictions for X_new, learned from X_train alone."""
    done = "right: all that is learned comes from the training rows, the scaler's numbers included."

    def check(function):
        return check_function("fit_and_predict", function, right_pipeline, pipelines(), PIPELINE, done)

    verdict = check(answer)
    for order in ORDERS if "your code stops" in verdict.message else ():
        if check(lambda *case, order=order: answer(*(case[place] for place in order))).passed:
            return Verdict(False, f"fit_and_predict: {other_order(answer, order)}")
    return verdict


# ---- a threshold ----
def _threshold_case(n, recall, seed):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.4).astype(int)
    score = rng.normal(1.6 * y - 0.9, 1.1)
    y, p = np.append(y, 0), np.append(np.round(1 / (1 + np.exp(-score)), 6), 0.9973)  # the surest one is wrong
    return y, p, recall


EXAMPLE = (np.array([1, 0, 1, 1, 0, 1]), np.array([0.9, 0.6, 0.8, 0.3, 0.2, 0.4]), 0.75)
SETTINGS = [(40, 0.85, 3), (61, 0.93, 8), (50, 0.37, 8), (33, 0.78, 9), (40, 0.9, 4)]  # the last: exactly 9 of 10
THRESHOLDS = [_threshold_case(*setting) for setting in SETTINGS]


def _found(y, p, t):
    return (p[y == 1] >= t).mean()


def _largest(y, p, recall, reaches=_found, never=0.0):
    """The largest of the probabilities for which reaches(y, p, t) is the wanted share."""
    return next((t for t in np.unique(p)[::-1] if reaches(y, p, t) >= recall), never)


def right_threshold(y, p, recall):
    return _largest(y, p, recall)


def _if(reaches):
    """The ways that ask for another share, and give 0 or nothing where it is never reached."""
    return tuple(functools.partial(_largest, reaches=reaches, never=never) for never in (0.0, np.nan))


def _best(score, least=0):
    """The first or last of the probabilities with the best score(y, called), among those that find least · recall."""

    def wrong(y, p, r, step):
        tried = [t for t in np.unique(p)[::step] if _found(y, p, t) >= least * r]
        return max(tried, key=lambda t: score(y == 1, p >= t))

    return tuple(functools.partial(wrong, step=step) for step in (1, -1))


def _counted(count, shift=0):
    """The malignant probability at count(recall · n) from above."""
    return lambda y, p, r: np.sort(p[y == 1])[::-1][int(count(r * (y == 1).sum())) - 1 + shift]


def _by_roc_curve(y, p, recall):
    from sklearn.metrics import roc_curve

    _, recalls, thresholds = roc_curve(y, p)
    return thresholds[np.argmax(recalls >= recall)]


def _on_grid(n):
    """The largest of n numbers from 0 to 1 that reaches the recall."""
    t = np.linspace(0, 1, n)
    return lambda y, p, r: t[(p[y == 1] >= t[:, np.newaxis]).mean(axis=1) >= r].max()


def _quantile(method):
    return lambda y, p, r: np.quantile(p[y == 1], 1 - r, method=method)


def _place(order):
    return lambda y, p, r: np.flatnonzero(order(p, p[y == 1]) == right_threshold(y, p, r))[0]


BENIGN = lambda y, p, r: _largest(1 - y, p, r), lambda y, p, r: _largest(1 - y, 1 - p, r)
NEAREST = (
    lambda y, p, r: min(np.unique(p), key=lambda t: abs(_found(y, p, t) - r)),
    lambda y, p, r: min(t for t in p if _found(y, p, t) <= r),
)
QUANTILES = tuple(map(_quantile, ("linear", "lower", "higher", "nearest", "midpoint")))
GRIDS = tuple(map(_on_grid, (11, 21, 51, 100, 101, 201, 1000, 1001, 10_001)))
PLACES = (
    _place(lambda p, mine: p),
    _place(lambda p, mine: np.sort(p)[::-1]),
    _place(lambda p, mine: np.sort(mine)[::-1]),
)
AT_YOURS = "Compute the recall at your threshold, and at the next larger probability."
THRESHOLD = [
    *with_hint(
        "Here 1 is malignant. In scikit-learn's own labels 0 is. Which rows does recall count?",
        (BENIGN, "this is the recall of the *benign* rows."),
        (_if(lambda y, p, t: (p[y == 0] < t).mean()), "this is the share of the *benign* rows that are called benign."),
    ),
    Fault(
        (lambda y, p, r: 0.0, lambda y, p, r: p.min()),
        "a threshold that low reaches every recall: it calls everybody malignant.",
        "The *largest* threshold that still reaches it is wanted, because it frightens the fewest.",
    ),
    Fault(
        (lambda y, p, r: _largest(y, p, np.nextafter(r, 1)), _counted(np.floor, 1)),
        "exactly the wanted share is enough, and you ask for more.",
        "At least the share: >=, not >. Or does int(…) round a product down, (1 - recall) · 10 = 0.99999… to 0?",
    ),
    *with_hint(
        f"It is itself one of the probabilities, and p >= t calls its own row malignant. {AT_YOURS}",
        (lambda y, p, r: p[y == 1].min(), "this finds every malignant row, which is more than was asked for."),
        (
            lambda y, p, r: _largest(y, p, r, lambda y, p, t: (p[y == 1] > t).mean()),
            "one place off, the next smaller p of any row: a > for >=, or a curve longer than its thresholds?",
        ),
        (_counted(np.ceil, 1), "one malignant row further down than needed. An index that counts from 1?"),
        (_counted(np.ceil, -1), "one malignant row too few is found. Does your index round down?"),
        ((_counted(np.floor), _counted(np.round)), "in some cases too few are found: round up, np.ceil(recall * n)."),
        (NEAREST, "this is the *nearest* recall, or the next below: less than the wanted share may be found."),
        (QUANTILES, "a quantile counts the n − 1 gaps between rows, not the rows: it lies between two, or misses one."),
        (_by_roc_curve, "roc_curve leaves out points, here the right one: drop_intermediate=False keeps all."),
        (GRIDS, "you try thresholds on a grid, and the best one falls between two of them."),
    ),
    *with_hint(
        "Recall is a share of the malignant rows: pick them first. How many of them are called malignant?",
        (_if(lambda y, p, t: ((p >= t) & (y == 1)).mean()), "the rows that are found are divided by all rows."),
        (_if(lambda y, p, t: ((p >= t) & (y == 1)).sum()), "the rows that are found are counted, not divided."),
        (_if(lambda y, p, t: (p >= t).mean()), "this calls the wanted share of *all* rows malignant."),
        (lambda y, p, r: np.quantile(p, 1 - r), "this is a quantile of *all* rows."),
        (_if(lambda y, p, t: (y[p >= t] == 1).mean()), "this is precision: of those called malignant, who is."),
        (_if(lambda y, p, t: ((p >= t) == (y == 1)).mean()), "this is accuracy: the benign rows count, too."),
        (lambda y, p, r: _largest(np.ones(len(y)), p[y], r), "`p[y]` takes y for positions; a mask is `p[y == 1]`."),
        (lambda y, p, r: _largest(y, p, 1 - r), "you take the wanted recall for the share that may be *missed*."),
    ),
    *with_hint(
        f"The recall that is asked for decides, and the largest t that reaches it. {AT_YOURS}",
        (_best(lambda y, called: y[called].mean(), least=1), "of those that reach it you take the best precision."),
        (_best(lambda y, called: (called == y).mean()), "this is the threshold with the best accuracy."),
        (_best(lambda y, called: (y & called).sum() / (y.sum() + called.sum())), "this is the one with the best F1."),
        (_best(lambda y, called: called[y].mean() - called[~y].mean()), "the largest recall minus false alarms."),
    ),
    *with_hint(
        "Wanted is t itself, a number to compare p with. Large p means malignant.",
        (lambda y, p, r: 1 - right_threshold(y, p, r), "this is one minus the right threshold."),
        (lambda y, p, r: _found(y, p, right_threshold(y, p, r)), "this is the recall that is reached."),
        (lambda y, p, r: r, "this is the wanted recall itself."),
        (lambda y, p, r: 1 - r, "this is one minus the wanted recall."),
        (lambda y, p, r: p >= right_threshold(y, p, r), "this says who is called malignant."),
        (lambda y, p, r: (p >= right_threshold(y, p, r)).sum(), "this is how many are called malignant."),
        (PLACES, "this is a position, not a probability."),
    ),
]


@exercise
def choose_threshold(answer):
    """choose_threshold(y, p, recall): the largest threshold at which p >= t finds that share of the malignant rows."""
    done = "right: the largest threshold that finds what was asked for."
    # the example of the lesson last: on so few rows several wrong rules agree with the right one
    stages = [(THRESHOLDS, THRESHOLD), ([EXAMPLE], THRESHOLD)]

    def or_nan(*case):
        result = answer(*case)
        return np.nan if result is None else result

    verdict = check_stages("choose_threshold", answer, right_threshold, stages, done)
    if "returns None" in verdict.message:  # where the wanted share is never reached: of what?
        told = check_stages("choose_threshold", or_nan, right_threshold, stages, done)
        return told if told.hint else verdict
    return verdict
