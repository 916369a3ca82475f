"""Lesson 08: dead units, their deaths and returns, and how often a few seeds mislead."""

import random

import numpy as np

from . import Case

# ---- dead_units ----


def column_by_column(a):
    dead = []
    for j in range(a.shape[1]):
        dead.append(np.count_nonzero(a[:, j]) == 0)
    return dead


def flags_that_one_row_clears(a):
    dead = np.ones(a.shape[1], dtype=bool)
    for row in a:
        dead[row > 0] = False
    return dead


def the_last_row_decides(a):
    dead = np.zeros(a.shape[1], dtype=bool)
    for row in a:
        for j, value in enumerate(row):
            dead[j] = value == 0
    return dead


def one_answer_for_the_first_unit(a):
    for column in a.T:
        return not (column > 0).any()


def as_many_units_as_rows(a):
    return np.array([a[:, j].max() == 0 for j in range(a.shape[0])])


def if_on_an_array(a):
    return [0 if a[:, j] > 0 else 1 for j in range(a.shape[1])]


def tilde_of_whole_numbers(a):
    return ~(a > 0).any(axis=0).astype(int)


def bool_array(a):
    return np.array([bool(column.any()) is False for column in a.T])


def with_not(a):
    return not (a > 0).any(axis=0)


DEAD = [
    Case(lambda a: ~(a > 0).any(axis=0)),
    Case(lambda a: (a == 0).all(axis=0)),
    Case(lambda a: a.max(axis=0) <= 0),
    Case(lambda a: [not any(value > 0 for value in column) for column in a.T]),
    Case(lambda a: (a > 0).mean(axis=0) == 0),
    Case(column_by_column, after="counts what is not 0, column by column"),
    Case(flags_that_one_row_clears, after="flags that start True"),
    Case(lambda a: np.sum(a, axis=0) == 0, after="the sum over the batch is 0"),
    Case(lambda a: np.logical_not(np.any(a, axis=0)), after="np.any of the outputs themselves"),
    Case(bool_array, after="bool(...) of each column"),
    Case(lambda a: ~(a >= 0).any(axis=0), "no unit is dead, you say"),
    Case(lambda a: (a < 0).all(axis=0), "no unit is dead, you say"),
    Case(lambda a: (a >= 0).all(axis=0), "all units are dead, you say"),
    Case(lambda a: (a == 0).any(axis=0), "off for one row is called dead"),
    Case(lambda a: a.min(axis=0) == 0, "off for one row is called dead", "the smallest output"),
    Case(lambda a: ~a.all(axis=0), "off for one row is called dead", "all for any"),
    Case(lambda a: (a > 0).any(axis=0), "these are the units that are alive"),
    Case(lambda a: np.sum(a, axis=0) != 0, "these are the units that are alive", "the sum is not 0"),
    Case(lambda a: ~(a > 0).any(axis=1), "these are rows, not units"),
    Case(lambda a: (a > 0).any(axis=1), "these are rows, not units"),
    Case(lambda a: (a == 0).any(axis=1), "these are rows, not units"),
    Case(lambda a: (a > 0).sum(axis=1), "these are rows, not units"),
    Case(lambda a: a.mean(axis=1) == 0, "these are rows, not units", "mean over the last axis"),
    Case(lambda a: (a == 0).mean(axis=1), "these are rows, not units", "share of zeros of each sample"),
    Case(lambda a: (a > 0).sum(axis=0), "the rows on which each unit is on"),
    Case(lambda a: (a == 0).sum(axis=0), "the count, or the share, of the rows", "counts zeros"),
    Case(lambda a: (a > 0).mean(axis=0), "the count, or the share, of the rows"),
    Case(lambda a: np.mean(a == 0, axis=0), "the count, or the share, of the rows", "share of zeros"),
    Case(lambda a: a.mean(axis=0), "the outputs themselves", "the mean activation of each unit"),
    Case(lambda a: a.max(axis=0), "the outputs themselves", "the largest activation of each unit"),
    Case(lambda a: np.flatnonzero(a.max(axis=0) == 0), "the numbers of the dead units"),
    Case(lambda a: np.where(~(a > 0).any(axis=0)), "the numbers of the dead units", "np.where"),
    Case(lambda a: np.where(~(a > 0).any(axis=0))[0], "the numbers of the dead units", "np.where, unpacked"),
    Case(lambda a: np.argwhere(~a.any(axis=0)), "the numbers of the dead units", "np.argwhere"),
    Case(lambda a: [j for j, c in enumerate(a.T) if not c.any()], "the numbers of the dead units", "a list of them"),
    Case(lambda a: (a.max(axis=0) == 0).sum(), "how many are dead"),
    Case(lambda a: np.mean(np.all(a == 0, axis=0)), "how many are dead, or which share", "dead fraction"),
    Case(lambda a: 100 * (a.max(axis=0) == 0).mean(), "how many are dead, or which share", "a percentage for the log"),
    Case(
        lambda a: (int((a.max(axis=0) == 0).sum()), a.shape[1]),
        "how many are dead, or which share",
        "returns dead, total",
    ),
    Case(lambda a: (a.max(axis=0) == 0).any(), "one answer comes back"),
    Case(lambda a: ~(a > 0).any(), "one answer comes back"),
    Case(one_answer_for_the_first_unit, "one answer comes back", "return inside the loop"),
    Case(lambda a: a == 0, "for each number whether it is 0"),
    Case(lambda a: a > 0, "for each number whether it is", "the mask alone"),
    Case(lambda a: a[0] == 0, "Only one row is asked"),
    Case(the_last_row_decides, "Only one row is asked", "a flag that each row overwrites"),
    Case(lambda a: a.std(axis=0) == 0, "on with the same output everywhere"),
    Case(lambda a: np.var(a, axis=0) < 1e-12, "on with the same output everywhere", "variance near 0"),
    Case(lambda a: np.isclose(a, 0).all(axis=0), "on for every row with tiny outputs"),
    Case(
        lambda a: [np.allclose(c, 0) for c in a.T], "on for every row with tiny outputs", "np.allclose of each column"
    ),
    Case(lambda a: np.abs(a).max(axis=0) < 1e-6, "on for every row with tiny outputs", "a threshold"),
    Case(lambda a: (a > 0).mean(axis=0) < 0.01, "How many rows must turn a unit on"),
    Case(lambda a: np.mean(a == 0, axis=0) > 0.95, "How many rows must turn a unit on", "off for 95 % of the rows"),
    Case(lambda a: (a[:100] == 0).all(axis=0), "Not all rows are asked"),
    Case(lambda a: a.mean(axis=0).round(3) == 0, "on for every row with tiny outputs"),
    Case(lambda a: a.max(axis=0) < 1e-3, "on for every row with tiny outputs"),
    Case(lambda a: np.where(np.arange(a.shape[1]) == 1, 1, 0), "dead units are not found"),
    Case(lambda a: (a.max(axis=0) == 0)[None], "has shape (1, 3), wanted (3,)"),
    Case(lambda a: (a == 0).all(axis=0, keepdims=True), "As many numbers, in another shape", "keepdims"),
    Case(lambda a: a[:, a.max(axis=0) == 0], "the columns of the dead units", "indexes with the mask"),
    Case(tilde_of_whole_numbers, "~ turns True and False around", "~ of 0 and 1"),
    Case(as_many_units_as_rows, "counts all numbers of a table, `len(x)` its rows", "range(a.shape[0]) for units"),
    Case(if_on_an_array, "Compare whole arrays", "if on a column"),
    Case(lambda a: all(a == 0), "Compare whole arrays", "the builtin all"),
    Case(lambda a: -(a > 0).any(axis=0), "`~mask` turns True and False around", "minus for not"),
    Case(lambda a: (a == 0).all(dim=0), "NumPy says axis and keepdims", "PyTorch's dim"),
    Case(lambda a: {j: not c.any() for j, c in enumerate(a.T)}, "a dictionary with 0, 1, 2", "a dict by unit"),
    Case(lambda a: (a == 0).all(axis=0).tolist() and None, "returns None"),
    Case(with_not, "`~` turns each True around"),
]

# ---- deaths ----


def deaths(on):
    n_steps, n_units = on.shape
    first, back = np.full(n_units, -1), np.zeros(n_units, dtype=int)
    for step in range(n_steps):
        for unit in range(n_units):
            if on[step, unit] and first[unit] != -1:
                back[unit] += 1
            elif not on[step, unit] and first[unit] == -1:
                first[unit] = step
    return first, back


def deaths_by_masks(on):
    off = np.logical_or.accumulate(~on, axis=0)
    return np.where(off.any(axis=0), off.argmax(axis=0), -1), np.sum(on & off, axis=0)


def deaths_by_columns(on):
    first, back = [], []
    for column in on.T.tolist():
        died = column.index(False) if False in column else -1
        first.append(died)
        back.append(sum(column[died:]) if died >= 0 else 0)
    return first, back


def deaths_row_by_row(on):
    first = np.full(on.shape[1], -1)
    back = np.zeros(on.shape[1])
    for step, row in enumerate(on):
        first[(first < 0) & ~row] = step
        back += row & (first >= 0)
    return first, back


def deaths_with_where(on):
    first, back = [], []
    for unit in range(on.shape[1]):
        dead = np.where(on[:, unit] == 0)[0]
        first.append(dead[0] if len(dead) else -1)
        back.append(on[dead[0] :, unit].sum() if len(dead) else 0)
    return np.array(first), np.array(back)


def one_flag_for_all_units(on):
    first, back, died = np.full(on.shape[1], -1), np.zeros(on.shape[1]), False
    for unit in range(on.shape[1]):
        for step in range(len(on)):
            if not on[step, unit] and not died:
                first[unit], died = step, True
            elif on[step, unit] and died:
                back[unit] += 1
    return first, back


def counts_after(start, on):
    """In how many steps each unit is on, from its own start (n_units,) on."""
    return np.array([column[k:].sum() for k, column in zip(start, on.T, strict=True)])


def first_of(on):
    return deaths(on)[0]


def stops_at_the_first_death(on):
    first, back = np.full(on.shape[1], -1), np.zeros(on.shape[1])
    for unit in range(on.shape[1]):
        for step in range(len(on)):
            if not on[step, unit]:
                first[unit] = step
                break
            elif first[unit] >= 0:
                back[unit] += 1
    return first, back


def later_deaths_written_over(on):
    first, back = np.full(on.shape[1], -1), np.zeros(on.shape[1], dtype=int)
    for step in range(len(on)):
        for unit in range(on.shape[1]):
            if not on[step, unit]:
                first[unit] = step
            elif first[unit] >= 0:
                back[unit] += 1
    return first, back


def alive_is_none(on):
    first, back = deaths(on)
    return [None if k < 0 else k for k in first], back


def by_changes(on):
    change = np.diff(on.astype(int), axis=0)
    first = np.where((change == -1).any(axis=0), (change == -1).argmax(axis=0) + 1, -1)
    return first, deaths(on)[1]


def numbers_swapped(on):
    n_units, n_steps = on.shape
    first, back = np.full(n_units, -1), np.zeros(n_units)
    for step in range(n_steps):
        for unit in range(n_units):
            if not on[step, unit] and first[unit] < 0:
                first[unit] = step
    return first, back


def return_in_the_loop(on):
    first, back = np.full(on.shape[1], -1), np.zeros(on.shape[1])
    for unit in range(on.shape[1]):
        for step in range(len(on)):
            if not on[step, unit] and first[unit] < 0:
                first[unit] = step
            elif on[step, unit] and first[unit] >= 0:
                back[unit] += 1
        return first, back


def zero_for_falsy(on):
    first, back = [0] * on.shape[1], [0] * on.shape[1]
    for step in range(len(on)):
        for unit in range(on.shape[1]):
            if not on[step, unit] and not first[unit]:
                first[unit] = step
            elif on[step, unit] and first[unit]:
                back[unit] += 1
    return first, back


DEATHS = [
    Case(deaths),
    Case(deaths_by_masks, after="logical_or.accumulate"),
    Case(deaths_by_columns, after="list.index of each column"),
    Case(deaths_row_by_row),
    Case(deaths_with_where, after="np.where of each column"),
    Case(lambda on: (on.argmin(axis=0), deaths(on)[1]), "never off dies at step 0 with you", "np.argmin"),
    Case(lambda on: ((~on).argmax(axis=0), deaths(on)[1]), "never off dies at step 0 with you", "np.argmax"),
    Case(lambda on: (np.where(first_of(on) < 0, len(on), first_of(on)), deaths(on)[1]), "never off gets a step"),
    Case(lambda on: (first_of(on) + 1, deaths(on)[1]), "a step too late", "counts from 1"),
    Case(lambda on: (np.where(first_of(on) < 0, -1, first_of(on) + 1), deaths(on)[1]), "a step too late"),
    Case(later_deaths_written_over, "the last step in which a unit is off", "overwritten in the loop"),
    Case(by_changes, "off from the start is not found", "np.diff"),
    Case(lambda on: (on.argmax(axis=0), deaths(on)[1]), "first step in which a unit is *on*", "argmax of on"),
    Case(lambda on: ((~on).sum(axis=0), deaths(on)[1]), "in how many steps a unit is off"),
    Case(lambda on: (~on.all(axis=0), deaths(on)[1]), "whether, not when"),
    Case(lambda on: (on.argmin(axis=1), on.sum(axis=1)), "a number for each step", "axis=1"),
    Case(numbers_swapped, "n_steps, n_units = on.shape?", "n_units, n_steps = on.shape"),
    Case(lambda on: (first_of(on), on.sum(axis=0)), "before its first death, too", "counts all"),
    Case(lambda on: (first_of(on), counts_after(first_of(on), on)), "off the last step counts", "a slice from -1"),
    Case(lambda on: (first_of(on), counts_after(np.maximum(first_of(on), 0), on)), "all steps are counted"),
    Case(
        lambda on: (first_of(on), (np.diff(on.astype(int), axis=0) == 1).sum(axis=0)),
        "how often a unit comes back",
        "np.diff",
    ),
    Case(
        lambda on: (first_of(on), deaths(on)[1] > 0), "whether, not in how many steps", "True for those that came back"
    ),
    Case(lambda on: (first_of(on), deaths(on)[1] / len(on)), "these are shares"),
    Case(lambda on: (first_of(on), np.where(first_of(on) < 0, -1, deaths(on)[1])), "Its count is 0"),
    Case(lambda on: (first_of(on), (~on).sum(axis=0)), "the steps in which a unit is off"),
    Case(lambda on: deaths(on)[::-1], "they come back as back, first", "exchanged"),
    Case(lambda on: first_of(on), "wanted 2 results, first, back", "first alone"),
    Case(stops_at_the_first_death, "nothing is counted", "break"),
    Case(one_flag_for_all_units, "only one unit dies", "one flag for all units"),
    Case(alive_is_none, "first is -1 and back is 0; yours are nan", "None for -1"),
    Case(return_in_the_loop, "stands inside the `for` loop"),
    Case(zero_for_falsy, "a death at step 0 is overlooked", "0 means not yet"),
    Case(lambda on: [].append(on), "returns None"),
]

# ---- misled ----


def misled(first, second, n, rng):
    wrong = 0
    for _ in range(1000):
        seeds = rng.choice(len(first), n, replace=False)
        wrong += second[seeds].sum() <= first[seeds].sum()
    return wrong / 1000


def by_shuffling(first, second, n, rng):
    ahead = [
        second[order[:n]].mean() > first[order[:n]].mean() for order in (rng.permutation(100) for _ in range(1000))
    ]
    return 1 - np.mean(ahead)


def by_sorting_random_numbers(first, second, n, rng):
    seeds = np.argsort(rng.random((1000, len(first))), axis=1)[:, :n]
    return float((second[seeds].sum(axis=1) <= first[seeds].sum(axis=1)).mean())


def by_differences(first, second, n, rng):
    gain = second.astype(int) - first.astype(int)
    results = []
    for _ in range(1000):
        results.append(rng.choice(gain, size=n, replace=False).sum())
    return np.mean(np.array(results) <= 0)


def with_a_counter_and_lists(first, second, n, rng):
    trials, not_ahead = 1000, 0
    for _ in range(trials):
        picked = list(rng.permutation(len(first)))[:n]
        if not sum(second[i] for i in picked) > sum(first[i] for i in picked):
            not_ahead += 1
    return not_ahead / trials


def early(first, second, n, rng):
    wrong = 0
    for _ in range(1000):
        seeds = rng.choice(len(first), n, replace=False)
        wrong += second[seeds].sum() <= first[seeds].sum()
        return wrong / 1000


def drawn_before_the_loop(first, second, n, rng):
    seeds = rng.choice(len(first), n, replace=False)
    return sum(second[seeds].sum() <= first[seeds].sum() for _ in range(1000)) / 1000


def a_new_generator_inside(first, second, n, rng):
    wrong = 0
    for _ in range(1000):
        seeds = np.random.default_rng(0).choice(len(first), n, replace=False)
        wrong += second[seeds].sum() <= first[seeds].sum()
    return wrong / 1000


def the_first_n(first, second, n, rng):
    return sum(second[:n].sum() <= first[:n].sum() for _ in range(1000)) / 1000


def seed_by_seed(first, second, n, rng):
    picks = (rng.choice(len(first), n, replace=False) for _ in range(1000))
    return sum((second[seeds] <= first[seeds]).any() for seeds in picks) / 1000


def draws(judge=lambda a, b: b <= a, replace=False, apart=False, scale=1 / 1000, count=1000, size=None, last=None):
    """misled with something wrong in it; judge compares two counts."""

    def wrong(first, second, n, rng):
        found = 0
        for _ in range(count):
            seeds = rng.choice(last or len(first), size or n, replace=replace)
            others = rng.choice(len(first), n, replace=replace) if apart else seeds
            found += judge(first[seeds].sum(), second[others].sum())
        return found * scale

    return wrong


def n_draws(first, second, n, rng):
    """As many draws as seeds in each."""
    return draws(count=n, scale=1 / n)(first, second, n, rng)


def from_the_first_n(first, second, n, rng):
    return draws(last=n)(first, second, n, rng)


def seeds_one_by_one(first, second, n, rng):
    picks = [rng.choice(len(first), n, replace=False) for _ in range(1000)]
    return np.mean([np.mean(second[seeds] <= first[seeds]) for seeds in picks])


def values_of_each(first, second, n, rng):
    wrong = 0
    for _ in range(1000):
        wrong += rng.choice(second, n).sum() <= rng.choice(first, n).sum()
    return wrong / 1000


def floor_division(first, second, n, rng):
    return round(1000 * misled(first, second, n, rng)) // 1000


def pythons_random(first, second, n, rng):
    picks = [random.sample(range(len(first)), n) for _ in range(1000)]
    return np.mean([second[p].sum() <= first[p].sum() for p in picks])


def numpys_global(first, second, n, rng):
    picks = [np.random.permutation(len(first))[:n] for _ in range(1000)]  # noqa: NPY002
    return np.mean([second[p].sum() <= first[p].sum() for p in picks])


def shuffles_the_arguments(first, second, n, rng):
    rng.shuffle(first)
    rng.shuffle(second)
    return float(second[:n].sum() <= first[:n].sum())


def shuffle_returns_none(first, second, n, rng):
    order = rng.shuffle(np.arange(len(first)))
    return second[order[:n]].sum() <= first[order[:n]].sum()


def list_of_answers(first, second, n, rng):
    picks = [rng.permutation(len(first))[:n] for _ in range(1000)]
    return [second[p].sum() <= first[p].sum() for p in picks]


def difference(first, second, n, rng):
    seeds = rng.choice(len(first), n, replace=False)
    return second[seeds].mean() - first[seeds].mean()


MISLED = [
    Case(misled),
    Case(by_shuffling),
    Case(by_sorting_random_numbers, after="argsort of a table of random numbers"),
    Case(by_differences, after="paired differences"),
    Case(with_a_counter_and_lists, after="a counter and lists"),
    Case(draws(lambda a, b: b < a), "you say 0. A tie is not ahead"),
    Case(lambda first, second, n, rng: misled(second, first, n, rng), "Who stands on which side", "exchanged"),
    Case(lambda second, first, n, rng: misled(first, second, n, rng), "in the order first, second", "exchanged in def"),
    Case(early, "Is your return inside the loop?"),
    Case(draws(lambda a, b: b > a), "you count the draws in which second *is* ahead"),
    Case(draws(lambda a, b: a <= b), "second solves more of all 100 seeds, and you say it is never ahead"),
    Case(draws(replace=True), "with all 100 seeds drawn nobody is misled, but you find some"),
    Case(
        lambda first, second, n, rng: np.mean(
            [second[s].sum() <= first[s].sum() for s in rng.integers(0, len(first), (1000, n))]
        ),
        "draw with replace=False",
        "rng.integers, as a bootstrap does",
    ),
    Case(draws(apart=True), "the two recipes are counted on different seeds"),
    Case(values_of_each, "the two recipes are counted on different seeds", "a bootstrap of each array"),
    Case(draws(scale=1), "a share lies between 0 and 1; yours is 1000. Divide by the draws"),
    Case(draws(scale=0.1), "yours is 100. Is it in percent?", "100 * count / trials"),
    Case(draws(scale=1 / 1001), "always tie: the share is 1, yours is 0.999", "divides by draws + 1"),
    Case(draws(lambda a, b: (b < a) + 0.5 * (a == b)), "a tie counts as half", "a tie is half a win"),
    Case(draws(count=1, scale=1), "everyone is misled or nobody"),
    Case(drawn_before_the_loop, "Is a new set of seeds drawn inside the loop"),
    Case(a_new_generator_inside, "Is a new set of seeds drawn inside the loop", "default_rng(0) inside the loop"),
    Case(from_the_first_n, "from all 100", "rng.choice(n, n)"),
    Case(the_first_n, "from all 100", "the first n seeds"),
    Case(floor_division, "a whole number comes back: `//`", "// for /"),
    Case(seed_by_seed, "do you compare two counts, or seed by seed?"),
    Case(seeds_one_by_one, "compared seed by seed", "the mean of elementwise comparisons"),
    Case(difference, "the difference of the two recipes", "mean difference of one draw"),
    Case(draws(size=60), "those of 60 seeds"),
    Case(draws(size=20), "those of 20 seeds", "the text's 20 in the code"),
    Case(draws(size=10), "those of 10 seeds", "a number in the code"),
    Case(lambda f, s, n, rng: misled(f, s, max(n // 2, 1) if n < 100 else n, rng), "the share should be near"),
    Case(n_draws, "as if you drew 20 times"),
    Case(draws(count=100, scale=1 / 100), "as if you drew 100 times", "100 trials"),
    Case(draws(count=200, scale=1 / 200), "as if you drew 200 times", "200 trials"),
    Case(lambda first, second, n, rng: misled(first, second, n, np.random.default_rng()), "the draws do not come from"),
    Case(lambda first, second, n, rng: misled(first, second, n, np.random.default_rng(0)), "do not come from rng"),
    Case(pythons_random, "the draws do not come from rng", "random.sample"),
    Case(numpys_global, "the draws do not come from rng", "np.random.permutation"),
    Case(shuffles_the_arguments, "changes its argument number 1", "shuffles both arrays"),
    Case(shuffle_returns_none, "change a and return None", "order = rng.shuffle(...)"),
    Case(list_of_answers, "an array of shape (1000,). Its mean is the share", "returns the list"),
    Case(lambda *given: (misled(*given), 1000), "an array of shape (2,)", "returns share and count"),
    Case(lambda *given: {"share": misled(*given)}, "one number is wanted", "a dict of results"),
    Case(lambda first, second, n, rng: np.array([misled(first, second, n, rng)]), "one number is wanted"),
    Case(lambda first, second, n, rng: "often", "one number is wanted"),
    Case(lambda first, second, n, rng: rng.sample(range(100), n), "A Generator draws with rng.choice"),
    Case(lambda first, second, n, rng: rng.randint(0, 100, n), "A Generator draws with rng.choice", "rng.randint"),
    Case(lambda first, second, n, rng: rng.choice(10, n, replace=False), "There are len(first) seeds to draw from"),
    Case(lambda *given: misled(*given) and None, "returns None"),
]

# ---- from an examination with answers that the checkers had never seen ----


def flag_never_reset(a):
    found, dead = [], True
    for j in range(a.shape[1]):
        for value in a[:, j]:
            if value > 0:
                dead = False
        found.append(dead)
    return found


DEAD += [
    Case(lambda a: np.array([a.max() == 0] * a.shape[1]), "only if the whole layer is dead"),
    Case(lambda a: np.count_nonzero(a == 0, axis=0) == a.shape[1], "as many rows as units", "shape[1] for shape[0]"),
    Case(lambda a: ~a.astype(int).any(axis=0), "cut to whole numbers", "astype(int)"),
    Case(lambda a: ~(a > 1).any(axis=0), "compared with another number than 0"),
    Case(lambda a: a.mean(axis=0) < 0.5, "on for every row with outputs up to 0.3, or"),
    Case(lambda a: (a[1:] == 0).all(axis=0), "on for the first of 400 rows alone. Not all rows are asked"),
    Case(lambda a: a.argmax(axis=0) == 0, "with the same output everywhere, or on for the first"),
    Case(flag_never_reset, "of two dead units you find only one", "a flag that is never reset"),
    Case(lambda a: (a == 0).T.ravel(), "this says for each number", "append in the inner loop"),
    Case(
        lambda a: [True for column in a.T if not column.any()], "only the dead units get an entry", "an if without else"
    ),
    Case(lambda a: np.where(a.any(axis=0), "alive", "dead"), "True where no row turns it on", "words"),
    Case(lambda a: {j for j in range(a.shape[1]) if not a[:, j].any()}, "True where no row turns it on", "a set"),
    Case(lambda a: (~a > 0).all(axis=0), "comes before `>`", "brackets forgotten"),
    Case(lambda a: -(a > 0).any(axis=0), "`~mask` turns True and False around", "- for ~"),
    Case(lambda a: ~(a > 0).sum(axis=0), "~ turns True and False around"),
]


def broken_off(first, second, n, rng):
    wrong = 0
    for _ in range(1000):
        seeds = rng.choice(100, n, replace=False)
        if second[seeds].sum() > first[seeds].sum():
            break
        wrong += 1
    return wrong / 1000


def without_ties(first, second, n, rng):
    behind = ahead = 0
    for _ in range(1000):
        seeds = rng.choice(100, n, replace=False)
        behind += second[seeds].sum() < first[seeds].sum()
        ahead += second[seeds].sum() > first[seeds].sum()
    return behind / max(behind + ahead, 1) if behind + ahead else 1.0


def counted_on(pick, compare=lambda a, b: b <= a):
    """The share with another way to draw: pick(n, rng)."""

    def share(first, second, n, rng):
        found = []
        for _ in range(1000):
            seeds = pick(n, rng)
            found.append(compare(first[seeds].sum(), second[seeds].sum()))
        return np.mean(found)

    return share


def n_in_a_row(n, rng):
    start = rng.integers(101 - n)
    return np.arange(start, start + n)


MISLED += [
    Case(counted_on(lambda n, rng: rng.random(100) < n / 100), "some of your draws hold no seed", "a random mask"),
    Case(counted_on(lambda n, rng: rng.permutation(100)[1:n]), "you draw no seed"),
    Case(counted_on(lambda n, rng: 1 + rng.permutation(99)[:n]), "seed 0 is never drawn"),
    Case(counted_on(lambda n, rng: rng.permutation(99)[:n]), "seed 99 is never drawn"),
    Case(counted_on(n_in_a_row), "n seeds in a row", "a block from a random start"),
    Case(counted_on(lambda n, rng: rng.permutation(100)), "those of 100 seeds", "[:n] forgotten"),
    Case(draws(lambda a, b: b == a), "you count the ties alone"),
    Case(draws(lambda a, b: b <= a + 1), "only if it solves two more"),
    Case(draws(lambda a, b: (b > 0) <= (a > 0)), "you ask if any seed is solved", ".any() for .sum()"),
    Case(draws(lambda a, b: b <= 10), "first has no part in your answer"),
    Case(without_ties, "ties are left out", "a win rate without draws"),
    Case(broken_off, "does a `break` end the loop", "break"),
    Case(lambda *given: round(misled(*given), 1), "and round nothing", "round(share, 1)"),
    Case(
        lambda f, s, n, rng: f[rng.choice(f, n, replace=False)].sum(),
        "wants the numbers of seeds",
        "rng.choice(first, n)",
    ),
]


def counts_run_on(first, second, n, rng):
    wrong = a = b = 0
    for _ in range(1000):
        seeds = rng.choice(100, n, replace=False)
        a, b = a + first[seeds].sum(), b + second[seeds].sum()
        wrong += b <= a
    return wrong / 1000


DEAD += [Case(lambda a: a.sum(axis=0) == a.sum(axis=0).min(), "if all units are alive, you call one dead", "argmin")]
MISLED += [
    Case(counts_run_on, "do counts run on from draw to draw", "totals outside the loop"),
    Case(
        counted_on(lambda n, rng: np.unique(rng.integers(0, 100, n))), "some draws miss a seed", "np.unique of integers"
    ),
    Case(counted_on(lambda n, rng: rng.permutation(100)[: n + 1]), "for 1 seeds the share should be near"),
    Case(lambda *given: (1000 * misled(*given) + 1) / 1001, "Is 1 added?", "a p-value's (count + 1) / (draws + 1)"),
]

CORPUS = {"dead_units": DEAD, "deaths": DEATHS, "misled": MISLED}
