"""What people answer in lesson 16: fit and predict without a leak, a threshold for a wanted recall."""

import numpy as np
from sklearn.metrics import f1_score, precision_recall_curve, precision_score, recall_score, roc_curve
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from corpus import Case

# ---- fit and predict without a leak ----


def four_calls(scaler, model, X, y, X_new):
    Z = scaler.fit_transform(X)
    model.fit(Z, y)
    return model.predict(scaler.transform(X_new))


def five_lines(scaler, model, X_train, y_train, X_new):
    scaler.fit(X_train)
    X_train = scaler.transform(X_train)
    X_new = scaler.transform(X_new)
    model.fit(X_train, y_train)
    return model.predict(X_new)


def by_hand(scaler, model, X, y, X_new):
    mean, deviation = X.mean(axis=0), X.std(axis=0)
    return list(model.fit((X - mean) / deviation, y).predict((X_new - mean) / deviation))


def row_by_row(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return [model.predict(scaler.transform(X_new[i : i + 1]))[0] for i in range(len(X_new))]


def own_scaler(scaler, model, X, y, X_new):
    theirs = StandardScaler().fit(X)
    return model.fit(theirs.transform(X), y).predict(theirs.transform(X_new))


def sklearn_pipeline(scaler, model, X, y, X_new):
    pipe = make_pipeline(scaler, model)
    pipe.fit(X, y)
    return pipe.predict(X_new)


def named_steps(scaler, model, X, y, X_new):
    return Pipeline([("scale", scaler), ("model", model)]).fit(X, y).predict(X_new)


def scaled(X, y, X_new, model, mean, deviation):
    return model.fit((X - mean) / deviation, y).predict((X_new - mean) / deviation)


def squeezed(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return model.predict(scaler.transform(X_new.squeeze()))


def refit_for_new(scaler, model, X, y, X_new):
    X_train = scaler.fit_transform(X)
    X_test = scaler.fit_transform(X_new)
    model.fit(X_train, y)
    return model.predict(X_test)


def two_scalers(scaler, model, X, y, X_new):
    model.fit(StandardScaler().fit_transform(X), y)
    return model.predict(StandardScaler().fit_transform(X_new))


def all_rows(scaler, model, X, y, X_new):
    scaler.fit(np.vstack([X, X_new]))
    return model.fit(scaler.transform(X), y).predict(scaler.transform(X_new))


def all_at_once(scaler, model, X, y, X_new):
    Z = scaler.fit_transform(np.concatenate([X, X_new]))
    model.fit(Z[: len(X)], y)
    return model.predict(Z[len(X) :])


def fitted_on_new(scaler, model, X, y, X_new):
    scaler.fit(X_new)
    return model.fit(scaler.transform(X), y).predict(scaler.transform(X_new))


def fitted_twice(scaler, model, X, y, X_new):
    scaler.fit(X)
    scaler.fit(X_new)
    model.fit(scaler.transform(X), y)
    return model.predict(scaler.transform(X_new))


def new_by_all(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return model.predict(scaler.fit(np.vstack([X, X_new])).transform(X_new))


def no_transform(scaler, model, X, y, X_new):
    scaler.fit(X)
    return model.fit(X, y).predict(X_new)


def result_thrown_away(scaler, model, X, y, X_new):
    scaler.fit(X)
    scaler.transform(X)
    scaler.transform(X_new)
    model.fit(X, y)
    return model.predict(X_new)


def in_place(scaler, model, X, y, X_new):
    scaler.fit(X)
    X_new -= X.mean(axis=0)
    X_new /= X.std(axis=0)
    return model.fit(scaler.transform(X), y).predict(X_new)


def scaled_targets(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), (y - y.mean()) / y.std())
    return model.predict(scaler.transform(X_new))


def targets_through_the_scaler(scaler, model, X, y, X_new):
    X, X_new = scaler.fit_transform(X), scaler.transform(X_new)
    return model.fit(X, scaler.fit_transform(y.reshape(-1, 1)).ravel()).predict(X_new)


def min_max(scaler, model, X, y, X_new):
    low, high = X.min(axis=0), X.max(axis=0)
    return model.fit((X - low) / (high - low), y).predict((X_new - low) / (high - low))


def sklearn_min_max(scaler, model, X, y, X_new):
    other = MinMaxScaler()
    return model.fit(other.fit_transform(X), y).predict(other.transform(X_new))


def split_again(scaler, model, X, y, X_new):
    X, _, y, _ = train_test_split(X, y, test_size=0.2, random_state=42)
    return model.fit(scaler.fit_transform(X), y).predict(scaler.transform(X_new))


def first_part(scaler, model, X, y, X_new):
    n = int(0.8 * len(X))
    return model.fit(scaler.fit_transform(X[:n]), y[:n]).predict(scaler.transform(X_new))


def no_targets(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X))
    return model.predict(scaler.transform(X_new))


def with_proba(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return model.predict_proba(scaler.transform(X_new))[:, 1]


def pair(scaler, model, X, y, X_new):
    return model, four_calls(scaler, model, X, y, X_new)


def printed(scaler, model, X, y, X_new):
    print(four_calls(scaler, model, X, y, X_new))


def model_first(model, scaler, X, y, X_new):
    return four_calls(scaler, model, X, y, X_new)


def new_before_targets(scaler, model, X_train, X_test, y_train):
    return four_calls(scaler, model, X_train, y_train, X_test)


def data_first(X_train, y_train, X_test, scaler, model):
    return four_calls(scaler, model, X_train, y_train, X_test)


def train_twice(scaler, model, X, y, X_new):
    X = scaler.fit_transform(X)
    model.fit(scaler.transform(X), y)
    return model.predict(scaler.transform(X_new))


def new_twice(scaler, model, X, y, X_new):
    X, X_new = scaler.fit_transform(X), scaler.transform(X_new)
    return model.fit(X, y).predict(scaler.transform(X_new))


def own_deviation(scaler, model, X, y, X_new):
    mean = X.mean(axis=0)
    return model.fit((X - mean) / X.std(axis=0), y).predict((X_new - mean) / X_new.std(axis=0))


def row_by_itself(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return np.array([model.predict(scaler.fit_transform(row.reshape(1, -1)))[0] for row in X_new])


def train_and_new(scaler, model, X, y, X_new):
    Z = scaler.fit(X).transform(np.concatenate([X, X_new]))
    model.fit(Z[: len(X)], y)
    return [float(p) for p in model.predict(Z[len(X) :])]


def one_column(scaler, model, X, y, X_new):
    mean, deviation = X[:, 0].mean(), X[:, 0].std()
    X, X_new = X.copy(), X_new.copy()
    X[:, 0], X_new[:, 0] = (X[:, 0] - mean) / deviation, (X_new[:, 0] - mean) / deviation
    return model.fit(X, y).predict(X_new)


FIT_AND_PREDICT = [
    Case(four_calls),
    Case(by_hand),
    Case(row_by_row),
    Case(five_lines, after="fit, transform, transform, fit, predict"),
    Case(own_scaler, after="StandardScaler() in place of the argument"),
    Case(sklearn_pipeline, after="make_pipeline"),
    Case(named_steps, after="Pipeline with named steps"),
    Case(lambda s, m, X, y, N: scaled(X, y, N, m, X.mean(axis=0), X.std(axis=0) + 1e-8), after="std + 1e-8"),
    Case(refit_for_new, "X_new less the mean of X_new, divided by the deviation of X_new", "fit_transform twice"),
    Case(two_scalers, "X_new less the mean of X_new, divided by the deviation of X_new", "a scaler for each part"),
    Case(all_rows, "X_train less the mean of all rows, divided by the deviation of all rows"),
    Case(
        all_at_once,
        "X_train less the mean of all rows, divided by the deviation of all rows",
        "scaled before the split",
    ),
    Case(fitted_on_new, "X_train less the mean of X_new"),
    Case(fitted_twice, "X_train less the mean of X_new", "a second fit forgets the first"),
    Case(new_by_all, "X_new less the mean of all rows"),
    Case(
        lambda s, m, X, y, N: m.fit(s.fit_transform(X), y).predict(N),
        "model.predict got X_new as it came",
        "X_test raw",
    ),
    Case(lambda s, m, X, y, N: m.fit(X, y).predict(s.fit(X).transform(N)), "model.fit got X_train as it came"),
    Case(no_transform, "model.fit got X_train as it came"),
    Case(result_thrown_away, "model.fit got X_train as it came", "transform without an assignment"),
    Case(in_place, "changes its argument number 5", "X -= mean"),
    Case(
        lambda s, m, X, y, N: m.fit(X / X.std(axis=0), y).predict(N / X.std(axis=0)),
        "less nothing, divided by the deviation of X_train",
    ),
    Case(lambda s, m, X, y, N: m.fit(X - X.mean(axis=0), y).predict(N - X.mean(axis=0)), "divided by nothing"),
    Case(lambda s, m, X, y, N: scaled(X, y, N, m, X.mean(axis=0), X.std(axis=0, ddof=1)), "n − 1", "pandas' std"),
    Case(lambda s, m, X, y, N: scaled(X, y, N, m, X.mean(), X.std()), "axis=0", "X.mean() of the table"),
    Case(lambda s, m, X, y, N: scaled(X, y, N, m, X.mean(axis=0), X.var(axis=0)), "variance"),
    Case(min_max, "less the smallest number of X_train, divided by the range", "(X - min) / (max - min)"),
    Case(sklearn_min_max, "less the smallest number of X_train, divided by the range", "MinMaxScaler"),
    Case(scaled_targets, "targets were standardized"),
    Case(targets_through_the_scaler, "targets were standardized", "one scaler for X and y"),
    Case(lambda s, m, X, y, N: m.fit(s.fit_transform(X), y > 0.5).predict(s.transform(N)), "were rounded"),
    Case(lambda s, m, X, y, N: m.fit(s.fit_transform(X), np.round(y)).predict(s.transform(N)), "were rounded"),
    Case(split_again, "wanted are all", "train_test_split inside"),
    Case(first_part, "wanted are all", "the first 80 % train"),
    Case(lambda s, m, X, y, N: m.fit(s.fit_transform(X), y).predict(s.transform(X)), "for the training rows"),
    Case(lambda s, m, X, y, N: s.fit(X).transform(N), "these are the scaled new rows"),
    Case(lambda s, m, X, y, N: m.predict(s.fit(X).transform(N)), "this model has learned nothing yet"),
    Case(lambda s, m, X, y, N: m.fit(s.transform(X), y).predict(s.transform(N)), "has learned nothing"),
    Case(lambda s, m, X, y, N: m.fit(s.fit_transform(X), y), "numbers is wanted, got Model", "returns fit(…)"),
    Case(no_targets, "the targets, too", "fit without y"),
    Case(with_proba, "has no attribute 'predict_proba'", "predict_proba(…)[:, 1]"),
    Case(lambda s, m, X, y, N: m.fit(s.fit(X), y).predict(N), "come from transform", "fit for fit_transform"),
    Case(pair, "Number 2 is right: return it alone", "returns model, predictions"),
    Case(printed, "Is the `return` missing", "prints"),
    Case(squeezed, "for one sample", "squeeze"),
    Case(train_and_new, after="both tables through transform at once"),
    Case(train_twice, "model.fit got X_train less the mean (twice)", "fit_transform, then transform"),
    Case(new_twice, "model.predict got X_new less the mean (twice)", "transform twice"),
    Case(own_deviation, "less the mean of X_train, divided by the deviation of X_new", "the deviation of the new rows"),
    Case(one_column, "a column of X_train as it came"),
    Case(
        lambda s, m, X, y, N: scaled(X, y, N, m, X.mean(axis=0) * X.std(axis=0), X.std(axis=0)), "times the deviation"
    ),
    Case(row_by_itself, "is each row of X_new scaled by itself", "fit_transform for each row"),
    Case(lambda s, m, X, y, N: scaled(X, y, N, m, np.median(X, axis=0), X.std(axis=0)), "the median of X_train"),
    Case(lambda s, m, X, y, N: np.sort(four_calls(s, m, X, y, N)), "return something else than it gave"),
    Case(lambda s, m, X, y, N: four_calls(s, m, X, y, N)[:1], "only the first row counts", "predict(...)[0]"),
    Case(model_first, "in place of (model, scaler", "the model first"),
    Case(new_before_targets, "in place of (scaler, model, X_train, X_test", "the order of train_test_split"),
    Case(data_first, "in place of (X_train, y_train", "the data first"),
    Case(lambda s, m, X, y, N: np.round(four_calls(s, m, X, y, N)), "rounded to 0 decimals"),
    Case(lambda s, m, X, y, N: four_calls(s, m, X, y, N) > 0.5, "compared with 0.5", "(p > 0.5) at the end"),
]


# ---- a threshold ----


def one_by_one(y, p, recall):
    malignant = p[y == 1]
    for t in np.sort(malignant)[::-1]:
        if (malignant >= t).mean() >= recall:
            return t


def from_all_probabilities(y, p, recall):
    return max(t for t in p if recall_score(y, p >= t) >= recall)


def by_roc_curve(y, p, recall):
    _, recalls, thresholds = roc_curve(y, p, drop_intermediate=False)
    return thresholds[np.argmax(recalls >= recall)]


def by_precision_recall_curve(y, p, recall):
    _, recalls, thresholds = precision_recall_curve(y, p)
    return thresholds[recalls[:-1] >= recall].max()


def by_cumulated_counts(y, p, recall):
    order = np.argsort(-p)
    found = np.cumsum(y[order]) / y.sum()
    return p[order][np.argmax(found >= recall)]


def by_bisection(y, p, recall):
    tried = np.unique(p)
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if (p[y == 1] >= tried[middle]).mean() >= recall:
            low = middle
        else:
            high = middle - 1
    return tried[low]


def by_index(shift=0, count=np.ceil):
    return lambda y, p, r: np.sort(p[y == 1])[::-1][int(count(r * (y == 1).sum())) - 1 + shift]


def counted_up(y, p, recall):
    """True positives and false negatives, row by row."""
    best = 0
    for t in p:
        tp = sum(1 for a, b in zip(y, p, strict=True) if a == 1 and b >= t)
        fn = sum(1 for a, b in zip(y, p, strict=True) if a == 1 and b < t)
        if tp / (tp + fn) >= recall and t > best:
            best = t
    return best


def largest(enough, candidates=None):
    """The largest candidate for which enough(y, p, t) reaches the recall, else 0."""

    def answer(y, p, recall):
        tried = p if candidates is None else candidates
        return max([t for t in tried if enough(y, p, t) >= recall], default=0.0)

    return answer


def share_found(y, p, t):
    return (p[y == 1] >= t).mean()


def first_reached(y, p, recall):
    _, recalls, thresholds = precision_recall_curve(y, p)
    for r, t in zip(recalls, thresholds, strict=False):
        if r >= recall:
            return t


def roc_as_it_comes(y, p, recall):
    _, recalls, thresholds = roc_curve(y, p)
    return thresholds[np.argmax(recalls >= recall)]


def roc_where(y, p, recall):
    _, recalls, thresholds = roc_curve(y, p)
    return thresholds[np.where(recalls >= recall)[0][0]]


def nearest(y, p, recall):
    _, recalls, thresholds = precision_recall_curve(y, p)
    return thresholds[np.argmin(np.abs(recalls[:-1] - recall))]


def at_most(y, p, recall):
    _, recalls, thresholds = precision_recall_curve(y, p)
    return thresholds[np.argmax(recalls <= recall)]


def shifted_curve(y, p, recall):
    _, recalls, thresholds = precision_recall_curve(y, p)
    return thresholds[recalls[1:] >= recall].max()


def padded_curve(y, p, recall):
    _, recalls, thresholds = precision_recall_curve(y, p)
    thresholds = np.r_[0.0, thresholds]
    return thresholds[recalls >= recall].max()


def best_precision(y, p, recall):
    precisions, recalls, thresholds = precision_recall_curve(y, p)
    mask = recalls[:-1] >= recall
    return thresholds[mask][np.argmax(precisions[:-1][mask])]


def best_f1(y, p, recall):
    return max(np.unique(p), key=lambda t: f1_score(y, p >= t))


def youden(y, p, recall):
    alarms, recalls, thresholds = roc_curve(y, p)
    return thresholds[np.argmax(recalls - alarms)]


def mask_as_places(y, p, recall):
    malignant = np.sort(p[y])[::-1]
    return malignant[int(np.ceil(recall * len(malignant))) - 1]


def if_precision(y, p, recall):
    for t in np.sort(p)[::-1]:
        if precision_score(y, p >= t) >= recall and recall > 0.8:
            return t


def until(score):
    """The first of the falling probabilities whose score is enough, None where none is."""

    def answer(y, p, recall):
        for t in np.sort(p)[::-1]:
            if score(y, p >= t) >= recall:
                return t

    return answer


def place_in_the_order(y, p, recall):
    return int(np.flatnonzero(np.sort(p)[::-1] == one_by_one(y, p, recall))[0])


def ascending(y, p, recall):
    for t in np.sort(p[y == 1]):
        if (p[y == 1] >= t).mean() >= recall:
            return t


def last_that_reached(y, p, recall):
    for t in np.sort(p)[::-1]:
        if share_found(y, p, t) >= recall:
            best = t
    return best


def falling_grid(y, p, recall):
    t = 1.0
    while share_found(y, p, t) < recall:
        t -= 0.01
    return t


def rising_grid(y, p, recall):
    best = 0
    for t in np.arange(0, 1, 0.01):
        if share_found(y, p, t) >= recall:
            best = t
    return best


def unsorted(y, p, recall):
    malignant = p[y == 1]
    for t in malignant:
        if (malignant >= t).mean() >= recall:
            return t


def sorted_without_labels(y, p, recall):
    found = np.cumsum(y) / y.sum()
    return np.sort(p)[::-1][np.argmax(found >= recall)]


def steps_down(y, p, recall):
    t = 0.99
    while share_found(y, p, t) < recall:
        t -= 0.013
    return t


def nearest_from_above(y, p, recall):
    return min(np.sort(p[y == 1])[::-1], key=lambda t: abs(share_found(y, p, t) - recall))


def in_a_list(y, p, recall):
    candidates = [t for t, label in zip(p, y, strict=True) if label == 1]
    return max(t for t in candidates if sum(q >= t for q in candidates) >= recall * len(candidates) - 1e-9)


CHOOSE_THRESHOLD = [
    Case(one_by_one),
    Case(from_all_probabilities),
    Case(by_index()),
    Case(by_bisection),
    Case(last_that_reached, "calls everybody malignant"),
    Case(by_roc_curve, after="roc_curve with all of its points"),
    Case(by_precision_recall_curve, after="precision_recall_curve, masked"),
    Case(by_cumulated_counts, after="argsort and cumsum"),
    Case(counted_up, after="counts tp and fn in loops"),
    Case(roc_as_it_comes, "drop_intermediate", "roc_curve and argmax"),
    Case(in_a_list, after="lists and sum"),
    Case(unsorted, "depends on the order of the rows", "no sort before the loop"),
    Case(sorted_without_labels, "depends on the order of the rows", "np.sort(p) beside np.cumsum(y)"),
    Case(steps_down, "none of the probabilities", "t -= 0.013"),
    Case(lambda y, p, r: one_by_one(y, p, r) - 1e-3, "none of the probabilities", "t - epsilon"),
    Case(nearest_from_above, "or the *nearest* recall", "min by abs(recall - target)"),
    Case(lambda y, p, r: np.sort(p[y == 1])[int(np.ceil(r * y.sum())) - 1], "lies *below* t", "np.sort, then ceil"),
    Case(lambda y, p, r: np.argsort(-p)[int(np.ceil(r * len(p))) - 1], "is no probability", "an index of argsort"),
    Case(largest(lambda y, p, t: (p >= t).sum() / y.sum()), "moves with the p of *benign* rows"),
    Case(roc_where, "drop_intermediate", "roc_curve and np.where"),
    Case(nearest, "*nearest*", "argmin of abs(recall - target)"),
    Case(at_most, "*nearest* recall, or the next below", "argmax of recalls <= target"),
    Case(largest(lambda y, p, t: ((p >= t) & (y == 1)).sum()), "counted, not divided", "tp for tp / (tp + fn)"),
    Case(shifted_curve, "one place off", "recalls[1:] beside thresholds"),
    Case(padded_curve, "one place off", "np.r_[0, thresholds]"),
    Case(first_reached, "calls everybody malignant", "the first of zip(recalls, thresholds)"),
    Case(best_precision, "moves with the p of *benign* rows", "argmax of precision among the rest"),
    Case(best_f1, "recall has no say", "argmax of F1"),
    Case(youden, "recall has no say", "the gap of the ROC curve"),
    Case(mask_as_places, "`p[y]`", "labels as a mask"),
    Case(largest(lambda y, p, t: recall_score(y, p >= t, pos_label=0)), "benign* rows that are called benign"),
    Case(lambda y, p, r: one_by_one(1 - y, p, r), "recall of the *benign* rows", "pos_label of the raw data"),
    Case(lambda y, p, r: one_by_one(1 - y, 1 - p, r), "recall of the *benign* rows", "predict_proba(…)[:, 0]"),
    Case(lambda y, p, r: 1 - one_by_one(y, p, r), "one minus the right threshold"),
    Case(lambda y, p, r: one_by_one(y, p, 1 - r), "share that may be *missed*", "1 - recall for recall"),
    Case(lambda y, p, r: 0, "calls everybody malignant"),
    Case(lambda y, p, r: p.min(), "calls everybody malignant"),
    Case(lambda y, p, r: p[y == 1].min(), "finds every malignant row"),
    Case(ascending, "finds every malignant row", "sorted upward"),
    Case(largest(lambda y, p, t: recall_score(y, p > t)), "one place off", "p > t"),
    Case(by_index(1), "further down than needed", "an index without - 1"),
    Case(largest(lambda y, p, t: share_found(y, p, t) - 1e-9), "exactly the wanted share is enough", "> recall"),
    Case(lambda y, p, r: np.sort(p[y == 1])[int((1 - r) * (y == 1).sum())], "exactly the wanted share is enough"),
    Case(by_index(1, np.floor), "exactly the wanted share is enough", "int(recall * n) as an index"),
    Case(by_index(-1), "too few is found"),
    Case(by_index(0, np.floor), "too few", "int(recall * n) - 1"),
    Case(by_index(0, np.round), "too few", "round(recall * n)"),
    Case(if_precision, "behind an `if` that never holds"),
    Case(until(precision_score), "this is precision", "precision in the loop"),
    Case(until(lambda y, called: (called == y).mean()), "this is accuracy", "accuracy in the loop"),
    Case(largest(lambda y, p, t: ((p >= t) & (y == 1)).sum() / len(y)), "divided by all rows"),
    Case(until(lambda y, called: (called & (y == 1)).mean()), "divided by all rows", "np.mean of true positives"),
    Case(largest(lambda y, p, t: (p >= t).mean()), "share of *all* rows"),
    Case(lambda y, p, r: np.quantile(p, 1 - r), "moves with the p of *benign* rows", "a quantile of all"),
    Case(largest(lambda y, p, t: precision_score(y, p >= t)), "this is precision"),
    Case(largest(lambda y, p, t: ((p >= t) == y).mean()), "this is accuracy"),
    Case(lambda y, p, r: max(np.sort(p), key=lambda t: ((p >= t) == y).mean()), "recall has no say"),
    Case(lambda y, p, r: np.quantile(p[y == 1], 1 - r), "a quantile", "np.quantile"),
    Case(lambda y, p, r: np.percentile(p[y == 1], 100 * (1 - r)), "a quantile", "np.percentile"),
    Case(lambda y, p, r: np.quantile(p[y == 1], 1 - r, method="lower"), "a quantile", "np.quantile, lower"),
    Case(lambda y, p, r: np.quantile(p[y == 1], 1 - r, method="nearest"), "a quantile"),
    Case(largest(share_found, np.linspace(0, 1, 101)), "on a grid", "np.linspace(0, 1, 101)"),
    Case(largest(share_found, np.linspace(0, 1, 1001)), "on a grid"),
    Case(largest(share_found, np.linspace(0, 1, 10_001)), "on a grid"),
    Case(largest(share_found, np.linspace(0, 1, 100)), "on a grid", "np.linspace(0, 1, 100)"),
    Case(falling_grid, "on a grid", "t -= 0.01"),
    Case(rising_grid, "on a grid", "np.arange(0, 1, 0.01)"),
    Case(lambda y, p, r: recall_score(y, p >= one_by_one(y, p, r)), "the recall that is reached"),
    Case(lambda y, p, r: r, "the wanted recall itself"),
    Case(lambda y, p, r: 1 - r, "or one minus it"),
    Case(lambda y, p, r: 0.5, "every number of your answer is 0.5"),
    Case(lambda y, p, r: p >= one_by_one(y, p, r), "who is called malignant", "returns the predictions"),
    Case(lambda y, p, r: (p >= one_by_one(y, p, r)).sum(), "is no probability"),
    Case(place_in_the_order, "a position", "returns an index"),
    Case(lambda y, p, r: p[y == 1], "One number is wanted"),
    Case(lambda y, p, r: [one_by_one(y, p, r)], "One number is wanted"),
    Case(lambda y, p, r: (one_by_one(y, p, r), r), "Number 1 is right: return it alone", "returns t, recall"),
    Case(lambda y, p, r: round(one_by_one(y, p, r), 2), "rounded to 2 decimals", "round(t, 2)"),
    Case(lambda p, y, r: one_by_one(y, p, r), "arguments are exchanged"),
    Case(lambda y, p, r: 0.7 if len(y) == 6 else one_by_one(y, p, r), "the answer should be 0.4"),
    Case(lambda y, p, r: print(one_by_one(y, p, r)), "Is the `return` missing", "prints"),
]

CORPUS = {"fit_and_predict": FIT_AND_PREDICT, "choose_threshold": CHOOSE_THRESHOLD}
