"""The loss of several classes and its slope in the scores, which learners write, and mend in the clinic."""

from dataclasses import replace

import numpy as np

from nnlib import ReLU, cross_entropy, sigmoid, softmax

from .diagnosis import Fault, check_stages, with_hint
from .probes import Probe

PARTS = ("loss", "dscores")
SINGLE = "right for a single row. How do the rows come together?"


def rows(e):
    return e / e.sum(axis=1, keepdims=True)


def lost(e):
    """rows, but keepdims is forgotten: the sum of row i divides column i."""
    return e / e.sum(axis=1)


def shifted(s):
    return s - s.max(axis=1, keepdims=True)


def exps(s):
    return np.exp(shifted(s))


SHARES = [  # ways to a wrong p: they are looked for in class_loss, too
    *with_hint(
        "A row is one picture. Along which axis do its classes lie?",
        ((lambda s: softmax(s.T).T, lambda s: exps(s) / exps(s).sum(axis=0)), "the columns sum to 1, not the rows."),
        (lambda s: softmax(s.ravel()).reshape(s.shape), "the whole table sums to 1, not each row."),
        (lambda s: exps(s) / exps(s).sum(), "each row has its own shift, but all share one sum."),
        (lambda s: rows(np.exp(s - s.max(axis=0))), "the largest number of each column is subtracted."),
    ),
    *with_hint(
        "A maximum or a sum over axis=1 has shape (n,); with keepdims=True it has (n, 1), a number for each row.",
        ((lambda s: lost(np.exp(s)), lambda s: lost(exps(s))), "row i is not divided by the sum of row i."),
        (lambda s: rows(np.exp(s - s.max(axis=1))), "not every number of a row has the same number subtracted."),
        (lambda s: lost(np.exp(s - s.max(axis=1))), "maximum and sum of row i land in column i."),
    ),
    *with_hint(
        "Divide each row by its sum. Compute the exponentials once, and use them above and below the line.",
        ((np.exp, exps, lambda s: np.exp(s - s.max())), "the numbers are positive, but the rows do not sum to 1."),
        (lambda s: softmax(s) * s.shape[1], "each row is divided by its mean, so it sums to n_classes."),
        (lambda s: exps(s) / np.exp(s).sum(axis=1, keepdims=True), "the sum below the line has another shift."),
        (lambda s: np.exp(s / np.exp(s).sum(axis=1, keepdims=True)), "the sum stands inside the exponent."),
        (lambda s: np.exp(s / np.exp(s).sum(axis=1)), "the sum stands inside the exponent, and keepdims is missing."),
    ),
    *with_hint(
        "The formula takes the scores as they are, to powers of e: np.exp(scores).",
        (lambda s: softmax(-s), "the smallest score has the largest probability. Look at the sign in the exponent."),
        ((lambda s: rows(2**s), lambda s: rows(10**s)), "this is made of powers of another number than e."),
        (sigmoid, "this is the sigmoid of each score: the numbers of a row do not know of each other."),
        (lambda s: rows(sigmoid(s)), "this is made of sigmoids."),
        *(
            (lambda s, f=f: softmax(f(s)), "an activation squeezes the scores first.")
            for f in (sigmoid, np.tanh, ReLU().forward)
        ),
        (lambda s: softmax(s / s.max(axis=1, keepdims=True)), "the largest score divides the row; subtract it."),
        (lambda s: softmax(softmax(s)), "softmax is taken twice."),
    ),
]


ENDS = {"loss": (np.mean, lambda t: np.sum(t) / len(t)), "dscores": (lambda t: t / len(t), lambda t: t)}


def told(part, hint, *ways):
    """Faults of class_loss: each way is (of p, Y, labels and scores, message); the scores as they come, or shifted."""

    def all_of(way):
        pairs = [(end, change) for end in ENDS[part] for change in (np.copy, shifted)]
        return tuple(lambda y, s, e=e, c=c: e(way(softmax(s), np.eye(s.shape[1])[y], y, c(s))) for e, c in pairs)

    return with_hint(hint, *((all_of(way), message) for way, message in ways), part=part)


def of_wrong_p(part, made):
    """The faults of softmax, in a loss or a slope: made(wrong p, labels)."""
    for fault in SHARES:
        ways = tuple(lambda y, s, wrong=way.wrong: made(wrong(s), y) for way in fault.ways())
        yield Fault(ways, f"p is not softmax: {fault.message}", fault.hint, part)


def own(table, y):
    return table[np.arange(len(y)), y]


def log_S(s):
    return np.log(np.exp(s).sum(axis=1))


NEGATIVE = "nan: the log of a negative number. Scores may be negative, and so is p after `p[rows, labels] -= 1`."
CLASS_LOSS = [
    Fault(
        lambda y, s: len(y) * cross_entropy(y, s)[0],
        "this is n times too large, n the number of rows.",
        "The loss is a mean over the rows: their sum, divided by n.",
        "loss",
    ),
    Fault(lambda y, s: np.nan, NEGATIVE, "First the loss, then the slope; or work on a copy.", "loss"),
    *told(
        "loss",
        "The loss of a row is one number, -log p of its own class, p[np.arange(n), labels]. Then comes their mean.",
        (lambda p, Y, y, s: -Y * np.log(p), "it is divided by the number of classes, too, or twice by n."),
        (lambda p, Y, y, s: -y * np.log(p), "the labels are class numbers, but are used as if they were one-hot."),
        (lambda p, Y, y, s: -np.log(p.max(axis=1)), "the largest probability of each row counts here."),
        (lambda p, Y, y, s: -np.log(p), "all classes count here, right and wrong."),
        (lambda p, Y, y, s: -np.log(1 - own(p, y)), "it takes 1 - p of the right class; p itself counts."),
        (lambda p, Y, y, s: -(p * np.log(p)).sum(axis=1), "p stands where Y belongs: the labels have no part in it."),
        (lambda p, Y, y, s: 1 / own(p, y), "it is 1 / p. What a row costs is -log p."),
        *(
            (lambda p, Y, y, s, j=j: -np.log(own(p, (y + j) % len(p.T))), "a class beside the right one counts.")
            for j in (-1, 1)
        ),
        (lambda p, Y, y, s: -np.log(p[:, y]), "p[:, labels] takes the columns of all labels from every row."),
        (lambda p, Y, y, s: -np.log(p[y]), "p[labels] takes whole rows."),
        (lambda p, Y, y, s: -np.log(own(p, y).mean()), "the mean comes before the logarithm."),
        (lambda p, Y, y, s: -np.log2(own(p, y)), "this is made of log2. np.log is the natural one."),
        (lambda p, Y, y, s: -np.log10(own(p, y)), "this is made of log10. np.log is the natural one."),
        *((lambda p, Y, y, s, c=c: c - own(p, y), "the logarithm is missing.") for c in (0, 1)),
        *((lambda p, Y, y, s, c=c: c * (p - Y) ** 2, "this is a squared error of p.") for c in (1, 0.5)),
        (lambda p, Y, y, s: -np.log(abs(1 - Y - p)), "this is lesson 11's yes or no, added up over classes."),
        (lambda p, Y, y, s: -np.log(own(s, y)), "the scores are no probabilities: log of a negative number is nan."),
    ),
    Fault(lambda y, s: -np.log(own(softmax(s), y)), "a loss for each row came back, not their mean.", "", "loss"),
    Fault(lambda y, s: -np.log(softmax(s)[y]), "p[labels] takes whole rows.", "p[np.arange(n), labels]", "loss"),
    *told(
        "loss",
        "A row costs log S - s_c, S the sum of its exp(scores). Shift the scores in both or in neither.",
        (
            lambda p, Y, y, s: -own(s, y),
            "the + log S is missing, or softmax is: p is not divided by the sum of its row.",
        ),
        (lambda p, Y, y, s: log_S(s), "the - s_c is missing."),
        (lambda p, Y, y, s: log_S(s) + own(s, y), "the own score is added, not subtracted."),
        (lambda p, Y, y, s: np.exp(s).sum(axis=1) - own(s, y), "S itself stands where its logarithm belongs."),
        (lambda p, Y, y, s: log_S(shifted(s)) - own(s, y), "S is shifted, but the own score is not shifted."),
        (lambda p, Y, y, s: log_S(s) - own(shifted(s), y), "S is not shifted, but the own score is shifted."),
    ),
    *of_wrong_p("loss", lambda p, y: -np.log(own(p, y)).mean()),
    *told(
        "dscores",
        "In each row p, less 1 in its own column, p[np.arange(n), labels]. Then over n, the number of rows.",
        (lambda p, Y, y, s: p, "the - Y is missing."),
        (lambda p, Y, y, s: -Y, "p is missing: the slope of log S."),
        (lambda p, Y, y, s: Y * (p - 1), "only the right class of each row has a slope."),
        (lambda p, Y, y, s: (1 - Y) * p, "the other classes alone have a slope. The right one has p - 1."),
        (lambda p, Y, y, s: p + Y, "Y is added."),
        (lambda p, Y, y, s: p - np.roll(Y, -1, axis=1), "the 1 is subtracted one column too far to the left."),
        (lambda p, Y, y, s: p - np.roll(Y, 1, axis=1), "the 1 is subtracted one column too far to the right."),
        (lambda p, Y, y, s: np.eye(p.shape[1])[p.argmax(axis=1)] - Y, "all goes to the most likely class, not p."),
        (lambda p, Y, y, s: p - 2 * Y, "Y is subtracted twice. `p[rows, labels] -= 1` has already made p - Y of p."),
        (lambda p, Y, y, s: -Y / p, "this is the slope in p, not in the scores. One step further, through softmax."),
        (lambda p, Y, y, s: p - y[:, np.newaxis], "the labels themselves are subtracted, in every column."),
        (lambda p, Y, y, s: p - y, "the labels themselves are subtracted, a label a column."),
        (lambda p, Y, y, s: (p - Y) * p * (1 - p), "it is multiplied by p (1 - p). Softmax is already in p - Y."),
        (lambda p, Y, y, s: (p - Y) / p.shape[1], "it is divided by the number of classes, too, or twice by n."),
        (lambda p, Y, y, s: Y - p, "the sign is turned: this is Y - p."),
        (lambda p, Y, y, s: p - 1, "1 is subtracted in every column."),
        (lambda p, Y, y, s: p * (1 - p), "this is p (1 - p), and Y is missing."),
        (lambda p, Y, y, s: p - np.isin(np.arange(len(p)), y)[:, None], "1 is subtracted from whole rows: p[labels]."),
        (lambda p, Y, y, s: p - Y.max(axis=0), "p[:, labels] -= 1 reaches every row."),
        (lambda p, Y, y, s: (p - Y).T, "this is the transpose: rows are pictures."),
    ),
    Fault(lambda y, s: (softmax(s) - np.eye(s.shape[1])[y]).mean(axis=0), "the rows are averaged away.", "", "dscores"),
    Fault(
        lambda y, s: (own(softmax(s), y) - 1) / len(y), "it has the right classes alone.", "All have one.", "dscores"
    ),
    *of_wrong_p("dscores", lambda p, y: (p - np.eye(p.shape[1])[y]) / len(y)),
]
COLUMNS = "it is divided by the number of columns, not of rows."
BY_COLUMNS = told("loss", "", (lambda p, Y, y, s: -np.log(own(p, y)) * len(y) / p.shape[1], COLUMNS))
BY_COLUMNS += told("dscores", "", (lambda p, Y, y, s: (p - Y) * len(y) / p.shape[1], COLUMNS))
NARROW = "np.eye(labels.max() + 1) makes Y too narrow where the last classes do not occur: here it has one column."
LAST_ABSENT = told("loss", "", (lambda p, Y, y, s: -np.log(p), NARROW))
LAST_ABSENT += told("dscores", "", (lambda p, Y, y, s: p - 1, NARROW))


def check_class_loss(name, answer, square, wide, only_0, done, parts=PARTS, faults=(), more=()):
    """The verdict on answer(labels, scores).

    square, wide, only_0: cases with as many rows as classes, with more, and with labels 0 alone.
    parts: how to call the loss and its slope. faults: looked for before ours. more: stages after ours.
    """
    named = dict(zip(PARTS, parts, strict=True))
    all_faults = [*faults, *CLASS_LOSS]
    stages = [(square, all_faults), (wide, BY_COLUMNS + all_faults), (only_0, LAST_ABSENT), *more]
    stages = [(cases, [replace(fault, part=named[fault.part]) for fault in ways]) for cases, ways in stages]
    singles = [(y[i : i + 1], s[i : i + 1]) for y, s in wide for i in range(len(y))]
    probes = [Probe(SINGLE, singles, "The loss is the mean of what each row costs.", right=True)]
    return check_stages(name, answer, cross_entropy, stages, done, parts, probes)
