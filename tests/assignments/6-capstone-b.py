"""Solutions of assignment 6, paper B: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "patient-folds": [
        """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return rng.permutation(np.arange(len(names)) % k)[place]
""",
        """
def patient_folds(patients, k, rng):
    names = sorted(set(patients.tolist()))
    rng.shuffle(names)
    fold_of = {}
    for fold, group in enumerate(np.array_split(names, k)):
        for name in group:
            fold_of[int(name)] = fold
    return [fold_of[int(name)] for name in patients]
""",
        """
def patient_folds(patients, k, rng):
    order = rng.permutation(np.unique(patients))
    folds = np.zeros(len(patients))
    for fold in range(k):
        folds[np.isin(patients, order[fold::k])] = fold
    return folds
""",
        """
def patient_folds(patients, k, rng):
    from sklearn.model_selection import KFold
    names = np.unique(patients)
    folds = np.empty(len(patients), dtype=int)
    cut = KFold(k, shuffle=True, random_state=int(rng.integers(2**31)))
    for fold, (_, some) in enumerate(cut.split(names)):
        folds[np.isin(patients, names[some])] = fold
    return folds
""",
    ],
    "fold-errors": [
        """
def fold_errors(X, y, folds):
    errors = np.zeros(folds.max() + 1)
    for fold in range(len(errors)):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        share = y[train].sum() / len(train)
        for i in test:
            rates = []
            for j in range(X.shape[1]):
                ill = [y[r] for r in train if X[r, j] == X[i, j]]
                rates.append(sum(ill) / len(ill) if ill else share)
            errors[fold] += (np.mean(rates) - y[i]) ** 2 / len(test)
    return errors
""",
        """
import pandas as pd

def fold_errors(X, y, folds):
    errors = []
    for fold in sorted(set(folds)):
        test = folds == fold
        p = np.zeros(test.sum())
        for j in range(X.shape[1]):
            rates = pd.Series(y[~test]).groupby(X[~test, j]).mean()
            p += pd.Series(X[test, j]).map(rates).fillna(y[~test].mean()).to_numpy() / X.shape[1]
        errors.append(np.mean((p - y[test]) ** 2))
    return errors
""",
        """
def fold_errors(X, y, folds):
    same_word = X[:, None] == X[None]
    errors = []
    for fold in np.unique(folds):
        test, train = folds == fold, folds != fold
        hits = same_word[test][:, train]
        rows = hits.sum(axis=1)
        ill = (hits * y[train][None, :, None]).sum(axis=1)
        rates = np.where(rows > 0, ill / np.maximum(rows, 1), y[train].mean())
        errors.append(((rates.mean(axis=1) - y[test]) ** 2).mean())
    return np.array(errors)
""",
    ],
    "look-again": [
        """
def look_again(p, missed, alarm, exam, room):
    says, paid, savings = [], [], []
    for i, q in enumerate(p):
        malignant, benign = alarm * q, missed * (1 - q)
        says.append(1 if benign < malignant else 0)
        paid.append(min(malignant, benign))
        savings.append((paid[i] - exam, i))
    for saving, i in sorted(savings, reverse=True)[:room]:
        if saving > 0:
            says[i], paid[i] = 2, exam
    return says, sum(paid)
""",
        """
def look_again(p, missed, alarm, exam, room):
    costs = np.array([alarm * p, missed * (1 - p)])
    says, cheap = costs.argmin(axis=0), costs.min(axis=0)
    rank = np.argsort(np.argsort(-cheap))
    chosen = (rank < room) & (cheap > exam)
    return np.where(chosen, 2, says), cheap[~chosen].sum() + exam * chosen.sum()
""",
        """
def look_again(p, missed, alarm, exam, room):
    says = np.where(missed * (1 - p) < alarm * p, 1, 0)
    costs = np.where(says == 1, missed * (1 - p), alarm * p)
    saved = np.maximum(costs - exam, 0)
    total = costs.sum()
    for _ in range(room):
        i = saved.argmax()
        if saved[i] == 0:
            break
        total -= saved[i]
        says[i], saved[i] = 2, 0
    return says, total
""",
    ],
    "both-sides": [
        """
def both_sides(W1, b1, W2, b2, order):
    V1 = np.hstack([W1, W1[np.argsort(order)]])
    return V1, np.concatenate([b1, b1]), np.concatenate([W2, W2]) * 0.5, b2.copy()
""",
        """
def both_sides(W1, b1, W2, b2, order):
    n_in, h = W1.shape
    V1, c1, V2 = np.zeros((n_in, 2 * h)), np.zeros(2 * h), np.zeros((2 * h, 1))
    for k in range(h):
        V1[:, 2 * k] = W1[:, k]
        for i in range(n_in):
            V1[order[i], 2 * k + 1] = W1[i, k]
        c1[2 * k] = c1[2 * k + 1] = b1[k]
        V2[2 * k] = V2[2 * k + 1] = W2[k] / 2
    return V1, c1, V2, np.array([b2[0]])
""",
        """
def both_sides(W1, b1, W2, b2, order):
    P = np.eye(len(W1))[order]
    return np.hstack([P.T @ W1 / 2, W1 / 2]), np.tile(b1 / 2, 2), np.vstack([W2, W2]), b2
""",
    ],
    "gate": [
        """
def gate_backward(x, A, a, B, b, dy):
    u, v = x @ A + a, x @ B + b
    n, n_out = dy.shape
    dx, dA, dB = np.zeros(x.shape), np.zeros(A.shape), np.zeros(B.shape)
    da, db = np.zeros(n_out), np.zeros(n_out)
    for s in range(n):
        for k in range(n_out):
            du, dv = dy[s, k] * v[s, k], dy[s, k] * u[s, k]
            dx[s] += du * A[:, k] + dv * B[:, k]
            dA[:, k] += du * x[s]
            dB[:, k] += dv * x[s]
            da[k] += du
            db[k] += dv
    return dx, dA, da, dB, db
""",
        """
def gate_backward(x, A, a, B, b, dy):
    first, second = Dense(*A.shape, rng=np.random.default_rng(0)), Dense(*B.shape, rng=np.random.default_rng(0))
    first.W[:], first.b[:], second.W[:], second.b[:] = A, a, B, b
    u, v = first.forward(x), second.forward(x)
    dx = first.backward(dy * v) + second.backward(dy * u)
    return dx, first.dW, first.db, second.dW, second.db
""",
    ],
}

WRONG = {
    "patient-folds": {
        "hard-coded": """
def patient_folds(patients, k, rng):
    return np.array([0, 1, 0, 1, 1, 0])
""",
        "no chance": """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return np.arange(len(names))[place] % k
""",
        "own generator": """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return np.random.default_rng(0).permutation(np.arange(len(names)) % k)[place]
""",
        "NumPy's generator": """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return np.random.permutation(np.arange(len(names)) % k)[place]
""",
        "a kept seed": """
def patient_folds(patients, k, rng):
    rng = np.random.default_rng(int(patients.sum()))
    names, place = np.unique(patients, return_inverse=True)
    return rng.permutation(np.arange(len(names)) % k)[place]
""",
        "always two": """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return rng.permutation(np.arange(len(names)) % 2)[place]
""",
        "a shift only": """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return ((np.arange(len(names)) + rng.integers(k)) % k)[place]
""",
        "rows": """
def patient_folds(patients, k, rng):
    return rng.permutation(np.arange(len(patients)) % k)
""",
        "each patient's fold is drawn": """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return rng.integers(0, k, len(names))[place]
""",
        "even rows": """
def patient_folds(patients, k, rng):
    names, counts = np.unique(patients, return_counts=True)
    folds, rows = np.zeros(len(patients), dtype=int), np.zeros(k)
    for i in rng.permutation(len(names)):
        fold = rows.argmin()
        folds[patients == names[i]] = fold
        rows[fold] += counts[i]
    return folds
""",
        "folds of patients": """
def patient_folds(patients, k, rng):
    return rng.permutation(np.arange(len(np.unique(patients))) % k)
""",
        "for sorted patients": """
def patient_folds(patients, k, rng):
    names, counts = np.unique(patients, return_counts=True)
    return np.repeat(rng.permutation(np.arange(len(names)) % k), counts)
""",
        "too few in the last": """
def patient_folds(patients, k, rng):
    order = rng.permutation(np.unique(patients))
    size = -(-len(order) // k)
    folds = np.zeros(len(patients), dtype=int)
    for i, name in enumerate(order):
        folds[patients == name] = i // size
    return folds
""",
        "from 1": """
def patient_folds(patients, k, rng):
    names, place = np.unique(patients, return_inverse=True)
    return rng.permutation(np.arange(len(names)) % k)[place] + 1
""",
        "number modulo k": """
def patient_folds(patients, k, rng):
    return (patients + rng.integers(k)) % k
""",
    },
    "fold-errors": {
        "hard-coded": """
def fold_errors(X, y, folds):
    return [0.40625, 0.15625, 0.2890625]
""",
        "new words in column 0 only": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        p = np.zeros(test.sum())
        for j in range(X.shape[1]):
            for i, word in enumerate(X[test, j]):
                same = y[~test][X[~test, j] == word]
                new = y[~test].mean() if j == 0 else 0.5
                p[i] += (same.mean() if len(same) else new) / X.shape[1]
        errors.append(np.mean((p - y[test]) ** 2))
    return errors
""",
        "a mean of two columns": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        rates = np.full((test.sum(), 2), y[~test].mean())
        for i, row in enumerate(X[test]):
            for j in range(2):
                same = y[~test][X[~test, j % X.shape[1]] == row[j % X.shape[1]]]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.mean((rates.mean(axis=1) - y[test]) ** 2))
    return errors
""",
        "three folds": """
def fold_errors(X, y, folds):
    errors = []
    for fold in range(min(3, folds.max() + 1)):
        test = folds == fold
        rates = np.full(X[test].shape, y[~test].mean())
        for i, row in enumerate(X[test]):
            for j, word in enumerate(row):
                same = y[~test][X[~test, j] == word]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.mean((rates.mean(axis=1) - y[test]) ** 2))
    return errors
""",
        "all rows give the rates": """
def fold_errors(X, y, folds):
    rates = np.array([[y[X[:, j] == word].mean() for j, word in enumerate(row)] for row in X])
    squares = (rates.mean(axis=1) - y) ** 2
    return np.array([squares[folds == fold].mean() for fold in np.unique(folds)])
""",
        "the share of all rows": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        rates = np.full(X[test].shape, y.mean())
        for i, row in enumerate(X[test]):
            for j, word in enumerate(row):
                same = y[~test][X[~test, j] == word]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.mean((rates.mean(axis=1) - y[test]) ** 2))
    return errors
""",
        "a half for new words": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        rates = np.full(X[test].shape, 0.5)
        for i, row in enumerate(X[test]):
            for j, word in enumerate(row):
                same = y[~test][X[~test, j] == word]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.mean((rates.mean(axis=1) - y[test]) ** 2))
    return errors
""",
        "new words left out": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        p = []
        for row in X[test]:
            rates = [y[~test][X[~test, j] == word] for j, word in enumerate(row)]
            known = [same.mean() for same in rates if len(same)]
            p.append(np.mean(known) if known else y[~test].mean())
        errors.append(np.mean((np.array(p) - y[test]) ** 2))
    return errors
""",
        "one list of words": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        rates = np.full(X[test].shape, y[~test].mean())
        for i, row in enumerate(X[test]):
            for j, word in enumerate(row):
                same = np.repeat(y[~test], X.shape[1])[X[~test].ravel() == word]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.mean((rates.mean(axis=1) - y[test]) ** 2))
    return errors
""",
        "exchanged": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds != fold
        rates = np.full(X[test].shape, y[~test].mean())
        for i, row in enumerate(X[test]):
            for j, word in enumerate(row):
                same = y[~test][X[~test, j] == word]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.mean((rates.mean(axis=1) - y[test]) ** 2))
    return errors
""",
        "summed": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        rates = np.full(X[test].shape, y[~test].mean())
        for i, row in enumerate(X[test]):
            for j, word in enumerate(row):
                same = y[~test][X[~test, j] == word]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.sum((rates.mean(axis=1) - y[test]) ** 2))
    return errors
""",
        "without squares": """
def fold_errors(X, y, folds):
    errors = []
    for fold in np.unique(folds):
        test = folds == fold
        rates = np.full(X[test].shape, y[~test].mean())
        for i, row in enumerate(X[test]):
            for j, word in enumerate(row):
                same = y[~test][X[~test, j] == word]
                if len(same):
                    rates[i, j] = same.mean()
        errors.append(np.mean(abs(rates.mean(axis=1) - y[test])))
    return errors
""",
    },
    "look-again": {
        "hard-coded": """
def look_again(p, missed, alarm, exam, room):
    return [1, 2, 2, 1, 0], 15
""",
        "nearest to a half": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(abs(p - 0.5))[:room]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "whatever it saves": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(-costs)[:room]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "likelier class": """
def look_again(p, missed, alarm, exam, room):
    says = (p > 0.5).astype(int)
    costs = np.where(says == 1, missed * (1 - p), alarm * p)
    first = np.argsort(-costs)[:room]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "ranks": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    chosen = (np.argsort(-costs) < room) & (costs > exam)
    says[chosen], costs[chosen] = 2, exam
    return says, costs.sum()
""",
        "no room": """
def look_again(p, missed, alarm, exam, room):
    costs = np.array([alarm * p, missed * (1 - p), np.full(len(p), exam)])
    return costs.argmin(axis=0), costs.min(axis=0).sum()
""",
        "benign at a tie": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) <= alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(-costs)[:room]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "examined for nothing": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(-costs)[:room]
    first = first[costs[first] >= exam]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "room 0 taken from the end": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(costs)[-room:]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "costs exchanged": """
def look_again(p, missed, alarm, exam, room):
    missed, alarm = alarm, missed
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(-costs)[:room]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "p of malignant": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * p < alarm * (1 - p)).astype(int)
    costs = np.minimum(missed * p, alarm * (1 - p))
    first = np.argsort(-costs)[:room]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "the first that save": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.flatnonzero(costs > exam)[:room]
    says[first], costs[first] = 2, exam
    return says, costs.sum()
""",
        "examinations are free": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(-costs)[:room]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, 0
    return says, costs.sum()
""",
        "whole numbers": """
def look_again(p, missed, alarm, exam, room):
    says = (missed * (1 - p) < alarm * p).astype(int)
    costs = np.minimum(missed * (1 - p), alarm * p)
    first = np.argsort(-costs)[:room]
    first = first[costs[first] > exam]
    says[first], costs[first] = 2, exam
    return says, round(costs.sum())
""",
    },
    "both-sides": {
        "hard-coded": """
def both_sides(W1, b1, W2, b2, order):
    V1 = np.array([[1.0, 2], [2, 1]])
    return V1, np.array([-1.0, -1]), np.array([[1.5], [1.5]]), np.array([1.0])
""",
        "turned the other way": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1[order]]), np.tile(b1, 2), np.vstack([W2, W2]) / 2, b2
""",
        "backward": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1[::-1]]), np.tile(b1, 2), np.vstack([W2, W2]) / 2, b2
""",
        "np.repeat of the biases": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1[np.argsort(order)]]), np.repeat(b1, 2), np.vstack([W2, W2]) / 2, b2
""",
        "np.repeat of the output": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1[np.argsort(order)]]), np.tile(b1, 2), np.repeat(W2, 2, axis=0) / 2, b2
""",
        "added": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1[np.argsort(order)]]), np.tile(b1, 2), np.vstack([W2, W2]), 2 * b2
""",
        "halved bias": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1[np.argsort(order)]]), np.tile(b1, 2), np.vstack([W2, W2]) / 2, b2 / 2
""",
        "averaged weights": """
def both_sides(W1, b1, W2, b2, order):
    mean = (W1 + W1[np.argsort(order)]) / 2
    return np.hstack([mean, mean]), np.tile(b1, 2), np.vstack([W2, W2]) / 2, b2
""",
        "not turned": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1]), np.tile(b1, 2), np.vstack([W2, W2]) / 2, b2
""",
        "halved twice": """
def both_sides(W1, b1, W2, b2, order):
    return np.hstack([W1, W1[np.argsort(order)]]) / 2, np.tile(b1, 2) / 2, np.vstack([W2, W2]) / 2, b2
""",
        "stacked": """
def both_sides(W1, b1, W2, b2, order):
    return np.vstack([W1, W1[np.argsort(order)]]), np.tile(b1, 2), np.vstack([W2, W2]) / 2, b2
""",
        "W1 is changed": """
def both_sides(W1, b1, W2, b2, order):
    W = W1.copy()
    W1[order] = W
    return np.hstack([W, W1]), np.tile(b1, 2), np.vstack([W2, W2]) / 2, b2
""",
    },
    "gate": {
        "hard-coded": """
def gate_backward(x, A, a, B, b, dy):
    return [[15, 9]], [[3, 4], [6, 8]], [3, 4], [[1, 8], [2, 16]], [1, 8]
""",
        "means": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    return du @ A.T + dv @ B.T, x.T @ du, du.mean(axis=0), x.T @ dv, dv.mean(axis=0)
""",
        "one mean": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    return du @ A.T + dv @ B.T, x.T @ du, du.sum(axis=0), x.T @ dv, dv.mean(axis=0)
""",
        "weights divided by n": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    n = len(x)
    return du @ A.T + dv @ B.T, x.T @ du / n, du.sum(axis=0), x.T @ dv / n, dv.sum(axis=0)
""",
        "first row": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    return du @ A.T + dv @ B.T, x.T @ du, du[0], x.T @ dv, dv[0]
""",
        "dy is changed": """
def gate_backward(x, A, a, B, b, dy):
    u, v = x @ A + a, x @ B + b
    dv = dy * u
    dy *= v
    return dy @ A.T + dv @ B.T, x.T @ dy, dy.sum(axis=0), x.T @ dv, dv.sum(axis=0)
""",
        "dy was changed": """
def gate_backward(x, A, a, B, b, dy):
    u, v = x @ A + a, x @ B + b
    du = dy * v
    dv = du * u
    return du @ A.T + dv @ B.T, x.T @ du, du.sum(axis=0), x.T @ dv, dv.sum(axis=0)
""",
        "through A": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    return (du + dv) @ A.T, x.T @ du, du.sum(axis=0), x.T @ dv, dv.sum(axis=0)
""",
        "one path": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    return dv @ B.T, x.T @ du, du.sum(axis=0), x.T @ dv, dv.sum(axis=0)
""",
        "u and v exchanged": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ A + a), dy * (x @ B + b)
    return du @ A.T + dv @ B.T, x.T @ du, du.sum(axis=0), x.T @ dv, dv.sum(axis=0)
""",
        "no biases": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B), dy * (x @ A)
    return du @ A.T + dv @ B.T, x.T @ du, du.sum(axis=0), x.T @ dv, dv.sum(axis=0)
""",
        "not transposed": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    return du @ A + dv @ B, x.T @ du, du.sum(axis=0), x.T @ dv, dv.sum(axis=0)
""",
        "one bias": """
def gate_backward(x, A, a, B, b, dy):
    du, dv = dy * (x @ B + b), dy * (x @ A + a)
    return du @ A.T + dv @ B.T, x.T @ du, du.sum(), x.T @ dv, dv.sum()
""",
        "still faulty": """
def gate_backward(x, A, a, B, b, dy):
    u, v = x @ A + a, x @ B + b
    du = dy
    du *= v
    dv = dy * u
    dx = (du + dv) @ A.T
    return dx, x.T @ du, du.sum(axis=0), x.T @ dv, dv.mean(axis=0)
""",
    },
}

SAYS = {
    "patient-folds": {
        "All rows of a patient belong into one fold": WRONG["patient-folds"]["rows"],
        "these are the folds of the": WRONG["patient-folds"]["folds of patients"],
        "Your answer would be right for sorted patients": WRONG["patient-folds"]["for sorted patients"],
        "No two may differ by more than 1, however many rows": WRONG["patient-folds"]["even rows"],
        "Generators with different seeds give the same folds": WRONG["patient-folds"]["own generator"],
        "Put the patients in random order": WRONG["patient-folds"]["a shift only"],
        "with k = 5 the folds are 0 … 4": WRONG["patient-folds"]["from 1"],
        "patients are shared out to": WRONG["patient-folds"]["each patient's fold is drawn"],
    },
    "fold-errors": {
        "all rows give the rates, test rows included": WRONG["fold-errors"]["all rows give the rates"],
        "the rate of a new word comes from all rows": WRONG["fold-errors"]["the share of all rows"],
        "the rate of a new word is always 0.5": WRONG["fold-errors"]["a half for new words"],
        "all columns share their rates": WRONG["fold-errors"]["one list of words"],
        "training rows and test rows are exchanged": WRONG["fold-errors"]["exchanged"],
        "the squared errors are added": WRONG["fold-errors"]["summed"],
        "these are the sizes of the errors": WRONG["fold-errors"]["without squares"],
        "a new word is left out of the mean over the columns": WRONG["fold-errors"]["new words left out"],
    },
    "look-again": {
        "there are more examinations than room": WRONG["look-again"]["no room"],
        "the rows with p nearest to ½ come first": WRONG["look-again"]["nearest to a half"],
        "rows are examined where it saves nothing, or less": WRONG["look-again"]["whatever it saves"],
        "the likelier class is named, whatever mistakes cost": WRONG["look-again"]["likelier class"],
        "np.argsort gives the places of the rows in their order": WRONG["look-again"]["ranks"],
        "where both names cost the same, benign is taken": WRONG["look-again"]["benign at a tie"],
        "the two costs are exchanged": WRONG["look-again"]["costs exchanged"],
        "p is taken for the probability of malignant": WRONG["look-again"]["p of malignant"],
        "the examinations cost, too": WRONG["look-again"]["examinations are free"],
    },
    "both-sides": {
        "the picture is turned the other way": WRONG["both-sides"]["turned the other way"],
        "the pixels come backward, whatever order says": WRONG["both-sides"]["backward"],
        "the biases are not in the order of the units": WRONG["both-sides"]["np.repeat of the biases"],
        "the output weights are not in the order of the units": WRONG["both-sides"]["np.repeat of the output"],
        "the output bias is halved": WRONG["both-sides"]["halved bias"],
        "the weights of both sides are averaged": WRONG["both-sides"]["averaged weights"],
        "V1 has shape (6, 2), wanted (3, 4)": WRONG["both-sides"]["stacked"],
        "changes its argument number 1": WRONG["both-sides"]["W1 is changed"],
    },
    "gate": {
        "changes its argument number 6": WRONG["gate"]["dy is changed"],
        "dv is made of a dy that has been multiplied with v already": WRONG["gate"]["dy was changed"],
        "dv goes back through A": WRONG["gate"]["through A"],
        "only the path through B arrives at x": WRONG["gate"]["one path"],
        "u and v are exchanged": WRONG["gate"]["u and v exchanged"],
        "db is a mean over the rows": WRONG["gate"]["one mean"],
        "u and v are made without their biases": WRONG["gate"]["no biases"],
        "the result has shape (), wanted": WRONG["gate"]["one bias"],
    },
}
