"""Checkers: no leak through the scaler, a threshold."""

import copy
import functools

import numpy as np

from nnlib import Standardizer

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function, check_stages, with_hint
from ...checking.progress import exercise
from ...checking.running import call

# ---- fit and predict without a leak ----
SEEN = []  # (which method of the model, the rows it got), in the order of the calls


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
            SEEN.append(("model.fit", np.array(X, dtype=float)))
            self.X_, self.y_ = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
            return self

        def predict(self, X):
            if not hasattr(self, "X_"):
                raise ValueError("this model has learned nothing yet; write model.fit(…) first")
            SEEN.append(("model.predict", np.array(X, dtype=float)))
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


def right_pipeline(scaler, model, X, y, X_new):
    scaler = Standardizer().fit(X)
    return copy.copy(model).fit(scaler.transform(X), y).predict(scaler.transform(X_new))


LEARNED = "Mean and deviation belong to what is learned. Which rows may be learned from? Each fit forgets the last."
SCALED = "Wanted: X less the mean of X_train, divided by its deviation, column by column, as transform *returns* it."
AT_END = "The last step is model.predict for all of the new rows, and nothing after it."
PIPELINE = [
    *with_hint(
        "Pass y_train on as it is: only columns of X are scaled.",
        (lambda s, m, X, y, N: right_pipeline(s, m, X, np.round(y), N), "the targets were rounded before the fit."),
        (lambda s, m, X, y, N: right_pipeline(s, m, X, (y - y.mean()) / y.std(), N), "targets were standardized, too."),
    ),
    *with_hint(
        AT_END,
        (lambda s, m, X, y, N: right_pipeline(s, m, X, y, X), "these are predictions for the training rows."),
        (lambda s, m, X, y, N: Standardizer().fit(X).transform(N), "these are the scaled new rows."),
        (lambda *case: right_pipeline(*case) > 0.5, "the predictions are compared with 0.5."),
    ),
]


def _numbers_of(A, name):
    """What people subtract and divide by, made of the rows A: ({words: numbers}, {words: numbers})."""
    m, s = A.mean(axis=0), A.std(axis=0)
    shifts = {"mean": m, "smallest number": A.min(axis=0), "median": np.median(A, axis=0)}
    shifts |= {"mean without axis=0": A.mean(), "mean (twice)": m + s * m, "mean, times the deviation,": m * s}
    widths = {"deviation": s, "deviation by n − 1": A.std(axis=0, ddof=1), "range": np.ptp(A, axis=0)}
    widths |= {"deviation without axis=0": A.std(), "variance (or scaled twice)": s * s}
    return tuple({f"the {words} of {name}": numbers for words, numbers in of.items()} for of in (shifts, widths))


def _rows_it_got(function):
    """The first call of fit or predict that got wrong rows: what was subtracted, and by what they were divided."""
    case = _, _, X, _, X_new = pipelines()[0]
    SEEN.clear()
    result = call(function, *case)
    rows = {"X_train": X, "X_new": X_new, "all rows": np.vstack([X, X_new])}
    for method, name in (("model.fit", "X_train"), ("model.predict", "X_new")):
        own, got = rows[name], np.concatenate([A for called, A in SEEN if called == method])
        if got.shape != own.shape:
            return f"{method} must get all rows of {name}, each once.", SCALED
        if same(got, Standardizer().fit(X).transform(own)):
            continue
        if (raw := np.isclose(got, own).all(axis=0)).any():
            return f"{method} got {'a column of ' * (not raw.all())}{name} as it came, not scaled.", SCALED
        middle = own - own.mean(axis=0)
        slope = (middle * got).sum(axis=0) / (middle**2).sum(axis=0)
        if not slope.all():
            return f"{method} got equal rows: is each row of {name} scaled by itself?", LEARNED
        told = []
        for place, numbers in enumerate((own.mean(axis=0) - got.mean(axis=0) / slope, 1 / slope)):
            known = {"nothing": place} | {k: v for of, A in rows.items() for k, v in _numbers_of(A, of)[place].items()}
            told.append(next((words for words, its in known.items() if np.allclose(its, numbers)), "something else"))
        leak = "X_new" in "".join(told) or "all rows" in "".join(told)
        return f"{method} got {name} less {told[0]}, divided by {told[1]}.", LEARNED if leak else SCALED
    if np.shape(result) == (len(X_new),) and not same(result, right_pipeline(*case)):
        return "model.predict got the right rows, but you return something else than it gave.", AT_END
    return None


@exercise
def fit_and_predict(answer):
    """fit_and_predict(scaler, model, X_train, y_train, X_new): predictions for X_new, learned from X_train alone."""
    done = "right: all that is learned comes from the training rows, the scaler's numbers included."

    return check_function("fit_and_predict", answer, right_pipeline, pipelines(), PIPELINE, done, probes=[_rows_it_got])


# ---- a threshold ----
def _threshold_case(n, recall, seed):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.5).astype(int)
    score = rng.normal(1.6 * y - 0.9, 1.1)
    y, p = np.append(y, 0), np.append(np.round(1 / (1 + np.exp(-score)), 6), 0.9973)  # the surest one is wrong
    return y, p, recall


EXAMPLE = (np.array([1, 0, 1, 1, 0, 1]), np.array([0.9, 0.6, 0.8, 0.3, 0.2, 0.4]), 0.75)
SETTINGS = [(15, 0.37, 51), (13, 0.78, 51), (19, 0.85, 16), (22, 0.9, 7)]  # the last: exactly 9 of 10
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


def _counted(count, shift=0):
    """The malignant probability at count(recall · n) from above."""
    return lambda y, p, r: np.sort(p[y == 1])[::-1][int(count(r * (y == 1).sum())) - 1 + shift]


def _by_roc_curve(y, p, recall):
    from sklearn.metrics import roc_curve

    _, recalls, thresholds = roc_curve(y, p)
    return thresholds[np.argmax(recalls >= recall)]


NEAREST = (
    lambda y, p, r: min(np.unique(p), key=lambda t: abs(_found(y, p, t) - r)),
    lambda y, p, r: min(t for t in p if _found(y, p, t) <= r),
)
BENIGN = lambda y, p, r: _largest(1 - y, p, r), lambda y, p, r: _largest(1 - y, 1 - p, r)
HOW = ("linear", "lower", "higher", "nearest", "midpoint")
QUANTILES = tuple(lambda y, p, r, how=how: np.quantile(p[y == 1], 1 - r, method=how) for how in HOW)
GRIDS = tuple(lambda y, p, r, n=n: np.floor(right_threshold(y, p, r) * n) / n for n in (1000, 10_000))
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
        (_counted(np.floor), "in some cases too few are found: round up, np.ceil(recall * n)."),
        (_counted(np.round), "a rounded count, or the *nearest* recall, may be too few: at least the share."),
        (NEAREST, "this is the *nearest* recall, or the next below: less than the wanted share may be found."),
        (GRIDS, "you try thresholds on a grid, and the best one falls between two of them."),
        (QUANTILES, "a quantile counts the n − 1 gaps between rows, not the rows: it lies between two, or misses one."),
        (_by_roc_curve, "roc_curve leaves out points, here the right one: drop_intermediate=False keeps all."),
    ),
    *with_hint(
        "Recall is a share of the malignant rows: pick them first. How many of them are called malignant?",
        (_if(lambda y, p, t: ((p >= t) & (y == 1)).mean()), "the rows that are found are divided by all rows."),
        (_if(lambda y, p, t: ((p >= t) & (y == 1)).sum()), "the rows that are found are counted, not divided."),
        (_if(lambda y, p, t: (p >= t).mean()), "this calls the wanted share of *all* rows malignant."),
        (_if(lambda y, p, t: (y[p >= t] == 1).mean()), "this is precision: of those called malignant, who is."),
        (_if(lambda y, p, t: ((p >= t) == (y == 1)).mean()), "this is accuracy: the benign rows count, too."),
        (lambda y, p, r: _largest(np.ones(len(y)), p[y], r), "`p[y]` takes y for positions; a mask is `p[y == 1]`."),
        (lambda y, p, r: _largest(y, p, 1 - r), "you take the wanted recall for the share that may be *missed*."),
    ),
    *with_hint(
        "Wanted is t itself, a number to compare p with. Large p means malignant.",
        (lambda y, p, r: 1 - right_threshold(y, p, r), "this is one minus the right threshold."),
        (lambda y, p, r: -_counted(np.ceil)(y, -p, r), "the wanted share lies *below* t: <= for >=, or the wrong end."),
        (lambda y, p, r: _found(y, p, right_threshold(y, p, r)), "this is the recall that is reached."),
        ((lambda y, p, r: r, lambda y, p, r: 1 - r), "this is the wanted recall itself, or one minus it."),
        (lambda y, p, r: p >= right_threshold(y, p, r), "this says who is called malignant."),
    ),
]


def _by_properties(function):
    """The first property of the right answer that this one lacks."""
    answers = [float(call(function, *case)) for case in THRESHOLDS[:2]]
    if all(call(function, y, p, 0.95) == t for t, (y, p, _) in zip(answers, THRESHOLDS, strict=False)):
        return "the wanted recall has no say: for 0.95 your t is the same.", AT_YOURS
    answers += [float(call(function, *case)) for case in THRESHOLDS[2:]]
    if np.isnan(answers).any():
        return None
    if min(answers) < 0 or max(answers) > 1:
        return f"{max(answers):g} is no probability. Is it a position, or a count?", "Wanted is the p at that place."
    falling = [(y[np.argsort(-p)], p[np.argsort(-p)], recall) for y, p, recall in THRESHOLDS[:2]]
    if [call(function, *case) for case in falling] != answers[:2]:
        return "your t depends on the order of the rows. Sort p, and y along with it.", "order = np.argsort(-p)"
    moved = [(y, np.where(y == 1, p, 1 - p), recall) for y, p, recall in THRESHOLDS[:2]]
    if [call(function, *case) for case in moved] != answers[:2]:
        return "your t moves with the p of *benign* rows. Recall counts malignant ones alone.", AT_YOURS
    if not any(np.isclose(t, p, rtol=0, atol=1e-7).any() for t, (_, p, _) in zip(answers, THRESHOLDS, strict=True)):
        return "your t is none of the probabilities; the right one is.", "Is it on a grid, between two, or added to?"
    for t, (y, p, recall) in zip(answers, THRESHOLDS, strict=True):
        found, enough = ((p[y == 1] >= at).sum() for at in (t, right_threshold(y, p, recall)))
        if found != enough:
            return f"your t finds {found} of {y.sum()} malignant rows; for {recall} wanted are {enough}.", AT_YOURS
    return None


@exercise
def choose_threshold(answer):
    """choose_threshold(y, p, recall): the largest threshold at which p >= t finds that share of the malignant rows."""
    done = "right: the largest threshold that finds what was asked for."
    # the example of the lesson last: on so few rows several wrong rules agree with the right one
    stages = [(THRESHOLDS, THRESHOLD), ([EXAMPLE], THRESHOLD)]

    def or_nan(*case):
        result = answer(*case)
        return np.nan if result is None else result

    verdict = check_stages("choose_threshold", answer, right_threshold, stages, done, probes=[_by_properties])
    if "returns None" in verdict.message:  # where the wanted share is never reached: of what?
        told = check_stages("choose_threshold", or_nan, right_threshold, stages, done)
        return told if told.hint else verdict
    return verdict
