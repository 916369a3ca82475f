"""What people answer in lesson 13: softmax, one-hot labels, the loss of several classes and its slope."""

import functools
import math

import numpy as np
from sklearn.preprocessing import LabelBinarizer, OneHotEncoder, label_binarize

from corpus import Case
from nnlib import cross_entropy, softmax

# ---- softmax ----


def rows(e):
    return e / e.sum(axis=1, keepdims=True)


def shifted(s):
    return s - s.max(axis=1, keepdims=True)


def one_row_after_the_other(scores):
    return [np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in scores]


def by_logarithms(scores):
    z = scores - scores.max(axis=1)[:, np.newaxis]
    return np.exp(z - np.log(np.exp(z).sum(axis=1))[:, np.newaxis])


def fills_an_array(scores):
    result = np.zeros(scores.shape)
    for i in range(len(scores)):
        exps = np.exp(scores[i] - np.max(scores[i]))
        result[i] = exps / np.sum(exps)
    return result


def with_an_axis(x, axis=-1):
    x = x - np.max(x, axis=axis, keepdims=True)
    x = np.exp(x)
    x /= np.sum(x, axis=axis, keepdims=True)
    return x


def by_the_python_library(scores):
    return [[math.exp(s - max(row)) / sum(math.exp(t - max(row)) for t in row) for s in row] for row in scores.tolist()]


class Softmax:
    def forward(self, inputs):
        exps = np.exp(inputs - np.max(inputs, axis=1, keepdims=True))
        self.output = exps / np.sum(exps, axis=1, keepdims=True)
        return self.output


class SoftmaxWithoutReturn:
    def forward(self, inputs):
        self.output = rows(np.exp(shifted(inputs)))


def in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    return rows(np.exp(scores))


def exp_into_scores(scores):
    np.exp(scores, out=scores)
    return rows(scores)


def with_cache(Z):
    A = rows(np.exp(shifted(Z)))
    return A, Z


def global_shift_no_keepdims(x):
    e_x = np.exp(x - np.max(x))
    return e_x / e_x.sum(axis=1)


def loop_over_columns(x):
    result = np.zeros(x.shape)
    for k in range(x.shape[1]):
        result[:, k] = np.exp(x[:, k]) / np.sum(np.exp(x[:, k]))
    return result


MY_SOFTMAX = [
    Case(softmax),
    Case(one_row_after_the_other),
    Case(by_logarithms),
    Case(lambda s: (np.exp(s.T - s.max(axis=1)) / np.exp(s.T - s.max(axis=1)).sum(axis=0)).T),
    Case(fills_an_array, after="np.zeros and a loop over rows"),
    Case(with_an_axis, after="an axis of -1 as the default"),
    Case(by_the_python_library, after="math.exp over lists"),
    Case(Softmax().forward, after="a class with forward that keeps its output"),
    Case(lambda s: np.apply_along_axis(lambda v: np.exp(v - v.max()) / np.exp(v - v.max()).sum(), 1, s)),
    Case(lambda s: np.exp(shifted(s)) / (np.exp(shifted(s)).sum(axis=1, keepdims=True) + 1e-12), after="a crumb below"),
    Case(lambda s: np.exp(s) / np.exp(s).sum(axis=0), "the columns sum to 1", "sum(axis=0), as for a column a sample"),
    Case(lambda s: np.exp(s - s.max()) / np.exp(s - s.max()).sum(axis=0), "the columns sum to 1", "an answer voted up"),
    Case(lambda s: np.exp(s - s.max(axis=0)) / np.exp(s - s.max(axis=0)).sum(axis=0), "the columns sum to 1"),
    Case(lambda s: np.exp(s) / sum(np.exp(s)), "the columns sum to 1", "Python's sum on a table"),
    Case(lambda s: np.exp(shifted(s)) / np.exp(shifted(s)).sum(axis=0), "the columns sum to 1", "axes mixed"),
    Case(loop_over_columns, "the columns sum to 1", "a loop over columns"),
    Case(lambda s: np.exp(s) / np.exp(s).sum(), "the whole table sums to 1", "np.sum without an axis"),
    Case(
        lambda s: np.exp(s - np.max(s)) / np.sum(np.exp(s - np.max(s))), "the whole table sums to 1", "for one vector"
    ),
    Case(lambda s: np.exp(shifted(s)) / np.exp(shifted(s)).sum(1), "sum of row i"),
    Case(lambda s: np.exp(s) / np.exp(s).sum(axis=1), "sum of row i", "sum(axis=1) without keepdims"),
    Case(global_shift_no_keepdims, "sum of row i", "np.max of the table, sum(axis=1) without keepdims"),
    Case(lambda s: rows(np.exp(s - s.max(axis=1))), "the same number subtracted"),
    Case(lambda s: np.exp(s - s.max(axis=1)) / np.exp(s - s.max(axis=1)).sum(axis=1), "in column i"),
    Case(lambda s: np.exp(shifted(s)) / np.exp(shifted(s)).sum(), "share one sum"),
    Case(np.exp, "Divide each row by its sum"),
    Case(lambda s: np.exp(shifted(s)), "Divide each row by its sum"),
    Case(lambda s: np.exp(s - s.max()), "Divide each row by its sum"),
    Case(lambda s: np.exp(s) / np.exp(s).max(axis=1, keepdims=True), "Divide each row by its sum"),
    Case(lambda s: rows(np.exp(s)) * s.shape[1], "by its mean", "mean in place of sum"),
    Case(lambda s: np.exp(shifted(s)) / np.exp(s).sum(axis=1, keepdims=True), "below the line", "shifted above only"),
    Case(
        lambda s: np.exp(s / np.exp(s).sum(axis=1, keepdims=True)), "inside the exponent", "a bracket in another place"
    ),
    Case(rows, "shares of the scores themselves"),
    Case(lambda s: rows(np.abs(s)), "without the sign", "abs in place of exp"),
    Case(lambda s: rows(s**2), "without the sign"),
    Case(lambda s: rows(s - s.min(axis=1, keepdims=True)), "shares of the scores themselves", "min-max scaling"),
    Case(lambda s: rows(np.exp(-s)), "sign in the exponent"),
    Case(lambda s: rows(np.exp(s.max(axis=1, keepdims=True) - s)), "sign in the exponent", "maximum minus score"),
    Case(lambda s: np.log(rows(np.exp(s))), "the logarithm of the probabilities", "log_softmax of a framework"),
    Case(lambda s: rows(2**s), "powers of another"),
    Case(lambda s: rows(10**s), "powers of another"),
    Case(lambda s: 1 / (1 + np.exp(-s)), "the sigmoid of each score", "the last activation of a yes-or-no network"),
    Case(lambda s: rows(1 / (1 + np.exp(-s))), "made of sigmoids"),
    Case(lambda s: rows(np.exp(1 / (1 + np.exp(-s)))), "squeezes the scores first"),
    Case(lambda s: softmax(np.maximum(s, 0)), "squeezes the scores first", "ReLU after every layer, the last one, too"),
    Case(lambda s: softmax(s / s.max(axis=1, keepdims=True)), "divides the row", "dividing by the maximum"),
    Case(lambda s: 100 * softmax(s), "percent"),
    Case(lambda s: softmax(softmax(s)), "softmax is taken twice", "softmax in the network and in the loss"),
    Case(lambda s: np.eye(s.shape[1])[s.argmax(axis=1)], "everything to the largest score"),
    Case(lambda s: s.argmax(axis=1), "number of the largest", "the answer in place of its probabilities"),
    Case(lambda s: softmax(s).max(axis=1), "only the largest"),
    Case(lambda s: softmax(s[:1])[0], "only the first row", "scores[0]"),
    Case(lambda s: rows(np.exp(s)), "scores of 10,000 give NaN", "np.exp without a shift"),
    Case(
        lambda s: np.exp(s - np.log(np.exp(s).sum(1, keepdims=True))), "scores of 10,000 give NaN", "exp(s - logsumexp)"
    ),
    Case(lambda s: rows(np.exp(s - s.max())), "gives NaN in rows far below it", "np.max of the whole table"),
    Case(
        lambda s: np.exp(s - s.max()) / (np.exp(s - s.max()).sum(axis=1, keepdims=True) + 1e-9), "gives rows of zeros"
    ),
    Case(lambda s: np.nan_to_num(rows(np.exp(s - s.max()))), "gives rows of zeros"),
    Case(lambda s: rows(np.exp(s - s.max(axis=0))), "largest number of each column"),
    Case(lambda s: rows(np.exp(s - s.mean(axis=1, keepdims=True))), "that you subtract overflows"),
    Case(lambda s: rows(np.exp(s - s.min(axis=1, keepdims=True))), "that you subtract overflows"),
    Case(lambda s: rows(np.exp(np.clip(s, -500, 500))), "scores beyond a limit are cut off", "np.clip(x, -500, 500)"),
    Case(lambda s: rows(np.exp(np.minimum(s, 700))), "scores beyond a limit are cut off"),
    Case(lambda s: rows(np.exp(s))[:, :2], "shape (3, 2), wanted (3, 3)"),
    Case(lambda s: np.round(softmax(s), 3), "rounded to 3 decimals", "np.round before return"),
    Case(lambda s: np.exp(s) / (np.exp(s).sum(axis=1, keepdims=True) + 1e-4), "a small number added"),
    Case(lambda s: softmax(s.astype(np.float16)), "16 bits", "dtype=np.float16"),
    Case(lambda s: rows(math.exp(s)), "Functions of `math`", "math.exp on a table"),
    Case(lambda s: np.exp(s) / np.exp(s).sum(axis=2, keepdims=True), "Print the shape there"),
    Case(with_cache, "Number 1 is right", "returns A and a cache, as a large online course does"),
    Case(lambda s: {"probs": softmax(s)}, "a dictionary with probs"),
    Case(in_place, "changes its argument number 1", "scores -= scores.max(...)"),
    Case(exp_into_scores, "changes its argument number 1"),
    Case(lambda s: print(softmax(s)), "returns None", "print in place of return"),
    Case(SoftmaxWithoutReturn().forward, "returns None", "a class that keeps its output and returns nothing"),
    Case(lambda s: s, "These are the scores"),
    Case(lambda s: np.full(s.shape, 1 / s.shape[1]), "whatever comes in"),
]

# ---- one-hot ----


def filled(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[np.arange(len(labels)), labels] = 1
    return Y


def by_enumerate(y, k):
    Y = np.zeros((len(y), k))
    for i, c in enumerate(y):
        Y[i][c] = 1.0
    return Y


def by_flat_index(labels, n_classes):
    Y = np.zeros((len(labels), n_classes), dtype=int)
    Y.flat[np.arange(len(labels)) * n_classes + labels.ravel()] = 1
    return Y


def lists_appended(labels, n_classes):
    result = []
    for label in labels:
        row = [0] * n_classes
        row[label] = 1
        result.append(row)
    return result


def all_rows(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[:, labels] = 1
    return Y


def one_list(labels, n_classes):
    Y = [[0] * n_classes] * len(labels)
    for i, label in enumerate(labels):
        Y[i][label] = 1
    return Y


def one_row_appended(labels, n_classes):
    row, result = np.zeros(n_classes), []
    for label in labels:
        row[label] = 1
        result.append(row)
    return np.array(result)


def label_as_value(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    for i, label in enumerate(labels):
        Y[i, label] = label
    return Y


def rows_of_the_labels(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[labels] = 1
    return Y


def pair_turned(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[labels, np.arange(len(labels))] = 1
    return Y


def on_the_diagonal(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    for label in labels:
        Y[label, label] = 1
    return Y


def returns_in_the_loop(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    for i, label in enumerate(labels):
        Y[i, label] = 1
        return Y


def made_anew(labels, n_classes):
    for i, label in enumerate(labels):
        Y = np.zeros((len(labels), n_classes))
        Y[i, label] = 1
    return Y


def many_hot(labels, n_classes):
    vector = np.zeros(n_classes)
    vector[labels] = 1
    return vector


def rows_of_shape_1_k(labels, n_classes):
    def encode(label):
        vector = np.zeros((1, n_classes))
        vector[0, label] = 1
        return vector

    return [encode(label) for label in labels]


def a_column_a_sample(labels, n_classes):
    Y = np.zeros((n_classes, len(labels)))
    for i in range(len(labels)):
        Y[labels[i], i] = 1
    return Y


def shape_without_brackets(labels, n_classes):
    Y = np.zeros(len(labels), n_classes)
    Y[np.arange(len(labels)), labels] = 1
    return Y


def from_one_with_unique(y, k):
    Y = np.zeros((len(y), len(np.unique(y))))
    for i in range(len(y)):
        Y[i][y[i] - 1] = 1
    return Y


def row_by_position(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    for i in labels:
        Y[i, labels[i]] = 1
    return Y


def swaps_its_arguments(n_classes, labels):
    return np.eye(n_classes)[labels]


def compares_one_to_one(labels, n_classes):
    return (labels == np.arange(n_classes)).astype(float)


def but_the_last_label(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    for i in range(len(labels) - 1):
        Y[i, labels[i]] = 1
    return Y


ONE_HOT = [
    Case(filled),
    Case(lambda y, k: np.eye(k)[y], after="np.eye(n)[labels]"),
    Case(lambda y, k: y[:, np.newaxis] == np.arange(k)),
    Case(lambda y, k: [[int(label == j) for j in range(k)] for label in y]),
    Case(by_enumerate, after="np.zeros and enumerate"),
    Case(by_flat_index, after="positions in the flat array"),
    Case(lists_appended, after="lists of zeros"),
    Case(lambda y, k: np.eye(k, dtype=int)[y.reshape(-1)], after="reshape(-1) before the index"),
    Case(lambda y, k: label_binarize(y, classes=range(k)), after="scikit-learn's label_binarize"),
    Case(lambda y, k: OneHotEncoder(categories=[range(k)], sparse_output=False).fit_transform(y.reshape(-1, 1))),
    Case(lambda y, k: np.squeeze(np.identity(k)[y])),
    Case(lambda y, k: np.eye(y.max() + 1)[y], "the last classes do not occur", "labels.max() + 1 columns"),
    Case(lambda y, k: filled(y, y.max() + 1), "the last classes do not occur", "labels.max() + 1 columns"),
    Case(lambda y, k: filled(np.searchsorted(np.unique(y), y), len(np.unique(y))), "only the classes that occur"),
    Case(
        lambda y, k: LabelBinarizer().fit_transform(y), "only the classes that occur", "scikit-learn's LabelBinarizer"
    ),
    Case(
        lambda y, k: OneHotEncoder().fit_transform(y.reshape(-1, 1)).toarray(),
        "only the classes that occur",
        "scikit-learn's OneHotEncoder with its own settings",
    ),
    Case(lambda y, k: filled(y, 10), "10 columns, whatever", "10 written into the code"),
    Case(lambda y, k: np.eye(len(y))[y], "as many columns as labels"),
    Case(all_rows, "all rows are equal", "Y[:, labels] = 1"),
    Case(one_list, "one row n times", "[[0] * k] * n"),
    Case(one_row_appended, "one row n times", "one row appended n times"),
    Case(rows_of_the_labels, "the labels picked rows", "Y[labels] = 1"),
    Case(pair_turned, "rows and columns are swapped", "Y[labels, np.arange(m)] = 1, as for a column a sample"),
    Case(on_the_diagonal, "chosen by labels"),
    Case(row_by_position, "chosen by labels"),
    Case(returns_in_the_loop, "stands inside the `for` loop", "return inside the loop"),
    Case(made_anew, "only the last row counts", "np.zeros inside the loop"),
    Case(many_hot, "one row for all labels", "a vector of zeros, vector[labels] = 1"),
    Case(rows_of_shape_1_k, "each row is a table", "a (1, 10) row for each label"),
    Case(a_column_a_sample, "rows and columns are swapped", "classes down, samples across"),
    Case(lambda y, k: filled(y, k).T, "rows and columns are swapped", "np.eye(C)[Y].T, as a large online course does"),
    Case(lambda y, k: np.eye(y.max() + 1)[y].T, "two things at once"),
    Case(compares_one_to_one, "compared one by one"),
    Case(shape_without_brackets, "with two brackets", "np.zeros(classes, m)"),
    Case(swaps_its_arguments, "exchanged, in the `def` line or inside"),
    Case(lambda y, k: filled(y - 1, k), "too far to the left", "labels counted from 1"),
    Case(from_one_with_unique, "too far to the left", "len(np.unique(y)) and y[i] - 1"),
    Case(lambda y, k: np.roll(filled(y, k), 1, axis=1), "too far to the right"),
    Case(lambda y, k: filled(y, k + 1), "one column too many", "n_classes + 1"),
    Case(lambda y, k: filled(y, k)[:, 1:], "first column is missing", "drop='first'"),
    Case(lambda y, k: 1 - filled(y, k), "zeros and ones are swapped"),
    Case(lambda y, k: 2 * filled(y, k) - 1, "-1 where a 0", "targets of -1 and 1 for tanh"),
    Case(label_as_value, "class 0 leaves no mark"),
    Case(lambda y, k: np.eye(len(y), k), "whatever the label"),
    Case(lambda y, k: np.eye(k), "whatever the label"),
    Case(lambda y, k: 1.0 * (y[:, np.newaxis] >= np.arange(k)), "all columns up to the label"),
    Case(lambda y, k: y, "the labels, as they came"),
    Case(lambda y, k: y.reshape(-1, 1), "the labels, as they came", "labels.reshape(-1, 1)"),
    Case(lambda y, k: np.zeros((len(y), k)), "every number of your answer is 0"),
    Case(lambda y, k: 2 * filled(y, k), "twice too large"),
    Case(lambda y, k: (filled(y, k), y), "Number 1 is right", "returns labels, too"),
    Case(lambda y, k: print(filled(y, k)), "returns None", "print in place of return"),
    Case(but_the_last_label, "all is right but the last row", "range(len(labels) - 1)"),
]

# ---- loss and slope ----


def built(labels, scores):
    own = np.arange(len(labels)), labels
    z = scores - scores.max(axis=1, keepdims=True)
    e = np.exp(z)
    S = e.sum(axis=1, keepdims=True)
    dscores = e / S
    dscores[own] -= 1
    return np.mean(np.log(S[:, 0]) - z[own]), dscores / len(labels)


def in_loops(labels, scores):
    loss, slopes = 0.0, []
    for label, row in zip(labels, scores, strict=True):
        top = max(row)
        S = sum(np.exp(s - top) for s in row)
        loss += np.log(S) - (row[label] - top)
        slopes.append([(np.exp(s - top) / S - (k == label)) / len(labels) for k, s in enumerate(row)])
    return [loss / len(labels), slopes]


def by_logaddexp(labels, scores):
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    Y = np.eye(scores.shape[1])[labels]
    return -log_p[Y == 1].mean(), (np.exp(log_p) - Y) / len(labels)


def course_solution(y, x):
    """Shifted, log_probs, probs: as in the notes of a large course."""
    N = x.shape[0]
    logits = x - np.max(x, axis=1, keepdims=True)
    Z = np.sum(np.exp(logits), axis=1, keepdims=True)
    log_probs = logits - np.log(Z)
    dx = np.exp(log_probs)
    dx[np.arange(N), y] -= 1
    dx /= N
    return -np.sum(log_probs[np.arange(N), y]) / N, dx


def scores_first(scores, labels):
    return course_solution(labels, scores)


def of(p, labels):
    return p[np.arange(len(labels)), labels]


def onehot(p, labels):
    return np.eye(p.shape[1])[labels]


def naive(labels, scores):
    p = rows(np.exp(scores))
    return -np.log(of(p, labels)).mean(), (p - onehot(p, labels)) / len(labels)


def lossy(number):
    """A wrong loss beside the right slope; number(p, labels, scores)."""
    return lambda y, s: (number(softmax(s), y, s), built(y, s)[1])


def sloped(slope):
    """A wrong slope beside the right loss; slope(p, Y, n, labels)."""
    return lambda y, s: (built(y, s)[0], slope(softmax(s), np.eye(s.shape[1])[y], len(y), y))


def with_p(wrong):
    """Loss and slope made of p = wrong(scores)."""

    def answer(y, s):
        p = wrong(s)
        return -np.log(of(p, y)).mean(), (p - onehot(p, y)) / len(y)

    return answer


def changed_too_early(labels, scores):
    p = softmax(scores)
    p[np.arange(len(labels)), labels] -= 1
    return -np.log(of(p, labels)).mean(), p / len(labels)


def subtracts_twice(labels, scores):
    p, Y = softmax(scores), np.eye(scores.shape[1])[labels]
    loss = -np.log(of(p, labels)).mean()
    p[np.arange(len(labels)), labels] -= 1
    return loss, (p - Y) / len(labels)


def subtracts_from_rows(labels, scores):
    dscores = softmax(scores)
    dscores[labels] -= 1
    return built(labels, scores)[0], dscores / len(labels)


def changes_scores(labels, scores):
    scores -= scores.max(axis=1, keepdims=True)
    return built(labels, scores)


def rows_of_p(y, s):
    p = softmax(s)
    return -np.log(p[y]), (p - onehot(p, y)) / len(y)


def one_shift(y, s):
    z = s - s.max()
    S = np.exp(z).sum(axis=1, keepdims=True)
    return (np.log(S[:, 0]) - of(z, y)).mean(), (np.exp(z) / S - onehot(s, y)) / len(y)


def max_plus_1(labels, scores):
    p = softmax(scores)
    Y = np.eye(labels.max() + 1)[labels]
    return built(labels, scores)[0], (p - Y) / len(labels)


def max_plus_1_in_both(labels, scores):
    z = shifted(scores)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    Y = np.eye(labels.max() + 1)[labels]
    return -(Y * log_p).sum(axis=1).mean(), (np.exp(log_p) - Y) / len(labels)


def times_y(labels, scores):
    p = softmax(scores)
    Y = onehot(p, labels)
    return -np.sum(Y * np.log(p)) / len(labels), (p - Y) / len(labels)


def labels_of_shape_n_1(labels, scores):
    return built(labels, scores)[0], (softmax(scores) - labels.reshape(-1, 1)) / len(labels)


CAPS = "caps the loss"


def p_changed_before_the_loss(labels, scores):
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    slope = p
    slope[np.arange(len(labels)), labels] -= 1
    return -np.log(p[np.arange(len(labels)), labels]).mean(), slope / len(labels)


CLASS_LOSS = [
    Case(built),
    Case(in_loops),
    Case(by_logaddexp),
    Case(cross_entropy),
    Case(course_solution, after="log_probs and dx /= N, as in a large course"),
    Case(lambda y, s: (np.log(np.exp(shifted(s)).sum(1)).mean() - of(shifted(s), y).mean(), built(y, s)[1])),
    Case(lambda y, s: (built(y, s)[0], (softmax(s) - (np.arange(s.shape[1]) == y[:, None])) / s.shape[0])),
    Case(functools.partial(cross_entropy, weight=None), after="functools.partial"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y)).sum()), "n times too large", "np.sum without / N"),
    Case(lossy(lambda p, y, s: np.log(of(p, y)).mean()), "wrong sign"),
    Case(lossy(lambda p, y, s: -np.log2(of(p, y)).mean()), "log2", "np.log2, as for entropy in bits"),
    Case(lossy(lambda p, y, s: -np.log10(of(p, y)).mean()), "log10"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y)).sum() / p.size), "number of classes, too", "np.mean(Y * np.log(p))"),
    Case(lossy(lambda p, y, s: -(onehot(p, y) * np.log(p)).mean()), "number of classes, too", "np.mean(Y * np.log(p))"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y)).sum() / p.shape[1]), "number of columns", "m = Y.shape[1]"),
    Case(lossy(lambda p, y, s: -np.sum(y * np.log(p)) / len(y)), "as if they were one-hot", "np.sum(Y * np.log(p))"),
    Case(lossy(lambda p, y, s: -np.log(p.max(axis=1)).mean()), "the largest probability of each row"),
    Case(lossy(lambda p, y, s: -np.log(p).mean()), "all classes count"),
    Case(lossy(lambda p, y, s: -np.log(p).sum(axis=1).mean()), "all classes count"),
    Case(lossy(lambda p, y, s: -np.log(p[:, y]).mean()), "the columns of all labels", "p[:, y]"),
    Case(lossy(lambda p, y, s: -np.log(p[:, y]).sum() / len(y)), "the columns of all labels", "p[:, y]"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y).mean())), "mean comes before the logarithm"),
    Case(lossy(lambda p, y, s: -of(p, y).mean()), "the logarithm is missing"),
    Case(lossy(lambda p, y, s: 1 - of(p, y).mean()), "the logarithm is missing"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y))), "a loss for each row", "losses that nobody averages"),
    Case(lossy(lambda p, y, s: -of(s, y).mean()), "+ log S is missing"),
    Case(lossy(lambda p, y, s: -of(shifted(s), y).mean()), "+ log S is missing"),
    Case(lossy(lambda p, y, s: np.log(np.exp(s).sum(1)).mean()), "- s_c is missing"),
    Case(lossy(lambda p, y, s: (np.log(np.exp(s).sum(1)) + of(s, y)).mean()), "is added"),
    Case(lossy(lambda p, y, s: (np.exp(s).sum(1) - of(s, y)).mean()), "S itself", "the log of S left out"),
    Case(lossy(lambda p, y, s: (np.log(np.exp(shifted(s)).sum(axis=1)) - of(s, y)).mean()), "own score is not shifted"),
    Case(lossy(lambda p, y, s: (np.log(np.exp(s).sum(axis=1)) - of(shifted(s), y)).mean()), "the own score is shifted"),
    Case(lossy(lambda p, y, s: -np.log(of(s, y)).mean()), "negative number", "scores taken for probabilities"),
    Case(changed_too_early, "negative number", "p[range(n), y] -= 1 before the loss"),
    Case(lossy(lambda p, y, s: 0.5 * ((p - onehot(p, y)) ** 2).sum(1).mean()), "squared error", "squared error of p"),
    Case(lossy(lambda p, y, s: ((p - onehot(p, y)) ** 2).mean()), "squared error", "np.mean of squares"),
    Case(
        lossy(lambda p, y, s: -np.where(onehot(p, y) == 1, np.log(p), np.log(1 - p)).sum(1).mean()),
        "yes or no",
        "the loss of lesson 11 for ten outputs",
    ),
    Case(lossy(lambda p, y, s: built(y, s)[0] + 1e-5), "right to about"),
    Case(lossy(lambda p, y, s: round(built(y, s)[0], 3)), "right to about", "round(loss, 3)"),
    Case(with_p(lambda s: np.exp(s) / np.exp(s).sum(axis=0)), "the columns sum to 1", "softmax over axis 0"),
    Case(with_p(lambda s: np.exp(s) / np.exp(s).sum()), "the whole table sums to 1", "softmax for one vector"),
    Case(with_p(lambda s: np.exp(shifted(s)) / np.exp(shifted(s)).sum(1)), "sum of row i", "keepdims forgotten"),
    Case(with_p(lambda s: np.exp(s) / np.exp(s).sum(1)), "sum of row i", "keepdims forgotten"),
    Case(with_p(lambda s: rows(np.exp(s - s.max(1)))), "the same number subtracted", "keepdims forgotten"),
    Case(with_p(lambda s: softmax(softmax(s))), "softmax is taken twice", "scores that are probabilities already"),
    Case(with_p(lambda s: softmax(-s)), "sign in the exponent"),
    Case(with_p(lambda s: 1 / (1 + np.exp(-s))), "the sigmoid of each score", "sigmoid in place of softmax"),
    Case(with_p(np.exp), "+ log S is missing"),
    Case(sloped(lambda p, Y, n, y: p - Y), "n times too large", "p - Y without / n"),
    Case(sloped(lambda p, Y, n, y: (Y - p) / n), "the sign is turned", "Y - p"),
    Case(sloped(lambda p, Y, n, y: Y - p), "the sign is turned", "Y - p without / n"),
    Case(sloped(lambda p, Y, n, y: p * (1 - p) / n), "p (1 - p)", "the slope of one p in its own score"),
    Case(sloped(lambda p, Y, n, y: (p - 1) / n), "in every column", "p - 1"),
    Case(sloped(lambda p, Y, n, y: 2 * (p - Y) / n), "twice too large"),
    Case(sloped(lambda p, Y, n, y: p / n), "- Y is missing", "p in place of p - Y"),
    Case(sloped(lambda p, Y, n, y: -Y / n), "p is missing"),
    Case(sloped(lambda p, Y, n, y: -Y / p / n), "the slope in p, not in the scores", "-Y / p, as of a loss layer"),
    Case(sloped(lambda p, Y, n, y: -Y / p), "the slope in p, not in the scores", "-Y / p, as of a loss layer"),
    Case(sloped(lambda p, Y, n, y: (p - y[:, None]) / n), "the labels themselves"),
    Case(sloped(lambda p, Y, n, y: (p - y) / n), "the labels themselves", "p - y with labels that are numbers"),
    Case(labels_of_shape_n_1, "the labels themselves", "y.reshape(-1, 1)"),
    Case(sloped(lambda p, Y, n, y: (p - Y.max(axis=0)) / n), "reaches every row", "p[:, y] -= 1"),
    Case(sloped(lambda p, Y, n, y: (p - Y) * p * (1 - p) / n), "multiplied by p (1 - p)", "the sigmoid's slope kept"),
    Case(sloped(lambda p, Y, n, y: (p - Y) / p.size), "number of classes, too"),
    Case(sloped(lambda p, Y, n, y: (p - Y) / p.shape[1]), "number of columns", "m = Y.shape[1]"),
    Case(sloped(lambda p, Y, n, y: (p - Y) / n**2), "twice by n"),
    Case(sloped(lambda p, Y, n, y: np.where(Y == 1, p - 1, 0) / n), "only the right class", "only the own score moves"),
    Case(sloped(lambda p, Y, n, y: (p - Y).mean(axis=0)), "averaged away", "np.mean over the rows"),
    Case(sloped(lambda p, Y, n, y: ((p - Y) / n).T), "transpose", "a column a sample"),
    Case(subtracts_twice, "Y is subtracted twice"),
    Case(subtracts_from_rows, "subtracted from whole rows", "p[y] -= 1"),
    Case(lambda y, s: (built(y, s)[0], with_p(lambda s: softmax(s.T).T)(y, s)[1]), "the columns sum to 1"),
    Case(max_plus_1, "labels.max() + 1", "np.eye(labels.max() + 1)"),
    Case(max_plus_1_in_both, "labels.max() + 1", "np.eye(labels.max() + 1)"),
    Case(rows_of_p, "takes whole rows", "-np.log(p[y]), code for one sample"),
    Case(lossy(lambda p, y, s: -np.log(p[y]).mean()), "takes whole rows", "np.mean(-np.log(p[y]))"),
    Case(one_shift, "one shift for the whole table", "np.max of the whole table"),
    Case(lambda y, s: (built(y, s)[0], one_shift(y, s)[1]), "one shift for the whole table"),
    Case(lambda y, s: built(y, s)[0], "wanted 2 results, loss, dscores", "the loss alone"),
    Case(lambda y, s: built(y, s)[::-1], "come back as dscores, loss", "gradient first"),
    Case(lambda y, s: dict(zip(("loss", "grad"), built(y, s), strict=True)), "got a dictionary", "a dictionary"),
    Case(scores_first, "exchanged, in the `def` line or inside", "softmax_loss(x, y), scores first"),
    Case(changes_scores, "changes its argument number 2", "scores -= np.max(...)"),
    Case(naive, "stored as 0", "probs = exp / sum, -log(probs)"),
    Case(lambda y, s: (built(y, s)[0], naive(y, s)[1]), "too large for np.exp"),
    Case(
        lambda y, s: (np.mean(np.log(np.exp(s).sum(1)) - of(s, y)), built(y, s)[1]),
        "scores of 10,000",
        "log of the sum without a shift",
    ),
    Case(lossy(lambda p, y, s: -np.log(of(p, y)).mean()), "stored as 0"),
    Case(times_y, "0 times", "np.sum(Y * np.log(p))"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y) + 1e-12).mean()), CAPS, "log(p + 1e-12)"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y) + 1e-8).mean()), CAPS, "log(p + 1e-8)"),
    Case(lossy(lambda p, y, s: -np.log(np.clip(of(p, y), 1e-7, 1 - 1e-7)).mean()), CAPS, "Keras' clip of 1e-7"),
    Case(lossy(lambda p, y, s: -np.log(np.maximum(of(p, y), 1e-20)).mean()), CAPS),
    Case(lossy(lambda p, y, s: -(onehot(p, y) * np.log(p + 1e-15)).sum() / len(y)), CAPS, "Y * log(p + eps)"),
    Case(lossy(lambda p, y, s: -np.log(of(p, y) + np.finfo(float).eps).mean()), CAPS, "np.finfo(float).eps"),
    Case(p_changed_before_the_loss, "First the loss, then the slope", "a second name for p"),
]

CORPUS = {"my_softmax": MY_SOFTMAX, "one_hot": ONE_HOT, "class_loss": CLASS_LOSS}
