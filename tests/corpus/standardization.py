"""What people answer in lesson 03: the largest rate, the scaler, the finder of leaks."""

import numpy as np
from sklearn.preprocessing import StandardScaler

from corpus import Case
from nnlib import Standardizer

# ---- the largest rate ----


def squares(X):
    return (X**2).mean(axis=0)


def hessian(X):
    return X.T @ X / len(X)


def rate_by_loops(X):
    largest = 0
    for column in X.T:
        largest = max(largest, sum(x * x for x in column) / len(column))
    return 2 / largest


def rate_by_sizes(X):
    n, k = X.shape
    limit = 2 / (np.sum(X[:, 0] ** 2) / n)
    for j in range(1, k):
        limit = min(limit, 2 / (np.sum(X[:, j] ** 2) / n))
    return limit


def keeps_the_last(X):
    for j in range(X.shape[1]):
        rate = 2 / np.mean(X[:, j] ** 2)
    return rate


def returns_in_the_loop(X):
    for j in range(X.shape[1]):
        return 2 / np.mean(X[:, j] ** 2)


def all_numbers_of_a_table(X):
    return 2 / max(sum(X[i, j] ** 2 for i in range(X.size)) / len(X) for j in range(X.shape[1]))


def by_power_iteration(X, steps=300):
    v = np.arange(1.0, 1 + X.shape[1])
    for _ in range(steps):
        v = hessian(X) @ v
        v /= np.linalg.norm(v)
    return 2 / (v @ hessian(X) @ v)


LARGEST_RATE = [
    Case(lambda X: 2 / squares(X).max()),
    Case(lambda X: min(2 / squares(X))),
    Case(lambda X: 2 / X.var(axis=0).max()),
    Case(rate_by_loops),
    Case(rate_by_sizes, after="n, k = X.shape and a loop over columns"),
    Case(lambda X: 2 / np.linalg.eigvalsh(hessian(X))[-1], after="last of the ascending eigenvalues"),
    Case(lambda X: 2 / np.linalg.eigvals(hessian(X)).max(), after="2 over the largest eigenvalue of the Hessian"),
    Case(lambda X: 2 * len(X) / np.linalg.norm(X, 2) ** 2, after="Lipschitz constant by the spectral norm"),
    Case(by_power_iteration, after="largest eigenvalue by power iteration"),
    Case(lambda X: 1 / squares(X).max(), "lands at the bottom"),
    Case(lambda X: 1 / np.max(np.linalg.eigvals(hessian(X))), "lands at the bottom", "1/L as in optimization texts"),
    Case(lambda X: 2 / np.linalg.eigvals(2 * hessian(X)).max(), "without its ½", "H = (2/n) X.T @ X"),
    Case(lambda X: 2 / squares(X).min(), "the smallest mean square"),
    Case(lambda X: max(2 / squares(X)), "the smallest mean square"),
    Case(lambda X: 2 / np.linalg.eigvalsh(hessian(X))[0], "the smallest mean square", "first of ascending eigenvalues"),
    Case(lambda X: 2 / squares(X), "one rate for each column"),
    Case(returns_in_the_loop, "the first column only", "return indented into the loop"),
    Case(lambda X: 2 / np.linalg.eigvals(hessian(X))[0].real, "the first column only", "eigvals(H)[0] is not sorted"),
    Case(keeps_the_last, "the last column only", "overwrites its result in a loop"),
    Case(lambda X: 2 / np.linalg.eig(hessian(X))[0][-1], "the last column only", "eig taken for sorted like eigh"),
    Case(lambda X: 2 / np.mean(X**2), "the mean over all columns"),
    Case(lambda X: 2 / squares(X).sum(), "you add the mean squares of all columns"),
    Case(lambda X: 2 / np.trace(hessian(X)), "add the mean squares", "trace as a bound of the largest eigenvalue"),
    Case(lambda X: 1 / np.trace(hessian(X)), "It is half this: you add the mean squares", "1 over the trace"),
    Case(
        lambda X: 2 / (squares(X).min() + squares(X).max()),
        "the rate that arrives soonest",
        "2/(μ + L), the best rate of optimization texts",
    ),
    Case(lambda X: 2 / max(1, squares(X).max()), "the 1 of a bias"),
    Case(lambda X: 2 / X.std(axis=0).max(), "The curvature is its square"),
    Case(lambda X: 2 / np.linalg.norm(X, axis=0).max(), "the length of a column", "norms of the columns"),
    Case(lambda X: 2 / (X**2).sum(axis=0).max(), "n times too small"),
    Case(lambda X: 2 / np.linalg.eigvalsh(X.T @ X).max(), "n times too small", "Hessian without 1/n"),
    Case(lambda X: 2 / X.var(axis=0, ddof=1).max(), "leave ddof at 0"),
    Case(lambda X: 2 / np.linalg.eigvalsh(np.cov(X.T)).max(), "leave ddof at 0", "np.cov for the Hessian"),
    Case(lambda X: 2 / (X**2).mean(axis=1).max(), "mean squares of rows"),
    Case(lambda X: 2 / np.linalg.eigvalsh(X.T @ X / X.shape[1]).max(), "the number of columns", "X.shape[1] for n"),
    Case(lambda X: 2 / (X**2).max(), "the largest square"),
    Case(lambda X: 2 / (X.mean(axis=0) ** 2).max(), "first square, then take the mean"),
    Case(lambda X: 2 / X.mean(axis=0).max(), "first square, then take the mean", "mean of a centered column"),
    Case(lambda X: 2 / np.abs(X).mean(axis=0).max(), "a mean without squares"),
    Case(lambda X: squares(X).max(), "the largest curvature"),
    Case(lambda X: squares(X).max() / 2, "upside down"),
    Case(lambda X: -2 / squares(X).max(), "wrong sign"),
    Case(lambda X: 2 / squares((X - X.mean(0)) / X.std(0)).max(), "for standardized columns", "scales X first"),
    Case(lambda X: round(2 / squares(X).max(), 2), "rounded to 2 decimals", "rounds as the text prints"),
    Case(lambda X: (2 / squares(X).max(), squares(X)), "Number 1 is right", "returns the curvatures, too"),
    Case(lambda X: 2 / max((X**2).mean(axis=1, keepdims=True).max(axis=0)), "mean squares of rows"),
    Case(all_numbers_of_a_table, "`x.size` counts all numbers", "range(X.size) on a table"),
    Case(lambda X: 2 / max(X**2), "want one True or False", "Python's max on a table"),
    Case(lambda X: print(2 / squares(X).max()), "returns None"),
]


# ---- the scaler ----


def m(X):
    return X.mean(axis=0)


def s(X):
    return X.std(axis=0)


def constant(X):
    return X.max(axis=0) == X.min(axis=0)


def safe(X):
    return np.where(constant(X), 1, s(X))


def scaler(scale, transform=lambda X, mean, scale: (X - mean) / scale, mean=m, returns=True, back=None):
    """A class like a learner's, from a rule for the divisor and formulas."""

    class Scaler:
        def fit(self, X):
            self.mean, self.scale = mean(X), scale(X)
            return self if returns else X

        def transform(self, X):
            return transform(X, self.mean, self.scale)

        def inverse_transform(self, Z):
            return back(Z, self.mean, self.scale) if back else Z * self.scale + self.mean

    return Scaler


class NoFit:
    def transform(self, X):
        return X

    def inverse_transform(self, Z):
        return Z


class NoWayBack:
    fit, transform = Standardizer.fit, Standardizer.transform


class KeepsNothing(Standardizer):
    def transform(self, X):
        return (X - self.average) / self.scale_


class ForgetsSelf(Standardizer):
    def fit(self, X):
        mean, deviation = m(X), s(X)  # noqa: F841
        return self

    def transform(self, X):
        return (X - mean) / deviation  # noqa: F821


class ChangesX(Standardizer):
    def transform(self, X):
        X -= self.mean_
        return X / self.scale_


class BackInPlace(Standardizer):
    def inverse_transform(self, Z):
        Z *= self.scale_
        Z += self.mean_
        return Z


class ForgetsToReturn(Standardizer):
    def inverse_transform(self, Z):
        Z * self.scale_ + self.mean_


class CentersFirst(Standardizer):
    def fit(self, X):
        super().fit(X)
        self.mean_ = m(X - m(X))  # of the centered rows: 0
        return self


class BackOnlyForOrdinaryColumns(Standardizer):
    def fit(self, X):
        self.deviation = s(X)
        return super().fit(X)

    def inverse_transform(self, Z):
        return Z * self.deviation + self.mean_


class ColumnByColumn:
    def fit(self, X):
        self.columns = [(sum(x) / len(x), np.sqrt(np.var(x)) if len(set(x)) > 1 else 1) for x in X.T]
        self.columns = [
            (x[0] if len(set(x)) == 1 else mean, scale) for x, (mean, scale) in zip(X.T, self.columns, strict=True)
        ]
        return self

    def transform(self, X):
        return [[(x - m) / s for x, (m, s) in zip(row, self.columns, strict=True)] for row in X]

    def inverse_transform(self, Z):
        return [[z * s + m for z, (m, s) in zip(row, self.columns, strict=True)] for row in Z]


class ArrayOfColumns:
    """Filled column by column."""

    def __init__(self):
        self.mean_ = None
        self.scale_ = None

    def fit(self, X, y=None):
        k = X.shape[1]
        self.mean_ = np.array([np.mean(X[:, j]) for j in range(k)])
        self.scale_ = np.array([1.0 if len(np.unique(X[:, j])) == 1 else np.std(X[:, j]) for j in range(k)])
        return self

    def transform(self, X):
        if self.mean_ is None:
            raise RuntimeError("fit first")
        out = np.empty(shape=X.shape, dtype=float)
        for j in range(X.shape[1]):
            out[:, j] = (X[:, j] - self.mean_[j]) / self.scale_[j]
        return out

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        return self.mean_ + Z * self.scale_


class ZeroIsOne:
    """std[std == 0] = 1, as most classes of this name have it."""

    limit = 0.0
    instead = 1.0

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        self.mean_ = np.mean(X, axis=0)
        self.std_ = np.std(X, axis=0)
        self.std_[self.std_ <= self.limit] = self.instead
        return self

    def transform(self, X):
        return (X - self.mean_) / self.std_

    def inverse_transform(self, Z):
        return Z * self.std_ + self.mean_


class SmallIsOne(ZeroIsOne):
    limit = 1e-8


class ZeroIsTiny(ZeroIsOne):
    instead = 0.0000001


class FitReturnsNothing(ZeroIsOne):
    def fit(self, X):
        self.mean_, self.std_ = np.mean(X, axis=0), safe(X)

    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)


class FitReturnsNumbers(ZeroIsOne):
    def fit(self, X):
        self.mean_, self.std_ = np.mean(X, axis=0), safe(X)
        return self.mean_, self.std_


class FitTransforms(ZeroIsOne):
    def fit(self, X):
        self.mean_, self.std_ = np.mean(X, axis=0), safe(X)
        return self.transform(X)


class OneMeanForAll(ZeroIsOne):
    def fit(self, X):
        self.mean_, self.std_ = X.mean(), X.std()
        return self


class FitsAgain(ZeroIsOne):
    def transform(self, X):
        self.fit(X)
        return (X - self.mean_) / self.std_


class TransformsWhatFitGot(Standardizer):
    def fit(self, X):
        self.X = X
        return super().fit(X)

    def transform(self, X):
        return super().transform(self.X)


class TransformTakesNothing(Standardizer):
    def transform(self):
        return self.X


class NoSelf:
    def fit(X):
        return X

    def transform(X):
        return X

    def inverse_transform(Z):
        return Z


class DropsConstantColumns(Standardizer):
    def fit(self, X):
        self.keep = ~constant(X)
        return super().fit(X[:, self.keep])

    def transform(self, X):
        return super().transform(X[:, self.keep])


class Divides(Standardizer):
    """np.divide(..., where=...)"""

    def transform(self, X):
        d = X - self.mean_
        return np.divide(d, safe_zero(self), out=np.zeros_like(d), where=safe_zero(self) != 0)

    def fit(self, X):
        self.zero = np.where(constant(X), 0.0, s(X))
        return super().fit(X)


def safe_zero(scaler):
    return scaler.zero


class Refuses(Standardizer):
    def fit(self, X):
        if constant(X).any():
            raise ValueError("a constant column")
        return super().fit(X)


class NeedsArgument(Standardizer):
    def __init__(self, X):
        pass


def forgets_self():
    class Scaler(scaler(safe)):
        def fit(self, X):
            super().fit(X)

    return Scaler


def standardize(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


class KeepsItself:
    def fit(self, X):
        self.mean, scale = X.mean(axis=0), X.std(axis=0)
        self.scale = np.where(scale == 0, 1, scale)

    def transform(self, X):
        return (X - self.mean) / self.scale

    def inverse_transform(self, Z):
        return Z * self.scale + self.mean


SCALER = [
    Case(scaler(safe)),
    Case(scaler(lambda X: np.where(np.equal(X, X[0]).all(axis=0), 1, s(X)))),
    Case(scaler(lambda X: np.where(np.ptp(X, axis=0) > 0, s(X), 1))),
    Case(scaler(lambda X: np.where(s(X) <= 1e-12 * np.abs(m(X)), 1, s(X)))),  # small beside the mean: fine, too
    Case(Standardizer),
    Case(StandardScaler),
    Case(ColumnByColumn),
    Case(ArrayOfColumns, after="None in __init__, np.empty filled column by column"),
    Case(scaler(lambda X: np.array([1.0 if (c == c[0]).all() else c.std() for c in X.T])), after="loop over X.T"),
    Case(scaler(s), "Which divisor leaves a column as it is?", "the bare formula"),
    Case(ZeroIsOne, "Is std exactly 0?", "std[std == 0] = 1"),
    Case(scaler(lambda X: s(X) + (s(X) == 0)), "Is std exactly 0?", "adds a mask"),
    Case(SmallIsOne, "Small is not constant", "scale[scale < 1e-8] = 1"),
    Case(scaler(lambda X: np.where(np.isclose(s(X), 0), 1, s(X))), "Small is not constant", "np.isclose(std, 0)"),
    Case(scaler(lambda X: np.where(s(X) < 1e-14, 1, s(X))), "no fixed limit suits all columns"),
    Case(scaler(lambda X: np.where(s(X) < np.finfo(float).eps, 1, s(X))), "Is std exactly 0?", "np.finfo(float).eps"),
    Case(scaler(lambda X: s(X) + 1e-8), "1 / 1e-8 is a hundred million", "a small number added to std"),
    Case(ZeroIsTiny, "1 / 1e-8 is a hundred million", "0 replaced by 1e-7"),
    Case(scaler(lambda X: np.maximum(s(X), 1e-8)), "1 / 1e-8 is a hundred million", "np.maximum(std, eps)"),
    Case(scaler(lambda X: np.sqrt(X.var(axis=0) + 1e-5)), "Is a small number added", "epsilon under the root"),
    Case(scaler(s, lambda X, m, s: np.nan_to_num((X - m) / s)), "1 / 0 is infinite, too", "nan_to_num at the end"),
    Case(Divides, "A new value must not vanish", "np.divide with where="),
    Case(scaler(lambda X: np.where(constant(X), np.inf, s(X))), "A new value must not vanish"),
    Case(DropsConstantColumns, "drop the constant columns", "removes columns without variance"),
    Case(scaler(lambda X: np.where(X[0] == X[1], 1, s(X))), "Two equal values make no constant column"),
    Case(scaler(lambda X: np.where(X.max() == X.min(), 1, s(X))), "Ask each column: which axis?"),
    Case(scaler(lambda X: 1 if constant(X).all() else s(X)), "Ask each column: which axis?"),
    Case(scaler(safe, mean=lambda X: np.where(constant(X), 0, m(X))), "Only the division needs care"),
    Case(scaler(lambda X: np.where(constant(X), 2, s(X))), "wanted 1, got 0.5"),
    Case(scaler(lambda X: np.where(constant(X).any(), np.where(constant(X), 1, 2 * s(X)), s(X))), "is not scaled"),
    Case(scaler(s, lambda X, m, s: (X - m) / np.where(constant(X), 1, s)), "a single new row is scaled in another way"),
    Case(Refuses, "now some columns are constant"),
    Case(FitReturnsNothing, "End it with `return self`", "fit stores and returns nothing"),
    Case(FitReturnsNumbers, "End it with `return self`", "fit returns mean and std"),
    Case(FitTransforms, "End it with `return self`", "fit does what fit_transform does"),
    Case(forgets_self(), "End it with `return self`"),
    Case(scaler(lambda X: X.std(axis=0, ddof=1)), "leave ddof at 0", "pandas' and torch's std"),
    Case(FitsAgain, "its own mean and deviation", "fits again in transform"),
    Case(TransformsWhatFitGot, "the rows to be changed are those of X", "keeps X in self"),
    Case(scaler(safe, lambda X, m, s: (X + m) / s), "the mean is added"),
    Case(scaler(safe, lambda X, m, s: (X - m) * s), "multiply by the deviation"),
    Case(scaler(safe, mean=lambda X: np.median(X, axis=0)), "the median", "robust scaling by halves"),
    Case(
        scaler(lambda X: np.array([row.std() for row in X])), "the deviation is that of rows", "loops over X, not X.T"
    ),
    Case(scaler(safe, back=lambda Z, m, s: (Z - m) * s), "What undoes a subtraction?", "only one sign turned round"),
    Case(scaler(safe, lambda X, mean, scale: X - mean / scale), "Where do brackets belong?"),
    Case(scaler(safe, lambda X, mean, scale: (mean - X) / scale), "wrong sign"),
    Case(scaler(safe, lambda X, mean, scale: None), "returns None"),
    Case(scaler(safe, lambda X, mean, scale: "text"), "numbers is wanted"),
    Case(scaler(safe, lambda X, m, s: ((X - m) / s, m, s)), "Number 1 is right", "returns mean and std, too"),
    Case(scaler(safe, lambda X, m, s: np.round((X - m) / s, 3)), "rounded to 3 decimals", "np.round(..., 3)"),
    Case(scaler(safe, lambda X, m, s: X - m), "not divided by the deviation"),
    Case(scaler(safe, lambda X, m, s: X / s), "no mean is subtracted"),
    Case(scaler(safe, lambda X, m, s: X * s + m), "that is the way back", "the two formulas exchanged"),
    Case(CentersFirst, "that of rows which are centered already"),
    Case(scaler(lambda X: X.var(axis=0)), "divide by the variance"),
    Case(scaler(lambda X: np.sqrt(((X - m(X)) ** 2).sum(axis=0))), "forgot to divide by n under the root"),
    Case(scaler(lambda X: np.linalg.norm(X - m(X), axis=0)), "forgot to divide by n", "norm of the centered columns"),
    Case(
        scaler(lambda X: np.ptp(X, axis=0), mean=lambda X: X.min(axis=0)),
        "from the smallest value: 0 … 1",
        "min-max scaling",
    ),
    Case(scaler(lambda X: np.ptp(X, axis=0)), "divide by the range", "mean normalization"),
    Case(scaler(lambda X: X.max(axis=0), mean=lambda X: 0), "divide by the largest value", "X / X.max(axis=0)"),
    Case(OneMeanForAll, "share one mean", "data.mean() and data.std() of all numbers"),
    Case(scaler(lambda X: X.std(axis=1), mean=lambda X: X.mean(axis=1)), "those of rows. Which axis"),
    Case(
        scaler(lambda X: X.std(axis=1, keepdims=True), mean=lambda X: X.mean(axis=1, keepdims=True)),
        "those of rows. Which axis",
        "keepdims=True with axis=1",
    ),
    Case(
        scaler(safe, lambda X, m, s: (X - X.mean(1)[:, None]) / X.std(1)[:, None]),
        "each row of X is standardized by itself",
        "rows normalized, as in layer normalization",
    ),
    Case(scaler(safe, lambda X, mean, scale: (X - m(X)) / scale), "but the mean from X. "),
    Case(scaler(safe, lambda X, mean, scale: (X - mean) / s(X)), "but the deviation from X. "),
    Case(scaler(safe, back=lambda Z, m, s: (Z + m) * s), "inverse_transform: you add the mean first"),
    Case(scaler(safe, back=lambda Z, mean, scale: Z * s(Z) + m(Z)), "mean and deviation of Z itself"),
    Case(scaler(safe, back=lambda Z, m, s: (Z - m) / s), "standardizes Z once more", "a copied transform"),
    Case(scaler(safe, back=lambda Z, m, s: Z * s - m), "What undoes a subtraction?"),
    Case(scaler(safe, back=lambda Z, m, s: Z / s + m), "What undoes a division?"),
    Case(scaler(safe, back=lambda Z, m, s: Z * s), "inverse_transform: the mean is not added"),
    Case(scaler(safe, back=lambda Z, m, s: Z + m), "not multiplied by the deviation"),
    Case(scaler(safe, back=lambda Z, m, s: Z * s**2 + m), "multiply by the variance"),
    Case(scaler(safe, back=lambda Z, mean, scale: Z * s(Z) + mean), "the deviation from Z. "),
    Case(scaler(safe, back=lambda Z, mean, scale: Z * scale + m(Z)), "the mean from Z. "),
    Case(scaler(safe, back=lambda Z, m, s: Z), "Z comes back unchanged", "return Z left in place"),
    Case(BackOnlyForOrdinaryColumns, "that was 1"),
    Case(KeepsNothing, "self.… in fit"),
    Case(ForgetsSelf, "self.… in fit", "local names in fit"),
    Case(ChangesX, "Work on a copy"),
    Case(BackInPlace, "Work on a copy", "f *= std, f += mean"),
    Case(ForgetsToReturn, "inverse_transform: your function returns None"),
    Case(NoWayBack, "has no method inverse_transform", "fit and transform only"),
    Case(NoFit, "has no method fit"),
    Case(NoSelf, "Compare the line that starts with `def`", "self forgotten in def"),
    Case(TransformTakesNothing, "Compare the line that starts with `def`", "transform(self) of what is stored"),
    Case(NeedsArgument, "Scaler() gets nothing"),
    Case(3, "Write `class Scaler:`"),
    Case(standardize, "Write `class Scaler:`", "a function, no class"),
    Case(Standardizer(), "without brackets", "an object, no class"),
    Case(KeepsItself, "fit does not return the object", after="fit without return self"),
]


# ---- the leak ----


def leaks(split, X, train, test, row=lambda train, test: test[0], rest=slice(1, None), far=1000):
    moved = X.copy()
    moved[row(train, test)] += far
    (train_before, test_before), (train_after, test_after) = split(X, train, test), split(moved, train, test)
    return not np.allclose(train_before, train_after), not np.allclose(test_before[rest], test_after[rest])


def poke(**options):
    def answer(split, X, train, test):
        return leaks(split, X, train, test, **options)

    return answer


def moves_the_last_row(split, X, train, test):
    moved = np.array(X)
    moved[test[-1], 0] = -500
    before, after = split(X, train, test), split(moved, train, test)
    return [(before[0] != after[0]).any(), (before[1] != after[1])[:-1].any()]


def poisons_a_row(split, X, train, test):
    poisoned = X.astype(float).copy()
    poisoned[test[1]] = np.nan
    (a, b), (c, d) = split(X, train, test), split(poisoned, train, test)
    others = np.arange(len(test)) != 1
    return not np.array_equal(a, c), not np.array_equal(b[others], d[others])


def by_assertion(split, X, train, test):
    moved = X.copy()
    moved[test[0]] *= 1e6
    answers = []
    for before, after in zip(split(X, train, test), split(moved, train, test), strict=True):
        try:
            np.testing.assert_allclose(after[1:], before[1:])
            answers.append(False)
        except AssertionError:
            answers.append(True)
    return tuple(answers)


def row_by_row(split, X, train, test):
    moved = X.copy()
    moved[test[0], :] = 10**6
    before, after = split(X, train, test), split(moved, train, test)
    train_changes = any(not np.allclose(a, b) for a, b in zip(before[0], after[0], strict=True))
    others = False
    for i in range(1, len(test)):
        if np.abs(before[1][i] - after[1][i]).max() > 1e-9:
            others = True
    return train_changes, others


def moves_the_table(split, X, train, test):
    before = split(X, train, test)
    X[test[0]] += 1000
    after = split(X, train, test)
    return not np.allclose(before[0], after[0]), not np.allclose(before[1][1:], after[1][1:])


def another_name_is_no_copy(split, X, train, test):
    moved = X
    moved[test[0]] += 1000
    before, after = split(X, train, test), split(moved, train, test)
    return not np.allclose(before[0], after[0]), not np.allclose(before[1][1:], after[1][1:])


def moves_a_copy_of_rows(split, X, train, test):
    moved = X.copy()
    moved[test][0] += 1000
    before, after = split(X, train, test), split(moved, train, test)
    return not np.allclose(before[0], after[0]), not np.allclose(before[1][1:], after[1][1:])


def moves_after_splitting(split, X, train, test):
    Z_train, Z_test = split(X, train, test)
    moved = Z_test.copy()
    moved[0] += 1000
    return not np.allclose(Z_train, split(X, train, test)[0]), not np.allclose(Z_test[1:], moved[1:])


def forgets_the_moved_table(split, X, train, test):
    return leaks(lambda X_, train, test: split(X, train, test), X, train, test)


def compares_with_the_right_scaling(split, X, train, test):
    mean, deviation = X[train].mean(axis=0), X[train].std(axis=0)
    Z_train, Z_test = split(X, train, test)
    return (
        not np.allclose(Z_train, (X[train] - mean) / deviation),
        not np.allclose(Z_test, (X[test] - mean) / deviation),
    )


def forgets_one_not(split, X, train, test):
    changes, others = leaks(split, X, train, test)
    return not changes, others


def whole_tables(split, X, train, test):
    moved = X.copy()
    moved[test[0]] += 1000
    before, after = split(X, train, test), split(moved, train, test)
    return before[0] != after[0], before[1] != after[1]


def leaves_the_row_out(split, X, train, test):
    (a, b), (c, d) = split(X, train, test), split(X, train, test[1:])
    return not np.allclose(a, c), not np.allclose(b[1:], d)


def looks_for_mean_0(split, X, train, test):
    Z_train, Z_test = split(X, train, test)
    return not np.allclose(Z_train.mean(axis=0), 0), bool(np.allclose(Z_test.mean(axis=0), 0))


def looks_for_mean_0_and_deviation_1(split, X, train, test):
    Z_train, Z_test = split(X, train, test)

    def standard(Z):
        return np.allclose(Z.mean(axis=0), 0) and np.allclose(Z.std(axis=0), 1)

    return not standard(Z_train), standard(Z_test)


def leaves_out_the_wrong_row(split, X, train, test):
    def without(X, train, test):
        Z_train, Z_test = split(X, train, test)
        return Z_train, np.delete(Z_test, test[0], axis=0)

    return leaks(without, X, train, test, rest=slice(None))


def by_columns(split, X, train, test):
    moved = X.copy()
    moved[test[0]] += 1000
    before, after = split(X, train, test), split(moved, train, test)
    return (before[0] != after[0]).any(axis=0), (before[1][1:] != after[1][1:]).any(axis=0)


def by_sizes(split, X, train, test):
    moved = X.copy()
    moved[test[0]] += 1000
    before, after = split(X, train, test), split(moved, train, test)
    return np.abs(before[0] - after[0]).max(), np.abs(before[1][1:] - after[1][1:]).max()


def asks_an_array(split, X, train, test):
    moved = X.copy()
    moved[test[0]] += 1000
    before, after = split(X, train, test), split(moved, train, test)
    if before[0] != after[0]:
        return True, False
    return False, False


def train_twice(split, X, train, test):
    return leaks(split, X, train, test)[:1] * 2


def in_words(split, X, train, test):
    return "yes" if leaks(split, X, train, test)[0] else "no", "no"


def as_a_dictionary(split, X, train, test):
    changes, others = leaks(split, X, train, test)
    return {"train": changes, "test": others}


LEAKS = [
    Case(leaks),
    Case(moves_the_last_row),
    Case(poke(far=5)),
    Case(poke(far=-1e6)),
    Case(poisons_a_row, after="NaN as a poison, and a mask for the others"),
    Case(by_assertion, after="np.testing.assert_allclose in try"),
    Case(row_by_row, after="flags set in a loop over rows"),
    Case(lambda *case: np.array(leaks(*case)), after="both answers in one array"),
    Case(poke(rest=slice(None)), "compare the others"),
    Case(leaves_out_the_wrong_row, "Row i of Z_test belongs to test[i]"),
    Case(poke(row=lambda train, test: test), "you move all rows of a part"),
    Case(poke(row=lambda train, test: test, rest=slice(None)), "you move all rows of a part", "X[test] += 1000"),
    Case(poke(row=lambda train, test: train[0]), "you move a training row"),
    Case(poke(row=lambda train, test: 0), "you move a training row", "row 0 of the table"),
    Case(poke(row=lambda train, test: train[0], rest=slice(None)), "you move a training row"),
    Case(forgets_the_moved_table, "your answer is False, False for every split"),
    Case(moves_after_splitting, "your answer is False, False for every split", "changes the result, not the input"),
    Case(moves_a_copy_of_rows, "moved[test][0] is a copy", "two brackets on the left"),
    Case(poke(far=1e-12), "far enough", "a nudge as for a derivative"),
    Case(lambda *case: (True, True), "your answer is True, True for every split"),
    Case(compares_with_the_right_scaling, "one right scaling", "the expected array computed beside it"),
    Case(forgets_one_not, "the first is the wrong way round", "allclose without not"),
    Case(whole_tables, "got an array and an array", "a != b without any()"),
    Case(lambda *case: tuple(map(int, leaks(*case))), "got 0 and 0", "0 and 1 for False and True"),
    Case(poke(row=lambda train, test: train, rest=slice(None)), "you move all rows of a part", "X[train] += 1000"),
    Case(leaves_the_row_out, "leave the row out", "compares with one test row fewer"),
    Case(looks_for_mean_0, "mean 0 of Z", "asserts that the training mean is 0"),
    Case(looks_for_mean_0_and_deviation_1, "mean 0 of Z", "asserts mean 0 and deviation 1"),
    Case(lambda *case: tuple(not change for change in leaks(*case)), "True means: it changes"),
    Case(lambda *case: leaks(*case)[::-1], "Z_train first, then Z_test"),
    Case(train_twice, "the second answer repeats the first"),
    Case(lambda *case: (leaks(*case)[0], False), "the second answer is always False"),
    Case(lambda *case: any(leaks(*case)), "wanted 2 results, Z_train, Z_test, got one thing"),
    Case(lambda *case: (*leaks(*case), 1), "got 3 things"),
    Case(as_a_dictionary, "got a dictionary with train, test", "returns a dictionary"),
    Case(by_columns, "True or False is wanted for each of the two, got an array"),
    Case(by_sizes, "True or False is wanted for each of the two, got", "returns the largest difference"),
    Case(asks_an_array, "want one True or False; an array has many", "if a != b"),
    Case(in_words, "got 'no' and 'no'"),
    Case(moves_the_table, "changes its argument number 2. Work on a copy"),
    Case(another_name_is_no_copy, "changes its argument number 2. Work on a copy", "moved = X"),
    Case(lambda X, split, train, test: leaks(split, X, train, test), "with (split, X,", "the data first"),
    Case(lambda split, X, train, test: split(X), "Call it as split(X, train, test)"),
    Case(lambda *case: print(leaks(*case)), "returns None"),
]

CORPUS = {"largest_rate": LARGEST_RATE, "Scaler": SCALER, "leaks": LEAKS}
