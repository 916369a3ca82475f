"""Solutions of assignment 2, paper B: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "smooth-v": [
        """
def smooth_v(z):
    return np.logaddexp(z, -z) - np.log(2)
""",
        """
def smooth_v(z):
    out, left = np.empty(z.shape), z < 0
    out[left] = -z[left] + np.log((1 + np.exp(2 * z[left])) / 2)
    out[~left] = z[~left] + np.log((1 + np.exp(-2 * z[~left])) / 2)
    return out
""",
        """
def smooth_v(z):
    import math

    def one(v):
        return abs(v) - math.log(2) + math.log(1 + math.exp(-2 * abs(v)))

    return np.array([one(v) for v in z.ravel().tolist()]).reshape(z.shape)
""",
        """
def smooth_v(z):
    far = np.abs(z) > 100
    return np.where(far, np.abs(z) - np.log(2), np.log(np.cosh(np.where(far, 0, z))))
""",
    ],
    "run-flat": [
        """
def run_flat(X, sizes, numbers):
    place, a = 0, X
    for i in range(len(sizes) - 1):
        columns = []
        for unit in range(sizes[i + 1]):
            w = numbers[place : place + sizes[i]]
            place += sizes[i]
            z = (a * w).sum(axis=1) + numbers[place]
            place += 1
            columns.append(z if i == len(sizes) - 2 else np.maximum(z, 0))
        a = np.column_stack(columns)
    return a
""",
        """
def run_flat(X, sizes, numbers):
    ones = np.ones((len(X), 1))
    T, rest = np.split(numbers, [sizes[1] * (sizes[0] + 1)])
    z = np.hstack([X, ones]) @ T.reshape(sizes[1], -1).T
    return z if len(sizes) == 2 else run_flat(z * (z > 0), sizes[1:], rest)
""",
    ],
    "deepest": [
        """
def deepest(n_in, width, n_out, budget):
    sizes = [n_in, n_out]
    while True:
        sizes.insert(1, width)
        if sum((a + 1) * b for a, b in zip(sizes, sizes[1:])) > budget:
            return len(sizes) - 3
""",
        """
def deepest(n_in, width, n_out, budget):
    left = budget - n_in * width - width - n_out * width - n_out
    if left < 0:
        return 0
    return int(left / (width**2 + width)) + 1
""",
    ],
    "plane": [
        """
def plane(x, layers):
    W_all, b_all, a = np.eye(len(x)), np.zeros(len(x)), x
    for number, (W, b) in enumerate(layers, start=1):
        W_all, b_all, a = W_all @ W, b_all @ W + b, a @ W + b
        if number < len(layers):
            off = a <= 0
            W_all[:, off], b_all[off], a[off] = 0, 0, 0
    return W_all, b_all
""",
        """
def plane(x, layers):
    masks, a = [], x
    for W, b in layers[:-1]:
        a = np.maximum(a @ W + b, 0)
        masks.append(a > 0)

    def sheet(point):
        a = point
        for (W, b), on in zip(layers, masks):
            a = (a @ W + b) * on
        W, b = layers[-1]
        return a @ W + b

    b = sheet(np.zeros(len(x)))
    return np.array([sheet(unit) - b for unit in np.eye(len(x))]), b
""",
        """
def plane(x, layers):
    (W, b), *rest = layers
    if not rest:
        return W, b
    z = x @ W + b
    V, c = plane(np.maximum(z, 0), rest)
    on = np.diag((z > 0).astype(float))
    return W @ on @ V, b @ on @ V + c
""",
    ],
    "through": [
        """
def through(xs, ys):
    k = len(xs)
    W1, b1, W2 = np.zeros((1, k)), np.zeros(k), np.zeros((k, 1))
    slope = 0.0
    for i in range(k):
        after = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) if i < k - 1 else 0.0
        W1[0, i], b1[i], W2[i, 0] = 1, -xs[i], after - slope
        slope = after
    return W1, b1, W2, np.array([ys[0]], dtype=float)
""",
        """
def through(xs, ys):
    slopes = np.diff(ys) / np.diff(xs)
    changes = np.append(slopes, 0) - np.append(0, slopes)
    return -2 * np.ones((1, len(xs))), 2.0 * xs, changes[:, None] / 2, np.array([ys[-1]])
""",
    ],
}

WRONG = {
    "smooth-v": {
        "as it stands": """
def smooth_v(z):
    return np.log((np.exp(z) + np.exp(-z)) / 2)
""",
        "the V itself": """
def smooth_v(z):
    return np.abs(z)
""",
        "not divided by 2": """
def smooth_v(z):
    return np.logaddexp(z, -z)
""",
        "clipped": """
def smooth_v(z):
    return np.log(np.cosh(np.clip(z, -700, 700)))
""",
        "far out it is |z|": """
def smooth_v(z):
    return np.where(np.abs(z) > 300, np.abs(z), np.log(np.cosh(np.clip(z, -300, 300))))
""",
        "beyond 2 it is |z| - ln 2": """
def smooth_v(z):
    return np.where(np.abs(z) > 2, np.abs(z) - np.log(2), np.log(np.cosh(np.clip(z, -2, 2))))
""",
        "two ends and the middle": """
def smooth_v(z):
    return np.maximum(np.abs(z) - np.log(2), 0)
""",
        "a half of z squared near 0": """
def smooth_v(z):
    size = np.abs(z)
    return np.where(size < 0.3, size**2 / 2, np.logaddexp(z, -z) - np.log(2))
""",
        "exp(-|z|) is left": """
def smooth_v(z):
    return np.abs(z) + np.log1p(np.exp(-np.abs(z))) - np.log(2)
""",
        "for columns only": """
def smooth_v(z):
    return (np.logaddexp(z, -z) - np.log(2)).ravel()
""",
        "hard-coded": """
def smooth_v(z):
    return np.array([999.3068528194, 0, 999.3068528194])
""",
    },
    "run-flat": {
        "no relu": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a, start = a @ T[:, :-1].T + T[:, -1], start + T.size
    return a
""",
        "relu after the first layer only": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a = a @ T[:, :-1].T + T[:, -1]
        if start == 0 and len(sizes) > 2:
            a = np.maximum(a, 0)
        start += T.size
    return a
""",
        "at most two layers": """
def run_flat(X, sizes, numbers):
    T = numbers[: sizes[1] * (sizes[0] + 1)].reshape(sizes[1], -1)
    z = X @ T[:, :-1].T + T[:, -1]
    if len(sizes) == 2:
        return z
    V = numbers[T.size : T.size + sizes[2] * (sizes[1] + 1)].reshape(sizes[2], -1)
    return np.maximum(z, 0) @ V[:, :-1].T + V[:, -1]
""",
        "bias first": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a = a @ T[:, 1:].T + T[:, 0]
        start += T.size
        if start < len(numbers):
            a = np.maximum(a, 0)
    return a
""",
        "input by input": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_in + 1, n_out)
        a = a @ T[:-1] + T[-1]
        start += T.size
        if start < len(numbers):
            a = np.maximum(a, 0)
    return a
""",
        "relu everywhere": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a, start = np.maximum(a @ T[:, :-1].T + T[:, -1], 0), start + T.size
    return a
""",
        "each layer from the start": """
def run_flat(X, sizes, numbers):
    a = X
    for i, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        T = numbers[: n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a = a @ T[:, :-1].T + T[:, -1]
        if i < len(sizes) - 2:
            a = np.maximum(a, 0)
    return a
""",
        "hard-coded": """
def run_flat(X, sizes, numbers):
    return np.array([[5.0, 12, -1], [-2, 9, -4]]) if len(sizes) == 2 else np.array([[-6.5, -5], [-8.5, 0]])
""",
    },
    "deepest": {
        "no biases": """
def deepest(n_in, width, n_out, budget):
    return max(0, 1 + (budget - n_in * width - width * n_out) // width**2)
""",
        "no biases of the outputs": """
def deepest(n_in, width, n_out, budget):
    return max(0, 1 + (budget - (n_in + 1) * width - width * n_out) // (width**2 + width))
""",
        "negative": """
def deepest(n_in, width, n_out, budget):
    return 1 + (budget - (n_in + 1) * width - (width + 1) * n_out) // (width**2 + width)
""",
        "below the budget": """
def deepest(n_in, width, n_out, budget):
    layers = 0
    while (n_in + 1) * width + (width + 1) * (layers * width + n_out) < budget:
        layers += 1
    return layers
""",
        "every layer like the first": """
def deepest(n_in, width, n_out, budget):
    return max(0, (budget - (width + 1) * n_out) // ((n_in + 1) * width))
""",
        "every layer like the second": """
def deepest(n_in, width, n_out, budget):
    return max(0, (budget - (width + 1) * n_out) // ((width + 1) * width))
""",
        "rounded": """
def deepest(n_in, width, n_out, budget):
    return max(0, round(1 + (budget - (n_in + 1) * width - (width + 1) * n_out) / (width**2 + width)))
""",
        "at least one layer": """
def deepest(n_in, width, n_out, budget):
    return max(1, 1 + (budget - (n_in + 1) * width - (width + 1) * n_out) // (width**2 + width))
""",
        "hard-coded": """
def deepest(n_in, width, n_out, budget):
    return 2
""",
    },
    "plane": {
        "every unit counts": """
def plane(x, layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b
""",
        "off units' biases": """
def plane(x, layers):
    W, b = layers[0]
    a = x
    for (U, d), (V, c) in zip(layers, layers[1:]):
        a = np.maximum(a @ U + d, 0)
        W, b = (W * (a > 0)) @ V, b @ V + c
    return W, b
""",
        "two layers only": """
def plane(x, layers):
    (W, b), (V, c) = layers[0], layers[-1]
    if len(layers) == 3:
        return plane(x, [(W, b), plane(np.maximum(x @ W + b, 0), layers[1:])])
    on = x @ W + b > 0
    return (W * on) @ V, (b * on) @ V + c
""",
        "zero counts as on": """
def plane(x, layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        on = x @ W + b >= 0
        W, b = (W * on) @ V, (b * on) @ V + c
    return W, b
""",
        "no relu on the way": """
def plane(x, layers):
    (W, b), z = layers[0], x
    for (U, d), (V, c) in zip(layers, layers[1:]):
        z = z @ U + d
        W, b = (W * (z > 0)) @ V, (b * (z > 0)) @ V + c
    return W, b
""",
        "the answer for the bias": """
def plane(x, layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        on = x @ W + b > 0
        W, b = (W * on) @ V, (b * on) @ V + c
    return W, x @ W + b
""",
        "the answer at 0 for the bias": """
def plane(x, layers):
    W, a = layers[0][0], 0 * x
    before = x
    for (U, d), (V, c) in zip(layers, layers[1:]):
        before, a = np.maximum(before @ U + d, 0), np.maximum(a @ U + d, 0)
        W = (W * (before > 0)) @ V
    return W, a @ layers[-1][0] + layers[-1][1]
""",
        "nudged": """
def plane(x, layers):
    def run(a):
        for W, b in layers[:-1]:
            a = np.maximum(a @ W + b, 0)
        return a @ layers[-1][0] + layers[-1][1]

    W = np.array([(run(x + 1e-4 * e) - run(x)) / 1e-4 for e in np.eye(len(x))])
    return W, run(x) - x @ W
""",
        "hard-coded": """
def plane(x, layers):
    return np.array([[2.0], [2]]), np.array([2.5 if len(layers) == 2 else 5])
""",
    },
    "through": {
        "not flat to the right": """
def through(xs, ys):
    slopes = np.append(np.diff(ys) / np.diff(xs), 0)
    changes = np.diff(np.append(0, slopes))
    changes[-1] = 0
    return np.ones((1, len(xs))), -1.0 * xs, changes[:, None], np.array([1.0 * ys[0]])
""",
        "slopes for changes of slope": """
def through(xs, ys):
    slopes = np.append(np.diff(ys) / np.diff(xs), 0)
    return np.ones((1, len(xs))), -1.0 * xs, slopes[:, None], np.array([1.0 * ys[0]])
""",
        "distances of one": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys), [0]]))
    return np.ones((1, len(xs))), -1.0 * xs, changes[:, None], np.array([1.0 * ys[0]])
""",
        "no height at the start": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys) / np.diff(xs), [0]]))
    return np.ones((1, len(xs))), -1.0 * xs, changes[:, None], np.zeros(1)
""",
        "always from height 1": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys) / np.diff(xs), [0]]))
    return np.ones((1, len(xs))), -1.0 * xs, changes[:, None], np.ones(1)
""",
        "three points only": """
def through(xs, ys):
    first, second = (ys[1] - ys[0]) / (xs[1] - xs[0]), (ys[2] - ys[1]) / (xs[2] - xs[1])
    W2 = np.array([[first], [second - first], [-second]])
    return np.ones((1, 3)), -1.0 * xs[:3], W2, np.array([1.0 * ys[0]])
""",
        "hinges at the wrong side": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys) / np.diff(xs), [0]]))
    return np.ones((1, len(xs))), 1.0 * xs, changes[:, None], np.array([1.0 * ys[0]])
""",
        "whole numbers": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys) / np.diff(xs), [0]])).astype(int)
    return np.ones((1, len(xs))), -1.0 * xs, changes[:, None], np.array([1.0 * ys[0]])
""",
        "hard-coded": """
def through(xs, ys):
    return np.ones((1, 3)), np.array([0.0, -2, -3]), np.array([[2.0], [-4], [2]]), np.ones(1)
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "smooth-v": {
        "the sum is not divided by 2": """
def smooth_v(z):
    return np.abs(z) + np.log1p(np.exp(-2 * np.abs(z)))
""",
        "exp overflows on both sides": """
def smooth_v(z):
    return np.log(np.cosh(z))
""",
        "far to the left exp(−2z) overflows": """
def smooth_v(z):
    return z + np.log((1 + np.exp(-2 * z)) / 2)
""",
        "exp(−2|z|) is left": """
def smooth_v(z):
    size = np.abs(z)
    return size + np.log((1 + np.exp(-size)) / 2)
""",
        "far out it is |z|. It should be |z| − ln 2": """
def smooth_v(z):
    return np.where(np.abs(z) > 700, np.abs(z), np.log(np.cosh(np.clip(z, -700, 700))))
""",
    },
    "run-flat": {
        "the first number of each unit is taken for its bias": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a = a @ T[:, 1:].T + T[:, 0]
        start += T.size
        if start < len(numbers):
            a = np.maximum(a, 0)
    return a
""",
        "the numbers are cut input by input": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_in + 1, n_out)
        a = a @ T[:-1] + T[-1]
        start += T.size
        if start < len(numbers):
            a = np.maximum(a, 0)
    return a
""",
        "all biases of a layer are expected in one place": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        W = numbers[start : start + n_out * n_in].reshape(n_out, n_in).T
        start += n_out * n_in
        a = a @ W + numbers[start : start + n_out]
        start += n_out
        if start < len(numbers):
            a = np.maximum(a, 0)
    return a
""",
        "ReLU comes after the first layer only": """
def run_flat(X, sizes, numbers):
    a, start = X, 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        T = numbers[start : start + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a = a @ T[:, :-1].T + T[:, -1]
        if start == 0 and len(sizes) > 2:
            a = np.maximum(a, 0)
        start += T.size
    return a
""",
        "each layer begins at the first of the numbers": """
def run_flat(X, sizes, numbers):
    a = X
    for i, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        T = numbers[: n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        a = a @ T[:, :-1].T + T[:, -1]
        if i < len(sizes) - 2:
            a = np.maximum(a, 0)
    return a
""",
    },
    "deepest": {
        "each hidden layer is counted as the first one is": """
def deepest(n_in, width, n_out, budget):
    return max(0, (budget - (width + 1) * n_out) // ((n_in + 1) * width))
""",
        "the biases of the hidden units are not counted": """
def deepest(n_in, width, n_out, budget):
    layers = 0
    while n_in * width + layers * width * width + (width + 1) * n_out <= budget:
        layers += 1
    return layers
""",
        "the output layer is counted among the hidden ones": """
def deepest(n_in, width, n_out, budget):
    layers = 1
    while (n_in + 1) * width + (layers - 1) * (width + 1) * width + (width + 1) * n_out <= budget:
        layers += 1
    return layers
""",
        "the search ends too early": """
def deepest(n_in, width, n_out, budget):
    best = 0
    for layers in range(1, 101):
        if (n_in + 1) * width + (layers - 1) * (width + 1) * width + (width + 1) * n_out <= budget:
            best = layers
    return best
""",
        "a budget that is used up is allowed": """
def deepest(n_in, width, n_out, budget):
    layers = 0
    while (n_in + 1) * width + layers * (width + 1) * width + (width + 1) * n_out < budget:
        layers += 1
    return layers
""",
    },
    "plane": {
        "units that are off count, too": """
def plane(x, layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b
""",
        "the biases of units that are off count, too": """
def plane(x, layers):
    (W, b), a = layers[0], x
    for (U, d), (V, c) in zip(layers, layers[1:]):
        a = np.maximum(a @ U + d, 0)
        W, b = (W * (a > 0)) @ V, b @ V + c
    return W, b
""",
        "a unit whose z is 0 counts": """
def plane(x, layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        on = x @ W + b >= 0
        W, b = (W * on) @ V, (b * on) @ V + c
    return W, b
""",
        "is found without the ReLU before it": """
def plane(x, layers):
    (W, b), z = layers[0], x
    for (U, d), (V, c) in zip(layers, layers[1:]):
        z = z @ U + d
        W, b = (W * (z > 0)) @ V, (b * (z > 0)) @ V + c
    return W, b
""",
        "this is the answer of the network for x": """
def plane(x, layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        on = x @ W + b > 0
        W, b = (W * on) @ V, (b * on) @ V + c
    return W, x @ W + b
""",
    },
    "through": {
        "there should be one at each point": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys) / np.diff(xs), [0]]))
    return np.ones((1, len(xs))), 1.0 * xs, changes[:, None], np.array([1.0 * ys[0]])
""",
        "Divide each by the distance of the two points": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys), [0]]))
    return np.ones((1, len(xs))), -1.0 * xs, changes[:, None], np.array([1.0 * ys[0]])
""",
        "not what it is from there on": """
def through(xs, ys):
    slopes = np.append(np.diff(ys) / np.diff(xs), 0)
    return np.ones((1, len(xs))), -1.0 * xs, slopes[:, None], np.array([1.0 * ys[0]])
""",
        "it is not flat right of the last point": """
def through(xs, ys):
    changes = np.diff(np.append(0, np.diff(ys) / np.diff(xs)))
    return np.ones((1, len(xs))), -1.0 * xs, np.append(changes, 0)[:, None], np.array([1.0 * ys[0]])
""",
        "What does the network give where no unit is on": """
def through(xs, ys):
    changes = np.diff(np.concatenate([[0], np.diff(ys) / np.diff(xs), [0]]))
    return np.ones((1, len(xs))), -1.0 * xs, changes[:, None], np.zeros(1)
""",
    },
}
