"""Solutions of assignment 3, paper B: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "free-zone": [
        """
def free_zone(y, p, width):
    e = p - y
    outside = e - np.clip(e, -width, width)
    return np.sum(outside**2) / 2 / len(e), outside / len(e)
""",
        """
def free_zone(y, p, width):
    n, loss, dp = len(y), 0.0, np.zeros(p.shape)
    for place in np.ndindex(p.shape):
        e = p[place] - y[place]
        if e > width:
            dp[place] = (e - width) / n
            loss += (e - width) ** 2 / 2
        elif e < -width:
            dp[place] = (e + width) / n
            loss += (e + width) ** 2 / 2
    return loss / n, dp
""",
    ],
    "running": [
        """
def running_backward(x, g, dz):
    ds = dz * g
    dx = ds.sum(axis=1, keepdims=True) - np.cumsum(ds, axis=1) + ds
    return dx, np.einsum("ij,ij->j", np.cumsum(x, axis=1), dz)
""",
        """
def running_backward(x, g, dz):
    n, k = x.shape
    dx, dg = np.zeros((n, k)), np.zeros(k)
    for i in range(n):
        for j in range(k):
            dg[j] += dz[i, j] * sum(x[i, : j + 1])
            dx[i, j] = sum(dz[i, place] * g[place] for place in range(j, k))
    return dx, dg
""",
    ],
    "gate": [
        """
def gate_backward(x, W, b, ds):
    z = x @ W + b
    on = z > 0
    dz = np.where(on, x * ds, 0)
    dx = dz @ W.T
    dx += ds * z * on
    return dx, x.T @ dz, np.ones(len(x)) @ dz
""",
        """
def gate_backward(x, W, b, ds):
    dx, dW, db = np.zeros(x.shape), np.zeros(W.shape), np.zeros(b.shape)
    for i in range(len(x)):
        z = x[i] @ W + b
        dz = ds[i] * x[i] * (z > 0)
        dW += np.outer(x[i], dz)
        db += dz
        dx[i] = ds[i] * np.maximum(z, 0) + W @ dz
    return dx, dW, db
""",
    ],
    "twice": [
        """
def twice_backward(x, W, b, dp):
    def dense_backward(x, dz):
        return dz @ W.T, x.T @ dz, dz.sum(axis=0)

    dc, dW, db = dense_backward(x @ W + b, dp)
    _, dW_first, db_first = dense_backward(x, dc)
    return dW + dW_first, db + db_first
""",
        """
def twice_backward(x, W, b, dp):
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    for row, late in zip(x, dp):
        early = W @ late
        dW += np.outer(row @ W + b, late) + np.outer(row, early)
        db += late + early
    return dW, db
""",
    ],
    "orders": [
        """
def orders(loss, losses, steps, g, v):
    c = np.vdot(g, v)
    result = []
    for i in range(len(steps) - 1):
        r, r_next = (abs(losses[j] - loss - steps[j] * c) for j in (i, i + 1))
        if r == 0 or r_next == 0:
            result.append(0.0)
        else:
            result.append(np.log(r / r_next) / np.log(steps[i] / steps[i + 1]))
    return np.array(result)
""",
        """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - (loss + steps * np.sum(g * v)))
    nothing = (r[1:] == 0) | (r[:-1] == 0)
    with np.errstate(all="ignore"):
        rise = np.diff(np.log2(r)) / np.diff(np.log2(steps))
    return np.where(nothing, 0, rise)
""",
    ],
}

WRONG = {
    "free-zone": {
        "outside counts whole": """
def free_zone(y, p, width):
    e = p - y
    out = np.where(np.abs(e) > width, e, 0)
    return (out**2).sum() / 2 / len(y), out / len(y)
""",
        "plain squared error": """
def free_zone(y, p, width):
    e = p - y
    return (e**2).sum() / 2 / len(y), e / len(y)
""",
        "one side only": """
def free_zone(y, p, width):
    out = np.maximum(p - y - width, 0)
    return (out**2).sum() / 2 / len(y), out / len(y)
""",
        "inside costs something": """
def free_zone(y, p, width):
    e = p - y
    out = np.abs(e) - width
    return (out**2).sum() / 2 / len(y), np.sign(e) * out / len(y)
""",
        "mean over everything": """
def free_zone(y, p, width):
    e = p - y
    out = e - np.clip(e, -width, width)
    return (out**2).mean() / 2, out / e.size
""",
        "width is 2": """
def free_zone(y, p, width):
    e = p - y
    out = e - np.clip(e, -2, 2)
    return (out**2).sum() / 2 / len(y), out / len(y)
""",
        "divided by 4 rows": """
def free_zone(y, p, width):
    e = p - y
    out = e - np.clip(e, -width, width)
    return (out**2).sum() / 8, out / 4
""",
        "sign lost": """
def free_zone(y, p, width):
    out = np.maximum(np.abs(p - y) - width, 0)
    return (out**2).sum() / 2 / len(y), out / len(y)
""",
        "rows added before the width": """
def free_zone(y, p, width):
    e = p - y
    out = e - np.clip(e, -width, width)
    row = np.maximum(np.abs(e).sum(axis=1) - width, 0)
    return (row**2).sum() / 2 / len(y), out / len(y)
""",
        "central differences": """
def free_zone(y, p, width):
    def loss(p):
        return (np.maximum(np.abs(p - y) - width, 0) ** 2).sum() / 2 / len(y)

    return loss(p), numerical_gradient(loss, p)
""",
        "central differences with a step of the size of the data": """
def free_zone(y, p, width):
    def loss(p):
        return (np.maximum(np.abs(p - y) - width, 0) ** 2).sum() / 2 / len(y)

    return loss(p), numerical_gradient(loss, p, 1e-5 * max(1, np.abs(p).max()))
""",
        "hard-coded": """
def free_zone(y, p, width):
    return 0.625, np.array([[0], [-0.5], [0], [0.25]])
""",
    },
    "running": {
        "own path only": """
def running_backward(x, g, dz):
    return dz * g, (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "wrong way": """
def running_backward(x, g, dz):
    return np.cumsum(dz * g, axis=1), (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "own path missing": """
def running_backward(x, g, dz):
    u = dz * g
    return np.cumsum(u[:, ::-1], axis=1)[:, ::-1] - u, (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "g afterwards": """
def running_backward(x, g, dz):
    return np.cumsum(dz[:, ::-1], axis=1)[:, ::-1] * g, (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "own and next": """
def running_backward(x, g, dz):
    u = dz * g
    dx = u.copy()
    dx[:, :-1] += u[:, 1:]
    return dx, (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "left as it came from the right": """
def running_backward(x, g, dz):
    return np.cumsum((dz * g)[:, ::-1], axis=1), (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "first row": """
def running_backward(x, g, dz):
    return np.cumsum((dz * g)[:, ::-1], axis=1)[:, ::-1], (dz * np.cumsum(x, axis=1))[0]
""",
        "mean": """
def running_backward(x, g, dz):
    return np.cumsum((dz * g)[:, ::-1], axis=1)[:, ::-1], (dz * np.cumsum(x, axis=1)).mean(axis=0)
""",
        "x in place of its sums": """
def running_backward(x, g, dz):
    return np.cumsum((dz * g)[:, ::-1], axis=1)[:, ::-1], (dz * x).sum(axis=0)
""",
        "all numbers of a row": """
def running_backward(x, g, dz):
    u = dz * g
    return u.sum(axis=1, keepdims=True) + 0 * x, (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "rows added before they are multiplied": """
def running_backward(x, g, dz):
    dx = np.cumsum((dz * g)[:, ::-1], axis=1)[:, ::-1]
    return dx, dz.sum(axis=0) * np.cumsum(x, axis=1).sum(axis=0)
""",
        "central differences": """
def running_backward(x, g, dz):
    def loss(x, g):
        return (np.cumsum(x, axis=1) * g * dz).sum()

    return numerical_gradient(lambda x: loss(x, g), x), numerical_gradient(lambda g: loss(x, g), g)
""",
        "central differences with a step of the size of the data": """
def running_backward(x, g, dz):
    def slopes(f, at):
        return numerical_gradient(f, at, 1e-3 * max(1, np.abs(at).max()))

    def loss(x, g):
        return (np.cumsum(x, axis=1) * g * dz).sum()

    return slopes(lambda x: loss(x, g), x), slopes(lambda g: loss(x, g), g)
""",
        "central differences for dg only, with a large step": """
def running_backward(x, g, dz):
    s = np.cumsum(x, axis=1)
    dx = np.cumsum((dz * g)[:, ::-1], axis=1)[:, ::-1]
    return dx, numerical_gradient(lambda g: (s * g * dz).sum(), g, 1.0)
""",
        "central differences for dx only, with a large step": """
def running_backward(x, g, dz):
    dx = numerical_gradient(lambda x: (np.cumsum(x, axis=1) * g * dz).sum(), x, 1.0)
    return dx, (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "hard-coded": """
def running_backward(x, g, dz):
    return np.array([[7.0, -1]]), np.array([12.0, 8])
""",
    },
    "gate": {
        "through W only": """
def gate_backward(x, W, b, ds):
    dz = ds * x * (x @ W + b > 0)
    return dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "as a factor only": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * (a > 0)
    return ds * a, x.T @ dz, dz.sum(axis=0)
""",
        "no mask": """
def gate_backward(x, W, b, ds):
    a, dz = np.maximum(x @ W + b, 0), ds * x
    return ds * a + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "x forgotten": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * (a > 0)
    return ds * a + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "mask of s": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * (x * a > 0)
    return ds * a + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "mask without biases": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * (x @ W > 0)
    return ds * a + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "open where z is 0": """
def gate_backward(x, W, b, ds):
    z = x @ W + b
    dz = ds * x * (z >= 0)
    return ds * np.maximum(z, 0) + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "W not transposed": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * (a > 0)
    return ds * a + dz @ W, x.T @ dz, dz.sum(axis=0)
""",
        "z in place of a": """
def gate_backward(x, W, b, ds):
    z = x @ W + b
    dz = ds * x * (z > 0)
    return ds * z + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "db of the first row": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * (a > 0)
    return ds * a + dz @ W.T, x.T @ dz, dz[0]
""",
        "central differences": """
def gate_backward(x, W, b, ds):
    def loss(x, W, b):
        return (x * np.maximum(x @ W + b, 0) * ds).sum()

    return (
        numerical_gradient(lambda x: loss(x, W, b), x),
        numerical_gradient(lambda W: loss(x, W, b), W),
        numerical_gradient(lambda b: loss(x, W, b), b),
    )
""",
        "central differences, and 0 where z is 0": """
def gate_backward(x, W, b, ds):
    on = x @ W + b > 0

    def loss(x, W, b):
        return (x * on * (x @ W + b) * ds).sum()

    return (
        numerical_gradient(lambda x: loss(x, W, b), x),
        numerical_gradient(lambda W: loss(x, W, b), W),
        numerical_gradient(lambda b: loss(x, W, b), b),
    )
""",
        "central differences for db only, and 0 where z is 0": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * (a > 0)
    db = numerical_gradient(lambda b: (x * (a > 0) * (x @ W + b) * ds).sum(), b, 1.0)
    return ds * a + dz @ W.T, x.T @ dz, db
""",
        "hard-coded": """
def gate_backward(x, W, b, ds):
    return np.array([[60.0, 20]]), np.array([[40.0, 0], [60, 0]]), np.array([20.0, 0])
""",
    },
    "twice": {
        "second use": """
def twice_backward(x, W, b, dp):
    return (x @ W + b).T @ dp, dp.sum(axis=0)
""",
        "first use": """
def twice_backward(x, W, b, dp):
    dc = dp @ W.T
    return x.T @ dc, dc.sum(axis=0)
""",
        "db of the second use": """
def twice_backward(x, W, b, dp):
    return (x @ W + b).T @ dp + x.T @ dp @ W.T, dp.sum(axis=0)
""",
        "c without b": """
def twice_backward(x, W, b, dp):
    dc = dp @ W.T
    return (x @ W).T @ dp + x.T @ dc, (dp + dc).sum(axis=0)
""",
        "W not transposed": """
def twice_backward(x, W, b, dp):
    dc = dp @ W
    return (x @ W + b).T @ dp + x.T @ dc, (dp + dc).sum(axis=0)
""",
        "mean over the rows": """
def twice_backward(x, W, b, dp):
    dc = dp @ W.T
    return ((x @ W + b).T @ dp + x.T @ dc) / len(x), (dp + dc).mean(axis=0)
""",
        "db not summed but for one row": """
def twice_backward(x, W, b, dp):
    dc = dp @ W.T
    return (x @ W + b).T @ dp + x.T @ dc, (dp + dc)[0]
""",
        "ReLU between": """
def twice_backward(x, W, b, dp):
    c = np.maximum(x @ W + b, 0)
    dc = dp @ W.T * (c > 0)
    return c.T @ dp + x.T @ dc, (dp + dc).sum(axis=0)
""",
        "central differences": """
def twice_backward(x, W, b, dp):
    def loss(W, b):
        return (((x @ W + b) @ W + b) * dp).sum()

    return numerical_gradient(lambda W: loss(W, b), W), numerical_gradient(lambda b: loss(W, b), b)
""",
        "central differences with a step of 1": """
def twice_backward(x, W, b, dp):
    def loss(W, b):
        return (((x @ W + b) @ W + b) * dp).sum()

    return numerical_gradient(lambda W: loss(W, b), W, 1.0), numerical_gradient(lambda b: loss(W, b), b, 1.0)
""",
        "central differences for db only": """
def twice_backward(x, W, b, dp):
    db = numerical_gradient(lambda b: (((x @ W + b) @ W + b) * dp).sum(), b, 1.0)
    return (x @ W + b).T @ dp + x.T @ dp @ W.T, db
""",
        "hard-coded": """
def twice_backward(x, W, b, dp):
    return np.array([[5.0, 8], [10, 16]]), np.array([4.0, 6])
""",
    },
    "orders": {
        "steps are halved": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    return np.log2(r[:-1] / r[1:])
""",
        "no h": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - np.vdot(g, v))
    return np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
""",
        "no absolute value": """
def orders(loss, losses, steps, g, v):
    r = losses - loss - steps * np.vdot(g, v)
    both = (r[:-1] != 0) & (r[1:] != 0)
    with np.errstate(all="ignore"):
        return np.where(both, np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:]), 0)
""",
        "nothing about 0": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    return np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
""",
        "0 only where both are": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    order = np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
    return np.where((r[:-1] == 0) & (r[1:] == 0), 0, order)
""",
        "0 where r is small": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    none = np.isclose(r[:-1], 0) | np.isclose(r[1:], 0)
    return np.where(none, 0, np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:]))
""",
        "first column of a table": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * (g * v)[..., 0].sum())
    return np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
""",
        "steps only shrink": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    return np.log(r[:-1] / r[1:]) / np.abs(np.log(steps[:-1] / steps[1:]))
""",
        "the claim has no sign": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * abs(np.vdot(g, v)))
    return np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
""",
        "the mean of both": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * (g * v).mean())
    return np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
""",
        "against the first": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    return np.log(r[0] / r[1:]) / np.log(steps[0] / steps[1:])
""",
        "rounded": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    return np.round(np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:]))
""",
        "hard-coded": """
def orders(loss, losses, steps, g, v):
    return np.log([0.24 / 0.16, 0.16 / 0.0475]) / np.log([2, 4]) if g.ravel()[0] == 3 else np.array([2.0, 2])
""",
    },
}

SAYS = {
    "free-zone": {
        "errors inside the zone cost ½ w²": """
def free_zone(y, p, width):
    e = p - y
    e[np.abs(e) <= width] = 0
    c = np.abs(e) - width
    return (c**2).sum() / 2 / len(y), e / len(y)
""",
        "the length of all errors of a row": """
def free_zone(y, p, width):
    e = p - y
    size = np.sqrt((e**2).sum(axis=1, keepdims=True))
    c = np.maximum(size - width, 0)
    return 0.5 * (c**2).sum() / len(y), e / size * c / len(y)
""",
        "loss: an error outside the zone counts whole": WRONG["free-zone"]["outside counts whole"],
        "this is the plain squared error. The width has no part": WRONG["free-zone"]["plain squared error"],
        "loss: errors below 0 cost nothing": WRONG["free-zone"]["one side only"],
        "loss: errors inside the zone cost something": WRONG["free-zone"]["inside costs something"],
        "loss: averaged over the outputs, too": WRONG["free-zone"]["mean over everything"],
        "the zone has always the same width": WRONG["free-zone"]["width is 2"],
        "you divide by 4, whatever comes in": WRONG["free-zone"]["divided by 4 rows"],
        "dp: errors below 0 have the wrong sign": WRONG["free-zone"]["sign lost"],
        "the errors of a row are added before": WRONG["free-zone"]["rows added before the width"],
        "Central differences lose their digits": WRONG["free-zone"]["central differences"],
        "the squares are subtracted": """
def free_zone(y, p, width):
    e = p - y
    out = np.abs(e) > width
    return (np.where(out, e**2 - width**2, 0)).sum() / 2 / len(y), np.where(out, e, 0) / len(y)
""",
        "dp: only the sign of the error is left": """
def free_zone(y, p, width):
    e = p - y
    out = np.maximum(np.abs(e) - width, 0)
    return (out**2).sum() / 2 / len(y), np.sign(e) * (out > 0) / len(y)
""",
    },
    "running": {
        "dz is turned round and g is not": """
def running_backward(x, g, dz):
    return np.cumsum(dz[:, ::-1] * g, axis=1)[:, ::-1], (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "x is added up through the whole table": """
def running_backward(x, g, dz):
    return np.cumsum((dz * g)[:, ::-1], axis=1)[:, ::-1], (dz * np.cumsum(x).reshape(x.shape)).sum(axis=0)
""",
        "differences are taken": """
def running_backward(x, g, dz):
    u = dz * g
    return np.diff(u, axis=1, append=0), (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
        "each number has one path only": WRONG["running"]["own path only"],
        "dx: the sum runs the wrong way": WRONG["running"]["wrong way"],
        "the path of each number to its own z is missing": WRONG["running"]["own path missing"],
        "g is multiplied in after the sum": WRONG["running"]["g afterwards"],
        "only two paths are added": WRONG["running"]["own and next"],
        "the numbers of each row come from right to left": WRONG["running"]["left as it came from the right"],
        "dg: only the first row counts": WRONG["running"]["first row"],
        "dg: a mean over the rows": WRONG["running"]["mean"],
        "dg: x stands where its running sums belong": WRONG["running"]["x in place of its sums"],
        "the rows are added before they are multiplied": WRONG["running"]["rows added before they are multiplied"],
        "Central differences lose their digits": WRONG["running"]["central differences"],
        "it is added up over the samples": """
def running_backward(x, g, dz):
    return np.cumsum((dz * g)[::-1], axis=0)[::-1], (dz * np.cumsum(x, axis=1)).sum(axis=0)
""",
    },
    "gate": {
        "all of dx goes through the mask": """
def gate_backward(x, W, b, ds):
    z = x @ W + b
    on = z > 0
    dz = ds * x * on
    return (ds * np.maximum(z, 0) + dz @ W.T) * on, x.T @ dz, dz.sum(axis=0)
""",
        "what comes out of ReLU stands where x belongs": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * (a > 0)
    return ds * a + dz @ W.T, a.T @ dz, dz.sum(axis=0)
""",
        "this is the slope of a sigmoid": """
def gate_backward(x, W, b, ds):
    a = np.maximum(x @ W + b, 0)
    dz = ds * x * a * (1 - a)
    return ds * a + dz @ W.T, x.T @ dz, dz.sum(axis=0)
""",
        "dx: the path as a factor is missing": WRONG["gate"]["through W only"],
        "dx: the path through W is missing": WRONG["gate"]["as a factor only"],
        "the gradient passes gates that were shut": WRONG["gate"]["no mask"],
        "the gradient that reaches the gate is not multiplied by x": WRONG["gate"]["x forgotten"],
        "the mask is made from s": WRONG["gate"]["mask of s"],
        "the mask is made without the biases": WRONG["gate"]["mask without biases"],
        "gates whose z is exactly 0": WRONG["gate"]["open where z is 0"],
        "W is not transposed": WRONG["gate"]["W not transposed"],
        "x gets z where a belongs": WRONG["gate"]["z in place of a"],
        "db: only the first row counts": WRONG["gate"]["db of the first row"],
        "these are central differences": WRONG["gate"]["central differences"],
        "Central differences lose their digits": WRONG["gate"]["central differences, and 0 where z is 0"],
    },
    "twice": {
        "for numbers, not for matrices": """
def twice_backward(x, W, b, dp):
    return 2 * (x @ W).T @ dp, (dp + dp @ W.T).sum(axis=0)
""",
        "this is a layer W²": """
def twice_backward(x, W, b, dp):
    W2 = W @ W
    return x.T @ dp @ W2.T + x.T @ dp, dp.sum(axis=0)
""",
        "dW: the first use of the layer is missing": WRONG["twice"]["second use"],
        "dW: the second use of the layer is missing": WRONG["twice"]["first use"],
        "db: the first use of the layer is missing": WRONG["twice"]["db of the second use"],
        "c is computed without b": WRONG["twice"]["c without b"],
        "W is not transposed on the way back": WRONG["twice"]["W not transposed"],
        "divided by n": WRONG["twice"]["mean over the rows"],
        "ReLU stands between the two uses": WRONG["twice"]["ReLU between"],
        "db: only the first row counts": WRONG["twice"]["db not summed but for one row"],
        "Central differences lose their digits": WRONG["twice"]["central differences"],
        "both uses get dc": """
def twice_backward(x, W, b, dp):
    dc = dp @ W.T
    return (x @ W + b).T @ dc + x.T @ dc, (dp + dc).sum(axis=0)
""",
    },
    "orders": {
        "each r is judged alone": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.sum(g * v))
    return (np.log(r) / np.log(steps))[:-1]
""",
        "steps whose r is 0 are left out": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.sum(g * v))
    keep = r > 0
    r, h = r[keep], steps[keep]
    return np.log(r[:-1] / r[1:]) / np.log(h[:-1] / h[1:])
""",
        "a small number is added to r": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.sum(g * v)) + 1e-12
    return np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
""",
        "the logarithm of the ratio of r alone": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * np.vdot(g, v))
    return np.log(r[:-1] / r[1:])
""",
        "each step is taken as half": WRONG["orders"]["steps are halved"],
        "h is missing from the claim": WRONG["orders"]["no h"],
        "r has lost its absolute value": WRONG["orders"]["no absolute value"],
        "where at least one of the two r is 0": WRONG["orders"]["nothing about 0"],
        "One of them is enough": WRONG["orders"]["0 only where both are"],
        "what is small counts as 0": WRONG["orders"]["0 where r is small"],
        "the sign of log(h_i / h_i+1) is lost": WRONG["orders"]["steps only shrink"],
        "the sign of the claim is lost": WRONG["orders"]["the claim has no sign"],
        "the claim is a mean": WRONG["orders"]["the mean of both"],
        "each step is compared with the first": WRONG["orders"]["against the first"],
        "your numbers are rounded": WRONG["orders"]["rounded"],
        "v has no part in the claim": """
def orders(loss, losses, steps, g, v):
    r = np.abs(losses - loss - steps * g.sum())
    return np.log(r[:-1] / r[1:]) / np.log(steps[:-1] / steps[1:])
""",
    },
}
