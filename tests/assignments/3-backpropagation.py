"""Solutions of assignment 3: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "huber": [
        """
def huber(y, p, delta):
    e = p - y
    near = np.clip(e, -delta, delta)
    return np.sum(near * (e - near / 2)) / len(e), near / len(e)
""",
        """
def huber(y, p, delta):
    n, loss, dp = len(y), 0.0, np.zeros(p.shape)
    for place in np.ndindex(p.shape):
        e = p[place] - y[place]
        if abs(e) <= delta:
            loss, dp[place] = loss + e**2 / 2, e
        else:
            loss, dp[place] = loss + delta * (abs(e) - delta / 2), delta * np.sign(e)
    return loss / n, dp / n
""",
    ],
    "stretch": [
        """
def stretch_backward(x, g, dz):
    return dz * g, np.einsum("ij,ij->j", x, dz), np.sum(dz, 0)
""",
        """
def stretch_backward(x, g, dz):
    dx, dg, dc = np.zeros_like(x), np.zeros_like(g), np.zeros_like(g)
    for i in range(len(x)):
        dx[i] = g * dz[i]
        dg += x[i] * dz[i]
        dc += dz[i]
    return dx, dg, dc
""",
    ],
    "bypass": [
        """
def bypass_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = np.where(a > 0, ds, 0)
    dx = dz @ W.T
    dx += ds
    return dx, x.T @ dz, dz.sum(axis=0)
""",
        """
def bypass_backward(x, W, b, ds):
    dW, db, dx = np.zeros(W.shape), np.zeros(b.shape), ds.copy()
    for i in range(len(x)):
        dz = ds[i] * (x[i] @ W + b > 0)
        dW += np.outer(x[i], dz)
        db += dz
        dx[i] += W @ dz
    return dx, dW, db
""",
    ],
    "tied": [
        """
def tied_backward(x, W, dp):
    both = x.T @ dp
    return (both + both.T) @ W
""",
        """
def tied_backward(x, W, dp):
    dW = np.zeros(W.shape)
    for row, gradient in zip(x, dp):
        dW += np.outer(row, gradient @ W) + np.outer(gradient, row @ W)
    return dW
""",
    ],
    "direction-error": [
        """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / 2 / h, np.vdot(g, v)
    if m == 0 and c == 0:
        return 0
    return abs(m - c) / max(abs(m), abs(c))
""",
        """
def direction_error(f, x, g, v, h=1e-5):
    up, down = f(x + v * h), f(x - v * h)
    slopes = np.array([(up - down) / (2 * h), np.sum(g * v)])
    return np.ptp(slopes) / np.abs(slopes).max() if slopes.any() else 0.0
""",
    ],
}

WRONG = {
    "huber": {
        "squares everywhere": """
def huber(y, p, delta):
    e = p - y
    return (e**2).sum() / 2 / len(y), e / len(y)
""",
        "delta is 1": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 0.5)
    return each.sum() / len(y), np.clip(e, -1, 1) / len(y)
""",
        "mean over everything": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) <= delta, e**2 / 2, delta * (np.abs(e) - delta / 2))
    return each.mean(), np.clip(e, -delta, delta) / e.size
""",
        "no mean": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) <= delta, e**2 / 2, delta * (np.abs(e) - delta / 2))
    return each.sum(), np.clip(e, -delta, delta)
""",
        "sign lost": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) <= delta, e**2 / 2, delta * (np.abs(e) - delta / 2))
    return each.sum() / len(y), np.where(np.abs(e) <= delta, e, delta) / len(y)
""",
        "slope 1 outside": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) <= delta, e**2 / 2, delta * (np.abs(e) - delta / 2))
    return each.sum() / len(y), np.where(np.abs(e) <= delta, e, np.sign(e)) / len(y)
""",
        "hard-coded": """
def huber(y, p, delta):
    return 1.3125, np.array([[0.25], [-0.5]])
""",
    },
    "stretch": {
        "not summed": """
def stretch_backward(x, g, dz):
    return dz * g, dz * x, dz
""",
        "first row": """
def stretch_backward(x, g, dz):
    return dz * g, (dz * x)[0], dz[0]
""",
        "mean": """
def stretch_backward(x, g, dz):
    return dz * g, (dz * x).mean(axis=0), dz.mean(axis=0)
""",
        "rows added before they are multiplied": """
def stretch_backward(x, g, dz):
    return dz * g, dz.sum(axis=0) * x.sum(axis=0), dz.sum(axis=0)
""",
        "x for g": """
def stretch_backward(x, g, dz):
    return dz * x, (dz * g).sum(axis=0), dz.sum(axis=0)
""",
        "hard-coded": """
def stretch_backward(x, g, dz):
    return np.array([[10.0, -4]]), np.array([2.0, 12]), np.array([1.0, 4])
""",
    },
    "bypass": {
        "no path around": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W + b > 0)
    return dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "no mask": """
def bypass_backward(x, W, b, ds):
    return ds + ds @ W.T, x.T @ ds, ds.sum(axis=0)
""",
        "mask of s": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x + np.maximum(x @ W + b, 0) > 0)
    return ds + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "mask without biases": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W > 0)
    return ds + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "path around is masked": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W + b > 0)
    return dz + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "W not transposed": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W + b > 0)
    return ds + dz @ W, x.T @ dz, dz.sum(axis=0)
""",
        "hard-coded": """
def bypass_backward(x, W, b, ds):
    return np.array([[20.0, 110]]), np.array([[10.0, 0], [20, 0]]), np.array([10.0, 0])
""",
    },
    "tied": {
        "first path": """
def tied_backward(x, W, dp):
    return x.T @ (dp @ W)
""",
        "second path": """
def tied_backward(x, W, dp):
    return dp.T @ (x @ W)
""",
        "mean of the paths": """
def tied_backward(x, W, dp):
    return (x.T @ (dp @ W) + dp.T @ (x @ W)) / 2
""",
        "mean over the rows": """
def tied_backward(x, W, dp):
    return (x.T @ (dp @ W) + dp.T @ (x @ W)) / len(x)
""",
        "first path twice": """
def tied_backward(x, W, dp):
    return 2 * x.T @ (dp @ W)
""",
        "hard-coded": """
def tied_backward(x, W, dp):
    return np.array([[4.0], [2.0]])
""",
    },
    "direction-error": {
        "forward difference": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x)) / h, (g * v).sum()
    return abs(m - c) / (max(abs(m), abs(c)) or 1)
""",
        "h is ignored": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + 1e-5 * v) - f(x - 1e-5 * v)) / 2e-5, (g * v).sum()
    return abs(m - c) / (max(abs(m), abs(c)) or 1)
""",
        "by the claim": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    return abs(m - c) / abs(c) if c else 0.0
""",
        "by the larger, signed": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    return abs(m - c) / max(m, c) if m or c else 0.0
""",
        "0 by 0": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    return abs(m - c) / max(abs(m), abs(c))
""",
        "x stays moved": """
def direction_error(f, x, g, v, h=1e-5):
    x += h * v
    up = f(x)
    x -= 2 * h * v
    m, c = (up - f(x)) / (2 * h), (g * v).sum()
    return abs(m - c) / (max(abs(m), abs(c)) or 1)
""",
        "hard-coded": """
def direction_error(f, x, g, v, h=1e-5):
    return 1 / 3 if g[0] == 3 else 0.0
""",
    },
}
