"""Lesson 06: a central difference, five fingerprints, and two backward passes to mend."""

from functools import partial

import numpy as np

from nnlib import numerical_gradient

from . import Case
from .backpropagation import softmax, with_

# ---- central_difference ----


def differences(f, x, h=1e-5, points=(1, -1), distance=2, start=float):
    """The right answer; the keywords make it wrong."""
    x = np.array(x, dtype=start)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        values = []
        for side in points:
            moved = x.copy()
            moved[index] += side * h
            values.append(f(moved))
        slopes[index] = (values[0] - values[1]) / (distance * h)
    return slopes


def by_unit_vectors(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + h * e) - f(x - h * e)) / h / 2 for e in unit]).reshape(x.shape)


def by_nditer(f, x, h=1e-5, start=float, results=np.zeros_like, step=None, restore=True):
    x = np.array(x, dtype=start) if start else x
    h = step or h
    grad = results(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        if restore:
            x[ix] = oldval
        grad[ix] = (fxph - fxmh) / (2 * h)
        it.iternext()
    return grad


def by_theta_plus(f, x, epsilon=1e-7):
    theta = np.ravel(x).astype(float)
    J_plus, J_minus = np.zeros(theta.size), np.zeros(theta.size)
    for i in range(theta.size):
        thetaplus, thetaminus = np.copy(theta), np.copy(theta)
        thetaplus[i] += epsilon
        thetaminus[i] -= epsilon
        J_plus[i] = f(thetaplus.reshape(np.shape(x)))
        J_minus[i] = f(thetaminus.reshape(np.shape(x)))
    return ((J_plus - J_minus) / (2 * epsilon)).reshape(np.shape(x))


def by_theta_plus_in_a_column(f, x, epsilon=1e-7):
    return by_theta_plus(f, x, epsilon).reshape(-1, 1)


def by_size(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in range(x.size):
        tmp_val = x[idx]
        x[idx] = tmp_val + h
        fxh1 = f(x)
        x[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = tmp_val
    return grad


def one_sided_from_a_value_before(f, x, h=1e-5):
    fx = f(x)
    grad = np.zeros(x.shape)
    for ix in np.ndindex(x.shape):
        moved = x.astype(float)
        moved[ix] += h
        grad[ix] = (f(moved) - fx) / h
    return grad


def one_array_two_names(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x, x
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


def rows_move(f, x, h=1e-5, start=float, each=True):
    x = np.array(x, dtype=start or x.dtype)
    slopes, collected = np.zeros(x.shape, dtype=start or x.dtype), []
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i], down[i] = x[i] + h, x[i] - h
        slopes[i] = (f(up) - f(down)) / (2 * h)
        collected.append((f(up) - f(down)) / (2 * h))
    return slopes if each else collected


def never_put_back(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        slopes[index] = (up - f(x)) / (2 * h)
    return slopes


def flat_list_of_copies_like_x(f, x, h=1e-5):
    slopes = []
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slopes.append((f(up) - f(down)) / (2 * h))
    return slopes


def returns_in_the_loop(f, x, h=1e-5, start=float, number=False):
    x = np.array(x, dtype=start or x.dtype)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + h
        up = f(x)
        x[index] = value - h
        slopes[index] = (up - f(x)) / (2 * h)
        return slopes[index] if number else slopes


def there_and_back_in_place(f, x, h=1e-5):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        down = f(x)
        x[index] += h
        slopes[index] = (up - down) / (2 * h)
    return slopes


def adds_to_integers(f, x, h=1e-5):
    up, down = x.copy(), x.copy()
    up += h
    down -= h
    return (f(up) - f(down)) / (2 * h)


def slopes_like_x(f, x, h=1e-5):
    slopes = np.zeros_like(x)
    slopes[...] = by_unit_vectors(f, x, h)
    return slopes


def copies_like_x(f, x, h=1e-5):
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


def rows_by_a_view(f, x, h=1e-5, start=float):
    x = np.array(x, dtype=start)
    slopes = np.zeros(x.shape)
    for i in range(len(x)):
        value = x[i]
        x[i] = value + h
        up = f(x)
        x[i] = value - h
        down = f(x)
        x[i] = value
        slopes[i] = (up - down) / (2 * h)
    return slopes


def aliases_of_the_callers_x(f, x, h=1e-5, late=False):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        a = x
        a[index] += h
        up = f(a)
        b = x
        b[index] -= h
        slopes[index] = ((f(a) if late else up) - f(b)) / (2 * h)
    return slopes


def moves_the_callers_x(f, x, h=1e-5):
    x[(0,) * x.ndim] += 1
    return by_unit_vectors(f, x, h)


def two_loops(f, x, h=1e-5):
    slopes = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            up, down = x.astype(float), x.astype(float)
            up[i, j] += h
            down[i, j] -= h
            slopes[i, j] = (f(up) - f(down)) / (2 * h)
    return slopes


def flat_to_f(f, x, h=1e-5):
    return by_unit_vectors(f, x.ravel(), h).reshape(x.shape)


def asks_f_as_an_array(f, x, h=1e-5):
    return (f[x + h] - f[x - h]) / (2 * h)


CENTRAL = [
    Case(by_unit_vectors),
    Case(lambda f, x, h=1e-5: numerical_gradient(f, x.astype(float), h)),
    Case(lambda f, x, h: differences(f, x, h).tolist()),
    Case(by_nditer, after="np.nditer with multi_index, as a course on images does"),
    Case(by_theta_plus, after="flattens, theta plus and theta minus in two arrays"),
    Case(partial(by_nditer, step=1e-4), "takes a step of its own", "h = 1e-4 in the body"),
    Case(partial(by_nditer, step=1e-3), "takes a step of its own", "h = 1e-3 in the body"),
    Case(partial(by_nditer, start=None), "integers cannot hold x + h", "np.nditer on the caller's x"),
    Case(partial(by_nditer, start=None, restore=False), "belongs to the caller", "np.nditer, nothing restored"),
    Case(partial(by_nditer, restore=False), "stays moved", "np.nditer, nothing restored in a copy"),
    Case(by_theta_plus_in_a_column, "one flat list or column", "a column, as a large online course returns"),
    Case(by_size, "`x.size` counts all numbers of a table", "range(x.size)"),
    Case(one_sided_from_a_value_before, "one-sided difference, from x to x + h", "fx = f(x) before the loop"),
    Case(lambda f, x, h: (f(x + h) - f(x)) / h, "you move all numbers of x at once", "one line, one-sided"),
    Case(lambda x, f, h: differences(f, x, h), "exchanged, in the `def` line or inside", "x first"),
    Case(two_loops, "x may have any number of axes", "a loop for rows, one for columns"),
    Case(flat_to_f, "f wants it in that shape", "ravels x and hands that to f"),
    Case(lambda f, x, h=0.1: differences(f, x, h), "right where h is given", "a long default step"),
    Case(lambda f, x: differences(f, x), "Compare the line that starts with `def`", "h is no argument"),
    Case(asks_f_as_an_array, "'function' object", "square brackets for round ones"),
    Case(lambda f, x, h: differences(f * 1.0, x, h), "'function' and 'float'", "calculates with f"),
    Case(lambda f, x, h: (differences(f, x, h), h), "Number 1 is right: return it alone", "returns the step, too"),
    Case(lambda f, x, h: differences(f, x, h) * 2 * h, "f(x + h) − f(x − h) itself", "no division"),
    Case(lambda f, x, h: np.round(differences(f, x, h), 4), "rounded to 4 decimals", "np.round"),
    Case(lambda f, x, h: differences(f, x, h).sum(), "the sum of all slopes", "one number for the whole gradient"),
    Case(lambda f, x, h: np.linalg.norm(differences(f, x, h)), "the length of the gradient", "np.linalg.norm"),
    Case(partial(by_nditer, start=np.float32), "holds too few digits", "float32 as deep learning has it"),
    Case(lambda f, x, h: differences(f, x, h).mean(), "the mean of all slopes", "np.mean"),
    Case(lambda f, x, h: differences(f, x, 1e-12), "takes a step of its own", "as small as can be"),
    Case(lambda f, x, h: differences(f, x, 2 * h), "you go 2h to each side", "a step of 2h"),
    Case(lambda f, x, h: np.abs(differences(f, x, h)), "the signs are lost", "abs of the difference"),
    Case(lambda f, x, h: differences(f, x, h, (0.5, -0.5), 1), "h/2 to each side", "half a step to each side"),
    Case(lambda f, x, h: differences(f, x, h, (2, 0), 2), "from x to x + 2h", "two steps, one side"),
    Case(lambda f, x, h: differences(f, x, h, (1, 0), 1), "from x to x + h. Its error falls with h"),
    Case(lambda f, x, h: differences(f, x, h, (1, 0)), "one-sided difference, from x to x + h"),
    Case(lambda f, x, h: differences(f, x, h, (0, -1), 1), "from x − h to x"),
    Case(lambda f, x, h: differences(f, x, h, distance=1), "How far apart are"),
    Case(lambda f, x, h: differences(f, x, h) * h**2, "Put 2 * h in parentheses"),
    Case(lambda f, x, h: differences(f, x, 1e-5), "takes a step of its own"),
    Case(lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h), "Move one number, measure, put it back"),
    Case(lambda f, x, h: np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h)), "you move all numbers of x at once"),
    Case(one_array_two_names, "one array under two names"),
    Case(rows_move, "a whole row is moved at once"),
    Case(partial(rows_move, start=None), "a whole row is moved at once"),
    Case(lambda f, x, h: rows_move(f, x, h) * h**2, "Put 2 * h in parentheses"),  # two faults
    Case(partial(rows_move, each=False), "a whole row is moved at once"),
    Case(partial(rows_move, start=None, each=False), "a whole row is moved at once"),
    Case(never_put_back, "stays moved"),
    Case(copies_like_x, "Which two points reach f there"),
    Case(lambda f, x, h: differences(f, x, h, start=x.dtype), "Which two points reach f there"),
    Case(slopes_like_x, "lose their decimals"),
    Case(lambda f, x, h: differences(f, x, h).ravel().tolist(), "one flat list"),
    Case(flat_list_of_copies_like_x, "one flat list"),
    Case(returns_in_the_loop, "only the first number of x is measured. Is the `return` inside"),
    Case(partial(returns_in_the_loop, start=None), "only the first number"),
    Case(partial(returns_in_the_loop, number=True), "only the first number"),
    Case(partial(returns_in_the_loop, start=None, number=True), "only the first number"),
    Case(there_and_back_in_place, "+ h, − 2h, + h need not come back to exactly the old number. Remember"),
    Case(rows_by_a_view, "`value = x[i]` is a view"),
    Case(partial(rows_by_a_view, start=None), "`value = x[i]` is a view"),
    Case(aliases_of_the_callers_x, "`a = x` is no copy, both names are one array. Write x.copy()"),
    Case(partial(aliases_of_the_callers_x, late=True), "`a = x` is no copy"),
    Case(adds_to_integers, "An array of whole numbers can't take fractions in place"),
    Case(moves_the_callers_x, "belongs to the caller"),
    Case(lambda f, x, h: differences(f, x, h, (-1, 1)), "wrong sign"),
    Case(lambda f, x, h: differences(f, x, h, distance=4), "half of what it should be"),
    Case(lambda f, x, h: 1.01 * differences(f, x, h), "the answer should be [3.01], for (x[0]**3, [1.], 0.1)"),
    Case(lambda f, x, h: differences(f, x, h) + (x.ndim == 2), "for ((c*x**3).sum() + x[0,1]*x[1,2], c = [[1, -2, 3]"),
]

# ---- culprits ----

CULPRITS = [
    Case("EADBC"),
    Case("eadbc"),
    Case("E, A, D, B, C"),
    Case(list("EADBC")),
    Case(dict(enumerate("EADBC", 1))),
    Case(tuple("EADBC"), after="a tuple"),
    Case(np.array(list("EADBC")), after="an array of letters"),
    Case("E\nA\nD\nB\nC", after="one letter a line"),
    Case("1E 2A 3D 4B 5C", after="numbers the rows"),
    Case("1: E, 2: A, 3: D, 4: B, 5: C", after="numbers the rows"),
    Case("E-A-D-B-C."),
    Case("24531", "the number of each letter", "digits: where A, B, C, D, E are"),
    Case([2, 4, 5, 3, 1], "the number of each letter", "numbers: where A, B, C, D, E are"),
    Case({"A": 2, "B": 4, "C": 5, "D": 3, "E": 1}, "the number of each letter", "a dictionary by letter"),
    Case("BDECA", "the number of each letter", "the inverse order, in letters"),
    Case("CBDAE", "from the right", "reversed"),
    Case("ABCDE", "Suspect 1 is not A"),
    Case("EADCB", "3 of 5 are right. Suspect 4 is not C. C changes db1 and db2. Which arrays are wrong for suspect 4?"),
    Case("EDABC", "Suspect 2: D changes the same arrays, but by another amount. Its two errors are near 0.9. D"),
    Case("BADEC", "Suspect 1 is not B. B changes dW1, db1, dW2 and db2."),
    Case("AEDBC", "Suspect 1 is not A. A changes dW1 and db1"),
    Case("EADB", "five letters from A to E are wanted"),
    Case("EADBF", "five letters from A to E are wanted"),
    Case("EADBB", "B stands there more than once"),
    Case(7, "five letters from A to E are wanted"),
    Case([1, 2, 3, 4, 5], "five letters from A to E are wanted"),
    Case("AAAAA", "A stands there more than once"),
    Case(np.array("EADBC"), after="an array of one text"),
    Case([["E"], "A", ["D", "B"], "C"], after="a nested list"),
    Case(set("EADBC"), "a set has no order", "a set"),
    Case(lambda: "EADBC", "five letters from A to E are wanted", "a function"),
]

# ---- mend_backward ----


def mended(X, y, W1, b1, W2, b2, mask=lambda z1, a1, da1: z1 > 0, bias=np.sum, db2=np.sum):
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    dp = (a1 @ W2 + b2 - y) / len(X)
    da1 = dp @ W2.T
    dz1 = da1 * mask(z1, a1, da1)
    return X.T @ dz1, bias(dz1, axis=0), a1.T @ dp, db2(dp, axis=0)


def old(z1, a1, da1):
    return da1 > 0


def keeping(function):
    return partial(function, keepdims=True)


def steps(X, y, W1, b1, W2, b2):
    W2 -= 0.1 * mended(X, y, W1, b1, W2, b2)[2]
    return mended(X, y, W1, b1, W2, b2)


def each_layer_divides(X, y, W1, b1, W2, b2):
    m = len(X)
    dW1, db1, dW2, db2 = mended(X, y, W1, b1, W2, b2)
    return dW1 / m, db1 / m, dW2 / m, db2 / m


def zeros_set(X, y, W1, b1, W2, b2, below=lambda z1: z1 <= 0):
    z1 = X @ W1 + b1
    dp = (np.maximum(z1, 0) @ W2 + b2 - y) / len(X)
    dz1 = np.array(dp @ W2.T, copy=True)
    dz1[below(z1)] = 0
    return X.T @ dz1, np.ones(len(X)) @ dz1, np.maximum(z1, 0).T @ dp, np.ones(len(X)) @ dp


def dW1_twice(X, y, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    dp = (a1 @ W2 + b2 - y) / len(X)
    dz1 = (dp @ W2.T) * (z1 > 0)
    dW1 = X.T @ dz1
    return dW1, dz1.sum(axis=0), dW1, dp.sum(axis=0)


MEND_BACKWARD = [
    Case(mended),
    Case(partial(mended, mask=lambda z1, a1, da1: a1 > 0)),
    Case(lambda *case: list(mended(*case))),
    Case(zeros_set, after="dz1[z1 <= 0] = 0"),
    Case(partial(mended, mask=lambda z1, a1, da1: np.where(z1 > 0, 1.0, 0.0)), after="np.where as ReLU's slope"),
    Case(partial(mended, mask=old, bias=np.mean), "dW1: the mask is made from da1"),
    Case(partial(mended, mask=old), "dW1: the mask is made from da1"),
    Case(partial(mended, bias=np.mean), "db1: every number is n times too small"),
    Case(partial(mended, mask=lambda z1, a1, da1: a1 >= 0), "dW1: the gradient passes units that were off"),
    Case(partial(mended, mask=lambda z1, a1, da1: True, bias=np.mean), "dW1: the gradient passes units that were off"),
    Case(partial(mended, mask=lambda z1, a1, da1: (z1 > 0) & (da1 > 0)), "a second mask from da1"),
    Case(partial(mended, mask=lambda z1, a1, da1: a1), "multiplied by ReLU's value"),
    Case(partial(mended, mask=lambda z1, a1, da1: z1), "dW1: da1 is multiplied by z1"),
    Case(lambda *case: [g / case[1].shape[1] for g in mended(*case)], "averaged over the outputs too"),
    Case(with_(last=lambda z1: z1), "dW2: z1 stands where"),
    Case(partial(mended, db2=np.mean), "db2: every number is n times too small"),
    Case(lambda *case: mended(*case)[:2], "wanted 4 results, dW1, db1, dW2, db2, got 2 things"),
    Case(steps, "changes its argument number 5"),
    Case(lambda *case: [-g for g in mended(*case)], "wrong sign"),
    Case(lambda *case: [len(case[0]) * g for g in mended(*case)], "n times too large"),
    Case(each_layer_divides, "n times too small", "1/m in every layer"),
    Case(partial(mended, bias=keeping(np.sum), db2=keeping(np.sum)), "with two axes", "keepdims=True"),
    Case(
        partial(mended, bias=keeping(np.sum)),
        "db1: the right numbers, but with two axes",
        "keepdims in the mended line",
    ),
    Case(partial(mended, bias=lambda d, axis: d.sum()), "one number for all units", "np.sum without an axis"),
    Case(partial(mended, bias=lambda d, axis: d.sum(axis=1)), "summed over the units", "axis=1"),
    Case(partial(zeros_set, below=lambda z1: z1 > 0), "the wrong way round", "zeros where z1 > 0"),
    Case(partial(mended, mask=lambda z1, a1, da1: z1 < 0), "the wrong way round"),
    Case(partial(mended, mask=lambda z1, a1, da1: a1 * (1 - a1)), "slope of a sigmoid", "the sigmoid's slope"),
    Case(with_(out=softmax), "The last layer is linear", "softmax at the end"),
    Case(lambda *c: dict(zip(("dW1", "db1", "dW2", "db2"), mended(*c), strict=True)), "got a dictionary", "grads dict"),
    Case(lambda *c: mended(*c)[::-1], "come back as db2, dW2, db1, dW1", "in the order of the walk back"),
    Case(dW1_twice, "dW2: this is dW1.", after="a name used twice"),
]

# ---- mend_loss ----


def loss_with(dp=None, loss=None):
    return lambda y, p: ((loss or (lambda e: (e**2).mean() / 2))(p - y), (dp or (lambda e: e / e.size))(p - y))


def loss_by_loops(y, p):
    dp = np.zeros(p.shape)
    for index in np.ndindex(p.shape):
        dp[index] = (p[index] - y[index]) / (len(y) * y.shape[1])
    return float(np.mean((y - p) ** 2)) / 2, dp


def moves_p(y, p):
    p -= y
    return (p**2).mean() / 2, p / y.size


def divided_by_30(y, p):
    return (0.5 * (p - y) ** 2).mean(), (p - y) / 30


MEND_LOSS = [
    Case(loss_by_loops),
    Case(lambda y, p: (((p - y) ** 2).sum() / 2 / y.size, (p - y) * (1 / y.size))),
    Case(lambda y, p: (np.square(np.subtract(y, p)).mean() * 0.5, -np.subtract(y, p) / np.prod(y.shape)), after="np"),
    Case(lambda y, p: [np.mean(np.mean(0.5 * (y - p) ** 2, axis=1)), (p - y) / len(y) / len(y[0])], after="len(y[0])"),
    Case(loss_with(dp=lambda e: e / len(e)), "dp: as it was found: the outputs are summed. The slope of ½e² is e"),
    Case(loss_with(lambda e: e / len(e), lambda e: 0.5 * (e**2).sum() / len(e)), "loss: the outputs are summed, as in"),
    Case(loss_with(loss=lambda e: (e**2).mean()), "loss: every number is twice too large. Is a ½ missing?"),
    Case(loss_with(dp=lambda e: e * e.shape[1] / len(e)), "dp: multiplied by the outputs"),
    Case(loss_with(dp=lambda e: 2 * e / e.size), "dp: every number is twice too large"),
    Case(loss_with(dp=lambda e: e / len(e) / e.size), "dp: every number is n times too small"),
    Case(loss_with(dp=lambda e: e / len(e) / 3), "dp: divided by 3, however many outputs"),
    Case(loss_with(dp=lambda e: e), "dp: this is p − y alone; the mean is missing"),
    Case(loss_with(dp=lambda e: e / e.shape[1]), "divided by the outputs, not by the rows"),
    Case(loss_with(dp=lambda e: -e / e.size), "dp: every number has the wrong sign"),
    Case(lambda y, p: ((p - y) ** 2).mean() / 2, "wanted 2 results, loss, dp, got one thing"),
    Case(moves_p, "changes its argument number 2"),
    Case(lambda p, y: loss_with()(y, p), "dp: every number has the wrong sign", "p first, as many libraries do"),
    Case(loss_with(lambda e: 2 * e / e.size, lambda e: (e**2).mean()), "Is a ½ missing?", "PyTorch's MSELoss"),
    Case(loss_with(dp=lambda e: 2 * e / len(e)), "as it was found, and twice", "2/n, the outputs summed"),
    Case(loss_with(dp=lambda e: 2 * e), "two things at once", "2 (p − y), no mean"),
    Case(loss_with(dp=lambda e: e.mean()), "averaged; each entry has its own", "a mean of the gradient"),
    Case(loss_with(dp=lambda e: e.mean(axis=0)), "averaged; each entry has its own", "a mean over rows"),
    Case(loss_with(dp=lambda e: e**2 / 2 / e.size), "the loss of each entry", "the loss itself"),
    Case(loss_with(loss=lambda e: 0.5 * e**2), "one number for each entry", "no mean"),
    Case(loss_with(loss=lambda e: np.mean(0.5 * e**2, axis=1)), "one number for each row or output", "mean of axis 1"),
    Case(loss_with(loss=lambda e: np.mean(e) ** 2 / 2), "mean before square", "brackets around the wrong part"),
    Case(loss_with(loss=lambda e: np.sqrt((e**2).mean())), "a square root", "RMSE"),
    Case(loss_with(loss=lambda e: np.abs(e).mean()), "the absolute error", "MAE"),
    Case(loss_with(loss=lambda e: 0.5 * (e**2).sum()), "a sum; the mean is missing", "the sum of squares"),
    Case(lambda y, p: loss_with()(y, p)[::-1], "come back as dp, loss", "dp first"),
    Case(lambda y, p: {"loss": 0.0, "dp": p - y}, "got a dictionary with loss, dp", "a dict"),
    Case(lambda y, p: (p - y) / y.size, "got one thing", "only the mended line"),
    Case(loss_with(dp=lambda e: np.round(e / e.size, 3)), "rounded to 3 decimals", "np.round"),
    Case(divided_by_30, "you divide by 30", after="the size of the example"),
]

CORPUS = {"central_difference": CENTRAL, "culprits": CULPRITS, "mend_backward": MEND_BACKWARD, "mend_loss": MEND_LOSS}
