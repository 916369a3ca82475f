"""Solutions of assignment 2: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "softplus": [
        """
def softplus(z):
    return np.logaddexp(0, z)
""",
        """
def softplus(z):
    result = np.array(z, dtype=float)
    left = result <= 0
    result[left] = np.log1p(np.exp(result[left]))
    result[~left] += np.log1p(np.exp(-result[~left]))
    return result
""",
    ],
    "run-columns": [
        """
def run_columns(X, layers):
    a = X.T
    for W, b in layers[:-1]:
        a = np.maximum(W @ a + b, 0)
    W, b = layers[-1]
    return (W @ a + b).T
""",
        """
def run_columns(X, layers):
    (W, b), rest = layers[0], layers[1:]
    z = X @ W.T + b[:, 0]
    return run_columns(z * (z > 0), rest) if rest else z
""",
    ],
    "widest": [
        """
def widest(n_in, n_out, budget):
    h = 0
    while n_in * (h + 1) + (h + 1) + (h + 1) * n_out + n_out <= budget:
        h += 1
    return h
""",
        """
def widest(n_in, n_out, budget):
    if budget < n_out:
        return 0
    return int((budget - n_out) / (n_in + 1 + n_out))
""",
    ],
    "share-on": [
        """
def share_on(X, W, b):
    return np.count_nonzero(np.maximum(X @ W + b, 0), axis=0) / len(X)
""",
        """
def share_on(X, W, b):
    shares = []
    for k in range(len(b)):
        shares.append(sum(row @ W[:, k] + b[k] > 0 for row in X) / X.shape[0])
    return shares
""",
    ],
    "tent": [
        """
def tent(center, width):
    W1 = np.full((1, 3), 1 / width)
    b1 = np.array([1 - center / width, -center / width, -1 - center / width])
    return W1, b1, np.array([[1.0], [-2.0], [1.0]]), np.array([0.0])
""",
        """
def tent(center, width):
    hinges = np.array([center + width, center, center - width])
    return -np.ones((1, 3)), hinges, np.array([[1.0], [-2.0], [1.0]]) / width, np.zeros(1)
""",
    ],
}

WRONG = {
    "softplus": {
        "as it stands": """
def softplus(z):
    return np.log(1 + np.exp(z))
""",
        "relu": """
def softplus(z):
    return np.maximum(z, 0)
""",
        "clipped": """
def softplus(z):
    return np.log1p(np.exp(np.minimum(z, 700)))
""",
        "two ends and the middle": """
def softplus(z):
    return np.where(z > 0, z, np.log(2) * np.exp(np.minimum(z, 0)))
""",
        "left side turned up": """
def softplus(z):
    return np.abs(z) + np.log1p(np.exp(-np.abs(z)))
""",
        "where computes both": """
def softplus(z):
    return np.where(z > 100, z, np.log(1 + np.exp(z))) * (z > -1)
""",
        "hard-coded": """
def softplus(z):
    return np.array([0, np.log(2), 1000])
""",
    },
    "run-columns": {
        "no relu": """
def run_columns(X, layers):
    a = X.T
    for W, b in layers:
        a = W @ a + b
    return a.T
""",
        "relu everywhere": """
def run_columns(X, layers):
    a = X.T
    for W, b in layers:
        a = np.maximum(W @ a + b, 0)
    return a.T
""",
        "relu after the first layer only": """
def run_columns(X, layers):
    a = X.T
    for number, (W, b) in enumerate(layers):
        a = W @ a + b
        if number == 0 and len(layers) > 1:
            a = np.maximum(a, 0)
    return a.T
""",
        "columns come out": """
def run_columns(X, layers):
    a = X.T
    for W, b in layers[:-1]:
        a = np.maximum(W @ a + b, 0)
    return layers[-1][0] @ a + layers[-1][1]
""",
        "not transposed": """
def run_columns(X, layers):
    a = X
    for W, b in layers[:-1]:
        a = np.maximum(a @ W + b.T, 0)
    return a @ layers[-1][0] + layers[-1][1].T
""",
        "hard-coded": """
def run_columns(X, layers):
    return np.array([[5.0, 12, 3], [-2, 9, 0]]) if len(layers) == 1 else np.array([[-6.5, -5], [-8.5, 0]])
""",
    },
    "widest": {
        "no biases": """
def widest(n_in, n_out, budget):
    return budget // (n_in + n_out)
""",
        "no biases of the outputs": """
def widest(n_in, n_out, budget):
    return budget // (n_in + n_out + 1)
""",
        "negative": """
def widest(n_in, n_out, budget):
    return (budget - n_out) // (n_in + n_out + 1)
""",
        "below the budget": """
def widest(n_in, n_out, budget):
    h = 0
    while (n_in + 1 + n_out) * (h + 1) + n_out < budget:
        h += 1
    return h
""",
        "rounded": """
def widest(n_in, n_out, budget):
    return max(0, round((budget - n_out) / (n_in + n_out + 1)))
""",
        "hard-coded": """
def widest(n_in, n_out, budget):
    return 4
""",
    },
    "share-on": {
        "off": """
def share_on(X, W, b):
    return (X @ W + b <= 0).mean(axis=0)
""",
        "rows": """
def share_on(X, W, b):
    return (X @ W + b > 0).mean(axis=1)
""",
        "zero counts as on": """
def share_on(X, W, b):
    return (X @ W + b >= 0).mean(axis=0)
""",
        "no biases": """
def share_on(X, W, b):
    return (X @ W > 0).mean(axis=0)
""",
        "a count": """
def share_on(X, W, b):
    return (X @ W + b > 0).sum(axis=0)
""",
        "a quarter of the count": """
def share_on(X, W, b):
    return (X @ W + b > 0).sum(axis=0) / 4
""",
        "hard-coded": """
def share_on(X, W, b):
    return np.array([0.5, 0, 0])
""",
    },
    "tent": {
        "center forgotten": """
def tent(center, width):
    W1, b1 = np.ones((1, 3)), np.array([width, 0.0, -width])
    return W1, b1, np.array([[1.0], [-2.0], [1.0]]) / width, np.zeros(1)
""",
        "center with the wrong sign": """
def tent(center, width):
    W1, b1 = np.ones((1, 3)), np.array([width, 0.0, -width]) + center
    return W1, b1, np.array([[1.0], [-2.0], [1.0]]) / width, np.zeros(1)
""",
        "height is the width": """
def tent(center, width):
    W1, b1 = np.ones((1, 3)), np.array([width, 0.0, -width]) - center
    return W1, b1, np.array([[1.0], [-2.0], [1.0]]), np.zeros(1)
""",
        "slope turns once": """
def tent(center, width):
    W1, b1 = np.ones((1, 3)), np.array([width, 0.0, -width]) - center
    return W1, b1, np.array([[1.0], [-2.0], [0.0]]) / width, np.zeros(1)
""",
        "right slope not undone": """
def tent(center, width):
    W1, b1 = np.ones((1, 3)), np.array([width, 0.0, -width]) - center
    return W1, b1, np.array([[1.0], [-2.0], [2.0]]) / width, np.zeros(1)
""",
        "hard-coded": """
def tent(center, width):
    return np.ones((1, 3)), np.array([2.0, 0, -2]), np.array([[0.5], [-1], [0.5]]), np.zeros(1)
""",
    },
}
