"""Solutions of assignment 6: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "stratified-folds": [
        """
def stratified_folds(y, k, rng):
    order = rng.permutation(len(y))
    order = order[np.argsort(y[order], kind="stable")]
    folds = np.zeros(len(y))
    folds[order] = np.arange(len(y)) % k
    return folds
""",
        """
def stratified_folds(y, k, rng):
    folds = [None] * len(y)
    for label in set(y.tolist()):
        rows = [i for i in range(len(y)) if y[i] == label]
        rng.shuffle(rows)
        for place, row in enumerate(rows):
            folds[row] = k - 1 - place % k
    return folds
""",
        """
def stratified_folds(y, k, rng):
    from sklearn.model_selection import StratifiedKFold

    folds = np.zeros(len(y), dtype=int)
    cut = StratifiedKFold(k, shuffle=True, random_state=int(rng.integers(2**31)))
    for fold, (_, test) in enumerate(cut.split(y, y)):
        folds[test] = fold
    return folds
""",
        """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=np.int8)
    for label in np.unique(y):
        folds[y == label] = rng.permutation(np.arange((y == label).sum()) % k)
    return folds
""",
    ],
    "fold-scores": [
        """
def fold_scores(X, y, folds, k, make):
    from sklearn.feature_selection import SelectKBest
    from sklearn.pipeline import make_pipeline

    scores = []
    for fold in range(folds.max() + 1):
        pipe = make_pipeline(SelectKBest(k=k), make())
        pipe.fit(X[folds != fold], y[folds != fold])
        scores.append(pipe.score(X[folds == fold], y[folds == fold]))
    return scores
""",
        """
def fold_scores(X, y, folds, k, make):
    scores = {}
    for fold in sorted(set(folds.tolist())):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        c = []
        for column in X[train].T:
            ill, well = column[y[train] == 1], column[y[train] == 0]
            c.append(abs(ill.mean() - well.mean()) / np.std(column))
        best = sorted(range(X.shape[1]), key=lambda j: c[j])[-k:]
        model = make().fit(X[train][:, best], y[train])
        p = model.predict(X[test][:, best])
        scores[fold] = sum(p[i] == y[test[i]] for i in range(len(test))) / len(test)
    return list(scores.values())
""",
        """
def fold_scores(X, y, folds, k, make):
    scores = np.zeros(np.max(folds) + 1)
    for fold in range(len(scores)):
        train = folds != fold
        together = [abs(np.corrcoef(column, y[train])[0, 1]) for column in X[train].T]
        Z = X[:, np.argsort(together)[::-1][:k]]
        scores[fold] = 1 - np.mean(np.abs(make().fit(Z[train], y[train]).predict(Z[~train]) - y[~train]))
    return scores
""",
    ],
    "cheapest-threshold": [
        """
def cheapest_threshold(y, p, missed, alarm):
    tries = np.sort(np.append(p, 2))[::-1]
    benign = p >= tries[:, None]
    costs = missed * benign[:, y == 0].sum(axis=1) + alarm * (~benign)[:, y == 1].sum(axis=1)
    best = costs.argmin()
    return float(tries[best]), int(costs[best]) if costs[best] == int(costs[best]) else float(costs[best])
""",
        """
def cheapest_threshold(y, p, missed, alarm):
    pairs = []
    for t in [*p, 2]:
        cost = 0
        for label, probability in zip(y, p):
            if probability >= t and label == 0:
                cost += missed
            elif probability < t and label == 1:
                cost += alarm
        pairs.append((cost, -t))
    cost, t = min(pairs)
    return np.array([-t, cost])
""",
        """
def cheapest_threshold(y, p, missed, alarm):
    # just below a malignant p is never cheapest: above it, one row less is missed
    best, lowest = 2, alarm * np.sum(y == 1)
    for t in np.sort(p[y == 1])[::-1]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost < lowest:
            best, lowest = t, cost
    return [best, lowest]
""",
    ],
    "merge": [
        """
def merge(first, second, rng):
    params = [(m.net.layers[0], m.net.layers[-1]) for m in (first, second)]
    (one, one_out), (two, two_out) = params
    model = Model(input_dim=len(one.W), rng=rng)
    model.add(units=len(one.b) + len(two.b), activation="relu")
    model.add(units=1, activation="sigmoid")
    model.compile(loss="binary_cross_entropy", optimizer="sgd", lr=0.1)
    model.net.params[:] = np.concatenate([
        np.concatenate([one.W, two.W], axis=1).ravel(),
        one.b,
        two.b,
        0.5 * one_out.W.ravel(),
        0.5 * two_out.W.ravel(),
        0.5 * (one_out.b + two_out.b),
    ])
    return model
""",
        """
def merge(first, second, rng):
    h1, h2 = first.layers[0][0], second.layers[0][0]
    model = Model(first.input_dim, rng=rng)
    model.add(h1 + h2, "relu")
    model.add(1)
    model.compile(binary_cross_entropy, Adam)
    hidden, _, out = model.net.layers
    for part, place in ((second, slice(0, h2)), (first, slice(h2, None))):
        dense, _, last = part.net.layers
        hidden.W[:, place] = dense.W
        hidden.b[place] = dense.b
        out.W[place] = last.W / 2
        out.b += last.b / 2
    return model
""",
        """
def merge(first, second, rng):
    (one, _, one_out), (two, _, two_out) = first.net.layers, second.net.layers
    W_1 = np.hstack([one.W, two.W])
    W_2 = np.vstack([one_out.W, two_out.W]) / 2
    b_2 = (one_out.b + two_out.b) / 2
    params = np.concatenate([W_1.ravel(), one.b, two.b, W_2.ravel(), b_2])
    return hand_made(*W_1.shape, params)
""",
    ],
    "mended-backward": [
        """
def mended_backward(self, dy):
    return Dense.backward(self, dy * (1 - self.y**2))
""",
        """
def mended_backward(self, dy):
    dz = dy / np.cosh(self.x @ self.W + self.b) ** 2
    self.dW[...] = 0
    self.db[...] = 0
    for row, slope in zip(self.x, dz):
        self.dW += np.outer(row, slope)
        self.db += slope
    return dz @ self.W.T
""",
    ],
}

WRONG = {
    "stratified-folds": {
        "not stratified": """
def stratified_folds(y, k, rng):
    return rng.permutation(len(y)) % k
""",
        "not drawn": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        folds[y == label] = np.arange((y == label).sum()) % k
    return folds
""",
        "a Generator of its own": """
def stratified_folds(y, k, rng):
    rng = np.random.default_rng(0)
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        folds[y == label] = rng.permutation(np.arange((y == label).sum()) % k)
    return folds
""",
        "drawn from np.random": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        folds[y == label] = np.random.permutation(np.arange((y == label).sum()) % k)
    return folds
""",
        "a fold drawn for each row": """
def stratified_folds(y, k, rng):
    return rng.integers(0, k, len(y))
""",
        "only the classes 0 and 1": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in (0, 1):
        rows = rng.permutation(np.flatnonzero(y == label))
        folds[rows] = np.arange(len(rows)) % k
    return folds
""",
        "the rest in the last fold": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        folds[rows] = np.minimum(np.arange(len(rows)) // (len(rows) // k), k - 1)
    return folds
""",
        "only the first fold is drawn": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        folds[rows] = (np.arange(len(rows)) + rng.integers(k)) % k
    return folds
""",
        "one order for all classes": """
def stratified_folds(y, k, rng):
    seed, folds = rng.integers(2**31), np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        rows = np.random.default_rng(seed).permutation(np.flatnonzero(y == label))
        folds[rows] = np.arange(len(rows)) % k
    return folds
""",
        "only the first class is drawn": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        folds[rows if label > y.min() else rng.permutation(rows)] = np.arange(len(rows)) % k
    return folds
""",
        "folds of the sorted rows": """
def stratified_folds(y, k, rng):
    return np.concatenate([rng.permutation(np.arange(np.sum(y == label)) % k) for label in np.unique(y)])
""",
        "folds from 1": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        folds[y == label] = rng.permutation(np.arange((y == label).sum()) % k)
    return folds + 1
""",
        "the rows of each fold": """
def stratified_folds(y, k, rng):
    folds = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        folds[y == label] = rng.permutation(np.arange((y == label).sum()) % k)
    return [np.flatnonzero(folds == fold) for fold in range(k)]
""",
        "hard-coded": """
def stratified_folds(y, k, rng):
    return np.array([0, 1, 0, 1, 0, 1])
""",
    },
    "fold-scores": {
        "all rows choose": """
def fold_scores(X, y, folds, k, make):
    c = np.abs(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0)) / X.std(axis=0)
    X = X[:, np.argsort(-c)[:k]]
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        scores.append(np.mean(make().fit(X[~test], y[~test]).predict(X[test]) == y[test]))
    return scores
""",
        "the test rows choose": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[test], y[test]
        c = np.abs(A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0)) / A.std(axis=0)
        best = np.argsort(-c)[:k]
        scores.append(np.mean(make().fit(X[~test][:, best], y[~test]).predict(A[:, best]) == b))
    return scores
""",
        "the deviation of all rows": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        c = np.abs(A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0)) / X.std(axis=0)
        best = np.argsort(-c)[:k]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "no deviation": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        c = np.abs(A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0))
        best = np.argsort(-c)[:k]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "no size": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        c = (A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0)) / A.std(axis=0)
        best = np.argsort(-c)[:k]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "one column": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        c = np.abs(A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0)) / A.std(axis=0)
        best = [c.argmax()]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "chosen in the first fold": """
def fold_scores(X, y, folds, k, make):
    scores, best = [], None
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        if best is None:
            c = np.abs(A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0)) / A.std(axis=0)
            best = np.argsort(-c)[:k]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "nothing chosen": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        scores.append(np.mean(make().fit(X[~test], y[~test]).predict(X[test]) == y[test]))
    return scores
""",
        "trained on the fold": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds != fold
        A, b = X[~test], y[~test]
        c = np.abs(A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0)) / A.std(axis=0)
        best = np.argsort(-c)[:k]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "scaled by the training rows": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        best = np.argsort(-separation(A, b))[:k]
        scaler = Standardizer().fit(A[:, best])
        p = make().fit(scaler.transform(A[:, best]), b).predict(scaler.transform(X[test][:, best]))
        scores.append(np.mean(p == y[test]))
    return scores
""",
        "scaled by all rows": """
def fold_scores(X, y, folds, k, make):
    scores, X = [], Standardizer().fit_transform(X)
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        best = np.argsort(-separation(A, b))[:k]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "fitted on all rows": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        best = np.argsort(-separation(A, b))[:k]
        scores.append(np.mean(make().fit(X[:, best], y).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "k - 1 columns": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        best = np.argsort(-separation(A, b))[: max(k - 1, 1)]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "one column too many": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        best = np.argsort(-separation(A, b))[: k + (k > 1)]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "one classifier for all folds": """
def fold_scores(X, y, folds, k, make):
    scores, model = [], make()
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        best = np.argsort(-separation(A, b))[:k]
        scores.append(np.mean(model.fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "make is not used": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        best = np.argsort(-separation(A, b))[:k]
        scores.append(np.mean(NearestMean().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return scores
""",
        "the mean": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for fold in np.unique(folds):
        test = folds == fold
        A, b = X[~test], y[~test]
        c = np.abs(A[b == 1].mean(axis=0) - A[b == 0].mean(axis=0)) / A.std(axis=0)
        best = np.argsort(-c)[:k]
        scores.append(np.mean(make().fit(A[:, best], b).predict(X[test][:, best]) == y[test]))
    return np.mean(scores)
""",
        "hard-coded": """
def fold_scores(X, y, folds, k, make):
    return [0.5, 1, 0]
""",
    },
    "cheapest-threshold": {
        "1 is malignant": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in np.append(np.unique(p), 2.0):
        cost = missed * np.sum((p >= t) & (y == 1)) + alarm * np.sum((p < t) & (y == 0))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "costs exchanged": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in np.append(np.unique(p), 2.0):
        cost = alarm * np.sum((p >= t) & (y == 0)) + missed * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "the smallest of equal ones": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in np.append(np.unique(p), 2.0):
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost < lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "without 2": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in np.unique(p):
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "above t": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in np.append(np.unique(p), 2.0):
        cost = missed * np.sum((p > t) & (y == 0)) + alarm * np.sum((p <= t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "only malignant rows tried": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in np.append(np.unique(p[y == 0]), 2.0):
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "always 0.5": """
def cheapest_threshold(y, p, missed, alarm):
    return 0.5, missed * np.sum((p >= 0.5) & (y == 0)) + alarm * np.sum((p < 0.5) & (y == 1))
""",
        "the largest p is not tried": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = 2, alarm * np.sum(y == 1)
    for t in np.unique(p)[:-1]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost < lowest or (cost == lowest and t < 2 and best < t):
            best, lowest = t, cost
    return best, lowest
""",
        "counts": """
def cheapest_threshold(y, p, missed, alarm):
    best, fewest = None, np.inf
    for t in np.append(np.unique(p), 2.0):
        wrong = np.sum((p >= t) != (y == 1))
        if wrong <= fewest:
            best, fewest = t, wrong
    return best, fewest
""",
        "unsorted": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [2.0, *p]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost < lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "the last in p, or 2": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [*p, 2.0]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "the last in p": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [2.0, *p]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "the first in p": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [*p, 2.0]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost < lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "2 or the smallest": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [2.0, *np.sort(p)]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost < lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "2 only alone": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [2.0, *np.sort(p)]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "cost, t": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [*np.sort(p), 2.0]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return lowest, best
""",
        "the cost cut": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in [*np.sort(p), 2.0]:
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, int(lowest)
""",
        "a mean": """
def cheapest_threshold(y, p, missed, alarm):
    best, lowest = None, np.inf
    for t in np.append(np.unique(p), 2.0):
        cost = missed * np.mean((p >= t) & (y == 0)) + alarm * np.mean((p < t) & (y == 1))
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
""",
        "hard-coded": """
def cheapest_threshold(y, p, missed, alarm):
    return 0.8, 20
""",
    },
    "merge": {
        "other arrays in the window frames": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(hidden_1.n_out + hidden_2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W = np.hstack([hidden_1.W, hidden_2.W])
    hidden.b = np.concatenate([hidden_1.b, hidden_2.b])
    out.W = np.vstack([out_1.W, out_2.W]) / 2
    out.b = (out_1.b + out_2.b) / 2
    return model
""",
        "the sum": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(hidden_1.n_out + hidden_2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.hstack([hidden_1.W, hidden_2.W])
    hidden.b[:] = np.concatenate([hidden_1.b, hidden_2.b])
    out.W[:] = np.vstack([out_1.W, out_2.W])
    out.b[:] = out_1.b + out_2.b
    return model
""",
        "biases added": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(hidden_1.n_out + hidden_2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.hstack([hidden_1.W, hidden_2.W])
    hidden.b[:] = np.concatenate([hidden_1.b, hidden_2.b])
    out.W[:] = np.vstack([out_1.W, out_2.W]) / 2
    out.b[:] = out_1.b + out_2.b
    return model
""",
        "no hidden biases": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(hidden_1.n_out + hidden_2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.hstack([hidden_1.W, hidden_2.W])
    out.W[:] = np.vstack([out_1.W, out_2.W]) / 2
    out.b[:] = (out_1.b + out_2.b) / 2
    return model
""",
        "equal widths": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(2 * hidden_1.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.hstack([hidden_1.W, hidden_2.W])
    hidden.b[:] = np.concatenate([hidden_1.b, hidden_2.b])
    out.W[:] = np.vstack([out_1.W, out_2.W]) / 2
    out.b[:] = (out_1.b + out_2.b) / 2
    return model
""",
        "the given models are halved": """
def merge(first, second, rng):
    model = Model(first.input_dim, rng=rng)
    model.add(first.layers[0][0] + second.layers[0][0], "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    start = 0
    for given in (first, second):
        dense, _, last = given.net.layers
        stop = start + dense.n_out
        last.W /= 2
        last.b /= 2
        hidden.W[:, start:stop], hidden.b[start:stop] = dense.W, dense.b
        out.W[start:stop] = last.W
        out.b += last.b
        start = stop
    return model
""",
        "rows for columns": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(hidden_1.n_out + hidden_2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.vstack([hidden_1.W, hidden_2.W])
    hidden.b[:] = np.concatenate([hidden_1.b, hidden_2.b])
    out.W[:] = np.vstack([out_1.W, out_2.W]) / 2
    out.b[:] = (out_1.b + out_2.b) / 2
    return model
""",
        "params in a row": """
def merge(first, second, rng):
    model = Model(first.input_dim, rng=rng)
    model.add(first.layers[0][0] + second.layers[0][0], "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    model.net.params[:-1] = np.concatenate([first.net.params[:-1], second.net.params[:-1]])
    model.net.params[-1] = (first.net.params[-1] + second.net.params[-1]) / 2
    return model
""",
        "output weights exchanged": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(hidden_1.n_out + hidden_2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.hstack([hidden_1.W, hidden_2.W])
    hidden.b[:] = np.concatenate([hidden_1.b, hidden_2.b])
    out.W[:] = np.vstack([out_2.W, out_1.W]) / 2
    out.b[:] = (out_1.b + out_2.b) / 2
    return model
""",
        "the hidden bias of first twice": """
def merge(first, second, rng):
    hidden_1, _, out_1 = first.net.layers
    hidden_2, _, out_2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(hidden_1.n_out + hidden_2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.hstack([hidden_1.W, hidden_2.W])
    hidden.b[:] = np.concatenate([hidden_1.b, np.resize(hidden_1.b, hidden_2.n_out)])
    out.W[:] = np.vstack([out_1.W, out_2.W]) / 2
    out.b[:] = (out_1.b + out_2.b) / 2
    return model
""",
        "not compiled": """
def merge(first, second, rng):
    model = Model(first.input_dim, rng=rng)
    model.add(first.layers[0][0] + second.layers[0][0], "relu")
    model.add(1)
    return model
""",
        "hard-coded": """
def merge(first, second, rng):
    return hand_made(1, 2, [1, -1, 1, 3, 1, 2, -1])
""",
    },
    "mended-backward": {
        "not mended": """
def mended_backward(self, dy):
    dz = dy * (1 - np.tanh(self.y) ** 2)
    self.dW += self.x.T @ dz
    self.db[:] = dz.mean(axis=0)
    return dz @ self.W.T
""",
        "only the slope mended": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW += self.x.T @ dz
    self.db[:] = dz.mean(axis=0)
    return dz @ self.W.T
""",
        "dW still added up": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW += self.x.T @ dz
    self.db[:] = dz.sum(axis=0)
    return dz @ self.W.T
""",
        "db still a mean": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW[:] = self.x.T @ dz
    self.db[:] = dz.mean(axis=0)
    return dz @ self.W.T
""",
        "another array hung into the frame": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW = self.x.T @ dz
    self.db = dz.sum(axis=0)
    return dz @ self.W.T
""",
        "dy is changed": """
def mended_backward(self, dy):
    dy *= 1 - self.y**2
    return Dense.backward(self, dy)
""",
        "db added up as well": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW[:] = self.x.T @ dz
    self.db += dz.sum(axis=0)
    return dz @ self.W.T
""",
        "db from dy": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW[:] = self.x.T @ dz
    self.db[:] = dy.sum(axis=0)
    return dz @ self.W.T
""",
        "W moves": """
def mended_backward(self, dy):
    dx = Dense.backward(self, dy * (1 - self.y**2))
    self.W -= 0.1 * self.dW
    return dx
""",
        "nothing is returned": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW[:] = self.x.T @ dz
    self.db[:] = dz.sum(axis=0)
""",
        "super outside a class": """
def mended_backward(self, dy):
    return super().backward(dy * (1 - self.y**2))
""",
        "no slope": """
def mended_backward(self, dy):
    return Dense.backward(self, dy)
""",
        "hard-coded": """
def mended_backward(self, dy):
    self.dW[:], self.db[:] = [[3, 10], [6, 20]], [3, 10]
    return np.array([[6.0, 7]])
""",
    },
}

# What the hidden test says about a wrong answer: {words of its message: the answer}, by task.
SAYS = {
    "stratified-folds": {
        "class 27 has [6": """
def stratified_folds(y, k, rng):
    out = []
    for c in np.unique(y):
        n = (y == c).sum()
        out.append(rng.permutation(np.arange(n) % k))
    return np.concatenate(out)
""",
        "these are lists of rows, one for each fold": """
def stratified_folds(y, k, rng):
    folds = [[] for _ in range(k)]
    for c in np.unique(y):
        idx = rng.permutation(np.where(y == c)[0])
        for i, row in enumerate(idx):
            folds[i % k].append(row)
    return folds
""",
    },
    "fold-scores": {
        "one classifier is fitted twice": """
def fold_scores(X, y, folds, k, make):
    scores = []
    model = make()
    for f in np.unique(folds):
        train, test = folds != f, folds == f
        cols = np.argsort(separation(X[train], y[train]))[-k:]
        model.fit(X[train][:, cols], y[train])
        scores.append((model.predict(X[test][:, cols]) == y[test]).mean())
    return np.array(scores)
""",
        "fit sees 2 columns, predict 4": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for f in np.unique(folds):
        train, test = folds != f, folds == f
        cols = np.argsort(separation(X[train], y[train]))[-k:]
        model = make()
        model.fit(X[train][:, cols], y[train])
        scores.append((model.predict(X[test]) == y[test]).mean())
    return np.array(scores)
""",
        "np.argsort gives the places of the columns in their order, no ranks": """
def fold_scores(X, y, folds, k, make):
    scores = []
    for f in np.unique(folds):
        train, test = folds != f, folds == f
        cols = np.argsort(separation(X[train], y[train])) < k
        model = make()
        model.fit(X[train][:, cols], y[train])
        scores.append((model.predict(X[test][:, cols]) == y[test]).mean())
    return np.array(scores)
""",
    },
    "cheapest-threshold": {
        "numbers between those in p are tried": """
def cheapest_threshold(y, p, missed, alarm):
    s = np.unique(p)
    ts = np.concatenate([(s[1:] + s[:-1]) / 2, [2.0]])
    costs = [missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1)) for t in ts]
    i = np.argmin(costs)
    return ts[i], costs[i]
""",
        "a grid of numbers is tried": """
def cheapest_threshold(y, p, missed, alarm):
    best_t, best = None, np.inf
    for t in np.linspace(0, 1, 101):
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= best:
            best_t, best = t, cost
    return best_t, best
""",
        "t is always 2, the largest of all": """
def cheapest_threshold(y, p, missed, alarm):
    best_t, best = None, np.inf
    for t in np.append(np.unique(p), 2.0):
        cost = missed * np.sum((p >= t) & (y == 0))
        if cost <= best:
            best_t, best = t, cost
    return best_t, best
""",
        "t = 1 is tried, but not t = 2": """
def cheapest_threshold(y, p, missed, alarm):
    best_t, best = None, np.inf
    for t in sorted(list(p) + [1.0]):
        cost = missed * np.sum((p >= t) & (y == 0)) + alarm * np.sum((p < t) & (y == 1))
        if cost <= best:
            best_t, best = t, cost
    return best_t, best
""",
    },
    "merge": {
        "hidden units and output weights come in different order": """
def merge(first, second, rng):
    h1, _, o1 = first.net.layers
    h2, _, o2 = second.net.layers
    W1 = np.hstack([h2.W, h1.W])
    b1 = np.concatenate([h2.b, h1.b])
    W2 = np.vstack([o1.W, o2.W]) / 2
    return hand_made(len(W1), len(b1), np.concatenate([W1.ravel(), b1, W2.ravel(), (o1.b + o2.b) / 2]))
""",
        "the hidden layer is halved, too; only the output is a mean": """
def merge(first, second, rng):
    h1, _, o1 = first.net.layers
    h2, _, o2 = second.net.layers
    W1 = np.concatenate([h1.W, h2.W], axis=1) / 2
    b1 = np.concatenate([h1.b, h2.b]) / 2
    W2 = np.concatenate([o1.W, o2.W], axis=0) / 2
    params = np.concatenate([W1.ravel(), b1, W2.ravel(), (o1.b + o2.b) / 2])
    return hand_made(W1.shape[0], len(b1), params)
""",
        "the numbers of the hidden W are in wrong places:": """
def merge(first, second, rng):
    h1, _, o1 = first.net.layers
    h2, _, o2 = second.net.layers
    W1 = np.concatenate([h1.W.ravel(), h2.W.ravel()])
    b1 = np.concatenate([h1.b, h2.b])
    W2 = np.concatenate([o1.W.ravel(), o2.W.ravel()]) / 2
    b2 = (o1.b + o2.b) / 2
    return hand_made(first.input_dim, len(b1), np.concatenate([W1, b1, W2, b2]))
""",
        "the hidden biases are halved, too; only the output is a mean": """
def merge(first, second, rng):
    h1, _, o1 = first.net.layers
    h2, _, o2 = second.net.layers
    model = Model(first.input_dim, rng=rng)
    model.add(h1.n_out + h2.n_out, "relu")
    model.add(1)
    model.compile("binary_cross_entropy")
    hidden, _, out = model.net.layers
    hidden.W[:] = np.hstack([h1.W, h2.W])
    hidden.b[:] = np.hstack([h1.b, h2.b]) / 2
    out.W[:] = np.vstack([o1.W, o2.W]) / 2
    out.b[:] = (o1.b + o2.b) / 2
    return model
""",
    },
    "mended-backward": {
        "y is the value of tanh, not its slope": """
def mended_backward(self, dy):
    dz = dy * self.y
    self.dW[:] = self.x.T @ dz
    self.db[:] = dz.sum(axis=0)
    return dz @ self.W.T
""",
        "this is the slope of the sigmoid": """
def mended_backward(self, dy):
    dz = dy * self.y * (1 - self.y)
    self.dW[:] = self.x.T @ dz
    self.db[:] = dz.sum(axis=0)
    return dz @ self.W.T
""",
        "the square stands at 1 − y, not at y alone": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y) ** 2
    self.dW[:] = self.x.T @ dz
    self.db[:] = dz.sum(axis=0)
    return dz @ self.W.T
""",
        "the slope is multiplied in twice": """
def mended_backward(self, dy):
    dz = dy * (1 - self.y**2)
    self.dW[:] = self.x.T @ dz
    self.db[:] = dz.sum(axis=0)
    return (dz * (1 - self.y**2)) @ self.W.T
""",
    },
}
