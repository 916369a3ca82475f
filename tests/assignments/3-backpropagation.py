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
    "center": [
        """
def center_backward(x, g, dz):
    u = dz * g
    mean = u.mean(axis=1)[:, None]
    return u - mean, np.einsum("ij,ij->j", x - x.mean(1)[:, None], dz)
""",
        """
def center_backward(x, g, dz):
    n, k = x.shape
    dx, dg = [], np.zeros(k)
    for i in range(n):
        dg += (x[i] - sum(x[i]) / k) * dz[i]
        through_the_mean = -sum(g[j] * dz[i, j] for j in range(k)) / k
        dx.append([g[j] * dz[i, j] + through_the_mean for j in range(k)])
    return dx, dg
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
        """
def direction_error(f, x, g, v, h=1e-5):
    m = numerical_gradient(lambda t: f(x + t[0] * v), np.zeros(1), h)[0]
    c = sum(one * other for one, other in zip(np.ravel(g), np.ravel(v)))
    return 0 if np.isclose(m, 0) and np.isclose(c, 0) else abs(m - c) / max(abs(m), abs(c))
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
        "central differences": """
def huber(y, p, delta):
    def loss(p):
        e = np.abs(p - y)
        return np.where(e <= delta, e**2 / 2, delta * (e - delta / 2)).sum() / len(y)

    return loss(p), numerical_gradient(loss, p)
""",
        "central differences with a step of the size of the data": """
def huber(y, p, delta):
    def loss(p):
        e = np.abs(p - y)
        return np.where(e <= delta, e**2 / 2, delta * (e - delta / 2)).sum() / len(y)

    return loss(p), numerical_gradient(loss, p, 1e-5 * max(1, np.abs(p).max()))
""",
        "one branch for all": """
def huber(y, p, delta):
    e = p - y
    if np.abs(e).max() <= delta:
        return (e**2).sum() / 2 / len(y), e / len(y)
    return (delta * (np.abs(e) - delta / 2)).sum() / len(y), delta * np.sign(e) / len(y)
""",
        "hard-coded": """
def huber(y, p, delta):
    return 2.75, np.array([[0.25], [-0.5], [-0.25], [0.5]])
""",
    },
    "center": {
        "no path through the mean": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u, (dz * centered).sum(axis=0)
""",
        "the whole sum through the mean": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.sum(axis=1, keepdims=True), (dz * centered).sum(axis=0)
""",
        "own number only": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u * (1 - 1 / len(g)), (dz * centered).sum(axis=0)
""",
        "mean over the samples": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(axis=0), (dz * centered).sum(axis=0)
""",
        "one mean for all rows": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(), (dz * centered).sum(axis=0)
""",
        "centered before g": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return (dz - dz.mean(axis=1, keepdims=True)) * g, (dz * centered).sum(axis=0)
""",
        "x not centered": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(axis=1, keepdims=True), (dz * x).sum(axis=0)
""",
        "not summed": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(axis=1, keepdims=True), dz * centered
""",
        "first row": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(axis=1, keepdims=True), (dz * centered)[0]
""",
        "mean": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(axis=1, keepdims=True), (dz * centered).mean(axis=0)
""",
        "rows added before they are multiplied": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(axis=1, keepdims=True), dz.sum(axis=0) * centered.sum(axis=0)
""",
        "central differences": """
def center_backward(x, g, dz):
    def loss(x, g):
        return ((x - x.mean(axis=1, keepdims=True)) * g * dz).sum()

    return numerical_gradient(lambda x: loss(x, g), x), numerical_gradient(lambda g: loss(x, g), g)
""",
        "central differences with a step of the size of the data": """
def center_backward(x, g, dz):
    def slopes(f, at):
        return numerical_gradient(f, at, 1e-3 * max(1, np.abs(at).max()))

    def loss(x, g):
        return ((x - x.mean(axis=1, keepdims=True)) * g * dz).sum()

    return slopes(lambda x: loss(x, g), x), slopes(lambda g: loss(x, g), g)
""",
        "central differences for dg only, with a large step": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    dg = numerical_gradient(lambda g: (centered * g * dz).sum(), g, 1.0)
    return u - u.mean(axis=1, keepdims=True), dg
""",
        "central differences for dg only": """
def center_backward(x, g, dz):
    centered = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.mean(axis=1, keepdims=True), numerical_gradient(lambda g: (centered * g * dz).sum(), g)
""",
        "hard-coded": """
def center_backward(x, g, dz):
    return np.array([[7.0, -7]]), np.array([-1.0, 4])
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
        "on where z is 0": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W + b >= 0)
    return ds + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "mask of a >= 0": """
def bypass_backward(x, W, b, ds):
    dz = ds * (np.maximum(x @ W + b, 0) >= 0)
    return ds + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "central differences": """
def bypass_backward(x, W, b, ds):
    def loss(x, W, b):
        return ((x + np.maximum(x @ W + b, 0)) * ds).sum()

    return (
        numerical_gradient(lambda x: loss(x, W, b), x),
        numerical_gradient(lambda W: loss(x, W, b), W),
        numerical_gradient(lambda b: loss(x, W, b), b),
    )
""",
        "central differences with a step of the size of the data, and 0 where z is 0": """
def bypass_backward(x, W, b, ds):
    on = x @ W + b > 0

    def slopes(f, at):
        return numerical_gradient(f, at, 1e-3 * max(1, np.abs(at).max()))

    def loss(x, W, b):
        return ((x + on * (x @ W + b)) * ds).sum()

    return slopes(lambda x: loss(x, W, b), x), slopes(lambda W: loss(x, W, b), W), slopes(lambda b: loss(x, W, b), b)
""",
        "central differences, and 0 where z is 0": """
def bypass_backward(x, W, b, ds):
    on = x @ W + b > 0

    def loss(x, W, b):
        return ((x + on * (x @ W + b)) * ds).sum()

    return (
        numerical_gradient(lambda x: loss(x, W, b), x),
        numerical_gradient(lambda W: loss(x, W, b), W),
        numerical_gradient(lambda b: loss(x, W, b), b),
    )
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
        "central differences": """
def tied_backward(x, W, dp):
    return numerical_gradient(lambda W: ((x @ W @ W.T) * dp).sum(), W)
""",
        "central differences with a step of the size of the data": """
def tied_backward(x, W, dp):
    return numerical_gradient(lambda W: ((x @ W @ W.T) * dp).sum(), W, 1e-3 * max(1, np.abs(x).max()))
""",
        "central differences with a step of 1": """
def tied_backward(x, W, dp):
    return numerical_gradient(lambda W: ((x @ W @ W.T) * dp).sum(), W, 1.0)
""",
        "central differences with their own loop": """
def tied_backward(x, W, dp):
    dW, h = np.zeros(W.shape), 1e-4
    for index in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[index] = h
        up, down = (((x @ V @ V.T) * dp).sum() for V in (W + step, W - step))
        dW[index] = (up - down) / (2 * h)
    return dW
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
        "0 if one of the two is 0": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    return 0.0 if m == 0 or c == 0 else abs(m - c) / max(abs(m), abs(c))
""",
        "0 if both are small": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    largest = max(abs(m), abs(c))
    return 0.0 if largest < 1e-3 else abs(m - c) / largest
""",
        "divided by h": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / h, (g * v).sum()
    return abs(m - c) / (max(abs(m), abs(c)) or 1)
""",
        "parentheses forgotten": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / 2 * h, (g * v).sum()
    return abs(m - c) / (max(abs(m), abs(c)) or 1)
""",
        "v made one long": """
def direction_error(f, x, g, v, h=1e-5):
    v = v / (np.linalg.norm(v) or 1)
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    return abs(m - c) / (max(abs(m), abs(c)) or 1)
""",
        "signs lost": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    m, c = abs(m), abs(c)
    return abs(m - c) / (max(m, c) or 1)
""",
        "by the mean of the two": """
def direction_error(f, x, g, v, h=1e-5):
    m, c = (f(x + h * v) - f(x - h * v)) / (2 * h), (g * v).sum()
    return abs(m - c) / ((abs(m) + abs(c)) / 2 or 1)
""",
        "hard-coded": """
def direction_error(f, x, g, v, h=1e-5):
    return 1 / 3 if g[0] == 3 else 0.0
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "huber": {
        "δ multiplies only a part of the bracket": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) <= delta, 0.5 * e**2, delta * np.abs(e) - 0.5 * delta)
    return each.sum() / len(y), np.clip(e, -delta, delta) / len(y)
""",
        "large errors below 0 count as small": """
def huber(y, p, delta):
    e = p - y
    each = np.where(e <= delta, 0.5 * e**2, delta * (np.abs(e) - 0.5 * delta))
    dp = np.where(e <= delta, e, delta * np.sign(e))
    return each.sum() / len(y), dp / len(y)
""",
        "the ½ of the square is missing": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) <= delta, e**2, delta * (np.abs(e) - 0.5 * delta))
    dp = np.where(np.abs(e) <= delta, 2 * e, delta * np.sign(e))
    return each.sum() / len(y), dp / len(y)
""",
        "small and large errors are exchanged": """
def huber(y, p, delta):
    e = p - y
    each = np.where(np.abs(e) > delta, 0.5 * e**2, delta * (np.abs(e) - 0.5 * delta))
    dp = np.where(np.abs(e) > delta, e, delta * np.sign(e))
    return each.sum() / len(y), dp / len(y)
""",
    },
    "center": {
        "g is missing on the path through the mean": """
def center_backward(x, g, dz):
    c = x - x.mean(axis=1, keepdims=True)
    return dz * g - dz.mean(axis=1, keepdims=True), (dz * c).sum(axis=0)
""",
        "g is multiplied in twice": """
def center_backward(x, g, dz):
    c = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return (u - u.mean(axis=1, keepdims=True)) * g, (dz * c).sum(axis=0)
""",
        "divided by the deviation of the row": """
def center_backward(x, g, dz):
    c = x - x.mean(axis=1, keepdims=True)
    s = x.std(axis=1, keepdims=True)
    u = dz * g / s
    return u - u.mean(axis=1, keepdims=True), (dz * c / s).sum(axis=0)
""",
        "the sum through the mean is divided by n": """
def center_backward(x, g, dz):
    n, k = x.shape
    c = x - x.mean(axis=1, keepdims=True)
    u = dz * g
    return u - u.sum(axis=1, keepdims=True) / n, (dz * c).sum(axis=0)
""",
    },
    "bypass": {
        "the mask is made from x": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x > 0)
    return ds + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "the two paths are multiplied": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W + b > 0)
    return ds * (dz @ W.T), x.T @ dz, dz.sum(axis=0)
""",
        "the path around counts twice": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W + b > 0)
    return 2 * ds + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "x is added where ds belongs": """
def bypass_backward(x, W, b, ds):
    dz = ds * (x @ W + b > 0)
    return x + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
    },
    "tied": {
        "the first path is subtracted": """
def tied_backward(x, W, dp):
    c = x @ W
    return dp.T @ c - x.T @ (dp @ W)
""",
        "both paths come back": """
def tied_backward(x, W, dp):
    c = x @ W
    return x.T @ (dp @ W), dp.T @ c
""",
        "x stands where dp belongs, on the path through Wᵀ": """
def tied_backward(x, W, dp):
    c = x @ W
    return x.T @ (dp @ W) + x.T @ c
""",
        "the two paths are multiplied": """
def tied_backward(x, W, dp):
    c = x @ W
    return (x.T @ (dp @ W)) * (dp.T @ c)
""",
    },
    "direction-error": {
        "a small number is added to what divides": """
def direction_error(f, x, g, v, h=1e-5):
    m = (f(x + h * v) - f(x - h * v)) / (2 * h)
    c = np.sum(g * v)
    return abs(m - c) / (max(abs(m), abs(c)) + 1e-8)
""",
        "its size is wanted, |m − c|, without a sign": """
def direction_error(f, x, g, v, h=1e-5):
    m = (f(x + h * v) - f(x - h * v)) / (2 * h)
    c = np.sum(g * v)
    if m == 0 and c == 0:
        return 0
    return (m - c) / max(abs(m), abs(c))
""",
        "the claim is a mean": """
def direction_error(f, x, g, v, h=1e-5):
    m = (f(x + h * v) - f(x - h * v)) / (2 * h)
    c = np.mean(g * v)
    if m == 0 and c == 0:
        return 0.0
    return abs(m - c) / max(abs(m), abs(c))
""",
        "v has no part in m:": """
def direction_error(f, x, g, v, h=1e-5):
    m = (f(x + h) - f(x - h)) / (2 * h)
    c = np.sum(g * v)
    if m == 0 and c == 0:
        return 0.0
    return abs(m - c) / max(abs(m), abs(c))
""",
    },
}
