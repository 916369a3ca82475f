"""Solutions of assignment 4: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "put-together": [
        """
def put_together(values, n, size):
    rows = [min(size, n - start) for start in range(0, n, size)]
    return np.average(values, axis=0, weights=rows)
""",
        """
def put_together(values, n, size):
    of_each_row = np.repeat(values, size, axis=0)[:n]
    return of_each_row.mean(axis=0)
""",
        """
def put_together(values, n, size):
    total, left = 0, n
    for value in values:
        rows = min(left, size)
        total = total + rows / n * value
        left -= rows
    return total.tolist()
""",
    ],
    "lowest-loss": [
        """
def lowest_loss(Y, h):
    Z = (Y - Y.mean(axis=0)) / Y.std(axis=0)
    eigenvalues = sorted(np.linalg.eigvalsh(Z.T @ Z / len(Z)), reverse=True)
    return sum(eigenvalues[h:]) / 2
""",
        """
def lowest_loss(Y, h):
    k = Y.shape[1]
    if k == 1:
        return 0.5 if h == 0 else 0
    R2 = np.sort(np.linalg.eigvalsh(np.corrcoef(Y.T)))[::-1][:h]
    return 0.5 * (k - R2.sum())
""",
        """
def lowest_loss(Y, h):
    k = Y.shape[1]
    correlations = np.atleast_2d(np.corrcoef(Y, rowvar=False))
    best = np.linalg.eigvalsh(correlations)[max(k - h, 0) :].sum()
    return (k - best) / 2
""",
    ],
    "straighten": [
        """
def straighten(X, W1, b1, W2, b2):
    a = np.maximum(X @ W1 + b1, 0)
    dead = a.max(axis=0) == 0
    always = a.min(axis=0) > 0
    bends = ~dead & ~always
    A = (W1 * always) @ W2
    c = (b1 * always) @ W2 + b2
    return A, c, W1.T[bends].T, b1[bends], W2[bends]
""",
        """
def straighten(X, W1, b1, W2, b2):
    A, c, kept = np.zeros((len(W1), len(b2))), np.array(b2, dtype=float), []
    for unit in range(len(b1)):
        on = [row @ W1[:, unit] + b1[unit] > 0 for row in X]
        if all(on):
            A += np.outer(W1[:, unit], W2[unit])
            c += b1[unit] * W2[unit]
        elif any(on):
            kept.insert(0, unit)
    return [A, c, W1[:, kept], b1[kept], W2[kept]]
""",
        """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = np.where(on.all(0))[0], np.where(on.any(0) & ~on.all(0))[0]
    V, u, U = np.delete(W1, np.setdiff1d(range(len(b1)), bends), 1), b1[bends], W2[bends]
    corner = np.zeros((1, len(W1)))
    c = (corner @ W1 + b1)[:, always] @ W2[always] + b2
    A = (np.eye(len(W1)) @ W1)[:, always] @ W2[always]
    return A, c[0], V, u, U
""",
        """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    bends = on.any(axis=0) & ~on.all(axis=0)
    V, u, U = W1[:, bends], b1[bends], W2[bends]
    straight = np.maximum(X @ W1 + b1, 0) @ W2 + b2 - np.maximum(X @ V + u, 0) @ U
    fit = np.linalg.lstsq(np.c_[X, np.ones(len(X))], straight, rcond=None)[0]
    return fit[:-1], fit[-1], V, u, U
""",
    ],
    "odd-ones": [
        """
def odd_ones(k):
    W2 = [1] + [2 if unit % 2 == 0 else -2 for unit in range(1, k)]
    return np.ones((k, k)), [-unit for unit in range(k)], [[weight] for weight in W2], [-0.5]
""",
        """
def odd_ones(k):
    heights = np.where(np.arange(k + 1) % 2 == 1, 3.0, -3.0)
    slopes = np.diff(heights)
    W2 = np.diff(slopes, prepend=0)
    return np.ones((k, k)), np.arange(0, -k, -1.0), W2.reshape(k, 1), heights[:1]
""",
        """
def odd_ones(k):
    W1, b1 = -np.ones((k, k)), np.arange(1.0, k + 1)
    b2 = 0.5 if k % 2 else -0.5
    W2 = np.zeros((k, 1))
    slope = 0
    for number in range(k, 0, -1):
        wanted = 1 if (number - 1) % 2 else -1
        W2[number - 1] = wanted - slope
        slope = wanted
    return W1, b1, W2, np.array([b2])
""",
    ],
    "settled": [
        """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=-1)
    until_the_end = np.logical_and.accumulate(done[::-1])[::-1]
    return np.where(done[-1], until_the_end.argmax(axis=0), -1)
""",
        """
def settled(answers, y):
    found = []
    for net in range(answers.shape[1]):
        t = len(answers)
        while t > 0 and max(abs(answers[t - 1, net] - y)) < 0.1:
            t -= 1
        found.append(t if t < len(answers) else -1)
    return found
""",
        """
def settled(answers, y):
    done = np.all(abs(answers - y) < 0.1, axis=2)
    length = done[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(length > 0, len(done) - length, -1.0)
""",
    ],
}

WRONG = {
    "put-together": {
        "all alike": """
def put_together(values, n, size):
    return values.mean(axis=0)
""",
        "last as full": """
def put_together(values, n, size):
    return values.sum(axis=0) * size / n
""",
        "last left out": """
def put_together(values, n, size):
    return values[:-1].sum(axis=0) * size / n
""",
        "remainder": """
def put_together(values, n, size):
    rows = np.full(len(values), size)
    rows[-1] = n % size
    return np.tensordot(rows, values, axes=1) / n
""",
        "remainder, average": """
def put_together(values, n, size):
    rows = np.full(len(values), size)
    rows[-1] = n % size
    return np.average(values, axis=0, weights=rows)
""",
        "sum over the rows": """
def put_together(values, n, size):
    rows = [min(size, n - start) for start in range(0, n, size)]
    return sum(r * value for r, value in zip(rows, values))
""",
        "losses only": """
def put_together(values, n, size):
    rows = np.array([min(size, n - start) for start in range(0, n, size)])
    return (rows * values).sum(axis=0) / n
""",
        "one number": """
def put_together(values, n, size):
    rows = np.array([min(size, n - start) for start in range(0, n, size)])
    return (rows @ values.reshape(len(values), -1)).mean() / n
""",
        "hard-coded": """
def put_together(values, n, size):
    return 2.4 if values.ndim == 1 else np.array([2.0, 2])
""",
    },
    "lowest-loss": {
        "what gets through": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    eigenvalues = np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1]
    return 0.5 * eigenvalues[:h].sum()
""",
        "no half": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    eigenvalues = np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1]
    return eigenvalues[h:].sum()
""",
        "smallest kept": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[h:].sum()
""",
        "covariances": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    eigenvalues = np.linalg.eigvalsh(np.cov(Y.T, bias=True).reshape(k, k))[::-1]
    return 0.5 * eigenvalues[h:].sum()
""",
        "n - 1": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    Z = (Y - Y.mean(axis=0)) / Y.std(axis=0)
    return 0.5 * np.linalg.eigvalsh(np.cov(Z.T).reshape(k, k))[::-1][h:].sum()
""",
        "the last zero": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    eigenvalues = np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))
    return 0.5 * (k - eigenvalues[-h:].sum())
""",
        "a negative end": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[: k - h].sum()
""",
        "one target": """
def lowest_loss(Y, h):
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y.T))[::-1][h:].sum()
""",
        "between the rows": """
def lowest_loss(Y, h):
    return 0.5 * (Y.shape[1] - np.linalg.eigvalsh(np.corrcoef(Y))[::-1][:h].sum())
""",
        "between the rows, the last zero": """
def lowest_loss(Y, h):
    return 0.5 * (Y.shape[1] - np.linalg.eigvalsh(np.corrcoef(Y))[-h:].sum())
""",
        "between the rows, all the others": """
def lowest_loss(Y, h):
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y))[::-1][h:].sum()
""",
        "between the rows, the smallest": """
def lowest_loss(Y, h):
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y))[: max(Y.shape[1] - h, 0)].sum()
""",
        "h for k": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    return 0.5 * (h - np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1][:h].sum())
""",
        "h for k, the last zero": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    return 0.5 * (h - np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[-h:].sum())
""",
        "no signs": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    correlations = np.abs(np.corrcoef(Y.T)).reshape(k, k)
    return 0.5 * np.linalg.eigvalsh(correlations)[::-1][h:].sum()
""",
        "one target, the last zero": """
def lowest_loss(Y, h):
    return 0.5 * (Y.shape[1] - np.linalg.eigvalsh(np.corrcoef(Y.T))[-h:].sum())
""",
        "one target loses nothing": """
def lowest_loss(Y, h):
    if Y.shape[1] == 1:
        return 0.0
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y.T))[::-1][h:].sum()
""",
        "score of all targets": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    return 1 - np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1][:h].sum() / k
""",
        "only the smallest is lost": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[0]
""",
        "mean over the targets": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    return 0.5 * np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1][h:].sum() / k
""",
        "uncorrelated": """
def lowest_loss(Y, h):
    return 0.5 * max(Y.shape[1] - h, 0)
""",
        "hard-coded": """
def lowest_loss(Y, h):
    return 0.2
""",
    },
    "straighten": {
        "no A": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    c = b1[always] @ W2[always] + b2
    return np.zeros((len(W1), len(b2))), c, W1[:, bends], b1[bends], W2[bends]
""",
        "all biases": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    return W1[:, always] @ W2[always], b1 @ W2 + b2, W1[:, bends], b1[bends], W2[bends]
""",
        "no b2": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    return W1[:, always] @ W2[always], b1[always] @ W2[always], W1[:, bends], b1[bends], W2[bends]
""",
        "c is b2": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    return W1[:, always] @ W2[always], b2, W1[:, bends], b1[bends], W2[bends]
""",
        "biases not multiplied": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    return W1[:, always] @ W2[always], b1[always].sum() + b2, W1[:, bends], b1[bends], W2[bends]
""",
        "only the dead are removed": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, alive = on.all(axis=0), on.any(axis=0)
    return W1[:, always] @ W2[always], b1[always] @ W2[always] + b2, W1[:, alive], b1[alive], W2[alive]
""",
        "the dead stay": """
def straighten(X, W1, b1, W2, b2):
    always = (X @ W1 + b1 > 0).all(axis=0)
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, ~always], b1[~always], W2[~always]
""",
        "the dead are straight": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    bends = on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, ~bends] @ W2[~bends], b1[~bends] @ W2[~bends] + b2
    return A, c, W1[:, bends], b1[bends], W2[bends]
""",
        "every live unit is straight": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    alive, bends = on.any(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, alive] @ W2[alive], b1[alive] @ W2[alive] + b2
    return A, c, W1[:, bends], b1[bends], W2[bends]
""",
        "without biases": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, bends], b1[bends], W2[bends]
""",
        "the first row decides": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always = on[0]
    bends = on.any(axis=0) & ~always
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, bends], b1[bends], W2[bends]
""",
        "on average": """
def straighten(X, W1, b1, W2, b2):
    z = X @ W1 + b1
    always = z.mean(axis=0) > 0
    bends = (z > 0).any(axis=0) & ~always
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, bends], b1[bends], W2[bends]
""",
        "one unit that bends": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always = on.all(axis=0)
    one = np.argmax(on.any(axis=0) & ~always)
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, [one]], b1[[one]], W2[[one]]
""",
        "weights multiplied": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    return W1[:, always] * W2[always], b1[always] @ W2[always] + b2, W1[:, bends], b1[bends], W2[bends]
""",
        "U is W2": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, bends], b1[bends], W2
""",
        "U of the units that are always on": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, bends], b1[bends], W2[: bends.sum()]
""",
        "hard-coded": """
def straighten(X, W1, b1, W2, b2):
    return np.array([[2.0]]), np.array([22.0]), np.array([[1.0]]), np.array([-1.0]), np.array([[3.0]])
""",
    },
    "odd-ones": {
        "xor with idle units": """
def odd_ones(k):
    W2 = np.zeros((k, 1))
    W2[:2, 0] = [1, -2][:k]
    return np.ones((k, k)), -np.arange(k), W2, np.array([-0.5])
""",
        "slopes 1 and -2": """
def odd_ones(k):
    W2 = np.where(np.arange(k) % 2, -2.0, 1.0)
    return np.ones((k, k)), -np.arange(k), W2[:, None], np.array([-0.5])
""",
        "one more turn": """
def odd_ones(k):
    W2 = np.full((k, 1), 2.0)
    W2[0], W2[1:2] = 1, -2
    return np.ones((k, k)), -np.arange(k), W2, np.array([-0.5])
""",
        "even for odd": """
def odd_ones(k):
    W2 = -2.0 * (-1) ** np.arange(k)
    W2[0] = -1
    return np.ones((k, k)), -np.arange(k), W2[:, None], np.array([0.5])
""",
        "no b2": """
def odd_ones(k):
    W2 = 2.0 * (-1) ** np.arange(k)
    W2[0] = 1
    return np.ones((k, k)), -np.arange(k), W2[:, None], np.zeros(1)
""",
        "one late": """
def odd_ones(k):
    W2 = 2.0 * (-1) ** np.arange(k)
    W2[0] = 1
    return np.ones((k, k)), -np.arange(1, k + 1), W2[:, None], np.array([-0.5])
""",
        "small scores": """
def odd_ones(k):
    W2 = 2.0 * (-1) ** np.arange(k)
    W2[0] = 1
    return np.ones((k, k)), -np.arange(k), 0.5 * W2[:, None], np.array([-0.25])
""",
        "two results": """
def odd_ones(k):
    return np.ones((k, k)), -np.arange(k)
""",
        "says nothing": """
def odd_ones(k):
    return np.zeros((k, k)), np.zeros(k), np.zeros((k, 1)), np.zeros(1)
""",
        "flat W2": """
def odd_ones(k):
    W2 = 2.0 * (-1) ** np.arange(k)
    W2[0] = 1
    return np.ones((k, k)), -np.arange(k), W2, np.array([-0.5])
""",
        "hard-coded": """
def odd_ones(k):
    W2 = np.array([[1.0], [-2], [2]])
    return np.ones((k, k)), -np.arange(k), np.resize(W2, (k, 1)), np.array([-0.5])
""",
    },
    "settled": {
        "first ever": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    return np.where(done.any(axis=0), done.argmax(axis=0), -1)
""",
        "first, if solved at the end": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    return np.where(done[-1], done.argmax(axis=0), -1)
""",
        "last failure": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    last = np.array([max([-1, *np.flatnonzero(~net)]) for net in done.T])
    return np.where(done[-1], last, -1)
""",
        "not solved at the end": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    return len(done) - done[::-1].cumprod(axis=0).sum(axis=0)
""",
        "counted": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    return np.where(done[-1], (~done).sum(axis=0), -1)
""",
        "mean over the rows": """
def settled(answers, y):
    done = np.abs(answers - y).mean(axis=2) < 0.1
    stays = done[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(stays > 0, len(done) - stays, -1)
""",
        "without the margin": """
def settled(answers, y):
    done = ((answers > 0.5) == (y > 0.5)).all(axis=2)
    stays = done[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(stays > 0, len(done) - stays, -1)
""",
        "just 0.1 off is right": """
def settled(answers, y):
    done = (np.abs(answers - y) <= 0.1).all(axis=2)
    stays = done[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(stays > 0, len(done) - stays, -1)
""",
        "a margin of 0.15": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.15).all(axis=2)
    stays = done[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(stays > 0, len(done) - stays, -1)
""",
        "squares": """
def settled(answers, y):
    done = ((answers - y) ** 2 < 0.1).all(axis=2)
    stays = done[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(stays > 0, len(done) - stays, -1)
""",
        "no absolute value": """
def settled(answers, y):
    done = (answers - y < 0.1).all(axis=2)
    stays = done[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(stays > 0, len(done) - stays, -1)
""",
        "never failed": """
def settled(answers, y):
    failed = (np.abs(answers - y) >= 0.1).any(axis=2)
    last = len(failed) - 1 - failed[::-1].argmax(axis=0)
    return np.where(failed[-1], -1, last + 1)
""",
        "solved at the last two steps": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    turns = np.array([max([0, *(np.flatnonzero(np.diff(net.astype(int)) > 0) + 1)]) for net in done.T])
    return np.where(done[-1] & done[-2:].all(axis=0), turns, -1)
""",
        "four rows and XOR": """
def settled(answers, y):
    p = answers[:, :, :4] - np.array([0, 1, 1, 0])[: answers.shape[2]]
    stays = (np.abs(p) < 0.1).all(axis=2)[::-1].cumprod(axis=0).sum(axis=0)
    return np.where(stays > 0, len(answers) - stays, -1)
""",
        "hard-coded": """
def settled(answers, y):
    return np.array([3, -1, 0])
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "put-together": {
        "this is the mean of all numbers in values": """
def put_together(values, n, size):
    return np.mean(values)
""",
        "divided by the number of pieces": """
def put_together(values, n, size):
    rows = [min(size, n - start) for start in range(0, n, size)]
    return sum(r * v for r, v in zip(rows, values)) / len(values)
""",
        "divided by the size of a piece": """
def put_together(values, n, size):
    rows = [min(size, n - start) for start in range(0, n, size)]
    return sum(r * v for r, v in zip(rows, values)) / size
""",
        "the weighted means are not added up yet": """
def put_together(values, n, size):
    rows = np.array([min(size, n - start) for start in range(0, n, size)])
    rows = rows.reshape(-1, *[1] * (values.ndim - 1))
    return rows * values / n
""",
    },
    "lowest-loss": {
        "one number too many is taken as let through": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    e = np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1]
    return 0.5 * e[h + 1 :].sum()
""",
        "the sum of R² is taken from 1": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    e = np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1]
    return 0.5 * (1 - e[:h].sum())
""",
        "divided by the number of rows": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    e = np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1]
    return 0.5 * e[h:].sum() / len(Y)
""",
        "roots of the eigenvalues are added": """
def lowest_loss(Y, h):
    k = Y.shape[1]
    e = np.sqrt(np.linalg.eigvalsh(np.corrcoef(Y.T).reshape(k, k))[::-1].clip(0))
    return 0.5 * e[h:].sum()
""",
    },
    "straighten": {
        "V has shape (1": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W2[bends], b1[bends], W1[:, bends]
""",
        "the biases go through ReLU by themselves": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, always] @ W2[always], np.maximum(b1[always], 0) @ W2[always] + b2
    return A, c, W1[:, bends], b1[bends], W2[bends]
""",
        "it is made of the units that bend": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, bends] @ W2[bends], b1[bends] @ W2[bends] + b2
    return A, c, W1[:, always], b1[always], W2[always]
""",
        "u has shape (1,), wanted (3,), if m = 3 units bend": """
def straighten(X, W1, b1, W2, b2):
    on = X @ W1 + b1 > 0
    always, bends = on.all(axis=0), on.any(axis=0) & ~on.all(axis=0)
    A, c = W1[:, always] @ W2[always], b1[always] @ W2[always] + b2
    return A, c, W1[:, bends], b2, W2[bends]
""",
    },
    "odd-ones": {
        "for k = 2 the row [1": """
def odd_ones(k):
    W2 = np.array([(-1.0) ** i for i in range(k)]).reshape(-1, 1)
    return np.ones((k, k)), -np.arange(k), W2, np.array([-0.5])
""",
        "for k = 2 the row [0": """
def odd_ones(k):
    W2 = 2.0 * (-1) ** np.arange(k)
    W2[0] = 1
    return np.eye(k), -np.arange(k), W2[:, None], np.array([-0.5])
""",
        "for k = 3 the row [1": """
def odd_ones(k):
    W2 = np.full((k, 1), -2.0)
    W2[0] = 1
    return np.ones((k, k)), -np.arange(k), W2, np.array([-0.5])
""",
        "for k = 1 the row [1], with 1 ones, gets the score 0, wanted at least": """
def odd_ones(k):
    W2 = 2.0 * (-1) ** np.arange(k)
    W2[0] = 1
    return np.ones((k, k)), -np.arange(k), W2[:, None], np.array([-1.0])
""",
    },
    "settled": {
        "an answer that is just": """
def settled(answers, y):
    done = (np.abs(answers - y) <= 0.1).all(axis=2)
    out = []
    for s in range(answers.shape[1]):
        t = len(answers)
        while t > 0 and done[t - 1, s]:
            t -= 1
        out.append(t if t < len(answers) else -1)
    return np.array(out)
""",
        "a network that is solved at all steps has the answer 0": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    last_fail = np.argmax(~done[::-1], axis=0)
    first = len(done) - last_fail
    return np.where(done[-1], first, -1)
""",
        "this is the last step at which it is not solved": """
def settled(answers, y):
    failed = (np.abs(answers - y) >= 0.1).any(axis=2)
    out = []
    for s in range(answers.shape[1]):
        where = np.flatnonzero(failed[:, s])
        last = where[-1] if len(where) else 0
        out.append(-1 if last == len(answers) - 1 else last)
    return np.array(out)
""",
        "steps and networks are exchanged": """
def settled(answers, y):
    done = (np.abs(answers - y) < 0.1).all(axis=2)
    out = []
    for row in done:
        t = len(row)
        while t > 0 and row[t - 1]:
            t -= 1
        out.append(t if t < len(row) else -1)
    return np.array(out)
""",
    },
}
