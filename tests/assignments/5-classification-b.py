"""Solutions of assignment 5, paper B: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "leads": [
        """
import math

def leads(loss, n_classes):
    share = -math.expm1(-loss)
    return share, -loss - math.log(share), -loss - math.log(share / (n_classes - 1))
""",
        """
def leads(loss, n_classes):
    rest = 1 - np.exp(-loss)
    others = np.array([rest, rest / (n_classes - 1)])
    return np.array([rest, *(-loss - np.log(others))])
""",
        """
def leads(loss, n_classes):
    log_rest = np.log1p(-np.exp(-loss))
    return [np.exp(log_rest), -(loss + log_rest), np.log(n_classes - 1) - (loss + log_rest)]
""",
    ],
    "ear-and-eye": [
        """
def ear_and_eye(W1, b1, W2, b2, shares):
    W = np.zeros((len(W1) + len(W2), len(b1)))
    W[:len(W1)] = W1
    W[len(W1):] = W2
    b = [b1[k] + b2[k] + np.log(1 / shares[k]) for k in range(len(shares))]
    return W, np.array(b)
""",
        """
def ear_and_eye(W1, b1, W2, b2, shares):
    q = softmax(b1) * softmax(b2) / shares
    return np.concatenate([W1, W2]), np.log(q / q.sum())
""",
        """
def ear_and_eye(W1, b1, W2, b2, shares):
    W = np.vstack([W1, W2])
    b = b1 + b2 - np.log(shares)
    return W - W[:, :1], b - b[0]
""",
    ],
    "set-loss": [
        """
def set_cross_entropy(allowed, scores):
    n, C = scores.shape
    loss, dscores = 0.0, np.zeros((n, C))
    for i in range(n):
        inside = [k for k in range(C) if allowed[i, k]]
        top_all, top_set = scores[i].max(), scores[i, inside].max()
        e_all, e_set = np.exp(scores[i] - top_all), np.exp(scores[i, inside] - top_set)
        loss += (top_all + np.log(e_all.sum()) - top_set - np.log(e_set.sum())) / n
        dscores[i] = e_all / e_all.sum() / n
        dscores[i, inside] -= e_set / e_set.sum() / n
    return loss, dscores
""",
        """
def set_cross_entropy(allowed, scores):
    closed = np.where(allowed, scores, -np.inf)
    log_all = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    log_set = np.logaddexp.reduce(closed, axis=1, keepdims=True)
    return (log_all - log_set).mean(), (np.exp(scores - log_all) - np.exp(closed - log_set)) / len(scores)
""",
        """
def set_cross_entropy(allowed, scores):
    n = len(scores)
    best = np.where(allowed, scores, -np.inf).argmax(axis=1)
    loss, dscores = cross_entropy(best, scores)
    dscores[np.arange(n), best] += 1 / n
    own = scores[np.arange(n), best][:, None]
    e = allowed * np.exp(np.minimum(scores - own, 0))
    return loss - np.log(e.sum(axis=1)).mean(), dscores - e / e.sum(axis=1, keepdims=True) / n
""",
    ],
    "named": [
        """
def named(labels, scores, new_scores, wanted):
    p = softmax(scores)
    rows = sorted((p[i].max(), p[i].argmax() == labels[i]) for i in range(len(p)))
    threshold = None
    for t, _ in rows:
        hits = [hit for sure, hit in rows if sure >= t]
        if threshold is None and sum(hits) / len(hits) >= wanted:
            threshold = t
    answer = []
    for row in softmax(new_scores):
        answer.append(row.argmax() if threshold is not None and row.max() >= threshold else -1)
    return answer
""",
        """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    thresholds, counts = np.unique(sure, return_counts=True)
    right = np.array([hits[sure == t].sum() for t in thresholds])
    shares = np.cumsum(right[::-1])[::-1] / np.cumsum(counts[::-1])[::-1]
    answer = new_scores.argmax(axis=1)
    good = thresholds[shares >= wanted]
    answer[softmax(new_scores).max(axis=1) < (good[0] if len(good) else 2)] = -1
    return answer
""",
        """
def named(labels, scores, new_scores, wanted):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure = 1 / e.sum(axis=1)
    best = 2.0
    for t in sure:
        on = sure >= t
        if np.count_nonzero(scores[on].argmax(axis=1) == labels[on]) / on.sum() >= wanted and t < best:
            best = t
    new = np.exp(new_scores - new_scores.max(axis=1, keepdims=True))
    return [int(row.argmax()) if 1 / row.sum() >= best else -1 for row in new]
""",
    ],
    "in-the-race": [
        """
def in_the_race(val_loss):
    k, n = val_loss.shape
    sums = [sum(row) for row in val_loss]
    b = sums.index(min(sums))
    answer = []
    for i in range(k):
        d = [val_loss[i, j] - val_loss[b, j] for j in range(n)]
        mean = sum(d) / n
        e = (sum((x - mean) ** 2 for x in d) / n) ** 0.5 / n**0.5
        answer.append(mean <= 2 * e)
    return answer
""",
        """
def in_the_race(val_loss):
    n = val_loss.shape[1]
    means = val_loss.mean(1)
    d = val_loss - val_loss[np.argmin(means)]
    e = np.sqrt(d.var(1) / n)
    return ~(d.mean(1) > 2 * e)
""",
        """
def in_the_race(val_loss):
    d = val_loss - val_loss[[val_loss.sum(axis=1).argmin()]]
    m = d.mean(axis=1, keepdims=True)
    spread = ((d - m) ** 2).sum(axis=1)
    return np.where((m[:, 0] <= 0) | (m[:, 0] <= 2 * np.sqrt(spread) / d.shape[1]), 1, 0)
""",
    ],
}

WRONG = {
    "leads": {
        "hard-coded": """
def leads(loss, n_classes):
    return 0.6, np.log(2 / 3), np.log(2)
""",
        "p is rounded to 0": """
def leads(loss, n_classes):
    p = np.exp(-loss)
    return 1 - p, np.log(p / (1 - p)), np.log(p * (n_classes - 1) / (1 - p))
""",
        "p is rounded to 0, two logarithms": """
def leads(loss, n_classes):
    p = np.exp(-loss)
    return 1 - p, np.log(p) - np.log(1 - p), np.log(p) - np.log((1 - p) / (n_classes - 1))
""",
        "e to the loss overflows": """
def leads(loss, n_classes):
    odds = np.exp(loss) - 1
    return odds / (1 + odds), -np.log(odds), np.log(n_classes - 1) - np.log(odds)
""",
        "a crumb in the logarithm": """
def leads(loss, n_classes):
    p = np.exp(-loss) + 1e-12
    return 1 - p, np.log(p / (1 - p)), np.log(p * (n_classes - 1) / (1 - p))
""",
        "four classes": """
def leads(loss, n_classes):
    rest = 1 - np.exp(-loss)
    return rest, -loss - np.log(rest), -loss - np.log(rest / 3)
""",
        "rival: even shares": """
def leads(loss, n_classes):
    rest = 1 - np.exp(-loss)
    rival = rest / (n_classes - 1)
    return rival, -loss - np.log(rest), -loss - np.log(rival)
""",
        "C classes share": """
def leads(loss, n_classes):
    rest = 1 - np.exp(-loss)
    return rest, -loss - np.log(rest), -loss - np.log(rest / n_classes)
""",
        "two classes": """
def leads(loss, n_classes):
    rest = 1 - np.exp(-loss)
    return rest, -loss - np.log(rest), -loss - np.log(rest)
""",
        "probabilities": """
def leads(loss, n_classes):
    p = np.exp(-loss)
    return 1 - p, 2 * p - 1, p - (1 - p) / (n_classes - 1)
""",
        "exchanged": """
def leads(loss, n_classes):
    rest = 1 - np.exp(-loss)
    return rest, -loss - np.log(rest / (n_classes - 1)), -loss - np.log(rest)
""",
        "ratios": """
def leads(loss, n_classes):
    p = np.exp(-loss)
    return 1 - p, p / (1 - p), p * (n_classes - 1) / (1 - p)
""",
    },
    "ear-and-eye": {
        "hard-coded": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.array([[1.0, 0, 2], [0, 1, 1], [2, 0, 0]]), np.array([1, 1 + np.log(2), np.log(2)])
""",
        "the shares of three birds": """
def ear_and_eye(W1, b1, W2, b2, shares):
    b = b1 + b2
    b[1:] += np.log(2)
    return np.vstack([W1, W2]), b
""",
        "sorted shares": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), b1 + b2 - np.log(np.sort(shares)[::-1])
""",
        "no shares": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), b1 + b2
""",
        "shares multiplied in": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), b1 + b2 + np.log(shares)
""",
        "no logarithm": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), b1 + b2 - shares
""",
        "scores divided": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), (b1 + b2) / shares
""",
        "divided out of each": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), (b1 - np.log(shares)) + (b2 - np.log(shares))
""",
        "eye first": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W2, W1]), b1 + b2 - np.log(shares)
""",
        "a mean": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]) / 2, (b1 + b2) / 2 - np.log(shares)
""",
        "side by side": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.hstack([W1.T, W2.T]), b1 + b2 - np.log(shares)
""",
        "biases multiplied": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), b1 * b2 / shares
""",
        "b is changed": """
def ear_and_eye(W1, b1, W2, b2, shares):
    b1 += b2 - np.log(shares)
    return np.vstack([W1, W2]), b1
""",
        "b is a row": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), (b1 + b2 - np.log(shares)).reshape(1, -1)
""",
    },
    "set-loss": {
        "hard-coded": """
def set_cross_entropy(allowed, scores):
    return np.log(8 / 3) / 2, np.array([[-1 / 24, 1 / 8, -1 / 12], [1 / 4, -1 / 8, -1 / 8]])
""",
        "log of a rounded probability": """
def set_cross_entropy(allowed, scores):
    p = softmax(scores)
    of_set = (p * allowed).sum(axis=1, keepdims=True)
    return -np.log(of_set).mean(), (p - allowed * p / of_set) / len(p)
""",
        "a crumb in the logarithm": """
def set_cross_entropy(allowed, scores):
    p = softmax(scores)
    of_set = (p * allowed).sum(axis=1, keepdims=True) + 1e-12
    return -np.log(of_set).mean(), (p - allowed * p / of_set) / len(p)
""",
        "one shift for both sums": """
def set_cross_entropy(allowed, scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    total, of_set = e.sum(axis=1, keepdims=True), (e * allowed).sum(axis=1, keepdims=True)
    return np.mean(np.log(total) - np.log(of_set)), (e / total - e * allowed / of_set) / len(e)
""",
        "exponentials overflow": """
def set_cross_entropy(allowed, scores):
    e = np.exp(scores)
    total, of_set = e.sum(axis=1, keepdims=True), (e * allowed).sum(axis=1, keepdims=True)
    return np.mean(np.log(total) - np.log(of_set)), (e / total - e * allowed / of_set) / len(e)
""",
        "zeros for the others": """
def set_cross_entropy(allowed, scores):
    log_all = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    log_set = np.logaddexp.reduce(scores * allowed, axis=1, keepdims=True)
    p = softmax(scores)
    return np.mean(log_all - log_set), (p - p * allowed / (p * allowed).sum(axis=1, keepdims=True)) / len(p)
""",
        "sum of logarithms": """
def set_cross_entropy(allowed, scores):
    p = softmax(scores)
    return -(allowed * np.log(p)).sum() / len(p), (allowed.sum(axis=1, keepdims=True) * p - allowed) / len(p)
""",
        "even targets": """
def set_cross_entropy(allowed, scores):
    t = allowed / allowed.sum(axis=1, keepdims=True)
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -(t * log_p).sum() / len(t), (np.exp(log_p) - t) / len(t)
""",
        "likeliest of the set": """
def set_cross_entropy(allowed, scores):
    return cross_entropy(np.where(allowed, scores, -np.inf).argmax(axis=1), scores)
""",
        "slope minus one each": """
def set_cross_entropy(allowed, scores):
    inside = np.where(allowed, scores, -np.inf)
    loss = np.mean(np.logaddexp.reduce(scores, axis=1) - np.logaddexp.reduce(inside, axis=1))
    return loss, (softmax(scores) - allowed) / len(scores)
""",
        "slope inside only": """
def set_cross_entropy(allowed, scores):
    inside = np.where(allowed, scores, -np.inf)
    loss = np.mean(np.logaddexp.reduce(scores, axis=1) - np.logaddexp.reduce(inside, axis=1))
    return loss, allowed * (softmax(scores) - softmax(inside)) / len(scores)
""",
        "summed": """
def set_cross_entropy(allowed, scores):
    inside = np.where(allowed, scores, -np.inf)
    loss = np.sum(np.logaddexp.reduce(scores, axis=1) - np.logaddexp.reduce(inside, axis=1))
    return loss, softmax(scores) - softmax(inside)
""",
        "outside the set": """
def set_cross_entropy(allowed, scores):
    inside = np.where(allowed, -np.inf, scores)
    loss = np.mean(np.logaddexp.reduce(scores, axis=1) - np.logaddexp.reduce(inside, axis=1))
    return loss, (softmax(scores) - softmax(inside)) / len(scores)
""",
        "measured gradient": """
def set_cross_entropy(allowed, scores):
    def loss(s):
        inside = np.where(allowed, s, -np.inf)
        return np.mean(np.logaddexp.reduce(s, axis=1) - np.logaddexp.reduce(inside, axis=1))

    return loss(scores), numerical_gradient(loss, scores.copy())
""",
        "measured gradient, own step": """
def set_cross_entropy(allowed, scores):
    def loss(s):
        inside = np.where(allowed, s, -np.inf)
        return np.mean(np.logaddexp.reduce(s, axis=1) - np.logaddexp.reduce(inside, axis=1))

    steps = 1e-4 * np.eye(scores.size).reshape(-1, *scores.shape)
    return loss(scores), np.reshape([(loss(scores + h) - loss(scores - h)) / 2e-4 for h in steps], scores.shape)
""",
        "scores are clipped": """
def set_cross_entropy(allowed, scores):
    scores = np.clip(scores, -1e5, 1e5)
    inside = np.where(allowed, scores, -1e30)
    loss = np.mean(np.logaddexp.reduce(scores, axis=1) - np.logaddexp.reduce(inside, axis=1))
    return loss, (softmax(scores) - softmax(inside)) / len(scores)
""",
        "a very low score": """
def set_cross_entropy(allowed, scores):
    inside = np.where(allowed, scores, -1000.0)
    loss = np.mean(np.logaddexp.reduce(scores, axis=1) - np.logaddexp.reduce(inside, axis=1))
    return loss, (softmax(scores) - softmax(inside)) / len(scores)
""",
        "mean before the logarithm": """
def set_cross_entropy(allowed, scores):
    p = softmax(scores)
    of_set = (p * allowed).sum(axis=1)
    return -np.log(of_set.mean()), (p - allowed * p / of_set[:, None]) / len(p)
""",
    },
    "named": {
        "hard-coded": """
def named(labels, scores, new_scores, wanted):
    return [1, -1, 0]
""",
        "first that will do": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    for t in np.unique(sure):
        if hits[sure >= t].mean() > wanted - 0.05:
            return np.where(softmax(new_scores).max(axis=1) >= t, new_scores.argmax(axis=1), -1)
    return np.full(len(new_scores), -1)
""",
        "all named if none will do": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    t = min([t for t in sure if hits[sure >= t].mean() >= wanted], default=0)
    return np.where(softmax(new_scores).max(axis=1) >= t, new_scores.argmax(axis=1), -1)
""",
        "just as sure is left out": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    t = min([t for t in sure if hits[sure >= t].mean() >= wanted], default=2)
    return np.where(softmax(new_scores).max(axis=1) > t, new_scores.argmax(axis=1), -1)
""",
        "cut between equals": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    order = np.argsort(-sure, kind="stable")
    shares = np.cumsum(hits[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(shares >= wanted)
    t = sure[order][good[-1]] if len(good) else 2
    return np.where(softmax(new_scores).max(axis=1) >= t, new_scores.argmax(axis=1), -1)
""",
        "the last row that will do": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    best = 2
    for t in sure:
        if hits[sure >= t].mean() >= wanted:
            best = t
    return np.where(softmax(new_scores).max(axis=1) >= best, new_scores.argmax(axis=1), -1)
""",
        "stops at the first failure": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    best = 2
    for t in np.sort(sure)[::-1]:
        if hits[sure >= t].mean() < wanted:
            break
        best = t
    return np.where(softmax(new_scores).max(axis=1) >= best, new_scores.argmax(axis=1), -1)
""",
        "wanted is the threshold": """
def named(labels, scores, new_scores, wanted):
    p = softmax(new_scores)
    return np.where(p.max(axis=1) >= wanted, p.argmax(axis=1), -1)
""",
        "everybody": """
def named(labels, scores, new_scores, wanted):
    return new_scores.argmax(axis=1)
""",
        "largest threshold": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    t = max([t for t in sure if hits[sure >= t].mean() >= wanted], default=2)
    return np.where(softmax(new_scores).max(axis=1) >= t, new_scores.argmax(axis=1), -1)
""",
        "largest score": """
def named(labels, scores, new_scores, wanted):
    sure, hits = scores.max(axis=1), scores.argmax(axis=1) == labels
    t = min([t for t in sure if hits[sure >= t].mean() >= wanted], default=np.inf)
    return np.where(new_scores.max(axis=1) >= t, new_scores.argmax(axis=1), -1)
""",
        "lead of the probability": """
def named(labels, scores, new_scores, wanted):
    def sureness(s):
        p = np.sort(softmax(s), axis=1)
        return p[:, -1] - p[:, -2]

    sure, hits = sureness(scores), scores.argmax(axis=1) == labels
    t = min([t for t in sure if hits[sure >= t].mean() >= wanted], default=2)
    return np.where(sureness(new_scores) >= t, new_scores.argmax(axis=1), -1)
""",
        "share of all rows": """
def named(labels, scores, new_scores, wanted):
    sure, hits = softmax(scores).max(axis=1), scores.argmax(axis=1) == labels
    t = min([t for t in sure if (hits & (sure >= t)).mean() >= wanted], default=2)
    return np.where(softmax(new_scores).max(axis=1) >= t, new_scores.argmax(axis=1), -1)
""",
        "overflow": """
def named(labels, scores, new_scores, wanted):
    def probabilities(s):
        return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)

    sure, hits = probabilities(scores).max(axis=1), scores.argmax(axis=1) == labels
    t = min([t for t in sure if (sure >= t).any() and hits[sure >= t].mean() >= wanted], default=2)
    return np.where(probabilities(new_scores).max(axis=1) >= t, new_scores.argmax(axis=1), -1)
""",
    },
    "in-the-race": {
        "hard-coded": """
def in_the_race(val_loss):
    return [False, True, True, False]
""",
        "own losses": """
def in_the_race(val_loss):
    means = val_loss.mean(axis=1)
    return means - means.min() <= 2 * val_loss.std(axis=1) / np.sqrt(val_loss.shape[1])
""",
        "losses of the leader": """
def in_the_race(val_loss):
    means = val_loss.mean(axis=1)
    limit = 2 * val_loss[means.argmin()].std() / np.sqrt(val_loss.shape[1])
    return means <= means.min() + limit
""",
        "one error": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.mean(axis=1).argmin()]
    return d.mean(axis=1) <= d.std(axis=1) / np.sqrt(d.shape[1])
""",
        "whole deviation": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.mean(axis=1).argmin()]
    return d.mean(axis=1) <= 2 * d.std(axis=1)
""",
        "over n": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.mean(axis=1).argmin()]
    return d.mean(axis=1) <= 2 * d.std(axis=1) / d.shape[1]
""",
        "n settings": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.mean(axis=1).argmin()]
    return d.mean(axis=1) <= 2 * d.std(axis=1) / np.sqrt(len(d))
""",
        "n - 1": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.mean(axis=1).argmin()]
    return d.mean(axis=1) <= 2 * d.std(axis=1, ddof=1) / np.sqrt(d.shape[1])
""",
        "strictly less": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.mean(axis=1).argmin()]
    return d.mean(axis=1) < 2 * d.std(axis=1) / np.sqrt(d.shape[1])
""",
        "strictly less, but for the leader": """
def in_the_race(val_loss):
    b = val_loss.mean(axis=1).argmin()
    d = val_loss - val_loss[b]
    answer = d.mean(axis=1) < 2 * d.std(axis=1) / np.sqrt(d.shape[1])
    answer[b] = True
    return answer
""",
        "lucky leader": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.min(axis=1).argmin()]
    return d.mean(axis=1) <= 2 * d.std(axis=1) / np.sqrt(d.shape[1])
""",
        "best of each start": """
def in_the_race(val_loss):
    d = val_loss - val_loss.min(axis=0)
    return d.mean(axis=1) <= 2 * d.std(axis=1) / np.sqrt(d.shape[1])
""",
        "median leads": """
def in_the_race(val_loss):
    d = val_loss - val_loss[np.median(val_loss, axis=1).argmin()]
    return d.mean(axis=1) <= 2 * d.std(axis=1) / np.sqrt(d.shape[1])
""",
        "wins": """
def in_the_race(val_loss):
    d = val_loss - val_loss[val_loss.mean(axis=1).argmin()]
    return (d <= 0).mean(axis=1) >= 0.5
""",
    },
}

SAYS = {
    "leads": {
        "the logarithm is not the natural one, np.log": """
def leads(loss, n_classes):
    p = np.exp(-loss)
    return 1 - p, np.log2(p / (1 - p)), np.log2(p * (n_classes - 1) / (1 - p))
""",
        "p of the right class is rounded to 0 here": WRONG["leads"]["p is rounded to 0"],
        "e to the loss overflows here": """
def leads(loss, n_classes):
    odds = np.exp(loss) - 1
    return 1 - np.exp(-loss), -loss - np.log(odds / np.exp(loss)), np.log(n_classes - 1) - np.log(odds)
""",
        "a small number inside the logarithm replaces the loss": WRONG["leads"]["a crumb in the logarithm"],
        "C classes share the rest": WRONG["leads"]["C classes share"],
        "there are more than two classes": WRONG["leads"]["two classes"],
        "this is a difference of probabilities": WRONG["leads"]["probabilities"],
        "leads, rival: the other classes share evenly here": WRONG["leads"]["rival: even shares"],
        "leads, least: least and most have changed places": WRONG["leads"]["exchanged"],
    },
    "ear-and-eye": {
        "the shares have no part in it": WRONG["ear-and-eye"]["no shares"],
        "the shares are multiplied in": WRONG["ear-and-eye"]["shares multiplied in"],
        "the shares are divided out twice": WRONG["ear-and-eye"]["divided out of each"],
        "the rows of W2 come first": WRONG["ear-and-eye"]["eye first"],
        "the scores are divided": WRONG["ear-and-eye"]["scores divided"],
        "changes its argument number 2": WRONG["ear-and-eye"]["b is changed"],
        "the shares are sorted": """
def ear_and_eye(W1, b1, W2, b2, shares):
    return np.vstack([W1, W2]), b1 + b2 - np.log(np.sort(shares))
""",
    },
    "set-loss": {
        "the probability of the whole set is rounded to 0": WRONG["set-loss"]["one shift for both sums"],
        "the exponentials overflow": WRONG["set-loss"]["exponentials overflow"],
        "a small number inside the logarithm": WRONG["set-loss"]["a crumb in the logarithm"],
        "it is a mean of −log p over the set": WRONG["set-loss"]["even targets"],
        "the logarithms of the set's classes are added": WRONG["set-loss"]["sum of logarithms"],
        "only the likeliest class of the set counts": WRONG["set-loss"]["likeliest of the set"],
        "classes outside the set have the score 0 in the second sum": WRONG["set-loss"]["zeros for the others"],
        "others are lower still": WRONG["set-loss"]["a very low score"],
        "Is it a difference quotient?": WRONG["set-loss"]["measured gradient"],
        "1 is subtracted for each class of the set": WRONG["set-loss"]["slope minus one each"],
    },
    "named": {
        "the search stops at the first threshold that will not do": WRONG["named"]["stops at the first failure"],
        "wanted is taken for the threshold": WRONG["named"]["wanted is the threshold"],
        "a threshold cuts between rows that are equally sure": WRONG["named"]["cut between equals"],
        "where no threshold will do: all are named": WRONG["named"]["all named if none will do"],
        "just as sure as the threshold is left out": WRONG["named"]["just as sure is left out"],
        "the largest score stands for the largest probability": WRONG["named"]["largest score"],
        "the right rows are a share of all rows": WRONG["named"]["share of all rows"],
        "the exponentials overflow, and nan": WRONG["named"]["overflow"],
        "in the order of the rows": WRONG["named"]["the last row that will do"],
    },
    "in-the-race": {
        "the standard error is that of the setting's own losses": WRONG["in-the-race"]["own losses"],
        "the standard error is that of the leader's losses": WRONG["in-the-race"]["losses of the leader"],
        "one lucky start says who leads": WRONG["in-the-race"]["lucky leader"],
        "√n is missing": WRONG["in-the-race"]["whole deviation"],
        "n is the number of settings": WRONG["in-the-race"]["n settings"],
        "the leader itself is out": WRONG["in-the-race"]["strictly less"],
        "as good as the leader from every start is out": WRONG["in-the-race"]["strictly less, but for the leader"],
        "each start has another leader here": WRONG["in-the-race"]["best of each start"],
    },
}
