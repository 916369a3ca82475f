"""Answers to the exercises of lesson 02: find a leak, split, mend a split."""

import random

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.model_selection import train_test_split

from . import Case

# ---- leak ----


def equal_rows(A, B):
    return (B[:, np.newaxis] == A).all(axis=2)


def leaked(A, B):
    return equal_rows(A, B).any(axis=1)


def by_sets(X_train, X_test):
    known = {tuple(row) for row in X_train}
    return [tuple(row) in known for row in X_test]


def by_two_loops(X_train, X_test):
    found = np.zeros(len(X_test), dtype=bool)
    for i, row in enumerate(X_test):
        for known in X_train:
            if np.array_equal(row, known):
                found[i] = True
                break
    return found


def as_voids(X):
    X = np.ascontiguousarray(X)
    return X.view([("", X.dtype)] * X.shape[1]).ravel()


def table_by_table(X_train, X_test):
    return (X_train == X_test).all(axis=1)


def overwritten(X_train, X_test):
    found = np.zeros(len(X_test), dtype=bool)
    for i, row in enumerate(X_test):
        for known in X_train:
            found[i] = np.array_equal(row, known)
    return found


def returned_at_once(X_train, X_test):
    for row in X_test:
        return (X_train == row).all(axis=1).any()


def counted_together(X_train, X_test):
    _, inverse, counts = np.unique(np.concatenate([X_train, X_test]), axis=0, return_inverse=True, return_counts=True)
    return counts[inverse.ravel()][len(X_train) :] > 1


def second_time(X_train, X_test):
    seen, again = set(), []
    for row in np.concatenate([X_train, X_test]):
        again.append(tuple(row) in seen)
        seen.add(tuple(row))
    return again[len(X_train) :]


def row_by_row(X_train, X_test):
    found = []
    for i in range(len(X_test)):
        if X_test[i] == X_train[i]:
            found.append(True)
        else:
            found.append(False)
    return found


def row_in_a_list(X_train, X_test):
    return [row in X_train.tolist() for row in X_test]


def test_first(X_test, X_train):
    return np.array([(X_train == row).all(axis=1).any() for row in X_test])


def but_the_last_row(A, B):
    marks = np.zeros(len(B), dtype=bool)
    for i in range(len(B) - 1):
        marks[i] = (B[i] == A).all(axis=1).any()
    return marks


def but_the_last_training_row(A, B):
    return np.array([any((A[i] == row).all() for i in range(len(A) - 1)) for row in B])


def side_by_side(A, B):
    marks = np.zeros(len(B), dtype=bool)
    short = min(len(A), len(B))
    marks[:short] = (A[:short] == B[:short]).all(axis=1)
    return marks


LEAK = [
    Case(by_sets),
    Case(leaked),
    Case(lambda A, B: [row.tolist() in A.tolist() for row in B]),
    Case(lambda A, B: np.abs(B[:, None] - A).sum(2).min(1) == 0),
    Case(by_two_loops, after="two loops, array_equal and break"),
    Case(lambda A, B: np.isin(as_voids(B), as_voids(A)), after="rows seen as structured scalars"),
    Case(lambda A, B: (cdist(B, A) == 0).any(axis=1), after="SciPy's cdist"),
    Case(lambda A, B: [any(np.allclose(row, known) for known in A) for row in B], after="np.allclose"),
    Case(lambda A, B: [row.tobytes() in {known.tobytes() for known in A} for row in B], after="hashes of rows"),
    Case(lambda A, B: [row in A for row in B], "`row in X_train`, like", after="row in array"),
    Case(lambda A, B: [tuple(row) in A for row in B], "`row in X_train`, like", after="tuple in array"),
    Case(lambda A, B: [np.any(row == A) for row in B], "is already true"),
    Case(lambda A, B: [(row == A).any(axis=1).any() for row in B], "is already true"),
    Case(lambda A, B: [any(x[0] == y[0] and x[1] == y[1] for x in A) for y in B], "only the first two numbers"),
    Case(lambda A, B: np.isin(B[:, 0], A[:, 0]), "only the first number", after="compares an id column"),
    Case(lambda A, B: np.isin(B.sum(axis=1), A.sum(axis=1)), "sum", after="compares row sums"),
    Case(lambda A, B: np.isin(B, A), "for each single number", after="np.isin"),
    Case(lambda A, B: np.isin(B, A).all(axis=1), "stands somewhere in the training rows", after="isin, then all"),
    Case(lambda A, B: np.isin(B, A).any(axis=1), "one of its numbers stands somewhere"),
    Case(
        lambda A, B: np.isin(B[:, 0], A[:, 0]) * np.all([np.isin(*c) for c in zip(B.T, A.T, strict=True)], 0),
        "in whatever row",
    ),
    Case(lambda A, B: [set(row) in [set(known) for known in A] for row in B], "in another order"),
    Case(lambda A, B: ~leaked(A, B), "have changed places"),
    Case(lambda A, B: equal_rows(A, B).any(axis=0), "marks training rows"),
    Case(test_first, "X_train, X_test", after="the test rows first"),
    Case(lambda A, B: sum(by_sets(A, B)), "how many there are", after="np.sum(duplicates)"),
    Case(lambda A, B: np.mean(by_sets(A, B)), "share", after="share of duplicates"),
    Case(lambda A, B: any(by_sets(A, B)), "whether there is a leak at all"),
    Case(lambda A, B: np.flatnonzero(by_sets(A, B)), "the numbers of the rows"),
    Case(lambda A, B: np.where(leaked(A, B)), "the numbers of the rows", after="np.where"),
    Case(lambda A, B: B[by_sets(A, B)], "the rows themselves"),
    Case(lambda A, B: B[~leaked(A, B)], "the rows themselves", after="drops the duplicates"),
    Case(lambda A, B: set(map(tuple, A)) & set(map(tuple, B)), "got set {", after="intersection of sets"),
    Case(lambda A, B: np.intersect1d(A, B), "numbers that stand in both", after="np.intersect1d"),
    Case(equal_rows, "table of all comparisons"),
    Case(lambda A, B: equal_rows(A, B).all(axis=1), "no row is marked"),
    Case(lambda A, B: [(row == A).all() for row in B], "no row is marked", after="all() over the table"),
    Case(lambda A, B: cdist(B, A).min(axis=1) < 1, "only lies near a training row"),
    Case(lambda A, B: (cdist(B, A) < 0.1).any(axis=1), "Compare with ==, not by distance"),
    Case(lambda A, B: (np.abs(B[:, None] - A) < 1).all(axis=2).any(axis=1), "only lies near"),
    Case(lambda A, B: (np.abs(B[:, None] - A).sum(axis=2) <= 1).any(axis=1), "only lies near"),
    Case(lambda A, B: ((B[:, None] - A) ** 2).sum(axis=2).min(axis=1) < 1e-2, "lies near", after="nearest < eps"),
    Case(lambda A, B: by_sets(A.round(2), B.round(2)), "lies near", after="rounds before comparing"),
    Case(lambda A, B: by_sets(A.astype(int), B.astype(int)), "whole numbers", after="astype(int)"),
    Case(lambda A, B: np.ones(len(B)), "every number of your answer is 1, whatever comes in. Wanted first: [ True"),
    Case(lambda A, B: np.zeros((len(B), 1)), "As many numbers, in another shape"),
    Case(table_by_table, "Take one row of X_test and compare it with all of X_train", after="X_train == X_test"),
    Case(overwritten, "last training row", after="a flag overwritten in the inner loop"),
    Case(returned_at_once, "`return`", after="return inside the loop"),
    Case(counted_together, "among the test rows", after="counts in the concatenated table"),
    Case(second_time, "among the test rows", after="duplicated() on the concatenated table"),
    Case(lambda A, B: np.isin(B[:, -1], A[:, -1]), "only the last number", after="compares one column"),
    Case(
        lambda A, B: [(a == b).all() for a, b in zip(A, B, strict=False)],
        "at the same place",
        after="zip of the tables",
    ),
    Case(lambda A, B: [(row == B).all(axis=1).sum() > 1 for row in B], "with itself", after="duplicated() of the test"),
    Case(lambda A, B: np.argwhere(equal_rows(A, B)), "the numbers of the rows", after="np.argwhere"),
    Case(row_by_row, "`if`, `and`", after="if on an array"),
    Case(row_in_a_list, "want one True or False", after="array in a list"),
    Case(lambda A, B: [equal_rows(A, B)[i].sum() for i in range(len(B))], "the right rows, but as numbers"),
    Case(lambda A, B: np.array(by_sets(A, B)).astype(int), "as numbers", after="0 and 1 for True and False"),
    Case(but_the_last_row, "the last test row is never looked at", after="range(len(X) - 1)"),
    Case(but_the_last_training_row, "the last training row is never", after="range(len(X) - 1)"),
    Case(side_by_side, "only with the one at the same place", after="row i beside row i"),
    Case(
        lambda A, B: np.array([(row == A).any(axis=1).all() for row in B]),
        "in each other's place",
        after="any, then all",
    ),
]

# ---- split ----


def cut(X, Y, train, test):
    return X[train], X[test], Y[train], Y[test]


def in_order(order, n_train=None):
    """A split along an order of the rows."""
    return lambda X, Y, rng: cut(X, Y, *np.split(order(len(X), rng), [n_train or round(0.7 * len(X))]))


def permutation(n, rng):
    return rng.permutation(n)


right_split = in_order(permutation)


def by_mask(X, Y, rng):
    train = rng.permutation(len(X)) < round(0.7 * len(X))
    return cut(X, Y, train, ~train)


def by_sklearn(X, Y, rng):
    return train_test_split(X, Y, test_size=0.3, random_state=int(rng.integers(1000)))


def by_shuffled_lists(X, Y, rng):
    rows = list(zip(X.tolist(), Y.tolist(), strict=True))
    rng.shuffle(rows)
    n = round(0.7 * len(rows))
    return [x for x, _ in rows[:n]], [x for x, _ in rows[n:]], [y for _, y in rows[:n]], [y for _, y in rows[n:]]


def by_shuffled_indices(X, Y, rng):
    indices = np.arange(X.shape[0])
    rng.shuffle(indices)
    size = int(round(len(X) * 0.3))
    return X[indices[size:]], X[indices[:size]], Y[indices[size:]], Y[indices[:size]]


def by_choice_and_delete(X, Y, rng, replace=False):
    train = rng.choice(len(X), round(0.7 * len(X)), replace=replace)
    return X[train], np.delete(X, train, axis=0), Y[train], np.delete(Y, train, axis=0)


def by_stacking(X, Y, rng):
    table = rng.permutation(np.column_stack([X, Y]))
    n, k = round(0.7 * len(X)), X.shape[1]
    return table[:n, :k], table[n:, :k], table[:n, k:], table[n:, k:]


def two_orders(X, Y, rng):
    i, j, n = rng.permutation(len(X)), rng.permutation(len(X)), round(0.7 * len(X))
    return X[i[:n]], X[i[n:]], Y[j[:n]], Y[j[n:]]


def two_draws(X, Y, rng):
    n = round(0.7 * len(X))
    return cut(X, Y, rng.permutation(len(X))[:n], rng.permutation(len(X))[n:])


def rows_lost(X, Y, rng):
    order, n = rng.permutation(len(X)), round(0.7 * len(X))
    return cut(X, Y, order[:n], order[n + 1 :])


def cut_first(X, Y, rng):
    n = round(0.7 * len(X))
    return cut(X, Y, rng.permutation(n), n + rng.permutation(len(X) - n))


def wrong_way_round(X, Y, rng):
    X_train, X_test, Y_train, Y_test = right_split(X, Y, rng)
    return X_test, X_train, Y_test, Y_train


def by_pairs(X, Y, rng):
    X_train, X_test, Y_train, Y_test = right_split(X, Y, rng)
    return X_train, Y_train, X_test, Y_test


def columns_moved(X, Y, rng):
    return right_split(rng.permuted(X, axis=0), Y, rng)


def in_place(X, Y, rng):
    rng.shuffle(X)
    return right_split(X, Y, rng)


def both_in_place(X, Y, rng):
    rng.shuffle(X)
    rng.shuffle(Y)
    n = round(0.7 * len(X))
    return X[:n], X[n:], Y[:n], Y[n:]


def only_X_shuffled(X, Y, rng):
    X, n = X[rng.permutation(len(X))], round(0.7 * len(X))
    return X[:n], X[n:], Y[:n], Y[n:]


def by_a_coin(X, Y, rng):
    train = rng.random(len(X)) < 0.7
    return cut(X, Y, train, ~train)


def seeded_again(n, rng):
    np.random.seed(42)  # noqa: NPY002
    return np.random.permutation(n)  # noqa: NPY002


def by_the_module_random(n, rng):
    return np.array(random.sample(range(n), n))


def nothing_as_an_order(X, Y, rng):
    order = rng.shuffle(np.arange(len(X)))
    X, Y, n = X[order], Y[order], round(0.7 * len(X))
    return X[:n], X[n:], Y[:n], Y[n:]


def columns_are_samples(X, Y, rng):
    order, n = rng.permutation(len(X)), round(0.7 * len(X))
    return X[:, order[:n]], X[:, order[n:]], Y[:, order[:n]], Y[:, order[n:]]


def generator_as_a_state(X, Y, rng):
    return train_test_split(X, Y, test_size=0.3, random_state=rng)


def a_float_as_a_place(X, Y, rng):
    order, n = rng.permutation(len(X)), 0.7 * len(X)
    return cut(X, Y, order[:n], order[n:])


def rows_twice(X, Y, rng):
    order, n = rng.permutation(len(X)), round(0.7 * len(X))
    return cut(X, Y, order[:n], order[: len(X) - n])


def numbers_of_the_rows(X, Y, rng):
    train, test = np.split(rng.permutation(len(X)), [round(0.7 * len(X))])
    return train, test, train, test


def generator_first(rng, X, Y):
    return right_split(X, Y, rng)


SPLIT = [
    Case(right_split),
    Case(by_mask),
    Case(by_sklearn),
    Case(by_shuffled_lists),
    Case(by_shuffled_indices, after="np.arange, shuffled in place"),
    Case(by_choice_and_delete, after="choice without replacement, np.delete for the rest"),
    Case(by_stacking, after="X and Y stacked, shuffled, taken apart"),
    Case(two_orders, "rows and targets are parted"),
    Case(only_X_shuffled, "rows and targets are parted"),
    Case(in_order(lambda n, rng: rng.integers(0, n, n)), "names each row once"),
    Case(
        lambda X, Y, rng: by_choice_and_delete(X, Y, rng, True), "names each row once", after="choice with replacement"
    ),
    Case(two_draws, "names each row once"),
    Case(rows_twice, "names each row once", after="the test rows are the first again"),
    Case(rows_lost, "1 of 40 rows"),
    Case(in_order(lambda n, rng: np.arange(n)), "Shuffle before you cut"),
    Case(cut_first, "Shuffle before you cut"),
    Case(wrong_way_round, "the 70 % came out as test rows"),
    Case(by_pairs, "the second result looks like targets", after="X_train, y_train, X_test, y_test"),
    Case(
        lambda X, Y, rng: (lambda a, b, c, d: ((a, c), (b, d)))(*right_split(X, Y, rng)),
        "two pairs",
        after="(x_train, y_train), (x_test, y_test), as Keras' data sets",
    ),
    Case(
        lambda X, Y, rng: dict(zip(("X_train", "X_test", "Y_train", "Y_test"), right_split(X, Y, rng), strict=True)),
        "got a dictionary",
        after="returns a dictionary",
    ),
    Case(columns_moved, "Move whole rows"),
    Case(in_place, "changes its argument number 1"),
    Case(both_in_place, "changes its argument number 1", after="shuffle(X), shuffle(y)"),
    Case(in_order(lambda n, rng: np.random.default_rng(0).permutation(n)), "two different generators"),
    Case(in_order(seeded_again), "two different generators", after="np.random.seed(42)"),
    Case(
        lambda X, Y, rng: train_test_split(X, Y, test_size=0.3, random_state=42),
        "two different generators",
        after="random_state=42",
    ),
    Case(in_order(lambda n, rng: np.random.default_rng().permutation(n)), "must come from rng"),
    Case(in_order(lambda n, rng: np.random.permutation(n)), "must come from rng", after="np.random"),  # noqa: NPY002
    Case(in_order(by_the_module_random), "must come from rng", after="the module random"),
    Case(in_order(permutation, n_train=20), "X_train has 20 and Y_train 20 rows, wanted 28 of 40"),
    Case(
        lambda X, Y, rng: in_order(permutation, round(0.8 * len(X)))(X, Y, rng), "wanted 28 of 40", after="80 percent"
    ),
    Case(lambda X, Y, rng: in_order(permutation, int(0.7 * len(X)))(X, Y, rng), "Use round(...)", after="int(0.7 * n)"),
    Case(by_a_coin, "chance", after="np.random.rand(n) < 0.7"),
    Case(in_order(lambda n, rng: rng.shuffle(np.arange(n))), "returns None"),
    Case(nothing_as_an_order, "returns None", after="order = shuffle(order)"),
    Case(columns_are_samples, "X[:, train]", after="X[:, permutation], as a large online course does"),
    Case(generator_as_a_state, "int(rng.integers(", after="random_state=rng"),
    Case(in_order(lambda n, rng: rng.randint(0, n, n)), "That is a name of np.random", after="rng.randint"),
    Case(numbers_of_the_rows, "not their numbers", after="returns indices"),
    Case(generator_first, "in the order X, Y, rng", after="the generator first"),
    Case(a_float_as_a_place, "Whole numbers are wanted there", after="a float as a place"),
    Case(lambda X, Y, rng: (X, Y), "wanted 4 results"),
    Case(lambda X, Y, rng: print(right_split(X, Y, rng)), "Is the `return` missing"),
    Case(lambda X, Y, rng: ("a", "b", "c", "d"), "should be arrays of numbers"),
    Case(lambda X, Y, rng: (*right_split(X, Y, rng)[:2], Y[:28, 0], Y[28:, 0]), "wanted 3 columns"),
]

# ---- mend_split ----


def mended(unique_first=True, orders=1, with_targets=True, shuffle=True, share=0.7):
    """A split that removes copies, with the faults that are asked for."""

    def mend_split(X, Y, rng):
        if unique_first:
            X, first = np.unique(X, axis=0, return_index=True)
            Y = Y[first] if with_targets else Y[: len(X)]
        n = round(share * len(X))
        order = rng.permutation(len(X)) if shuffle else np.arange(len(X))
        other = rng.permutation(len(X)) if orders == 2 else order
        X_train, X_test, Y_train, Y_test = cut(X, Y, order[:n], other[n:])
        if unique_first:
            return X_train, X_test, Y_train, Y_test
        X_train, i = np.unique(X_train, axis=0, return_index=True)
        X_test, j = np.unique(X_test, axis=0, return_index=True)
        return X_train, X_test, Y_train[i], Y_test[j]

    return mend_split


def mended_by_sklearn(X, Y, rng):
    X, first = np.unique(X, axis=0, return_index=True)
    return train_test_split(X, Y[first], test_size=0.3, random_state=int(rng.integers(1000)))


def mended_by_dictionary(X, Y, rng):
    rows = list({tuple(x): (x, y) for x, y in zip(X, Y, strict=True)}.values())
    rng.shuffle(rows)
    n = round(0.7 * len(rows))
    train, test = rows[:n], rows[n:]
    return [x for x, _ in train], [x for x, _ in test], [y for _, y in train], [y for _, y in test]


def mended_by_a_set_of_seen(X, Y, rng):
    seen, keep = set(), []
    for i, row in enumerate(X):
        if tuple(row) not in seen:
            seen.add(tuple(row))
            keep.append(i)
    return right_split(X[keep], Y[keep], rng)


def mended_in_the_old_order(X, Y, rng):
    first = np.sort(np.unique(X, axis=0, return_index=True)[1])
    return right_split(X[first], Y[first], rng)


def mended_stacked(X, Y, rng):
    table = np.unique(np.hstack([X, Y]), axis=0)
    return right_split(table[:, :2], table[:, 2:], rng)


def mended_by_voids(X, Y, rng):
    _, first = np.unique(as_voids(X), return_index=True)
    return right_split(X[first], Y[first], rng)


def two_shuffles_of_pairs(X, Y, rng):
    X, first = np.unique(X, axis=0, return_index=True)
    return two_orders(X, Y[first], rng)


def sorted_apart(X, Y, rng):
    return right_split(np.unique(X, axis=0), np.unique(Y, axis=0), rng)


def counted_too_early(X, Y, rng):
    n = round(0.7 * len(X))
    X, first = np.unique(X, axis=0, return_index=True)
    order = rng.permutation(len(X))
    return cut(X, Y[first], order[:n], order[n:])


def struck_out(X, Y, rng):
    """Copies of training rows struck out of the test: honest, but not the split that was asked for."""
    X_train, X_test, Y_train, Y_test = right_split(X, Y, rng)
    X_train, i = np.unique(X_train, axis=0, return_index=True)
    new = ~leaked(X_train, X_test)
    X_test, j = np.unique(X_test[new], axis=0, return_index=True)
    return X_train, X_test, Y_train[i], Y_test[new][j]


def struck_out_only(X, Y, rng):
    X_train, X_test, Y_train, Y_test = right_split(X, Y, rng)
    new = ~leaked(X_train, X_test)
    return X_train, X_test[new], Y_train, Y_test[new]


def without_axis(X, Y, rng):
    X, first = np.unique(X, return_index=True)
    return right_split(X, Y[first % len(Y)], rng)


def places_in_a_table_of_numbers(X, Y, rng):
    X, first = np.unique(X, return_index=True)
    return right_split(X, Y[first], rng)


def by_inverse(X, Y, rng):
    X, inverse = np.unique(X, axis=0, return_inverse=True)
    return right_split(X, Y[inverse.ravel()], rng)


def by_a_set(X, Y, rng):
    X = np.array(list(set(map(tuple, X))))
    return right_split(X, Y[: len(X)], rng)


def Y_left(X, Y, rng):
    return right_split(np.unique(X, axis=0), Y, rng)


def forgot_to_unpack(X, Y, rng):
    X = np.unique(X, axis=0, return_index=True)
    return right_split(X, Y, rng)


def together(X, Y, rng):
    different, group = np.unique(X, axis=0, return_inverse=True)
    train = rng.permutation(len(different))[group.ravel()] < round(0.7 * len(different))
    return cut(X, Y, train, ~train)


def one_column_for_a_row(X, Y, rng):
    _, first = np.unique(X[:, 0], return_index=True)
    return right_split(X[first], Y[first], rng)


def cut_off(X, Y, rng):
    X, first = np.unique(X, axis=0, return_index=True)
    return in_order(permutation, int(0.7 * len(X)))(X, Y[first], rng)


def changed(change):
    return lambda X, Y, rng: change(*mended()(X, Y, rng))


def all_copies_gone(X, Y, rng):
    _, first, count = np.unique(X, axis=0, return_index=True, return_counts=True)
    keep = rng.permutation(first[count == 1])
    n_train = round(0.7 * len(keep))
    return X[keep[:n_train]], X[keep[n_train:]], Y[keep[:n_train]], Y[keep[n_train:]]


MEND_SPLIT = [
    Case(mended()),
    Case(mended_by_sklearn),
    Case(mended_by_dictionary),
    Case(mended_by_a_set_of_seen, after="a set of rows seen so far"),
    Case(mended_in_the_old_order, after="drop_duplicates: the first of each, in the old order"),
    Case(mended_stacked, after="unique rows of X and Y stacked"),
    Case(mended_by_voids, after="unique rows by a structured view"),
    Case(mended(unique_first=False, orders=2), "rows stand on both sides"),
    Case(mended(orders=2), "on a table without any copies"),
    Case(mended(unique_first=False), "have a copy in X_train", after="deduplicates after the split"),
    Case(right_split, "have a copy in X_train"),
    Case(by_sklearn, "have a copy in X_train", after="train_test_split alone"),
    Case(mended(with_targets=False), "Y[first]"),
    Case(by_inverse, "Y[first]", after="return_inverse for return_index"),
    Case(by_a_set, "rows and targets are parted", after="set(map(tuple, X))"),
    Case(two_shuffles_of_pairs, "rows and targets are parted"),
    Case(sorted_apart, "rows and targets are parted", after="unique of X, unique of Y"),
    Case(Y_left, "rows and targets are parted", after="unique of X, all of Y"),
    Case(without_axis, "axis=0", after="np.unique without axis"),
    Case(places_in_a_table_of_numbers, "axis=0", after="np.unique without axis"),
    Case(forgot_to_unpack, "X, first = np.unique", after="one name for two results"),
    Case(counted_too_early, "when the copies are gone"),
    Case(mended(shuffle=False), "Draw an order after it"),
    Case(mended(share=0.5), "X_train has 20 and Y_train 20 rows, wanted 28 of 40"),
    Case(one_column_for_a_row, "Copies agree in *all*", after="drop_duplicates by one column"),
    Case(cut_off, "Use round(...)", after="int(0.7 * n)"),
    Case(struck_out, "when the copies are gone", after="drops the leaked rows from the test"),
    Case(struck_out_only, "come more than once", after="drops the leaked rows from the test only"),
    Case(together, "come more than once", after="a split by groups"),
    Case(lambda X, Y, rng: mended()(X, Y, np.random.default_rng(0)), "two different generators"),
    Case(lambda X, Y, rng: mended()(X, Y, np.random.default_rng()), "must come from rng"),
    Case(lambda X, Y, rng: mended()(X, Y, rng)[:2], "wanted 4 results"),
    Case(changed(lambda a, b, c, d: (a, c, b, d)), "looks like targets", after="X_train, y_train, X_test, y_test"),
    Case(lambda X, Y, rng: (*mended()(X, Y, rng)[:2], Y, Y), "X_train has 28 rows and Y_train 40"),
    Case(in_place, "changes its argument number 1"),
    Case(changed(lambda a, b, c, d: (a, b[1:], c, d[1:])), "1 of 40 rows"),
    Case(changed(lambda a, b, c, d: (a + 0.5, b, c, d)), "Move whole rows"),
    Case(changed(lambda a, b, c, d: (b, a, d, c)), "the 70 % came out as test rows"),
    Case(changed(lambda a, b, c, d: None), "Is the `return` missing"),
    Case(all_copies_gone, "One of each should stay", after="counts == 1"),
]

CORPUS = {"leak": LEAK, "split": SPLIT, "mend_split": MEND_SPLIT}
