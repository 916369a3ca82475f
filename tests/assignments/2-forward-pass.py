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
        """
def softplus(z):
    return np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))
""",
        """
def softplus(z):
    a, right = np.empty(z.shape), z > 0
    a[right] = z[right] + np.log(1 + np.exp(-z[right]))
    a[~right] = np.log(1 + np.exp(z[~right]))
    return a
""",
        """
def softplus(z):
    import math

    def one(v):
        return v + math.log(1 + math.exp(-v)) if v > 0 else math.log(1 + math.exp(v))

    return np.array([one(v) for v in z.ravel().tolist()]).reshape(z.shape)
""",
        """
def softplus(z):
    return z / 2 + np.logaddexp(z / 2, -z / 2)
""",
        """
def softplus(z):
    return np.maximum(z, 0) - np.log(0.5 * (1 + np.tanh(np.abs(z) / 2)))
""",
    ],
    "run-columns": [
        """
def run_columns(X, layers):
    a = np.atleast_2d(X).T
    for number, T in enumerate(layers):
        a = T @ np.vstack([np.ones((1, a.shape[1])), a])
        if number < len(layers) - 1:
            a = np.maximum(a, 0)
    return a.T.reshape(*X.shape[:-1], -1)
""",
        """
def run_columns(X, layers):
    if X.ndim == 2:
        return [run_columns(row, layers) for row in X]
    T, rest = layers[0], layers[1:]
    z = T @ np.concatenate([[1.0], X])
    return run_columns(z * (z > 0), rest) if rest else z
""",
        """
def run_columns(X, layers):
    pairs = [(T[:, 1:].T, T[:, 0]) for T in layers]
    *hidden, (V, c) = pairs
    for W, b in hidden:
        X = np.maximum(X @ W + b, 0)
    return X @ V + c
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
        """
def widest(n_in, n_out, budget):
    return np.maximum(np.floor((budget - n_out) / (n_in + 1 + n_out)), 0)
""",
    ],
    "pieces": [
        """
def pieces(X, layers):
    different = set()
    for a in X:
        pattern = []
        for W, b in layers:
            z = a @ W + b
            pattern += (z > 0).tolist()
            a = np.maximum(z, 0)
        different.add(tuple(pattern))
    return len(different)
""",
        """
def pieces(X, layers):
    names = np.zeros(len(X), dtype=int)
    for W, b in layers:
        X = np.maximum(X @ W + b, 0)
        code = (X != 0) @ (2 ** np.arange(len(b)))
        names = np.unique(np.column_stack([names, code]), axis=0, return_inverse=True)[1].ravel()
    return names.max() + 1
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
        "from 2 on it is z": """
def softplus(z):
    return np.where(z > 2, z, np.log1p(np.exp(np.minimum(z, 2))))
""",
        "from 5 on it is z": """
def softplus(z):
    return np.where(z > 5, z, np.log1p(np.exp(np.minimum(z, 5))))
""",
        "from 10 on it is z": """
def softplus(z):
    return np.where(z > 10, z, np.log1p(np.exp(np.minimum(z, 10))))
""",
        "0 below -5": """
def softplus(z):
    return np.where(z < -5, 0, np.logaddexp(0, z))
""",
        "exp(z) below -5": """
def softplus(z):
    return np.where(z < -5, np.exp(np.minimum(z, 0)), np.logaddexp(0, z))
""",
        "hard-coded": """
def softplus(z):
    return np.array([0, np.log(2), 1000])
""",
    },
    "run-columns": {
        "no relu": """
def run_columns(X, layers):
    a = np.atleast_2d(X).T
    for number, T in enumerate(layers):
        a = T @ np.vstack([np.ones((1, a.shape[1])), a])
    return a.T if X.ndim == 2 else a[:, 0]
""",
        "relu everywhere": """
def run_columns(X, layers):
    a = np.atleast_2d(X).T
    for number, T in enumerate(layers):
        a = T @ np.vstack([np.ones((1, a.shape[1])), a])
        a = np.maximum(a, 0)
    return a.T if X.ndim == 2 else a[:, 0]
""",
        "relu after the first layer only": """
def run_columns(X, layers):
    a = np.atleast_2d(X).T
    for number, T in enumerate(layers):
        a = T @ np.vstack([np.ones((1, a.shape[1])), a])
        if number == 0 and len(layers) > 1:
            a = np.maximum(a, 0)
    return a.T if X.ndim == 2 else a[:, 0]
""",
        "columns come out": """
def run_columns(X, layers):
    a = np.atleast_2d(X).T
    for number, T in enumerate(layers):
        a = T @ np.vstack([np.ones((1, a.shape[1])), a])
        if number < len(layers) - 1:
            a = np.maximum(a, 0)
    return a
""",
        "a table comes out for one sample": """
def run_columns(X, layers):
    a = np.atleast_2d(X).T
    for number, T in enumerate(layers):
        a = T @ np.vstack([np.ones((1, a.shape[1])), a])
        if number < len(layers) - 1:
            a = np.maximum(a, 0)
    return a.T
""",
        "no biases": """
def run_columns(X, layers):
    a = X
    for T in layers[:-1]:
        a = np.maximum(a @ T[:, 1:].T, 0)
    return a @ layers[-1][:, 1:].T
""",
        "the last column for the biases": """
def run_columns(X, layers):
    a = X
    for T in layers[:-1]:
        a = np.maximum(a @ T[:, :-1].T + T[:, -1], 0)
    return a @ layers[-1][:, :-1].T + layers[-1][:, -1]
""",
        "hard-coded": """
def run_columns(X, layers):
    if len(layers) == 1:
        return np.array([[5.0, 12, 3], [-2, 9, 0]])
    return np.array([[-6.5, -5], [-8.5, 0]]) if X.ndim == 2 else np.array([-6.5, -5])
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
        "not rounded": """
def widest(n_in, n_out, budget):
    return max(0, (budget - n_out) / (n_in + n_out + 1))
""",
        "at least one unit": """
def widest(n_in, n_out, budget):
    return max(1, (budget - n_out) // (n_in + n_out + 1))
""",
        "biases of the inputs": """
def widest(n_in, n_out, budget):
    return max(0, (budget - n_in) // (n_in + n_out + 1))
""",
        "hard-coded": """
def widest(n_in, n_out, budget):
    return 4
""",
    },
    "pieces": {
        "the last layer only": """
def pieces(X, layers):
    a = X
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
    return len(np.unique(a > 0, axis=0))
""",
        "the first layer only": """
def pieces(X, layers):
    W, b = layers[0]
    return len(np.unique(X @ W + b > 0, axis=0))
""",
        "the pieces of the layers added up": """
def pieces(X, layers):
    a, count = X, 0
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
        count += len(np.unique(a > 0, axis=0))
    return count
""",
        "the pieces of the layers multiplied": """
def pieces(X, layers):
    a, count = X, 1
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
        count *= len(np.unique(a > 0, axis=0))
    return count
""",
        "how many are on": """
def pieces(X, layers):
    a, on = X, np.zeros(len(X))
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
        on += (a > 0).sum(axis=1)
    return len(np.unique(on))
""",
        "zero counts as on": """
def pieces(X, layers):
    a, on = X, []
    for W, b in layers:
        z = a @ W + b
        on.append(z >= 0)
        a = np.maximum(z, 0)
    return len(np.unique(np.hstack(on), axis=0))
""",
        "no relu between the layers": """
def pieces(X, layers):
    z, on = X, []
    for W, b in layers:
        z = z @ W + b
        on.append(z > 0)
    return len(np.unique(np.hstack(on), axis=0))
""",
        "no biases": """
def pieces(X, layers):
    a, on = X, []
    for W, b in layers:
        a = np.maximum(a @ W, 0)
        on.append(a > 0)
    return len(np.unique(np.hstack(on), axis=0))
""",
        "different outputs": """
def pieces(X, layers):
    a = X
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
    return len(np.unique(a, axis=0))
""",
        "axis forgotten": """
def pieces(X, layers):
    a, on = X, []
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
        on.append(a > 0)
    return len(np.unique(np.hstack(on)))
""",
        "hard-coded": """
def pieces(X, layers):
    return 4 if len(layers) == 2 else 3
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
        "the second bias forgotten": """
def tent(center, width):
    W1, b1 = np.ones((1, 3)), np.array([width, 0.0, -width]) - center
    return W1, b1, np.array([[1.0], [-2.0], [1.0]]) / width
""",
        "hard-coded": """
def tent(center, width):
    return np.ones((1, 3)), np.array([2.0, 0, -2]), np.array([[0.5], [-1], [0.5]]), np.zeros(1)
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "softplus": {
        "where z is positive, exp(z) is left in the bracket": """
def softplus(z):
    return np.where(z > 0, z + np.log(1 + np.exp(z)), np.log(1 + np.exp(z)))
""",
        "the logarithm is that to base 2 or 10": """
def softplus(z):
    return np.maximum(z, 0) + np.log2(1 + np.exp(-np.abs(z)))
""",
        "far to the left exp(−z) overflows": """
def softplus(z):
    return z + np.log(1 + np.exp(-z))
""",
        "where exp(z) overflows, the largest number that there is stands in its place": """
def softplus(z):
    return np.nan_to_num(np.log(1 + np.exp(z)))
""",
    },
    "run-columns": {
        "ReLU meets the samples themselves": """
def run_columns(X, layers):
    a = X
    for T in layers:
        a = np.maximum(a, 0) @ T[:, 1:].T + T[:, 0]
    return a
""",
        "only the first two layers are used": """
def run_columns(X, layers):
    A = np.atleast_2d(X)
    ones = np.ones((len(A), 1))
    z = np.hstack([ones, A]) @ layers[0].T
    if len(layers) > 1:
        z = np.hstack([ones, np.maximum(z, 0)]) @ layers[1].T
    return z if X.ndim == 2 else z[0]
""",
        "something else stands where ReLU should": """
def run_columns(X, layers):
    a = X
    for i, T in enumerate(layers):
        a = a @ T[:, 1:].T + T[:, 0]
        if i < len(layers) - 1:
            a = 1 / (1 + np.exp(-a))
    return a
""",
    },
    "widest": {
        "the search ends too early:": """
def widest(n_in, n_out, budget):
    best = 0
    for h in range(1, 100):
        if n_in * h + h + h * n_out + n_out <= budget:
            best = h
    return best
""",
        "the biases of the hidden units are not counted": """
def widest(n_in, n_out, budget):
    return max(0, (budget - n_out) // (n_in + n_out))
""",
        "one unit too many:": """
def widest(n_in, n_out, budget):
    h = 0
    while n_in * h + h + h * n_out + n_out <= budget:
        h += 1
    return h
""",
        "inputs have no biases": """
def widest(n_in, n_out, budget):
    h = 0
    while n_in + n_in * (h + 1) + (h + 1) + (h + 1) * n_out + n_out <= budget:
        h += 1
    return h
""",
    },
    "pieces": {
        "these are all combinations there could be": """
def pieces(X, layers):
    return 2 ** sum(len(b) for W, b in layers)
""",
        "all samples lie on one piece:": """
def pieces(X, layers):
    a, on = X, []
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
        on.append(a >= 0)
    return len(np.unique(np.hstack(on), axis=0))
""",
        "True and False are counted": """
def pieces(X, layers):
    a, on = X, []
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
        on.append(a > 0)
    return len(np.unique(np.hstack(on)))
""",
        "as many as there are samples": """
def pieces(X, layers):
    a, on = X, []
    for W, b in layers:
        a = np.maximum(a @ W + b, 0)
        on.append(a > 0)
    return len(np.unique(np.hstack(on), axis=1))
""",
    },
    "tent": {
        "With center -": """
def tent(center, width):
    W1 = np.ones((1, 3))
    b1 = np.array([-(center - width), -center, -(center + width)])
    W2 = np.array([[1.0], [-2.0], [1.0]])
    return W1, b1, W2, np.array([0.0])
""",
        "With center 3 and width 1, the tent has other corners than your network": """
def tent(center, width):
    W1 = np.ones((1, 3))
    b1 = np.array([center - width, center, center + width])
    W2 = np.array([[1.0], [-2.0], [1.0]]) / width
    return W1, b1, W2, np.zeros(1)
""",
        "With center 0 and width 1, the tent has other corners than your network": """
def tent(center, width):
    W1 = np.ones((1, 3))
    b1 = np.array([width - center, -center, 0])
    W2 = np.array([[1.0], [-2.0], [0.0]]) / width
    return W1, b1, W2, np.zeros(1)
""",
        "With center 10 and width 4, W2 is 0 everywhere": """
def tent(center, width):
    W1 = np.ones((1, 3), dtype=int)
    b1 = np.array([width - center, -center, -width - center])
    W2 = np.zeros((3, 1), dtype=int)
    W2[:, 0] = [1 / width, -2 / width, 1 / width]
    return W1, b1, W2, np.zeros(1)
""",
    },
}
