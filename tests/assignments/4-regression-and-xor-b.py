"""Solutions of assignment 4, paper B: right ones, written differently, and wrong ones, by task."""

RIGHT = {
    "whole-table": [
        """
def whole_table(rows, means, deviations):
    n = sum(rows)
    mean = sum(count * piece for count, piece in zip(rows, means)) / n
    squares = 0
    for count, piece, deviation in zip(rows, means, deviations):
        squares = squares + count * (deviation**2 + (piece - mean) ** 2)
    return mean, (squares / n) ** 0.5
""",
        """
def whole_table(rows, means, deviations):
    mean = np.average(means, axis=0, weights=rows)
    inside = np.average(deviations**2, axis=0, weights=rows)
    between = np.average((means - mean) ** 2, axis=0, weights=rows)
    return mean, np.sqrt(inside + between)
""",
    ],
    "best-answers": [
        """
def best_answers(X, Y):
    kinds, kind = np.unique(X, axis=0, return_inverse=True)
    kind = kind.ravel()
    P = np.array([Y[kind == number].mean(axis=0) for number in range(len(kinds))])[kind]
    return P, ((P - Y) ** 2).sum(axis=1).mean() / 2
""",
        """
def best_answers(X, Y):
    targets = {}
    for x, y in zip(X, Y):
        targets.setdefault(tuple(x), []).append(y)
    P = np.array([np.mean(targets[tuple(x)], axis=0) for x in X])
    return P, np.sum((P - Y) ** 2) / (2 * len(X))
""",
    ],
    "cut-one": [
        """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    losses = []
    for j in range(len(b1)):
        replaced = A.copy()
        replaced[:, j] = A[:, j].mean()
        losses.append(0.5 * ((replaced @ W2 + b2 - Y) ** 2).sum() / len(X))
    j = int(np.argmin(losses))
    return (
        np.array(losses),
        np.delete(W1, j, axis=1),
        np.delete(b1, j),
        np.delete(W2, j, axis=0),
        b2 + A[:, j].mean() * W2[j],
    )
""",
        """
def cut_one(X, Y, W1, b1, W2, b2):
    best, losses = None, []
    for j in range(len(b1)):
        rest = [unit for unit in range(len(b1)) if unit != j]
        mean = np.mean(np.maximum(X @ W1[:, j] + b1[j], 0))
        net = W1[:, rest], b1[rest], W2[rest], b2 + mean * W2[j]
        P = np.maximum(X @ net[0] + net[1], 0) @ net[2] + net[3]
        losses.append(((P - Y) ** 2).sum() / 2 / len(Y))
        if best is None or losses[-1] < best[0]:
            best = losses[-1], net
    return (losses, *best[1])
""",
    ],
    "same-words": [
        """
def same_words(k):
    place = 10.0 ** np.arange(k)
    W1 = np.zeros((2 * k, 2))
    W1[:k, 0], W1[k:, 0] = place, -place
    W1[:, 1] = -W1[:, 0]
    return W1, np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
        """
def same_words(k):
    difference = np.append(3 ** np.arange(k), -(3 ** np.arange(k)))
    return np.stack([difference, -difference], axis=1), np.zeros(2), np.full((2, 1), -4), np.ones(1)
""",
    ],
    "plateau": [
        """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for curve in losses.T:
        best, start = (0, -1), 0
        for t in range(1, len(curve)):
            if abs(curve[t] - curve[t - 1]) >= limit:
                start = t
            elif t - start > best[0]:
                best = t - start, start
        lengths.append(best[0])
        starts.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        """
def longest_plateau(losses, limit):
    still = np.abs(losses[1:] - losses[:-1]) < limit
    start, length = [], []
    for column in still.T:
        text = "".join("+" if step else "-" for step in column)
        run = max(text.split("-"), key=len)
        length.append(len(run))
        start.append(text.index(run) if run else -1)
    return start, length
""",
    ],
}

WRONG = {
    "whole-table": {
        "all pieces alike": """
def whole_table(rows, means, deviations):
    mean = means.mean(axis=0)
    return mean, np.sqrt((deviations**2 + (means - mean) ** 2).mean(axis=0))
""",
        "no spread of the means": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    return share @ means, np.sqrt(share @ deviations**2)
""",
        "averaged deviations": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    return share @ means, share @ deviations
""",
        "mean square": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    mean = share @ means
    return mean, share @ (deviations**2 + (means - mean) ** 2)
""",
        "huge squares": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    mean = share @ means
    return mean, np.sqrt(share @ (deviations**2 + means**2) - mean**2)
""",
        "huge squares, never below 0": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    mean = share @ means
    return mean, np.sqrt(np.maximum(share @ (deviations**2 + means**2) - mean**2, 0))
""",
        "n - 1": """
def whole_table(rows, means, deviations):
    n = rows.sum()
    mean = rows @ means / n
    return mean, np.sqrt(rows @ (deviations**2 + (means - mean) ** 2) / (n - 1))
""",
        "one mean for all columns": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    mean = share @ means
    return mean, np.sqrt(share @ (deviations**2 + (means - mean.mean()) ** 2))
""",
        "two pieces only": """
def whole_table(rows, means, deviations):
    share = rows[:2] / rows[:2].sum()
    mean = share @ means[:2]
    return mean, np.sqrt(share @ (deviations[:2] ** 2 + (means[:2] - mean) ** 2))
""",
        "hard-coded": """
def whole_table(rows, means, deviations):
    return np.array([5.0]), np.array([2.5])
""",
    },
    "best-answers": {
        "the mean of all": """
def best_answers(X, Y):
    P = np.zeros(Y.shape) + Y.mean(axis=0)
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
        "medians": """
def best_answers(X, Y):
    P = np.array([np.median(Y[(X == x).all(axis=1)], axis=0) for x in X])
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
        "one equal input is enough": """
def best_answers(X, Y):
    P = np.array([Y[(X == x).any(axis=1)].mean(axis=0) for x in X])
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
        "first input": """
def best_answers(X, Y):
    P = np.array([Y[X[:, 0] == x[0]].mean(axis=0) for x in X])
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
        "sum of the inputs": """
def best_answers(X, Y):
    P = np.array([Y[X.sum(axis=1) == x.sum()].mean(axis=0) for x in X])
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
        "outputs averaged": """
def best_answers(X, Y):
    P = np.array([Y[(X == x).all(axis=1)].mean() for x in X])[:, None] + 0 * Y
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
        "mean over the outputs": """
def best_answers(X, Y):
    P = np.array([Y[(X == x).all(axis=1)].mean(axis=0) for x in X])
    return P, 0.5 * ((P - Y) ** 2).mean()
""",
        "almost alike": """
def best_answers(X, Y):
    P = np.array([Y[np.isclose(X, x).all(axis=1)].mean(axis=0) for x in X])
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
        "over the kinds": """
def best_answers(X, Y):
    kinds = np.unique(X, axis=0)
    P = np.array([Y[(X == x).all(axis=1)].mean(axis=0) for x in X])
    return P, 0.5 * ((P - Y) ** 2).sum() / len(kinds)
""",
        "hard-coded": """
def best_answers(X, Y):
    return np.array([[4.0], [5], [4], [4]]), 5.25
""",
    },
    "cut-one": {
        "set to 0": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P = A @ W2 + b2
    losses = np.array([0.5 * ((P - np.outer(A[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    j = losses.argmin()
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2
""",
        "b2 as it was": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P, A0 = A @ W2 + b2, A - A.mean(axis=0)
    losses = np.array([0.5 * ((P - np.outer(A0[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    j = losses.argmin()
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2
""",
        "highest loss": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P, A0 = A @ W2 + b2, A - A.mean(axis=0)
    losses = np.array([0.5 * ((P - np.outer(A0[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    j = losses.argmax()
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + A[:, j].mean() * W2[j]
""",
        "units stay replaced": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    mean, B, losses = A.mean(axis=0), A.copy(), []
    for j in range(len(b1)):
        B[:, j] = mean[j]
        losses.append(0.5 * ((B @ W2 + b2 - Y) ** 2).sum() / len(X))
    j = int(np.argmin(losses))
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + mean[j] * W2[j]
""",
        "compared with its own answers": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    A0 = A - A.mean(axis=0)
    losses = np.array([0.5 * (np.outer(A0[:, j], W2[j]) ** 2).sum() / len(X) for j in range(len(b1))])
    j = losses.argmin()
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + A[:, j].mean() * W2[j]
""",
        "how much it rises": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P, A0 = A @ W2 + b2, A - A.mean(axis=0)
    losses = np.array([0.5 * ((P - np.outer(A0[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    j = losses.argmin()
    losses -= 0.5 * ((P - Y) ** 2).sum() / len(X)
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + A[:, j].mean() * W2[j]
""",
        "smallest change": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P, A0 = A @ W2 + b2, A - A.mean(axis=0)
    losses = np.array([0.5 * ((P - np.outer(A0[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    j = np.abs(losses - 0.5 * ((P - Y) ** 2).sum() / len(X)).argmin()
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + A[:, j].mean() * W2[j]
""",
        "smallest weights": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P, A0 = A @ W2 + b2, A - A.mean(axis=0)
    losses = np.array([0.5 * ((P - np.outer(A0[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    j = np.abs(W2).sum(axis=1).argmin()
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + A[:, j].mean() * W2[j]
""",
        "always the first": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P, A0 = A @ W2 + b2, A - A.mean(axis=0)
    losses = np.array([0.5 * ((P - np.outer(A0[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    return losses, W1[:, 1:], b1[1:], W2[1:], b2 + A[:, 0].mean() * W2[0]
""",
        "mean before ReLU": """
def cut_one(X, Y, W1, b1, W2, b2):
    Z = X @ W1 + b1
    A, mean = np.maximum(Z, 0), np.maximum(Z.mean(axis=0), 0)
    P = A @ W2 + b2
    losses = [0.5 * ((P - np.outer(A[:, j] - mean[j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))]
    j = np.argmin(losses)
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + mean[j] * W2[j]
""",
        "the last of equal ones": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    P, A0 = A @ W2 + b2, A - A.mean(axis=0)
    losses = np.array([0.5 * ((P - np.outer(A0[:, j], W2[j]) - Y) ** 2).sum() / len(X) for j in range(len(b1))])
    j = np.flatnonzero(losses == losses.min())[-1]
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + A[:, j].mean() * W2[j]
""",
        "hard-coded": """
def cut_one(X, Y, W1, b1, W2, b2):
    return [1 / 3, 16 / 9], [[1.0]], [-1.0], [[4.0]], [1.0]
""",
    },
    "same-words": {
        "counts the ones": """
def same_words(k):
    difference = np.repeat([1.0, -1], k)
    return np.column_stack([difference, -difference]), np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
        "1, 2, 3": """
def same_words(k):
    place = np.arange(1, k + 1)
    difference = np.append(place, -place)
    return np.column_stack([difference, -difference]), np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
        "XOR's signs": """
def same_words(k):
    difference = np.append(2.0 ** np.arange(k), -(2.0 ** np.arange(k)))
    return np.column_stack([difference, -difference]), np.zeros(2), np.ones((2, 1)), np.array([-0.5])
""",
        "one unit": """
def same_words(k):
    difference = np.append(2.0 ** np.arange(k), -(2.0 ** np.arange(k)))
    return np.column_stack([difference, 0 * difference]), np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
        "too near to 0": """
def same_words(k):
    difference = np.append(2.0 ** np.arange(k), -(2.0 ** np.arange(k)))
    return np.column_stack([difference, -difference]) / 2, np.zeros(2), -np.ones((2, 1)), np.array([0.25])
""",
        "two units a pair": """
def same_words(k):
    difference = np.concatenate([np.eye(k), -np.eye(k)])
    W1 = np.concatenate([difference, -difference], axis=1)
    return W1, np.zeros(2 * k), -np.ones((2 * k, 1)), np.array([0.5])
""",
        "two bits at most": """
def same_words(k):
    place = np.array([1.0, 2, 0, 0, 0, 0])[:k]
    difference = np.append(place, -place)
    return np.column_stack([difference, -difference]), np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
        "squares of places": """
def same_words(k):
    place = np.arange(1, k + 1) ** 2
    difference = np.append(place, -place)
    return np.column_stack([difference, -difference]), np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
        "second word read backward": """
def same_words(k):
    place = 2.0 ** np.arange(k)
    difference = np.append(place, -place[::-1])
    return np.column_stack([difference, -difference]), np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
        "hard-coded": """
def same_words(k):
    difference = np.array([1.0, -1] if k == 1 else [2.0, 1, -2, -1])
    return np.column_stack([difference, -difference]), np.zeros(2), -np.ones((2, 1)), np.array([0.5])
""",
    },
    "plateau": {
        "the first": """
def longest_plateau(losses, limit):
    still, out = np.abs(np.diff(losses, axis=0)) < limit, []
    for column in still.T:
        start = int(column.argmax()) if column.any() else -1
        length = 0
        while start >= 0 and start + length < len(column) and column[start + length]:
            length += 1
        out.append((start, length))
    return tuple(np.array(out).T)
""",
        "not to the end": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (np.abs(np.diff(losses, axis=0)) < limit).T:
        best, start, run = (-1, 0), 0, 0
        for t, still in enumerate(column):
            if still:
                run += 1
            else:
                if run > best[1]:
                    best = start, run
                start, run = t + 1, 0
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "the later of two": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (np.abs(np.diff(losses, axis=0)) < limit).T:
        best, run = (-1, 0), 0
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run and run >= best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "no absolute value": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (losses[:-1] - losses[1:] < limit).T:
        best, run = (-1, 0), 0
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "limit is 0.01": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (np.abs(np.diff(losses, axis=0)) < 0.01).T:
        best, run = (-1, 0), 0
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "just the limit": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (np.abs(np.diff(losses, axis=0)) <= limit).T:
        best, run = (-1, 0), 0
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "from where it began": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for curve in losses.T:
        best, start = (-1, 0), 0
        for start in range(len(curve) - 1):
            run = 0
            while start + run + 1 < len(curve) and abs(curve[start + run + 1] - curve[start]) < limit:
                run += 1
            if run > best[1]:
                best = start, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "all still steps": """
def longest_plateau(losses, limit):
    still = np.abs(np.diff(losses, axis=0)) < limit
    return np.where(still.any(axis=0), still.argmax(axis=0), -1), still.sum(axis=0)
""",
        "values, not steps": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (np.abs(np.diff(losses, axis=0)) < limit).T:
        best, run = (-1, 0), 0
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1] + 1)
    return np.array(starts), np.array(lengths)
""",
        "start 0 where there is none": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (np.abs(np.diff(losses, axis=0)) < limit).T:
        best, run = (0, 0), 0
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "hard-coded": """
def longest_plateau(losses, limit):
    return np.array([3, 0, -1]), np.array([3, 2, 0])
""",
    },
}

SAYS = {
    "whole-table": {
        "two deviations are added": """
def whole_table(rows, means, deviations):
    mean = np.average(means, axis=0, weights=rows)
    return mean, np.average(deviations, axis=0, weights=rows) + means.std(axis=0)
""",
        "s_i and m_i − m are added before": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    mean = share @ means
    return mean, np.sqrt(share @ (deviations + means - mean) ** 2)
""",
        "mean: all pieces count alike": WRONG["whole-table"]["all pieces alike"],
        "deviation: (m_i − m)² is missing": WRONG["whole-table"]["no spread of the means"],
        "deviation: deviations are averaged": WRONG["whole-table"]["averaged deviations"],
        "this is the mean square. Its root": WRONG["whole-table"]["mean square"],
        "not for a column with mean 1,000,000": WRONG["whole-table"]["huge squares, never below 0"],
        "divided by n − 1": WRONG["whole-table"]["n - 1"],
        "there is one m for all columns": WRONG["whole-table"]["one mean for all columns"],
        "deviation: s_i is not squared": """
def whole_table(rows, means, deviations):
    share = rows / rows.sum()
    mean = share @ means
    return mean, np.sqrt(share @ (deviations + (means - mean) ** 2))
""",
    },
    "best-answers": {
        "P: this is the mean of all targets": WRONG["best-answers"]["the mean of all"],
        "P: these are medians": WRONG["best-answers"]["medians"],
        "one equal input is enough for you": WRONG["best-answers"]["one equal input is enough"],
        "rows are compared by their first input alone": WRONG["best-answers"]["first input"],
        "rows are compared by the sum of their inputs": WRONG["best-answers"]["sum of the inputs"],
        "the outputs are averaged, too": WRONG["best-answers"]["outputs averaged"],
        "loss: averaged over the outputs, too": WRONG["best-answers"]["mean over the outputs"],
        "rows that are almost alike are taken together": WRONG["best-answers"]["almost alike"],
        "loss: divided by the number of kinds of rows": WRONG["best-answers"]["over the kinds"],
        "only rows that stand one below the other": """
def best_answers(X, Y):
    P, start = Y.copy(), 0
    for i in range(1, len(X) + 1):
        if i == len(X) or (X[i] != X[i - 1]).any():
            P[start:i] = Y[start:i].mean(axis=0)
            start = i
    return P, 0.5 * ((P - Y) ** 2).sum() / len(Y)
""",
    },
    "cut-one": {
        "the row of W2 is read after": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    m = A.mean(axis=0)
    losses = []
    for j in range(len(b1)):
        B = A.copy()
        B[:, j] = m[j]
        losses.append(0.5 * ((B @ W2 + b2 - Y) ** 2).sum() / len(X))
    j = int(np.argmin(losses))
    V2 = np.delete(W2, j, 0)
    return losses, np.delete(W1, j, 1), np.delete(b1, j), V2, b2 + m[j] * V2[j % max(len(V2), 1)]
""",
        "the losses are sorted": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    m = A.mean(axis=0)
    losses = []
    for j in range(len(b1)):
        B = A.copy()
        B[:, j] = m[j]
        losses.append(0.5 * ((B @ W2 + b2 - Y) ** 2).sum() / len(X))
    j = int(np.argmin(losses))
    return np.sort(losses), np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + m[j] * W2[j]
""",
        "the mean is taken over the units": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    m = A.mean(axis=0)
    losses = []
    for j in range(len(b1)):
        B = A.copy()
        B[:, j] = A.mean(axis=1)
        losses.append(0.5 * ((B @ W2 + b2 - Y) ** 2).sum() / len(X))
    j = int(np.argmin(losses))
    return losses, np.delete(W1, j, 1), np.delete(b1, j), np.delete(W2, j, 0), b2 + m[j] * W2[j]
""",
        "a row was cut": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    m = A.mean(axis=0)
    losses = []
    for j in range(len(b1)):
        B = A.copy()
        B[:, j] = m[j]
        losses.append(0.5 * ((B @ W2 + b2 - Y) ** 2).sum() / len(X))
    j = int(np.argmin(losses))
    return losses, np.delete(W1, j, 0), np.delete(b1, j), np.delete(W2, j, 0), b2 + m[j] * W2[j]
""",
        "the right columns, in another order": """
def cut_one(X, Y, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    m = A.mean(axis=0)
    losses = []
    for j in range(len(b1)):
        B = A.copy()
        B[:, j] = m[j]
        losses.append(0.5 * ((B @ W2 + b2 - Y) ** 2).sum() / len(X))
    j = int(np.argmin(losses))
    o = np.argsort(losses)[1:]
    return losses, W1[:, o], b1[o], W2[o], b2 + m[j] * W2[j]
""",
        "losses: the unit is set to 0": WRONG["cut-one"]["set to 0"],
        "c2: b2 does not take over": WRONG["cut-one"]["b2 as it was"],
        "the unit with the highest loss was cut": WRONG["cut-one"]["highest loss"],
        "units that were replaced stay so": WRONG["cut-one"]["units stay replaced"],
        "compared with those of the whole network": WRONG["cut-one"]["compared with its own answers"],
        "this is by how much the loss rises": WRONG["cut-one"]["how much it rises"],
        "even below that of the whole network": WRONG["cut-one"]["smallest change"],
        "the smallest weights in W2": WRONG["cut-one"]["smallest weights"],
        "unit 0 was cut, whatever the losses": WRONG["cut-one"]["always the first"],
        "the mean is taken before ReLU": WRONG["cut-one"]["mean before ReLU"],
        "of two units with the same loss the first goes": WRONG["cut-one"]["the last of equal ones"],
    },
    "same-words": {
        "your network counts the ones": WRONG["same-words"]["counts the ones"],
        "for k = 3 the words [0, 0, 1] and [1, 1, 0] get the score 0.5": WRONG["same-words"]["1, 2, 3"],
        "every score has the wrong sign": WRONG["same-words"]["XOR's signs"],
        "only one of the two units does its work": WRONG["same-words"]["one unit"],
        "some are nearer to 0 than ½": WRONG["same-words"]["too near to 0"],
        "the shapes are [(4, 4), (4,), (4, 1), (1,)], wanted [(4, 2)": WRONG["same-words"]["two units a pair"],
        "as for the equal words": WRONG["same-words"]["two bits at most"],
        "the words [0, 1] and [0, 1] get the score": WRONG["same-words"]["second word read backward"],
    },
    "plateau": {
        "does not end the run": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for column in (np.abs(np.diff(losses, axis=0)) < limit).T:
        best, run = (-1, 0), 0
        for t, still in enumerate(column):
            run = run + still
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "counts in the next ones, too": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    best = (-1, 0)
    for column in (np.abs(np.diff(losses, axis=0)) < limit).T:
        run = 0
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "goes on in the next": """
def longest_plateau(losses, limit):
    starts, lengths, run = [], [], 0
    for column in (np.abs(np.diff(losses, axis=0)) < limit).T:
        best = (-1, 0)
        for t, still in enumerate(column):
            run = run + 1 if still else 0
            if run > best[1]:
                best = t + 1 - run, run
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "all losses of your plateaus lie within": """
def longest_plateau(losses, limit):
    starts, lengths = [], []
    for c in losses.T:
        best = (-1, 0)
        for a in range(len(c)):
            for b in range(a + 1, len(c)):
                if c[a:b + 1].max() - c[a:b + 1].min() < limit and b - a > best[1]:
                    best = a, b - a
        starts.append(best[0])
        lengths.append(best[1])
    return np.array(starts), np.array(lengths)
""",
        "start: this is the first plateau": WRONG["plateau"]["the first"],
        "a plateau that lasts to the end is left out": WRONG["plateau"]["not to the end"],
        "the earlier one is wanted": WRONG["plateau"]["the later of two"],
        "losses that rise count as still": WRONG["plateau"]["no absolute value"],
        "the limit is always 0.01": WRONG["plateau"]["limit is 0.01"],
        "a move of just `limit` counts as still": WRONG["plateau"]["just the limit"],
        "compared with where the plateau began": WRONG["plateau"]["from where it began"],
        "length: this counts the values": WRONG["plateau"]["values, not steps"],
        "start: without any still step, the start is −1": WRONG["plateau"]["start 0 where there is none"],
    },
}
