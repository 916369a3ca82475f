"""Solutions of assignment 5: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "limits": [
        """
def limits(low, high, n_classes):
    s = np.full((2, n_classes), float(low))
    s[0, 0] = high
    s[1, 1:] = high
    p = softmax(s)[:, 0]
    return p[0], -np.log(p[0]), -np.log(p[1])
""",
        """
import math

def limits(low, high, n_classes):
    d = high - low
    floor = math.log1p((n_classes - 1) * math.exp(-d))
    worst = d + math.log(n_classes - 1 + math.exp(-d))
    return [math.exp(-floor), floor, worst]
""",
        """
def limits(low, high, n_classes):
    scores = np.full((1, n_classes), low * 1.0)
    scores[0, -1] = high
    floor = cross_entropy(np.array([n_classes - 1]), scores)[0]
    worst = cross_entropy(np.array([n_classes - 1]), -scores)[0]
    return np.exp(-floor), floor, worst
""",
    ],
    "either-or": [
        """
def either_or(W, b, k, m):
    return (W[:, k] - W[:, m]).reshape(-1, 1), np.array([b[k] - b[m]])
""",
        """
def either_or(W, b, k, m):
    w = np.empty((len(W), 1))
    for i, row in enumerate(W):
        w[i] = row[k] - row[m]
    return w, [float(b[k]) - float(b[m])]
""",
        """
def either_or(W, b, k, m):
    one_hot = np.eye(len(b))
    return W @ (one_hot[[k]] - one_hot[[m]]).T, (one_hot[[k]] - one_hot[[m]]) @ b
""",
    ],
    "smooth": [
        """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    loss, dscores = 0.0, np.zeros((n, C))
    for i in range(n):
        s = scores[i] - scores[i].max()
        log_total = np.log(np.exp(s).sum())
        for k in range(C):
            t = epsilon / C + (1 - epsilon) * (k == labels[i])
            loss -= t * (s[k] - log_total) / n
            dscores[i, k] = (np.exp(s[k] - log_total) - t) / n
    return loss, dscores
""",
        """
def smooth_cross_entropy(labels, scores, epsilon):
    loss, dscores = cross_entropy(labels, scores)
    loss, dscores = (1 - epsilon) * loss, (1 - epsilon) * dscores
    C = scores.shape[1]
    for k in range(C):
        loss_k, dscores_k = cross_entropy(np.full(len(labels), k), scores)
        loss += epsilon / C * loss_k
        dscores += epsilon / C * dscores_k
    return loss, dscores
""",
        """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = np.full(scores.shape, epsilon / C)
    t[np.arange(n), labels] += 1 - epsilon
    log_total = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return np.mean(np.sum(t * (log_total - scores), axis=1)), (softmax(scores) - t) / n
""",
    ],
    "tempered": [
        """
def tempered(labels, scores, new_scores, temperatures):
    lowest, best = np.inf, None
    for T in temperatures:
        s = scores / T
        s = s - s.max(axis=1, keepdims=True)
        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        loss = -log_p[np.arange(len(labels)), labels].mean()
        if loss < lowest:
            lowest, best = loss, T
    e = np.exp((new_scores - new_scores.max(axis=1, keepdims=True)) / best)
    return e / e.sum(axis=1, keepdims=True)
""",
        """
def tempered(labels, scores, new_scores, temperatures):
    best = min(temperatures, key=lambda T: cross_entropy(labels, scores / T)[0])
    return [list(softmax(row / best)) for row in new_scores]
""",
        """
def tempered(labels, scores, new_scores, temperatures):
    total = np.zeros(len(temperatures))
    for s, c in zip(scores, labels):
        for j, T in enumerate(temperatures):
            total[j] += np.logaddexp.reduce(s / T) - s[c] / T
    T = sorted(zip(total, temperatures))[0][1]
    return softmax(new_scores * (1 / T))
""",
    ],
    "strongest": [
        """
def strongest(strengths, val_loss):
    n = len(val_loss[0])
    means = [sum(row) / n for row in val_loss]
    m = min(means)
    row = val_loss[means.index(m)]
    limit = m + np.std(row) / n**0.5
    return max(s for s, mean in zip(strengths, means) if mean <= limit)
""",
        """
def strongest(strengths, val_loss):
    order = np.argsort(strengths)[::-1]
    means, errors = val_loss.mean(1), val_loss.std(1) / np.sqrt(val_loss.shape[1])
    limit = (means + errors)[means.argmin()]
    for i in order:
        if means[i] <= limit:
            return strengths[i]
""",
        """
def strongest(strengths, val_loss):
    table = sorted(zip(strengths, val_loss.tolist()))
    m, row = min((np.mean(row), row) for _, row in table)
    return [s for s, r in table if np.mean(r) <= m + np.std(row) / np.sqrt(len(row))][-1]
""",
    ],
}

WRONG = {
    "limits": {
        "hard-coded": """
def limits(low, high, n_classes):
    return 0.5, np.log(2), np.log(10)
""",
        "low is 0": """
def limits(low, high, n_classes):
    top = np.exp(high) / (np.exp(high) + n_classes - 1)
    return top, -np.log(top), np.log(1 + (n_classes - 1) * np.exp(high))
""",
        "overflows": """
def limits(low, high, n_classes):
    e = np.exp([low, high])
    top = e[1] / (e[1] + (n_classes - 1) * e[0])
    return top, -np.log(top), -np.log(e[0] / (e[0] + (n_classes - 1) * e[1]))
""",
        "overflows in math": """
import math

def limits(low, high, n_classes):
    top = math.exp(high) / (math.exp(high) + (n_classes - 1) * math.exp(low))
    worst = math.exp(low) / (math.exp(low) + (n_classes - 1) * math.exp(high))
    return top, -math.log(top), -math.log(worst)
""",
        "C others": """
def limits(low, high, n_classes):
    d = high - low
    top = np.exp(d) / (np.exp(d) + n_classes)
    return top, -np.log(top), np.log(1 + n_classes * np.exp(d))
""",
        "two classes": """
def limits(low, high, n_classes):
    top = 1 / (1 + np.exp(low - high))
    return top, -np.log(top), -np.log(1 - top)
""",
        "worst: one other class at the top": """
def limits(low, high, n_classes):
    d = high - low
    top = np.exp(d) / (np.exp(d) + n_classes - 1)
    return top, -np.log(top), -np.log((1 - top) / (n_classes - 1))
""",
        "worst: 1 - top": """
def limits(low, high, n_classes):
    d = high - low
    top = np.exp(d) / (np.exp(d) + n_classes - 1)
    return top, -np.log(top), -np.log(1 - top)
""",
        "worst: all scores equal": """
def limits(low, high, n_classes):
    top = 1 / (1 + (n_classes - 1) * np.exp(low - high))
    return top, -np.log(top), np.log(n_classes)
""",
        "worst is a probability": """
def limits(low, high, n_classes):
    top = 1 / (1 + (n_classes - 1) * np.exp(low - high))
    return top, -np.log(top), 1 / (1 + (n_classes - 1) * np.exp(high - low))
""",
        "floor has the wrong sign": """
def limits(low, high, n_classes):
    top = 1 / (1 + (n_classes - 1) * np.exp(low - high))
    return top, np.log(top), np.log(1 + (n_classes - 1) * np.exp(high - low))
""",
    },
    "either-or": {
        "hard-coded": """
def either_or(W, b, k, m):
    return np.array([[4.0], [-2]]), np.array([-1.0])
""",
        "last minus first": """
def either_or(W, b, k, m):
    return W[:, -1:] - W[:, :1], b[-1:] - b[:1]
""",
        "m for k": """
def either_or(W, b, k, m):
    return W[:, [m]] - W[:, [k]], b[[m]] - b[[k]]
""",
        "k alone": """
def either_or(W, b, k, m):
    return W[:, [k]], b[[k]]
""",
        "added": """
def either_or(W, b, k, m):
    return W[:, [k]] + W[:, [m]], b[[k]] + b[[m]]
""",
        "divided": """
def either_or(W, b, k, m):
    return W[:, [k]] / (W[:, [k]] + W[:, [m]]), b[[k]] / (b[[k]] + b[[m]])
""",
        "rows": """
def either_or(W, b, k, m):
    return (W[k] - W[m]).reshape(-1, 1), b[[k]] - b[[m]]
""",
        "flat": """
def either_or(W, b, k, m):
    return W[:, k] - W[:, m], b[k] - b[m]
""",
        "lying": """
def either_or(W, b, k, m):
    return (W[:, [k]] - W[:, [m]]).T, b[[k]] - b[[m]]
""",
        "bias of k": """
def either_or(W, b, k, m):
    return W[:, [k]] - W[:, [m]], b[[k]]
""",
        "W is changed": """
def either_or(W, b, k, m):
    W -= W[:, [m]]
    return W[:, [k]], b[[k]] - b[[m]]
""",
    },
    "smooth": {
        "hard-coded": """
def smooth_cross_entropy(labels, scores, epsilon):
    dscores = np.array([[0.075, 0.075, -0.15], [0.2, -0.275, 0.075]])
    return 1.55 * np.log(2), dscores
""",
        "log of a rounded probability": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t, p = (1 - epsilon) * np.eye(C)[labels] + epsilon / C, softmax(scores)
    return -(t * np.log(p)).sum() / n, (p - t) / n
""",
        "a crumb in the logarithm": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t, p = (1 - epsilon) * np.eye(C)[labels] + epsilon / C, softmax(scores)
    return -(t * np.log(p + 1e-12)).sum() / n, (p - t) / n
""",
        "clipped": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t, p = (1 - epsilon) * np.eye(C)[labels] + epsilon / C, softmax(scores)
    return -(t * np.log(np.clip(p, 1e-15, 1 - 1e-15))).sum() / n, (p - t) / n
""",
        "exponentials overflow": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = (1 - epsilon) * np.eye(C)[labels] + epsilon / C
    total = np.exp(scores).sum(axis=1, keepdims=True)
    return -(t * (scores - np.log(total))).sum() / n, (np.exp(scores) / total - t) / n
""",
        "sum over the rows": """
def smooth_cross_entropy(labels, scores, epsilon):
    t = (1 - epsilon) * np.eye(scores.shape[1])[labels] + epsilon / scores.shape[1]
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum(), np.exp(log_p) - t
""",
        "gradient without 1 / n": """
def smooth_cross_entropy(labels, scores, epsilon):
    t = (1 - epsilon) * np.eye(scores.shape[1])[labels] + epsilon / scores.shape[1]
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / len(t), np.exp(log_p) - t
""",
        "mean over everything": """
def smooth_cross_entropy(labels, scores, epsilon):
    t = (1 - epsilon) * np.eye(scores.shape[1])[labels] + epsilon / scores.shape[1]
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).mean(), (np.exp(log_p) - t) / t.size
""",
        "others only": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = np.full((n, C), epsilon / (C - 1))
    t[np.arange(n), labels] = 1 - epsilon
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / n, (np.exp(log_p) - t) / n
""",
        "targets do not sum to 1": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = np.full((n, C), epsilon / C)
    t[np.arange(n), labels] = 1 - epsilon
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / n, (np.exp(log_p) - t) / n
""",
        "gradient not smoothed": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = (1 - epsilon) * np.eye(C)[labels] + epsilon / C
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / n, cross_entropy(labels, scores)[1]
""",
        "not smoothed": """
def smooth_cross_entropy(labels, scores, epsilon):
    return cross_entropy(labels, scores)
""",
        "halves": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = (1 - epsilon) * np.eye(C)[labels] + epsilon / 2
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / n, (np.exp(log_p) - t) / n
""",
        "measured gradient": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape

    def loss(s):
        each = [cross_entropy(np.full(n, k), s)[0] for k in range(C)]
        return (1 - epsilon) * cross_entropy(labels, s)[0] + epsilon * np.mean(each)

    return loss(scores), numerical_gradient(loss, scores.copy())
""",
        "measured gradient, own step": """
def smooth_cross_entropy(labels, scores, epsilon):
    t = (1 - epsilon) * np.eye(scores.shape[1])[labels] + epsilon / scores.shape[1]
    h = 1e-4

    def loss(s):
        return -(t * (s - np.logaddexp.reduce(s, axis=1, keepdims=True))).sum() / len(s)

    steps = h * np.eye(scores.size).reshape(-1, *scores.shape)
    slopes = [(loss(scores + step) - loss(scores - step)) / (2 * h) for step in steps]
    return loss(scores), np.reshape(slopes, scores.shape)
""",
        "one-sided difference": """
def smooth_cross_entropy(labels, scores, epsilon):
    t = (1 - epsilon) * np.eye(scores.shape[1])[labels] + epsilon / scores.shape[1]

    def loss(s):
        return -(t * (s - np.logaddexp.reduce(s, axis=1, keepdims=True))).sum() / len(s)

    steps = 1e-5 * np.eye(scores.size).reshape(-1, *scores.shape)
    slopes = [(loss(scores + step) - loss(scores)) / 1e-5 for step in steps]
    return loss(scores), np.reshape(slopes, scores.shape)
""",
        "scores are clipped": """
def smooth_cross_entropy(labels, scores, epsilon):
    t = (1 - epsilon) * np.eye(scores.shape[1])[labels] + epsilon / scores.shape[1]
    s = np.clip(scores, -1e5, 1e5)
    log_p = s - np.logaddexp.reduce(s, axis=1, keepdims=True)
    return -(t * log_p).sum() / len(s), (np.exp(log_p) - t) / len(s)
""",
        "target for every label": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = np.full((n, C), epsilon / C)
    t[:, labels] += 1 - epsilon
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / n, (np.exp(log_p) - t) / n
""",
        "gradient has the wrong sign": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = (1 - epsilon) * np.eye(C)[labels] + epsilon / C
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / n, (t - np.exp(log_p)) / n
""",
    },
    "tempered": {
        "hard-coded": """
def tempered(labels, scores, new_scores, temperatures):
    return np.array([[0.25, 0.75]])
""",
        "first of the list": """
def tempered(labels, scores, new_scores, temperatures):
    return softmax(new_scores / temperatures[0])
""",
        "middle of the list": """
def tempered(labels, scores, new_scores, temperatures):
    return softmax(new_scores / temperatures[len(temperatures) // 2])
""",
        "loss of probabilities": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, softmax(scores / T))[0] for T in temperatures]
    return softmax(new_scores / temperatures[np.argmin(losses)])
""",
        "squared error": """
def tempered(labels, scores, new_scores, temperatures):
    Y = np.eye(scores.shape[1])[labels]
    errors = [((softmax(scores / T) - Y) ** 2).mean() for T in temperatures]
    return softmax(new_scores / temperatures[np.argmin(errors)])
""",
        "lowest temperature": """
def tempered(labels, scores, new_scores, temperatures):
    return softmax(new_scores / min(temperatures))
""",
        "last of the list": """
def tempered(labels, scores, new_scores, temperatures):
    return softmax(new_scores / temperatures[-1])
""",
        "log of a rounded probability": """
def tempered(labels, scores, new_scores, temperatures):
    rows = np.arange(len(labels))
    losses = [-np.log(softmax(scores / T)[rows, labels]).mean() for T in temperatures]
    return softmax(new_scores / temperatures[np.argmin(losses)])
""",
        "mean sureness meets accuracy": """
def tempered(labels, scores, new_scores, temperatures):
    right = (scores.argmax(axis=1) == labels).mean()
    gaps = [abs(softmax(scores / T).max(axis=1).mean() - right) for T in temperatures]
    return softmax(new_scores / temperatures[np.argmin(gaps)])
""",
        "by accuracy": """
def tempered(labels, scores, new_scores, temperatures):
    rights = [((scores / T).argmax(axis=1) == labels).mean() for T in temperatures]
    return softmax(new_scores / temperatures[np.argmax(rights)])
""",
        "no temperature": """
def tempered(labels, scores, new_scores, temperatures):
    return softmax(new_scores)
""",
        "multiplied": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores * T)[0] for T in temperatures]
    return softmax(new_scores * temperatures[np.argmin(losses)])
""",
        "new scores multiplied": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in temperatures]
    return softmax(new_scores * temperatures[np.argmin(losses)])
""",
        "probabilities divided": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, softmax(scores) / T)[0] for T in temperatures]
    return softmax(softmax(new_scores) / temperatures[np.argmin(losses)])
""",
        "place in the list": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in temperatures]
    return softmax(new_scores / np.argmin(losses))
""",
        "highest loss": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in temperatures]
    return softmax(new_scores / temperatures[np.argmax(losses)])
""",
        "along columns": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in temperatures]
    e = np.exp(new_scores / temperatures[np.argmin(losses)])
    return e / e.sum(axis=0)
""",
        "validation rows": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in temperatures]
    return softmax(scores / temperatures[np.argmin(losses)])
""",
        "own answers": """
def tempered(labels, scores, new_scores, temperatures):
    said = scores.argmax(axis=1)
    losses = [cross_entropy(said, scores / T)[0] for T in temperatures]
    return softmax(new_scores / temperatures[np.argmin(losses)])
""",
        "scores are changed": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in temperatures]
    new_scores /= temperatures[np.argmin(losses)]
    return softmax(new_scores)
""",
    },
    "strongest": {
        "hard-coded": """
def strongest(strengths, val_loss):
    return 0.01
""",
        "lowest mean": """
def strongest(strengths, val_loss):
    return strengths[val_loss.mean(axis=1).argmin()]
""",
        "standard deviation": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std()
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "n, not its root": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / val_loss.shape[1]
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "n counts the table": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / np.sqrt(val_loss.size)
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "largest": """
def strongest(strengths, val_loss):
    return max(strengths)
""",
        "n - 1": """
def strongest(strengths, val_loss):
    means, n = val_loss.mean(axis=1), val_loss.shape[1]
    limit = means.min() + val_loss[means.argmin()].std(ddof=1) / np.sqrt(n) if n > 1 else means.min()
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "of the whole table": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss.std() / np.sqrt(val_loss.shape[1])
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "of the means": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + means.std() / np.sqrt(val_loss.shape[1])
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "n counts the strengths": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / np.sqrt(len(val_loss))
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "own standard errors": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    errors = val_loss.std(axis=1) / np.sqrt(val_loss.shape[1])
    return max(s for s, m, e in zip(strengths, means, errors) if m - e <= means.min())
""",
        "last of the list": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / np.sqrt(val_loss.shape[1])
    return strengths[np.flatnonzero(means <= limit)[-1]]
""",
        "worst that is as good": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / np.sqrt(val_loss.shape[1])
    return max((m, s) for s, m in zip(strengths, means) if m <= limit)[1]
""",
        "weakest": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / np.sqrt(val_loss.shape[1])
    return min(s for s, m in zip(strengths, means) if m <= limit)
""",
        "lucky start": """
def strongest(strengths, val_loss):
    means, best = val_loss.mean(axis=1), val_loss.min(axis=1).argmin()
    limit = means[best] + val_loss[best].std() / np.sqrt(val_loss.shape[1])
    return max(s for s, m in zip(strengths, means) if m <= limit)
""",
        "below, not at most": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / np.sqrt(val_loss.shape[1])
    return max(s for s, m in zip(strengths, means) if m < limit)
""",
        "place in the list": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    limit = means.min() + val_loss[means.argmin()].std() / np.sqrt(val_loss.shape[1])
    return np.where(means <= limit, strengths, -1).argmax()
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "limits": {
        "the logarithm is not the natural one, np.log": """
def limits(low, high, n_classes):
    r = np.exp(low - high)
    top = 1 / (1 + (n_classes - 1) * r)
    return top, -np.log2(top), np.log2(1 + (n_classes - 1) / r)
""",
    },
    "either-or": {
        "both columns come back": """
def either_or(W, b, k, m):
    return W[:, [k, m]], b[[k, m]]
""",
        "the result has shape (), wanted (1,)": """
def either_or(W, b, k, m):
    w = (W[:, k] - W[:, m]).reshape(-1, 1)
    return w, b[k] - b[m]
""",
        "all other classes are subtracted": """
def either_or(W, b, k, m):
    others = np.delete(W, k, axis=1).sum(axis=1, keepdims=True)
    return W[:, [k]] - others, b[[k]] - (b.sum() - b[k])
""",
    },
    "smooth": {
        "ε / C is added as a number": """
def smooth_cross_entropy(labels, scores, epsilon):
    C = scores.shape[1]
    loss, d = cross_entropy(labels, scores)
    return (1 - epsilon) * loss + epsilon / C, (1 - epsilon) * d + epsilon / C
""",
        "one largest score is subtracted from all rows": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = (1 - epsilon) * np.eye(C)[labels] + epsilon / C
    s = scores - scores.max()
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(t * log_p).sum() / n, (np.exp(log_p) - t) / n
""",
        "softmax is along the columns": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = (1 - epsilon) * np.eye(C)[labels] + epsilon / C
    s = scores - scores.max(axis=0)
    log_p = s - np.log(np.exp(s).sum(axis=0))
    return -(t * log_p).sum() / n, (np.exp(log_p) - t) / n
""",
        "only the logarithm is that of shifted scores": """
def smooth_cross_entropy(labels, scores, epsilon):
    n, C = scores.shape
    t = (1 - epsilon) * np.eye(C)[labels] + epsilon / C
    s = scores - scores.max(axis=1, keepdims=True)
    log_p = scores - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(t * log_p).sum() / n, (softmax(scores) - t) / n
""",
    },
    "tempered": {
        "the losses are in the order of the sorted list, the temperatures are not": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in sorted(temperatures)]
    return softmax(new_scores / temperatures[np.argmin(losses)])
""",
        "these are classes, no probabilities": """
def tempered(labels, scores, new_scores, temperatures):
    losses = [cross_entropy(labels, scores / T)[0] for T in temperatures]
    return softmax(new_scores / temperatures[np.argmin(losses)]).argmax(axis=1)
""",
        "this is always the lowest temperature": """
def tempered(labels, scores, new_scores, temperatures):
    n = len(labels)
    mean_p = [softmax(scores / T)[np.arange(n), labels].mean() for T in temperatures]
    return softmax(new_scores / temperatures[np.argmax(mean_p)])
""",
        "the scores are divided again and again": """
def tempered(labels, scores, new_scores, temperatures):
    best, best_T = np.inf, None
    s = scores.copy()
    for T in temperatures:
        s = s / T
        loss = cross_entropy(labels, s)[0]
        if loss < best:
            best, best_T = loss, T
    return softmax(new_scores / best_T)
""",
    },
    "strongest": {
        "a mean that is just the limit is left out": """
def strongest(strengths, val_loss):
    means = val_loss.mean(axis=1)
    b = np.argmin(means)
    limit = means[b] + val_loss[b].std() / np.sqrt(val_loss.shape[1])
    ok = [s for s, m in zip(strengths, means) if m < limit]
    return max(ok) if ok else strengths[b]
""",
        "the search stops at the first strength above the limit": """
def strongest(strengths, val_loss):
    order = np.argsort(strengths)
    means = val_loss.mean(axis=1)[order]
    s = np.array(strengths)[order]
    b = means.argmin()
    limit = means[b] + val_loss[order][b].std() / np.sqrt(val_loss.shape[1])
    i = b
    while i + 1 < len(s) and means[i + 1] <= limit:
        i += 1
    return s[i]
""",
    },
}
