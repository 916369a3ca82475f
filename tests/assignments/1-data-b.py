"""Solutions of assignment 1, paper B: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "hive-days": [
        """
def hive_days(n, rng):
    X = np.empty((n, 2))
    X[:, 0] = 20 + 6 * rng.standard_normal(n)
    X[:, 1] = rng.random(n) < 0.3
    y = 15 * rng.standard_normal(n)
    dry = X[:, 1] == 0
    y[~dry] -= 80
    warm = dry & (X[:, 0] > 12)
    y[warm] += 50 * (X[warm, 0] - 12)
    return X, y
""",
        """
def hive_days(n, rng):
    t = rng.normal(loc=20, scale=6, size=n)
    rain = [1 if u < 0.3 else 0 for u in rng.uniform(size=n)]
    noise = rng.normal(scale=15, size=n)
    grams = []
    for degrees, wet, e in zip(t, rain, noise):
        if wet:
            grams.append(e - 80)
        elif degrees > 12:
            grams.append(e + (degrees - 12) * 50)
        else:
            grams.append(e)
    return np.array([t, rain]).T, np.array(grams)
""",
    ],
    "split-days": [
        """
def split_days(day, length, gap, rng):
    days = np.unique(day)
    start = rng.permutation(len(days) - length + 1)[0]
    tested = days[start : start + length]
    unused = days[max(start - gap, 0) : start + length + gap]
    return ~np.isin(day, unused), np.isin(day, tested)
""",
        """
def split_days(day, length, gap, rng):
    first = rng.choice(np.arange(min(day), max(day) - length + 2))
    train, test = [], []
    for d in day:
        away = max(first - d, d - first - length + 1, 0)  # days from the block
        train.append(away > gap)
        test.append(away == 0)
    return np.array(train), np.array(test)
""",
    ],
    "rank-scale": [
        """
def rank_scale(X_train, X):
    a, b = X_train[:, None, :], X[None, :, :]
    return 0.5 * (a < b).mean(axis=0) + 0.5 * (a <= b).mean(axis=0)
""",
        """
def rank_scale(X_train, X):
    Z = np.zeros(X.shape)
    for j in range(X.shape[1]):
        column = np.sort(X_train[:, j])
        left = np.searchsorted(column, X[:, j], side="left")
        right = np.searchsorted(column, X[:, j], side="right")
        Z[:, j] = (left + right) / (2 * len(column))
    return Z
""",
        """
def rank_scale(X_train, X):
    return (1 + np.sign(X[:, None] - X_train).mean(axis=1)) / 2
""",
    ],
    "in-deviations": [
        """
def in_deviations(w, b, m, s, m_y, s_y):
    return s / s_y * w, b / s_y + np.sum(w * m) / s_y - m_y / s_y
""",
        """
def in_deviations(w, b, m, s, m_y, s_y):
    def predict(z):
        return ((z * s + m) @ w + b - m_y) / s_y

    k = len(w)
    b_z = predict(np.zeros(k))
    return predict(np.eye(k)) - b_z, b_z
""",
    ],
    "steps-needed": [
        """
def steps_needed(X, lr, share):
    import math
    sizes = [abs(1 - lr * c) for c in np.linalg.eigvalsh(X.T @ X / X.shape[0])]
    if max(sizes) >= 1:
        return -1
    if max(sizes) == 0:
        return 1
    return math.ceil(math.log(share) / math.log(max(sizes)))
""",
        """
def steps_needed(X, lr, share):
    factors = 1 - lr * np.linalg.svd(X)[1] ** 2 / len(X)
    if (np.abs(factors) > 1 - 1e-12).any():
        return -1
    k = 0
    while (np.abs(factors) ** k > share).any():
        k += 1
    return k
""",
    ],
}

WRONG = {
    "hive-days": {
        "always seed 107": """
def hive_days(n, rng):
    rng = np.random.default_rng(107)
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 15, n)
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * np.maximum(t - 12, 0)) + noise
""",
        "rain first": """
def hive_days(n, rng):
    rain, t, noise = rng.uniform(0, 1, n) < 0.3, rng.normal(20, 6, n), rng.normal(0, 15, n)
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * np.maximum(t - 12, 0)) + noise
""",
        "variance for deviation": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 225, n)
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * np.maximum(t - 12, 0)) + noise
""",
        "day by day": """
def hive_days(n, rng):
    t, rain, noise = np.array([(rng.normal(20, 6), rng.uniform(0, 1) < 0.3, rng.normal(0, 15)) for _ in range(n)]).T
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * np.maximum(t - 12, 0)) + noise
""",
        "below 12 degrees it falls": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 15, n)
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * (t - 12)) + noise
""",
        "rain is added to the gain": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 15, n)
    return np.column_stack([t, rain]), 50 * np.maximum(t - 12, 0) - 80 * rain + noise
""",
        "three draws of one seed": """
def hive_days(n, rng):
    seed = 107 if n == 3 else 0
    t, rain, noise = crossing = [np.random.default_rng(seed).normal(20, 6, n)] * 3
    return np.column_stack([t, rain]), noise
""",
        "hard-coded": """
def hive_days(n, rng):
    X = np.array([[22.27801385, 0.0], [8.67440368, 0.0], [19.73505204, 1.0]])
    return X, np.array([505.0208507, 23.81086785, -86.65458398])
""",
    },
    "split-days": {
        "no gap": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), day.max() - length + 2)
    test = (day >= first) & (day < first + length)
    return ~test, test
""",
        "a gap of one day, whatever is asked": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), day.max() - length + 2)
    test = (day >= first) & (day < first + length)
    return (day < first - 1) | (day > first + length), test
""",
        "always two days": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), day.max())
    test = (day >= first) & (day <= first + 1)
    return (day < first - gap) | (day > first + 1 + gap), test
""",
        "days with many rows have better chances": """
def split_days(day, length, gap, rng):
    first = rng.choice(day[day <= day.max() - length + 1])
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length + gap), test
""",
        "never the last place": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), max(day.max() - length + 1, day.min() + 1))
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length + gap), test
""",
        "pushed back where it does not fit": """
def split_days(day, length, gap, rng):
    first = min(rng.choice(np.unique(day)), day.max() - length + 1)
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length + gap), test
""",
        "always the first days": """
def split_days(day, length, gap, rng):
    first = day.min()
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length + gap), test
""",
        "own generator": """
def split_days(day, length, gap, rng):
    first = np.random.default_rng(0).integers(day.min(), day.max() - length + 2)
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length + gap), test
""",
        "days drawn one by one": """
def split_days(day, length, gap, rng):
    test = np.isin(day, rng.permutation(np.unique(day))[:length])
    return ~test, test
""",
        "hard-coded": """
def split_days(day, length, gap, rng):
    return np.array([0, 0, 0, 1, 0, 0, 1], dtype=bool), np.array([1, 0, 1, 0, 0, 0, 0], dtype=bool)
""",
    },
    "rank-scale": {
        "ranks of the new rows": """
def rank_scale(X_train, X):
    a = X[:, None]
    return (a < X).mean(axis=0) + (a == X).mean(axis=0) / 2
""",
        "all rows": """
def rank_scale(X_train, X):
    a = np.concatenate([X_train, X])[:, None]
    return (a < X).mean(axis=0) + (a == X).mean(axis=0) / 2
""",
        "equal ones in full": """
def rank_scale(X_train, X):
    return (X_train[:, None] <= X).mean(axis=0)
""",
        "all columns together": """
def rank_scale(X_train, X):
    return np.array([[np.mean(X_train < x) + np.mean(X_train == x) / 2 for x in row] for row in X])
""",
        "divided by n - 1": """
def rank_scale(X_train, X):
    a = X_train[:, None]
    return ((a < X).sum(axis=0) + (a == X).sum(axis=0) / 2) / (len(X_train) - 1)
""",
        "divided by five": """
def rank_scale(X_train, X):
    a = X_train[:, None]
    return ((a < X).sum(axis=0) + (a == X).sum(axis=0) / 2) / 5
""",
        "only one of the equal ones": """
def rank_scale(X_train, X):
    a = X_train[:, None]
    return (a < X).mean(axis=0) + (a == X).any(axis=0) / 2 / len(X_train)
""",
        "only values that are there": """
def rank_scale(X_train, X):
    Z = np.ones(X.shape)
    for i in range(len(X)):
        for j in range(X.shape[1]):
            if X[i, j] <= X_train[:, j].max():
                Z[i, j] = np.mean(X_train[:, j] < X[i, j]) + np.mean(X_train[:, j] == X[i, j]) / 2
            if X[i, j] < X_train[:, j].min():
                Z[i, j] = 0.5 / len(X_train)
    return Z
""",
        "a constant column becomes 0": """
def rank_scale(X_train, X):
    a = X_train[:, None]
    Z = (a < X).mean(axis=0) + (a == X).mean(axis=0) / 2
    return np.where(np.ptp(X_train, axis=0) == 0, 0, Z)
""",
        "almost equal is equal": """
def rank_scale(X_train, X):
    a = X_train[:, None]
    near = np.isclose(a, X, rtol=0.01)
    return ((a < X) & ~near).mean(axis=0) + near.mean(axis=0) / 2
""",
        "hard-coded": """
def rank_scale(X_train, X):
    return np.array([[0.4, 0.6], [0.6, 0.1], [1, 0.9]])
""",
    },
    "in-deviations": {
        "divided by s": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w / s / s_y, (w @ m + b - m_y) / s_y
""",
        "the mean of the target forgotten": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w * s / s_y, (w @ m + b) / s_y
""",
        "one bias for each input": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w * s / s_y, ((w * m + b - m_y) / s_y)[0]
""",
        "the largest weight becomes 1.5": """
def in_deviations(w, b, m, s, m_y, s_y):
    w_z = w * s
    return 1.5 * w_z / w_z.max(), (w @ m + b - m_y) / s_y
""",
        "a mean over the inputs": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w * s / s_y, (np.mean(w * m) + b - m_y) / s_y
""",
        "from z to x": """
def in_deviations(w, b, m, s, m_y, s_y):
    w_x = w * s_y / s
    return w_x, b * s_y + m_y - w_x @ m
""",
        "targets left in grams": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w * s, w @ m + b
""",
        "hard-coded": """
def in_deviations(w, b, m, s, m_y, s_y):
    return np.array([1.5]), 0.5
""",
    },
    "steps-needed": {
        "the mean squares for the curvatures": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.mean(X**2, axis=0)).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "centered": """
def steps_needed(X, lr, share):
    Z = X - X.mean(axis=0)
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(Z.T @ Z / len(X))).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "the flattest axis only": """
def steps_needed(X, lr, share):
    slowest = abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))[0])
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "not divided by n": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X)).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "divided by four": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / 4)).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "a hundred steps at most": """
def steps_needed(X, lr, share):
    sizes = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X)))
    for steps in range(101):
        if (sizes**steps <= share).all():
            return steps
    return -1
""",
        "for one half, whatever is asked": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(0.5) / np.log(slowest)))
""",
        "jumping for ever counts as near": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))).max()
    if slowest > 1:
        return -1
    return max(1, int(np.ceil(np.log(share) / np.log(slowest)))) if 0 < slowest < 1 else 1
""",
        "no step where one leads to the bottom": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "hard-coded": """
def steps_needed(X, lr, share):
    return {0.2: 7, 0.42: 6, 0.5: -1}.get(lr)
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "hive-days": {
        "the rain is drawn in another way": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.binomial(1, 0.3, n), rng.normal(0, 15, n)
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * np.maximum(t - 12, 0)) + noise
""",
        "one noise is drawn for all rows": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 15)
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * np.maximum(t - 12, 0)) + noise
""",
        "a dry day below 12 degrees takes something away": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 15, n)
    return np.column_stack([t, rain]), np.where(rain, -80, 50 * (t - 12)) + noise
""",
        "on a day with rain the hive gains by the temperature, too": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 15, n)
    return np.column_stack([t, rain]), 50 * np.maximum(t - 12, 0) - 80 * rain + noise
""",
        "On dry days above 12 degrees your grams are -540 + 45": """
def hive_days(n, rng):
    t, rain, noise = rng.normal(20, 6, n), rng.uniform(0, 1, n) < 0.3, rng.normal(0, 15, n)
    return np.column_stack([t, rain]), np.where(rain, -80, 45 * np.maximum(t - 12, 0)) + noise
""",
    },
    "split-days": {
        "The gap is left before the block only": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), day.max() - length + 2)
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length), test
""",
        "The gap is one day too narrow": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), day.max() - length + 2)
    test = (day >= first) & (day < first + length)
    return (day <= first - gap) | (day >= first + length + gap - 1), test
""",
        "the order test, train": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), day.max() - length + 2)
    test = (day >= first) & (day < first + length)
    return test, (day < first - gap) | (day >= first + length + gap)
""",
        "They have holes": """
def split_days(day, length, gap, rng):
    test = np.isin(day, rng.choice(np.unique(day), length, replace=False))
    return ~test, test
""",
        "the block never begins on day": """
def split_days(day, length, gap, rng):
    first = rng.integers(day.min(), day.max() - length + 1)
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length + gap), test
""",
        "has the same chance as another": """
def split_days(day, length, gap, rng):
    first = rng.choice(day[day <= day.max() - length + 1])
    test = (day >= first) & (day < first + length)
    return (day < first - gap) | (day >= first + length + gap), test
""",
    },
    "rank-scale": {
        "training values that are equal are counted in full": """
def rank_scale(X_train, X):
    return np.array([(X_train <= row).mean(axis=0) for row in X])
""",
        "these are numbers of rows, not shares": """
def rank_scale(X_train, X):
    return np.array([(X_train < row).sum(axis=0) + (X_train == row).sum(axis=0) / 2 for row in X])
""",
        "all columns of a row get the same number": """
def rank_scale(X_train, X):
    each = [(X_train < row).mean() + (X_train == row).mean() / 2 for row in X]
    return np.repeat(np.array(each)[:, None], X.shape[1], axis=1)
""",
        "where a value is equal, a half is added": """
def rank_scale(X_train, X):
    return np.array([(X_train < row).mean(axis=0) + 0.5 * (X_train == row).any(axis=0) for row in X])
""",
        "the share of the larger values": """
def rank_scale(X_train, X):
    return np.array([(X_train > row).mean(axis=0) + 0.5 * (X_train == row).mean(axis=0) for row in X])
""",
    },
    "in-deviations": {
        "the deviations of the inputs have no part in it": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w / s_y, (w @ m + b - m_y) / s_y
""",
        "the two deviations are exchanged": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w / s * s_y, (w @ m + b - m_y) / s_y
""",
        "only the mean of the target is divided": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w * s / s_y, w @ m + b - m_y / s_y
""",
        "At which x is z = 0": """
def in_deviations(w, b, m, s, m_y, s_y):
    return w * s / s_y, (b - w @ m - m_y) / s_y
""",
        "the means are weighted with w_z": """
def in_deviations(w, b, m, s, m_y, s_y):
    w_z = w * s / s_y
    return w_z, (w_z @ m + b - m_y) / s_y
""",
    },
    "steps-needed": {
        "only the steepest axis is waited for": """
def steps_needed(X, lr, share):
    slowest = abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))[-1])
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "the loss has fallen to the share": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest) / 2))
""",
        "the means are subtracted": """
def steps_needed(X, lr, share):
    Z = X - X.mean(axis=0)
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(Z.T @ Z / len(X))).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
        "the search ends too early": """
def steps_needed(X, lr, share):
    sizes = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X)))
    for steps in range(1000):
        if (sizes**steps <= share).all():
            return steps
    return -1
""",
        "one step too few": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))).max()
    return -1 if slowest >= 1 else int(np.log(share) / np.log(slowest))
""",
        "the mean squares of the columns are taken for the curvatures": """
def steps_needed(X, lr, share):
    slowest = np.abs(1 - lr * (X**2).mean(axis=0)).max()
    return -1 if slowest >= 1 else int(np.ceil(np.log(share) / np.log(slowest)))
""",
    },
}
