"""What people answer in lesson 19: five letters, and the mended parts of five networks that look healthy."""

import itertools
import time

import numpy as np

from corpus import Case
from nnlib import sigmoid, softmax
from nnlib.teaching.clinic import parts, ward

# ---- the five letters ----


def letters(right, *replies):
    """The letter in all forms, and each wrong one with the reading that speaks against it."""
    wrong = [letter for letter in "ABCD" if letter != right]
    return [
        Case(right),
        Case(f" {right.lower()} "),
        Case(f"{right}."),
        Case(f"({right.lower()})", after="answers a quiz with (a)"),
        Case(f"Option {right}", after="quotes the option of a quiz"),
        Case([right], "without brackets", after="a list of answers, as quiz programs want"),
        *(Case(letter, words) for letter, words in zip(wrong, replies, strict=True)),
        Case("ABCD".index(right) + 1, "is a number", after="counts options from 1"),
        Case("E", "wanted one of the letters"),
        Case(f"{wrong[0]} and {right}", "one letter only", after="ticks several boxes"),
        Case(None, "wanted one of the letters"),
        Case("the rows", "wanted one of the letters", after="answers in words"),
    ]


# ---- penalty ----
def pull(W, l2):
    return 0.5 * l2 * np.sum(W * W)


def in_a_loop(W, dW, l2):
    value, slope = 0.0, np.zeros(len(W))
    for i, w in enumerate(W):
        value += l2 * w**2 / 2
        slope[i] = l2 * w
    return value, slope


def adds_in_place(W, dW, l2):
    dW += l2 * W
    return pull(W, l2), dW


PENALTY = [
    Case(lambda W, dW, l2: (pull(W, l2), l2 * W)),
    Case(lambda W, dW, l2: [l2 / 2 * W.dot(W), W * l2]),
    Case(in_a_loop, after="a loop over the weights"),
    Case(lambda W, dW, l2: (l2 / 2 * np.sum(np.square(W)), l2 * W), after="np.sum(np.square(W)), as a large course"),
    Case(lambda W, dW, l2: (0.5 * l2 * np.linalg.norm(W) ** 2, [l2 * w for w in W]), after="the norm, squared"),
    Case(lambda W, dW, l2: (pull(W, 1), l2 * W), "λ is missing"),
    Case(lambda W, dW, l2: (2 * pull(W, l2), l2 * W), "Is a ½ missing"),
    Case(lambda W, dW, l2: (2 * pull(W, l2), 2 * l2 * W), "Is a ½ missing", after="λ Σ W², as Keras' L2"),
    Case(lambda W, dW, l2: (pull(W, l2) / W.size, l2 * W), "divided by the number of weights"),
    Case(lambda W, dW, l2: (0.5 * l2 * np.mean(W**2), l2 * W), "divided by the number of weights"),
    Case(
        lambda W, dW, l2: (l2 / (2 * len(W)) * np.sum(W**2), l2 / len(W) * W),
        "divided by the number of weights",
        after="λ/2m, as a large course",
    ),
    Case(lambda W, dW, l2: (0.5 * l2 * W**2, l2 * W), "not added up", after="forgets np.sum"),
    Case(lambda W, dW, l2: (0.5 * l2 * W.sum() ** 2, l2 * W), "the sum is squared"),
    Case(lambda W, dW, l2: (0.5 * l2 * np.linalg.norm(W), l2 * W), "norm itself", after="np.linalg.norm, not squared"),
    Case(lambda W, dW, l2: (l2 * np.abs(W).sum(), l2 * np.sign(W)), "L1", after="the other penalty of the library"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * np.sign(W)), "L1"),
    Case(lambda W, dW, l2: (-pull(W, l2), l2 * W), "the wrong sign"),
    Case(lambda W, dW, l2: (0.5 * 0.1 * W @ W, 0.1 * W), "0.1 whatever", after="the example's λ written in"),
    Case(lambda W, dW, l2: (0.5 * l2 * dW @ dW, l2 * dW), "made of dW"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * dW), "still λ times the gradient"),
    Case(lambda W, dW, l2: (pull(W, l2), 2 * l2 * W), "twice too large", after="2 λ W beside the ½"),
    Case(lambda W, dW, l2: (pull(W, l2), 0.5 * l2 * W), "half of what it should be"),
    Case(lambda W, dW, l2: (pull(W, l2), W), "λ is missing"),
    Case(lambda W, dW, l2: (pull(W, l2), -l2 * W), "the wrong sign", after="the step in place of the gradient"),
    Case(lambda W, dW, l2: (pull(W, l2), dW + l2 * W), "gradient of the loss is in it", after="dW + reg * W"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * (dW + W)), "gradient of the loss is in it"),
    Case(lambda W, dW, l2: (pull(W, l2), (1 - l2) * W), "the weights after a step", after="weight decay as 1 − λ"),
    Case(lambda W, dW, l2: (pull(W, l2), W - l2 * W), "the weights after a step"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * W / W.size), "divided by the number of weights"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * W.sum()), "one number for all weights"),
    Case(lambda W, dW, l2: (pull(W, l2), np.full(len(W), l2 * W.sum())), "one number for all weights"),
    Case(lambda W, dW, l2: (0.5 * l2 * W.sum(), l2 * W), "the weights are added up"),
    Case(lambda W, dW, l2: (0.5 / l2 * W @ W, W / l2), "divided by λ", after="C of a library, which is 1/λ"),
    Case(lambda W, dW, l2: (pull(W, l2), dW), "dW itself"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * W * dW), "dW is a factor in it"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * W**2), "squared"),
    Case(lambda W, dW, l2: (pull(W, l2), l2 * np.abs(W)), "signs are lost"),
    Case(adds_in_place, "changes its argument number 2", after="dW += reg * W"),
    Case(lambda W, dW, l2: (l2 * W, pull(W, l2)), "come back as the gradient, the value", after="gradient first"),
    Case(lambda W, dW, l2: l2 * W, "wanted 2 results", after="two functions, penalty and gradient"),
    Case(lambda W, dW, l2: pull(W, l2) + l2 * W, "wanted 2 results"),
    Case(lambda W, l2, dW: (pull(W, l2), l2 * W), "arguments are exchanged"),
    Case(lambda W, dW, l2: {"value": pull(W, l2), "dW": l2 * W}, "a dictionary", after="a dictionary of gradients"),
    Case(lambda W, dW, l2: (pull(W, l2), l2**2 * W), "λ comes twice"),
    Case(lambda W, dW, l2: (1 // 2 * pull(W, l2), l2 * W), "1 // 2 is 0", after="1 // 2 for ½"),
    Case(lambda W, dW, l2: (pull(W, l2), pull(W, l2) * W), "if W doubles, yours is 8 times as large"),
]

# ---- digit_loss ----
SLOPE = ward.healthy()["digits"].loss


def crossed(value, slope=lambda y, p: (p - np.eye(10)[y]) / len(y)):
    def loss(y, scores):
        p = softmax(scores)
        return value(p[np.arange(len(y)), y]), slope(y, p)

    return loss


def mean(p):
    return -np.log(p).mean()


def with_value(value):
    """The right gradient beside value(y, scores)."""
    return lambda y, scores: (value(y, scores), SLOPE(y, scores)[1])


def both_terms(probability, add):
    def value(y, scores):
        p, Y = probability(scores), np.eye(10)[y]
        return -add(Y * np.log(p) + (1 - Y) * np.log(1 - p))

    return with_value(value)


def own_softmax(add):
    """Softmax written anew with this sum, then loss and gradient of it."""

    def loss(y, scores):
        e = np.exp(scores - scores.max())
        p, n = e / add(e), len(y)
        return -np.log(p[np.arange(n), y]).mean(), (p - np.eye(10)[y]) / n

    return loss


def minus_one_in_place(y, scores):
    n = scores.shape[0]
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    probs = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    loss = -np.sum(np.log(probs[range(n), y])) / n
    dscores = probs.copy()
    dscores[range(n), y] -= 1
    return loss, dscores / n


def minus_one_without_a_copy(y, scores):
    p = softmax(scores)
    p[np.arange(len(y)), y] -= 1
    return -np.log(p[np.arange(len(y)), y]).mean(), p / len(y)


def row_by_row(y, scores):
    loss, slope = 0.0, np.zeros(scores.shape)
    for i in range(len(y)):
        p = np.exp(scores[i]) / np.exp(scores[i]).sum()
        loss -= np.log(p[y[i]])
        slope[i] = p
        slope[i, y[i]] -= 1
    return loss / len(y), slope / len(y)


def shifts_in_place(y, scores):
    scores -= scores.max(axis=1, keepdims=True)
    return SLOPE(y, scores)


DIGIT_LOSS = [
    Case(crossed(mean)),
    Case(lambda y, s: ((np.log(np.exp(s).sum(axis=1)) - s[np.arange(len(y)), y]).mean(), SLOPE(y, s)[1])),
    Case(minus_one_in_place, after="probs[range(n), y] -= 1, as a well-known course"),
    Case(row_by_row, after="a loop over the rows"),
    Case(crossed(lambda p: -np.log(p + 1e-12).mean()), after="adds 1e-12 inside the log"),
    Case(
        with_value(lambda y, s: -((y[:, None] == np.arange(10)) * np.log(softmax(s))).sum(axis=1).mean()),
        after="one-hot by comparison",
    ),
    Case(parts.digit_loss, "still the binary cross-entropy"),
    Case(crossed(lambda p: mean(p) / 10), "by the number of classes, too"),
    Case(
        with_value(lambda y, s: -np.mean(np.eye(10)[y] * np.log(softmax(s)))),
        "by the number of classes, too",
        after="np.mean",
    ),
    Case(crossed(lambda p: len(p) * mean(p)), "n times too large", after="np.sum and no division"),
    Case(crossed(lambda p: -mean(p)), "the wrong sign", after="forgets the minus"),
    Case(crossed(lambda p: -np.log2(p).mean()), "made of log2"),
    Case(crossed(lambda p: -np.log10(p).mean()), "made of log10", after="math.log10"),
    Case(crossed(lambda p: -np.log(p + 1e-5).mean()), "a small number", after="adds a small number inside the log"),
    Case(crossed(lambda p: -np.log(p)), "a loss for each row", after="reduction none"),
    Case(crossed(lambda p: -np.log(p.mean())), "the mean comes before"),
    Case(crossed(lambda p: (1 - p).mean()), "logarithm is missing"),
    Case(crossed(lambda p: -p.mean()), "logarithm is missing"),
    Case(crossed(lambda p: len(p) * mean(p) / 10), "the number of columns, not of rows", after="shape[1] for the rows"),
    Case(with_value(lambda y, s: -np.log(softmax(s).max(axis=1)).mean()), "the largest probability"),
    Case(with_value(lambda y, s: -np.log(softmax(s)).sum() / len(y)), "all classes count"),
    Case(
        with_value(lambda y, s: -np.sum(y * np.log(softmax(s))) / len(y)),
        "as if they were one-hot",
        after="y * log p",
    ),
    Case(with_value(lambda y, s: -np.log(sigmoid(s)[range(len(y)), y]).mean()), "the sigmoid of each score"),
    Case(own_softmax(lambda e: e.sum(axis=1)), "keepdims=True", after="sum(axis=1) without keepdims"),
    Case(
        with_value(lambda y, s: -((1 - np.eye(10)[y]) * np.log(1 - softmax(s))).sum() / len(y)),
        "the other classes alone",
    ),
    Case(both_terms(softmax, np.mean), "yes or no, added up over classes"),
    Case(both_terms(sigmoid, lambda terms: terms.sum() / len(terms)), "ten sigmoids", after="sigmoid outputs"),
    Case(with_value(lambda y, s: -np.log(softmax(s)[:, y]).mean()), "the columns of all labels", after="p[:, y]"),
    Case(with_value(lambda y, s: -np.log(softmax(s)[y]).mean()), "p[labels] takes whole rows", after="p[y]"),
    Case(
        with_value(lambda y, s: -(np.eye(10)[y] * np.log(s)).sum() / len(y)),
        "the scores are no probabilities",
        after="logits as p",
    ),
    Case(with_value(lambda y, s: -s[np.arange(len(y)), y].mean()), "or softmax is"),
    Case(
        with_value(lambda y, s: ((softmax(s) - np.eye(10)[y]) ** 2).sum() / len(y) / 2),
        "squared error",
        after="the loss of an earlier lesson",
    ),
    Case(own_softmax(lambda e: e.sum(axis=0)), "the columns sum to 1", after="samples in columns, axis=0"),
    Case(own_softmax(np.sum), "the whole table sums to 1", after="np.sum without an axis"),
    Case(minus_one_without_a_copy, "First the loss, then the slope", after="probs[range(n), y] -= 1 too early"),
    Case(crossed(mean, lambda y, p: p - np.eye(10)[y]), "n times too large", after="forgets /= n"),
    Case(crossed(mean, lambda y, p: (p - np.eye(10)[y]) / p.size), "by the number of classes, too"),
    Case(crossed(mean, lambda y, p: (np.eye(10)[y] - p) / len(y)), "the sign is turned", after="target − output"),
    Case(crossed(mean, lambda y, p: -np.eye(10)[y] / p / len(y)), "the slope in p, not in", after="-Y / p"),
    Case(crossed(mean, lambda y, p: -np.eye(10)[y] / p), "the slope in p, not in"),
    Case(crossed(mean, lambda y, p: (p - np.eye(10)[y]) / 10), "the number of columns, not of rows"),
    Case(crossed(mean, lambda y, p: -np.eye(10)[y] / len(y)), "p is missing"),
    Case(crossed(mean, lambda y, p: (p - 1) / len(y)), "subtracted in every column"),
    Case(
        crossed(mean, lambda y, p: (p - np.eye(10)[y].max(axis=0)) / len(y)), "reaches every row", after="p[:, y] -= 1"
    ),
    Case(
        crossed(mean, lambda y, p: (p - np.isin(np.arange(len(y)), y)[:, None]) / len(y)),
        "from whole rows",
        after="p[y] -= 1",
    ),
    Case(
        crossed(mean, lambda y, p: (p - np.eye(y.max() + 1)[y]) / len(y)),
        "with shapes (3,10) (3,3)",
        after="np.eye(y.max() + 1)",
    ),
    Case(crossed(mean, lambda y, p: p / len(y)), "the - Y is missing"),
    Case(crossed(mean, lambda y, p: p * (1 - p) / len(y)), "p (1 - p)", after="the slope of the sigmoid"),
    Case(crossed(mean, lambda y, p: (p - np.eye(10)[y]) * p * (1 - p) / len(y)), "p (1 - p)", after="the slope twice"),
    Case(crossed(mean, lambda y, p: ((p - np.eye(10)[y]) / len(y)).sum(axis=0)), "averaged away"),
    Case(crossed(mean, lambda y, p: (p - y) / len(y)), "the labels themselves", after="p − y with class numbers"),
    Case(
        crossed(mean, lambda y, p: (p - y[:, None]) / len(y)),
        "the labels themselves",
        after="p − y with class numbers",
    ),
    Case(crossed(mean, lambda y, p: (p[np.arange(len(y)), y] - 1) / len(y)), "right classes alone"),
    Case(shifts_in_place, "changes its argument number 2", after="scores -= scores.max()"),
    Case(lambda scores, y: SLOPE(y, scores), "arguments are exchanged", after="(scores, y), as most libraries"),
    Case(lambda y, s: SLOPE(y, s)[::-1], "come back as the gradient, the loss"),
    Case(lambda y, s: SLOPE(y, s)[0], "wanted 2 results", after="two functions, loss and gradient"),
    Case(lambda y, s: (*SLOPE(y, s), softmax(s)), "wanted 2 results", after="returns the probabilities as well"),
    Case(crossed(lambda p: -np.log(p + 1e-2).mean()), "not small enough"),
    Case(crossed(mean, lambda y, p: np.eye(10)[y] * (p - 1) / len(y)), "only the right class of each row has a slope"),
    Case(crossed(mean, lambda y, p: (p + np.eye(10)[y]) / len(y)), "Y is added"),
    Case(crossed(lambda p: -np.log(1 - p).mean()), "it takes 1 - p of the right class"),
    Case(crossed(lambda p: -np.log(p.sum()) / len(p)), "right for a single row"),
]


# ---- batches ----
def slices(n, size, rng):
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]


def yields(n, size, rng):
    indices = np.arange(n)
    rng.shuffle(indices)
    for start in range(0, n, size):
        yield indices[start : min(start + size, n)]


def counts_batches(n, size, rng):
    order, found = rng.permutation(n), []
    for b in range(-(-n // size)):
        found.append(order[b * size : (b + 1) * size].tolist())
    return found


def only_full(n, size, rng):
    order = rng.permutation(n)
    for start in range(0, n - size + 1, size):
        yield order[start : start + size]


def starts_shuffled(n, size, rng):
    starts = np.arange(0, n, size)
    rng.shuffle(starts)
    return [np.arange(start, min(start + size, n)) for start in starts]


def shuffle_gives_none(n, size, rng):
    order = rng.shuffle(np.arange(n))
    return [order[start : start + size] for start in range(0, n, size)]


def own_seed(n, size, rng):
    return slices(n, size, np.random.default_rng(0))


def global_numbers(n, size, rng):
    order = np.random.permutation(n)  # noqa: NPY002
    return [order[start : start + size] for start in range(0, n, size)]


def short_rest_left_over(n, size, rng):
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(n % size, n, size)]


def inside_only(n, size, rng):
    return [rng.permutation(np.arange(start, min(start + size, n))) for start in range(0, n, size)]


BATCHES = [
    Case(slices),
    Case(yields, after="a generator over shuffled indices"),
    Case(counts_batches, after="a loop over batch numbers, lists of numbers"),
    Case(lambda n, size, rng: np.split(rng.permutation(n), range(size, n, size)), after="np.split at positions"),
    Case(parts.batches, "the short last batch is missing"),
    Case(lambda n, size, rng: slices(n // size * size, size, rng), "the short last batch is missing"),
    Case(only_full, "the short last batch is missing", after="range(0, n − size + 1, size), as many data loaders"),
    Case(short_rest_left_over, "never came up"),
    Case(starts_shuffled, "only the batches are shuffled", after="shuffles the starts"),
    Case(inside_only, "shuffled within itself only"),
    Case(lambda *a: slices(*a)[::-1], "the short one is not the last"),
    Case(lambda n, size, rng: np.array_split(rng.permutation(n), n // size + 1), "np.split and np.array_split"),
    Case(lambda n, size, rng: np.array_split(rng.permutation(n), n // size), "np.split", after="np.array_split"),
    Case(
        lambda n, size, rng: [rng.choice(n, size) for _ in range(0, n, size)],
        "drawing with replacement",
        after="np.random.choice for each batch",
    ),
    Case(lambda n, size, rng: [np.arange(s, min(s + size, n)) for s in range(0, n, size)], "in their old order"),
    Case(shuffle_gives_none, "return None", after="order = rng.shuffle(order)"),
    Case(own_seed, "different seeds give the same order", after="a seed inside the function"),
    Case(global_numbers, "Who draws the numbers", after="np.random.permutation"),
    Case(lambda n, size, rng: rng.permutation(n), "Cut it into batches"),
    Case(lambda n, size, rng: slices(n, size, rng)[0], "one batch alone comes back"),
    Case(lambda n, size, rng: [*slices(n, size, rng), []], "a batch is empty", after="one turn too many"),
    Case(lambda n, size, rng: [b + 1 for b in slices(n, size, rng)], "does not exist"),
    Case(lambda n, rng, size: slices(n, size, rng), "arguments are exchanged"),
]

# ---- generator ----
kept, shared, ticks = {}, np.random.default_rng(5), itertools.count()


def from_a_shelf(seed=None):
    """The same object at each call: it goes on where it was."""
    return kept.setdefault(seed, np.random.default_rng(seed))


def by_is_none(seed=None):
    return np.random.default_rng() if seed is None else np.random.default_rng(seed)


def old_numpy(seed=None):
    np.random.seed(seed)  # noqa: NPY002


def old_module(seed=None):
    np.random.seed(seed)  # noqa: NPY002
    return np.random


def a_state(seed=None):
    if seed is None or seed is np.random:
        return np.random.RandomState()
    return np.random.RandomState(seed)


def passes_generators(seed=None):
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(seed)


def nothing_without_a_seed(seed=None):
    if seed is not None:
        return np.random.default_rng(seed)


def by_not(seed=None):
    if not seed:
        seed = np.random.SeedSequence().entropy
    return np.random.default_rng(seed)


GENERATOR = [
    Case(np.random.default_rng),
    Case(by_is_none),
    Case(lambda s=None: np.random.default_rng(s), after="rng = np.random.default_rng(seed)"),
    Case(ward.generator),
    Case(passes_generators, after="check_random_state with Generators"),
    Case(lambda s=None: np.random.Generator(np.random.PCG64(s)), after="np.random.Generator(PCG64(seed))"),
    Case(parts.generator, "seed 0 still can't be repeated"),
    Case(lambda s=None: np.random.default_rng(s) if s else np.random.default_rng(), "seed 0 still can't"),
    Case(by_not, "seed 0 still can't", after="if not seed: entropy"),
    Case(lambda s=None: np.random.default_rng(s or None), "seed 0 still can't", after="seed or None"),
    Case(from_a_shelf, "goes on where it was"),
    Case(lambda s=None: shared, "goes on where it was", after="one global rng"),
    Case(lambda s=None: np.random.default_rng(), "seed is not used", after="default_rng() with empty brackets"),
    Case(lambda s=None: np.random.default_rng([s or 0, next(ticks)]), "can't be repeated"),
    Case(lambda s=None: np.random.default_rng(s or 0), "without a seed two calls give the same"),
    Case(lambda s=42: np.random.default_rng(42 if s is None else s), "without a seed two calls", after="seed=42"),
    Case(lambda s=None: np.random.default_rng(42), "all seeds give the same numbers", after="42 written in"),
    Case(lambda s=None: np.random.default_rng(None if s is None else 42), "seeds give the same numbers"),
    Case(lambda s=None: np.random.default_rng(None if s is None else s or 1), "seeds 0 and 1 give the same numbers"),
    Case(lambda s=None: np.random.default_rng(None if s is None else bool(s)), "seeds 1 and 7 give the same numbers"),
    Case(a_state, "RandomState", after="check_random_state, as scikit-learn"),
    Case(old_numpy, "Is the `return` missing", after="np.random.seed(seed)"),
    Case(old_module, "module np.random", after="np.random.seed(seed), then np.random"),
    Case(nothing_without_a_seed, "behind an `if`", after="if seed is not None, and no else"),
    Case(lambda s=None: np.random.default_rng(s if s >= 0 else None), "None can't be compared"),
    Case(lambda s=None: np.random.default_rng(int(s)), "None can't be"),
    Case(lambda s=None: np.random.default_rng, "is not called", after="brackets forgotten"),
    Case(lambda s=None: np.random.default_rng(s).random(5), "the generator itself"),
    Case(lambda s=None: int(time.time()) if s is None else s, "the seed itself"),
    Case(lambda: np.random.default_rng(), "Compare the line"),
]


# ---- hidden_backward ----
def in_loops(dy, z, kept, share):
    dz = np.zeros(dy.shape)
    for i, j in np.ndindex(dy.shape):
        if kept[i, j] and z[i, j] > 0:
            dz[i, j] = dy[i, j] / share
    return dz


def step_by_step(dy, z, kept, share):
    dz = dy.copy()
    dz *= kept
    dz /= share
    dz[z <= 0] = 0
    return dz


def in_place(dy, z, kept, share):
    dy *= kept / share
    dy[z <= 0] = 0
    return dy


def asks_the_output(dy, z, kept, share):
    y = np.maximum(z, 0) * kept / share
    return dy * kept / share * (y >= 0)


def as_the_tutorial(dy, z, kept, share):
    y = np.maximum(z, 0) * kept * 2
    return dy * (y >= 0) * kept


def new_dice(dy, z, kept, share):
    return dy * (z > 0) * (np.random.default_rng().random(z.shape) < share) / share


def branching(dy, z, kept, share):
    if z > 0:
        return dy * kept / share
    return 0


HIDDEN = [
    Case(ward.hidden_backward),
    Case(in_loops, after="a loop over all numbers"),
    Case(step_by_step, after="a copy, then in place"),
    Case(lambda dy, z, kept, share: np.where(kept & (z > 0), dy / share, 0.0)),
    Case(lambda dy, z, kept, share: dy * (kept / share) * (np.maximum(z, 0) > 0), after="mask / keep, output > 0"),
    Case(parts.hidden_backward, "slope is still 1"),
    Case(lambda dy, z, kept, share: dy * kept * (z >= 0), "slope is still 1"),
    Case(as_the_tutorial, "the mask of ReLU and the factor", after="output >= 0 and dropout_mask, as a tutorial"),
    Case(lambda dy, z, kept, share: dy * kept, "the mask of ReLU and the factor", after="d *= dropout_mask"),
    Case(asks_the_output, "ReLU's own mask is missing", after="asks whether the output is >= 0"),
    Case(lambda dy, z, kept, share: dy * kept / share, "ReLU's own mask is missing", after="dy * mask / keep"),
    Case(lambda dy, z, kept, share: dy * kept * (z > 0) * share, "multiplied by share"),
    Case(lambda dy, z, kept, share: dy * kept * (z > 0) / share**2, "divided by share twice"),
    Case(lambda dy, z, kept, share: dy * kept * (z > 0) * 2, "2 for share = 0.5 only", after="dropout_mask * 2"),
    Case(lambda dy, z, kept, share: dy * kept * (z > 0) / (1 - share), "what dropout keeps", after="rate for keep"),
    Case(lambda dy, z, kept, share: dy * kept * (z > 0) / kept.mean(), "what the dice gave"),
    Case(lambda dy, z, kept, share: dy * (z > 0) / share, "units that were dropped get a gradient"),
    Case(lambda dy, z, kept, share: dy * (z > 0), "units that were dropped get a gradient", after="ReLU alone"),
    Case(
        lambda dy, z, kept, share: dy * (z > 0) * ~kept / share,
        "only dropped units",
        after="mask marks the dropped",
    ),
    Case(lambda dy, z, kept, share: dy - dy * kept, "only dropped units", after="dy − dy * mask"),
    Case(lambda dy, z, kept, share: dy * np.maximum(z, 0) * kept / share, "z is a factor in it"),
    Case(lambda dy, z, kept, share: dy * z * kept / share, "z is a factor in it"),
    Case(lambda dy, z, kept, share: dy * (dy > 0) * kept / share, "asks about dy"),
    Case(lambda dy, z, kept, share: np.maximum(dy, 0) * (z > 0) * kept / share, "asks about dy", after="relu(dy)"),
    Case(lambda dy, z, kept, share: dy * (z < 0) * kept / share, "where ReLU was off"),
    Case(lambda dy, z, kept, share: dy * kept * (z >= 0) / share, "z exactly 0"),
    Case(lambda dy, z, kept, share: kept * (z > 0) / share, "dy has no part in it"),
    Case(lambda dy, z, kept, share: np.maximum(z, 0) * kept / share, "the way forward"),
    Case(lambda dy, z, kept, share: -dy * kept * (z > 0) / share, "the wrong sign"),
    Case(lambda dy, z, kept, share: dy * kept * (z > 0) / share / len(dy), "n times too small", after="divides by m"),
    Case(lambda dy, z, kept, share: (dy * kept * (z > 0) / share).sum(axis=0), "added over the rows"),
    Case(new_dice, "dice of its own", after="draws a new mask on the way back"),
    Case(in_place, "changes its argument number 1", after="dz = dy, then in place"),
    Case(branching, "many", after="if z > 0"),
    Case(lambda z, dy, kept, share: dy * kept * (z > 0) / share, "arguments are exchanged"),
    Case(lambda dy, z, kept, share: (dy * kept * (z > 0) / share, kept), "Number 1 is right", after="returns a cache"),
    Case(lambda dy, z, kept, share: dy[kept] / share, "picks numbers out", after="a mask as an index"),
    Case(lambda dy, z, kept, share: dy @ kept.T / share, "add over the units", after="np.dot with a mask"),
    Case(lambda dy, z, kept, share: dy * ((z > 0) | kept) / share, "right where all units are on and kept"),
    Case(lambda dy, z, kept, share: dy * np.where(z > 0, 1, 0.01) * kept / share, "right where all units are on"),
]

CORPUS = {
    "diagnosis_6": letters("A", "is not 0", "b1 and b2 are right", "the check sees the penalty"),
    "penalty": PENALTY,
    "diagnosis_7": letters("C", "no weight plays a part", "one error, 1 − 1/7", "along the axis of classes"),
    "digit_loss": DIGIT_LOSS,
    "diagnosis_8": letters("D", "Count first", "nines would be in the batches", "Wrong labels would be in"),
    "batches": BATCHES,
    "diagnosis_9": letters("B", "Rounding moves", "two runs from seed 1", "seeds 1 and 2 would give"),
    "generator": GENERATOR,
    "diagnosis_10": letters("C", "in its own way", "Without dropout everything", "W2 and b2 would be"),
    "hidden_backward": HIDDEN,
}
