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
    "slowest-factor": [
        """
def slowest_factor(X, lr):
    singular = np.linalg.svd(X, compute_uv=False)
    return max(abs(1 - lr * s**2 / len(X)) for s in singular)
""",
        """
def slowest_factor(X, lr):
    step = np.eye(X.shape[1]) - lr * X.T @ X / len(X)
    return np.linalg.norm(step, 2)
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
    "slowest-factor": {
        "steepest only": """
def slowest_factor(X, lr):
    return abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))[-1])
""",
        "flattest only": """
def slowest_factor(X, lr):
    return abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))[0])
""",
        "no size": """
def slowest_factor(X, lr):
    return (1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))).max()
""",
        "the diagonal for the eigenvalues": """
def slowest_factor(X, lr):
    return np.abs(1 - lr * np.mean(X**2, axis=0)).max()
""",
        "centered": """
def slowest_factor(X, lr):
    X = X - X.mean(axis=0)
    return np.abs(1 - lr * np.linalg.eigvalsh(X.T @ X / len(X))).max()
""",
        "hard-coded": """
def slowest_factor(X, lr):
    return 0.8 if lr == 0.4 else 1.2
""",
    },
}
