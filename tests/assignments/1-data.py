"""Solutions of assignment 1: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "crossings": [
        """
def crossings(n, rng):
    X = np.empty((n, 2))
    X[:, 0] = 20 * rng.uniform(size=n)
    X[:, 1] = 40 + 10 * rng.standard_normal(n)
    return X, 25 + X @ np.array([0.9, 0.15]) + 2 * rng.standard_normal(n)
""",
        """
def crossings(n, rng):
    winds = rng.uniform(high=20, low=0, size=n)
    loads = rng.normal(loc=40, scale=10, size=n)
    minutes = [25 + 0.9 * w + 0.15 * t + e for w, t, e in zip(winds, loads, rng.normal(0, 2, n))]
    return np.array([winds, loads]).T, np.array(minutes)
""",
    ],
    "test-rows": [
        """
def test_rows(ferry, share, rng):
    ferries = np.unique(ferry)
    drawn = rng.choice(ferries, round(share * len(ferries)), replace=False)
    return np.array([number in drawn for number in ferry])
""",
        """
def test_rows(ferry, share, rng):
    ferries, which = np.unique(ferry, return_inverse=True)
    is_test = np.zeros(len(ferries), dtype=bool)
    is_test[rng.permutation(len(ferries))[: round(share * len(ferries))]] = True
    return is_test[which]
""",
    ],
    "robust-scale": [
        """
def robust_scale(X_train, X):
    spread = np.percentile(X_train, 75, axis=0) - np.percentile(X_train, 25, axis=0)
    spread[spread == 0] = 1
    return (X - np.median(X_train, axis=0)) / spread
""",
        """
def robust_scale(X_train, X):
    spread = np.diff(np.percentile(X_train, [25, 75], axis=0), axis=0)[0]
    return (X - np.median(X_train, axis=0)) / np.where(np.isclose(spread, 0), 1, spread)
""",
        """
def robust_scale(X_train, X):
    columns = []
    for train, new in zip(X_train.T, X.T):
        low, high = np.quantile(train, [0.25, 0.75])
        columns.append((new - np.median(train)) / ((high - low) or 1))
    return np.column_stack(columns)
""",
    ],
    "in-units": [
        """
def in_units(w, b, m, s):
    return w / s, b - np.sum(w * m / s)
""",
        """
def in_units(w, b, m, s):
    def predict(x):
        return (x - m) / s @ w + b

    k = len(w)
    b_x = predict(np.zeros(k))
    return predict(np.eye(k)) - b_x, b_x
""",
    ],
    "best-rate": [
        """
def best_rate(X):
    squares = np.linalg.svd(X, compute_uv=False) ** 2 / len(X)
    lr = 2 / (max(squares) + min(squares))
    return lr, max(abs(1 - lr * s) for s in squares)
""",
        """
def best_rate(X):
    H = sum(np.outer(row, row) for row in X) / X.shape[0]
    small, large = np.percentile(np.linalg.eigvalsh(H), [0, 100])
    condition = large / small
    return 2 / small / (condition + 1), (condition - 1) / (condition + 1)
""",
        """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X / len(X))
    low, high = 0.0, 2 / curvatures[-1]
    for _ in range(100):  # up to the best rate the flattest direction is the slowest
        lr = (low + high) / 2
        if 1 - lr * curvatures[0] > lr * curvatures[-1] - 1:
            low = lr
        else:
            high = lr
    return lr, np.abs(1 - lr * curvatures).max()
""",
    ],
}

WRONG = {
    "crossings": {
        "always seed 1": """
def crossings(n, rng):
    rng = np.random.default_rng(1)
    wind, load, noise = rng.uniform(0, 20, n), rng.normal(40, 10, n), rng.normal(0, 2, n)
    return np.column_stack([wind, load]), 25 + 0.9 * wind + 0.15 * load + noise
""",
        "load first": """
def crossings(n, rng):
    load, wind, noise = rng.normal(40, 10, n), rng.uniform(0, 20, n), rng.normal(0, 2, n)
    return np.column_stack([wind, load]), 25 + 0.9 * wind + 0.15 * load + noise
""",
        "variance for deviation": """
def crossings(n, rng):
    wind, load, noise = rng.uniform(0, 20, n), rng.normal(40, 10, n), rng.normal(0, 4, n)
    return np.column_stack([wind, load]), 25 + 0.9 * wind + 0.15 * load + noise
""",
        "row by row": """
def crossings(n, rng):
    rows = [(rng.uniform(0, 20), rng.normal(40, 10), rng.normal(0, 2)) for _ in range(n)]
    wind, load, noise = np.array(rows).T
    return np.column_stack([wind, load]), 25 + 0.9 * wind + 0.15 * load + noise
""",
        "hard-coded": """
def crossings(n, rng):
    X = np.array([[10.23643249, 43.30437076], [19.00927393, 26.96842768]])
    return X, np.array([42.51915659, 47.04635983])
""",
    },
    "test-rows": {
        "rows drawn, not ferries": """
def test_rows(ferry, share, rng):
    mask = np.zeros(len(ferry), dtype=bool)
    mask[rng.permutation(len(ferry))[: round(share * len(ferry))]] = True
    return mask
""",
        "the first ferries, not drawn": """
def test_rows(ferry, share, rng):
    ferries = np.unique(ferry)
    return np.isin(ferry, ferries[: round(share * len(ferries))])
""",
        "ferries with many rows have better chances": """
def test_rows(ferry, share, rng):
    order = list(dict.fromkeys(rng.permutation(ferry).tolist()))
    return np.isin(ferry, order[: round(share * len(order))])
""",
        "rounded down": """
def test_rows(ferry, share, rng):
    ferries = rng.permutation(np.unique(ferry))
    return np.isin(ferry, ferries[: int(share * len(ferries))])
""",
        "own generator": """
def test_rows(ferry, share, rng):
    ferries = np.random.default_rng(0).permutation(np.unique(ferry))
    return np.isin(ferry, ferries[: round(share * len(ferries))])
""",
        "zeros and ones": """
def test_rows(ferry, share, rng):
    ferries = rng.permutation(np.unique(ferry))
    return np.isin(ferry, ferries[: round(share * len(ferries))]).astype(int)
""",
        "hard-coded": """
def test_rows(ferry, share, rng):
    return np.isin(ferry, [3, 9])
""",
    },
    "robust-scale": {
        "scale of the new rows": """
def robust_scale(X_train, X):
    lower, middle, upper = np.percentile(X, [25, 50, 75], axis=0)
    return (X - middle) / np.where(upper == lower, 1, upper - lower)
""",
        "all rows": """
def robust_scale(X_train, X):
    lower, middle, upper = np.percentile(np.concatenate([X_train, X]), [25, 50, 75], axis=0)
    return (X - middle) / np.where(upper == lower, 1, upper - lower)
""",
        "mean and deviation": """
def robust_scale(X_train, X):
    return (X - X_train.mean(axis=0)) / X_train.std(axis=0)
""",
        "no care for constant columns": """
def robust_scale(X_train, X):
    lower, middle, upper = np.percentile(X_train, [25, 50, 75], axis=0)
    return (X - middle) / (upper - lower)
""",
        "constant only if all values are equal": """
def robust_scale(X_train, X):
    lower, middle, upper = np.percentile(X_train, [25, 50, 75], axis=0)
    return (X - middle) / np.where(np.ptp(X_train, axis=0) == 0, 1, upper - lower)
""",
        "a small range counts as 0": """
def robust_scale(X_train, X):
    lower, middle, upper = np.percentile(X_train, [25, 50, 75], axis=0)
    return (X - middle) / np.where(upper - lower < 1e-3, 1, upper - lower)
""",
        "a tiny number is always added": """
def robust_scale(X_train, X):
    lower, middle, upper = np.percentile(X_train, [25, 50, 75], axis=0)
    return (X - middle) / (upper - lower + 1e-8)
""",
        "hard-coded": """
def robust_scale(X_train, X):
    return (X - np.array([3, 30])) / np.array([2, 20])
""",
    },
    "in-units": {
        "multiplied by s": """
def in_units(w, b, m, s):
    return w * s, b - (w * s * m).sum()
""",
        "bias unchanged": """
def in_units(w, b, m, s):
    return w / s, b
""",
        "bias without s": """
def in_units(w, b, m, s):
    return w / s, b - w @ m
""",
        "one bias for each input": """
def in_units(w, b, m, s):
    return w / s, (b - w * m / s)[0]
""",
        "hard-coded": """
def in_units(w, b, m, s):
    return np.array([3.0]), 10.0
""",
    },
    "best-rate": {
        "the mean of all curvatures": """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X / len(X))
    lr = 1 / curvatures.mean()
    return lr, np.abs(1 - lr * curvatures).max()
""",
        "the diagonal for the eigenvalues": """
def best_rate(X):
    curvatures = np.mean(X**2, axis=0)
    flat, steep = curvatures.min(), curvatures.max()
    return 2 / (flat + steep), (steep - flat) / (steep + flat)
""",
        "centered": """
def best_rate(X):
    Z = X - X.mean(axis=0)
    curvatures = np.linalg.eigvalsh(Z.T @ Z / len(X))
    return 2 / (curvatures[0] + curvatures[-1]), np.ptp(curvatures) / (curvatures[0] + curvatures[-1])
""",
        "the largest stable rate": """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X / len(X))
    lr = 2 / curvatures[-1]
    return lr, np.abs(1 - lr * curvatures).max()
""",
        "1 / λ_max": """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X / len(X))
    return 1 / curvatures[-1], 1 - curvatures[0] / curvatures[-1]
""",
        "halfway between the two best rates": """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X / len(X))
    lr = (1 / curvatures[0] + 1 / curvatures[-1]) / 2
    return lr, np.abs(1 - lr * curvatures).max()
""",
        "not divided by n": """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X)
    return 2 / (curvatures[0] + curvatures[-1]), np.ptp(curvatures) / (curvatures[0] + curvatures[-1])
""",
        "the best of a list of rates": """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X / len(X))
    rates = np.linspace(0.001, 2, 2000)
    factors = np.abs(1 - rates[:, None] * curvatures).max(axis=1)
    return rates[factors.argmin()], factors.min()
""",
        "the fastest direction": """
def best_rate(X):
    curvatures = np.linalg.eigvalsh(X.T @ X / len(X))
    lr = 2 / (curvatures[0] + curvatures[-1])
    return lr, np.abs(1 - lr * curvatures).min()
""",
        "hard-coded": """
def best_rate(X):
    return 0.8, 0.6
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "crossings": {
        "the winds are whole numbers:": """
def crossings(n, rng):
    wind = rng.integers(0, 21, n)
    load = rng.normal(40, 10, n)
    noise = rng.normal(0, 2, n)
    return np.column_stack([wind, load]), 25 + 0.9 * wind + 0.15 * load + noise
""",
        "one noise is drawn for all rows": """
def crossings(n, rng):
    wind = rng.uniform(0, 20, n)
    load = rng.normal(40, 10, n)
    noise = rng.normal(0, 2)
    return np.column_stack([wind, load]), 25 + 0.9 * wind + 0.15 * load + noise
""",
        "the noise is drawn before the loads": """
def crossings(n, rng):
    wind = rng.uniform(0, 20, n)
    noise = rng.normal(0, 2, n)
    load = rng.normal(40, 10, n)
    return np.column_stack([wind, load]), 25 + 0.9 * wind + 0.15 * load + noise
""",
        "the noise has the standard deviation 1": """
def crossings(n, rng):
    wind = rng.uniform(0, 20, n)
    load = rng.normal(40, 10, n)
    y = 25 + 0.9 * wind + 0.15 * load + rng.standard_normal(n)
    return np.column_stack([wind, load]), y
""",
    },
    "test-rows": {
        "round(0.4 · 5) = 2 test ferries are wanted, got 1. It is few": """
def test_rows(ferry, share, rng):
    ferries = np.unique(ferry)
    chosen = rng.choice(ferries, size=round(share * len(ferries)))
    return np.isin(ferry, chosen)
""",
        "round(0.4 · 5) = 2 test ferries are wanted, got 3. Is True f": """
def test_rows(ferry, share, rng):
    ferries = rng.permutation(np.unique(ferry))
    train = ferries[round(share * len(ferries)) :]
    return np.isin(ferry, train)
""",
        "round(0.4 · 5) = 2 test ferries are wanted, got 1. In 20 dra": """
def test_rows(ferry, share, rng):
    k = ferry.max() + 1
    chosen = rng.permutation(k)[: round(share * k)]
    return np.isin(ferry, chosen)
""",
        "round(0.34 · 3) = 1 test ferries are wanted, got 2. Is True ": """
def test_rows(ferry, share, rng):
    import math
    ferries = np.unique(ferry)
    chosen = rng.choice(ferries, math.ceil(share * len(ferries)), replace=False)
    return np.isin(ferry, chosen)
""",
    },
    "robust-scale": {
        "you divide by the upper quartile": """
def robust_scale(X_train, X):
    med = np.median(X_train, axis=0)
    q3 = np.percentile(X_train, 75, axis=0)
    return (X - med) / np.where(q3 == 0, 1, q3)
""",
        "these are other percentiles than 25 and 75": """
def robust_scale(X_train, X):
    low, mid, high = np.percentile(X_train, [5, 50, 95], axis=0)
    spread = high - low
    return (X - mid) / np.where(spread == 0, 1, spread)
""",
        "these are the percentiles": """
def robust_scale(X_train, X):
    q1, q3 = np.percentile(X_train, [0.25, 0.75], axis=0)
    iqr = q3 - q1
    iqr[iqr == 0] = 1
    return (X - np.median(X_train, axis=0)) / iqr
""",
        "only the median is divided": """
def robust_scale(X_train, X):
    med = np.median(X_train, axis=0)
    iqr = np.percentile(X_train, 75, axis=0) - np.percentile(X_train, 25, axis=0)
    iqr[iqr == 0] = 1
    return X - med / iqr
""",
    },
    "in-units": {
        "the weights have no part in it": """
def in_units(w, b, m, s):
    return w / s, b - np.sum(m / s)
""",
        "a mean over the inputs": """
def in_units(w, b, m, s):
    return w / s, b - np.mean(w * m / s)
""",
        "divided by the variance": """
def in_units(w, b, m, s):
    w_x = w / s**2
    return w_x, b - w_x @ m
""",
        "multiplied by s, not divided": """
def in_units(w, b, m, s):
    w_x = w / s
    return w_x, b - np.sum(w * s * m)
""",
    },
    "best-rate": {
        "the means are subtracted, and it is divided by n − 1, as np.cov does": """
def best_rate(X):
    lam = np.linalg.eigvalsh(np.atleast_2d(np.cov(X.T)))
    return 2 / (lam[0] + lam[-1]), (lam[-1] - lam[0]) / (lam[-1] + lam[0])
""",
        "divided by n − 1, not by n": """
def best_rate(X):
    lam = np.linalg.eigvalsh(X.T @ X / (len(X) - 1))
    lr = 2 / (lam.min() + lam.max())
    return lr, np.max(np.abs(1 - lr * lam))
""",
        "this is the largest stable rate": """
def best_rate(X):
    lam = np.linalg.eigvalsh(X @ X.T / len(X))
    lr = 2 / (lam[0] + lam[-1])
    return lr, np.abs(1 - lr * lam).max()
""",
        "this is with the first two curvatures": """
def best_rate(X):
    lam = np.linalg.eigvalsh(X.T @ X / len(X))
    lr = 2 / (lam[0] + lam[1])
    return lr, abs(1 - lr * lam[0])
""",
    },
}
