"""What people answer in lesson 14: choose, train again, test once; read a confusion matrix."""

import numpy as np

from nnlib.teaching.lessons.choose_and_test import check

from . import Case

# ---- choose, train again, test once ----
RIGHT = """
X_train, y_train = rows["train"]
X_val, y_val = rows["val"]
means = []
for l2 in strengths:
    nets = train(X_train, y_train, l2)
    means.append(loss(nets, X_val, y_val).mean())
best = strengths[np.argmin(means)]
X_rest, y_rest = rows["rest"]
final = train(X_rest, y_rest, best)
X_test, y_test = rows["test"]
scores = accuracy(final, X_test, y_test)
q = scores.mean()
error = np.sqrt(q * (1 - q) / len(y_test))
return best, final, scores, error
"""


RETURNS = "best, final, scores, error"


def written(*changes, returns=RETURNS):
    """The right answer with some words replaced: (old, new), each old one must occur."""
    text = RIGHT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    text = text.replace("return best, final, scores, error", f"return {returns}")
    body = "\n".join("    " + line for line in text.splitlines())
    space = {"np": np}
    exec(f"def choose_and_test(strengths, train, loss, accuracy, rows):\n{body}", space)
    return space["choose_and_test"]


MEAN = "loss(nets, X_val, y_val).mean()"
REST = 'X_rest, y_rest = rows["rest"]'
BEST = "best = strengths[np.argmin(means)]"
ERROR = "np.sqrt(q * (1 - q) / len(y_test))"
JOINED = "X_rest = np.concatenate([X_train, X_val])\ny_rest = np.concatenate([y_train, y_val])"


def by_comparing(strengths, train, loss, accuracy, rows):
    best, least = None, np.inf
    for strength in strengths:
        mean = np.mean(loss(train(*rows["train"], l2=strength), *rows["val"]))
        if mean < least:
            best, least = strength, mean
    final = train(*rows["rest"], l2=best)
    q = accuracy(final, *rows["test"]).mean()
    n = len(rows["test"][0])
    return [best, final, list(accuracy(final, *rows["test"])), (q * (1 - q)) ** 0.5 / n**0.5]


def chosen(number):
    """The strength with the smallest number, of val and train (n_strengths, n_starts)."""
    lists = [("means = []", "val, learned = [], []")]
    lists += [
        (f"means.append({MEAN})", "val.append(loss(nets, X_val, y_val)); learned.append(loss(nets, X_train, y_train))")
    ]
    return [*lists, (BEST, f"val, learned = np.array(val), np.array(learned); best = strengths[np.argmin({number})]")]


WRONG = [
    # step 1: which rows are trained on, which choose
    ([(RIGHT, "return 1, 2, 3, 4")], "nothing has been trained"),
    (
        [('= rows["train"]', '= rows["rest"]')],
        "the strengths are tried on the rest rows. The rest holds the validation",
    ),
    ([('= rows["train"]', '= rows["val"]')], "the strengths are tried on the validation rows"),
    ([('= rows["train"]', '= rows["test"]')], "the strengths are tried on the test rows"),
    ([("for l2 in strengths", "for l2 in strengths[:3]")], "only 3 of 24 strengths have been tried"),
    (
        [("train(X_train, y_train, l2)", "train(X_train, y_train, 0.1)")],
        "train got 0.1 as l2, where a strength belongs",
    ),
    ([("for l2 in strengths", "for l2 in range(len(strengths))")], "train got 0 as l2, where a strength"),
    ([("loss(nets, X_val, y_val)", "loss(nets, X_train, y_train)")], "the training rows have chosen"),
    ([("loss(nets, X_val, y_val)", 'loss(nets, *rows["test"])')], "the test rows have chosen. Now they can no longer"),
    ([("loss(nets, X_val, y_val)", 'loss(nets, *rows["rest"])')], "the rest has chosen, and it holds the training"),
    ([("loss(nets, X_val, y_val)", "accuracy(nets, X_val, y_val)"), ("argmin", "argmax")], "the accuracy has chosen"),
    ([(MEAN, "0")], "the validation rows have not been asked"),
    # step 1: by which number
    (chosen("learned.mean(axis=1)"), "the training rows have chosen"),
    (chosen("(val + learned).mean(axis=1)"), "training and validation rows have chosen together"),
    (chosen("(val - learned).mean(axis=1)"), "the smallest gap"),
    (chosen("-val.mean(axis=1)"), "A loss is to be small"),
    (chosen("val.min(axis=1)"), "the best single start"),
    (chosen("val.max(axis=1)"), "the worst single start"),
    (chosen("np.median(val, axis=1)"), "the median over the starts"),
    (chosen("val[:, 0]"), "only the first start"),
    (chosen("val[:, -1]"), "only the last start"),
    (chosen("val.std(axis=1)"), "starts differ least"),
    ([(".mean())", ")")], "argmin counted through a whole table"),
    ([(MEAN, MEAN + "+ loss(nets, *rows['test']).mean()")], "validation and test rows have chosen together"),
    (
        [(MEAN, MEAN + ");accuracy(nets, X_val, y_val"), (BEST, BEST.replace("argmin(means)", "argmin(means) * 0"))],
        "first",
    ),
    ([(BEST, "best = l2")], "best is the last strength of the list"),
    ([(BEST, "best = min(strengths)")], "best is the smallest strength"),
    ([(BEST, "best = max(strengths)")], "best is the largest strength"),
    ([(MEAN, MEAN + "); accuracy(nets, X_val, y_val"), (BEST, "best = strengths[8]")], "best: yours is"),
    ([(BEST, BEST + "; place = np.argmin(means)")], "the place in the list", "place, final, scores, error"),
    ([(BEST, "best = np.argmin(means)")], "Is it a place in the list, or a loss?"),
    ([(BEST, BEST + "; least = min(means)")], "best is the smallest mean loss", "least, final, scores, error"),
    ([], "best: the result has shape (24,)", "strengths, final, scores, error"),
    ([], "come back in another order", "final, best, scores, error"),
    # step 2
    ([(REST, ""), ("train(X_rest, y_rest, best)", "nets")], "learned from the training rows only"),
    ([('rows["rest"]', 'rows["train"]')], "learned from the training rows only"),
    ([('rows["rest"]', 'rows["val"]')], "final has learned from the validation rows"),
    ([('rows["rest"]', 'rows["test"]')], "final has learned from the test rows"),
    ([("y_rest, best", "y_rest, l2")], "final is trained with the last strength of the loop, not with best"),
    ([("y_rest, best", "y_rest, strengths[0]")], "final is trained with 2.77, but best is"),
    ([(REST, JOINED.replace("y_train, y_val", "y_val, y_train"))], "labels that belong to other rows than X"),
    ([(REST, JOINED.replace("X_val]", "X_val, X_val]").replace("y_val]", "y_val, y_val]"))], "some rows twice"),
    ([(REST, JOINED.replace("_val]", "_val[:5]]"))], "only some of the rows of a part"),
    ([(REST, JOINED.replace("X_val", "rows['test'][0]").replace("y_val", "rows['test'][1]"))], "together with others"),
    ([("train(X_rest, y_rest", "train(X_rest + 1, y_rest")], "pictures that are not in rows"),
    ([("train(X_train, y_train", "train(y_train, X_train")], "train got y where X belongs"),
    ([], "final should be networks, as train returns them, got float", "best, best, scores, error"),
    # step 3
    ([("accuracy(final", "accuracy(nets")], "other networks than final, trained on the training rows"),
    ([(MEAN, MEAN + "); accuracy(nets, *rows['test']")], "have been shown the test rows, 24 times"),
    (
        [("accuracy(final, X_test, y_test)", "accuracy(final, X_rest, y_rest)")],
        "scores are the accuracies on the rest rows",
    ),
    (
        [("accuracy(final, X_test, y_test)", "accuracy(final, X_val, y_val)")],
        "scores are the accuracies on the validation",
    ),
    ([("accuracy(final, X_test, y_test)", "loss(final, X_test, y_test)")], "scores are the losses"),
    ([("accuracy(final, X_test, y_test)", "1 - accuracy(final, X_test, y_test)")], "the shares of the mistakes"),
    ([], "scores is the mean. Return them all", "best, final, q, error"),
    ([], "the result has shape (2,)", "best, final, scores[:2], error"),
    ([], "scores: yours is", "best, final, scores + 1, error"),
    ([], "an array of numbers is wanted, got Networks", "best, final, final, error"),
    ([("accuracy(final, X_test", "accuracy(X_test, X_test")], "accuracy wants networks first"),
    ([("accuracy(final, X_test, y_test)", "final(X_test)")], "not by nets(X)"),
    # the standard error
    ([(ERROR, ERROR + "**2")], "the root is missing"),
    ([(ERROR, "np.sqrt(len(y_test) * q * (1 - q))")], "the spread of the *number*"),
    ([(ERROR, "np.sqrt(q * (1 - q))")], "the division by n is missing"),
    ([(ERROR, "np.sqrt(q * (1 - q)) / len(y_test)")], "n stands under the root, too"),
    ([(ERROR, "np.sqrt(q / len(y_test))")], "the factor 1 - q is missing"),
    ([("len(y_test)", "len(scores)")], "n is the number of starts"),
    ([("len(y_test)", "X_test.size")], "n is the number of pixels"),
    ([("len(y_test)", "len(y_rest)")], "n counts the rest rows"),
    ([("len(y_test)", "len(y_val)")], "n counts the validation rows"),
    ([(ERROR, "scores.std()")], "how much the starts differ"),
    ([(ERROR, "scores.std(ddof=1)")], "how much the starts differ"),
    ([(ERROR, "scores.std(ddof=1) / np.sqrt(len(scores))")], "or their standard error"),
    ([("q = scores.mean()", "q = scores")], "one for each start"),
    ([(ERROR, "100 * " + ERROR)], "these are percent"),
    ([(ERROR, "1.0")], "error: yours is 1"),
    ([], "error: the result has shape (2,)", "best, final, scores, [error, error]"),
    ([], "error: an array of numbers is wanted", "best, final, scores, final"),
    # what comes back
    ([], "wanted 4 results, best, final, scores, error, got 2 things", "best, scores"),
    ([], "wanted 4 results, best, final, scores, error, got one thing", "best"),
    ([], "your function returns None", "None"),
    ([("y_train, l2)", "y_train)")], "train wants X, y and l2"),
]


def losses_in_a_dict(strengths, train, loss, accuracy, rows):
    losses = {l2: np.sum(loss(train(*rows["train"], l2), *rows["val"])) for l2 in strengths}
    best = min(losses, key=losses.get)
    final = train(*rows["rest"], best)
    scores = accuracy(final, *rows["test"])
    return best, final, scores, np.sqrt(np.mean(scores) * (1 - np.mean(scores)) / len(rows["test"][1]))


def best_so_far(start, update="best, least = strength, mean", better="<", first="None"):
    """The usual loop with the best so far; its start, its update and its comparison can be wrong."""
    loop = f"best, least = {first}, {start}\nfor strength in strengths:\n    nets = train(X_train, y_train, strength)\n"
    loop += f"    mean = {MEAN}\n    if mean {better} least:\n        {update}\n"
    old = RIGHT[RIGHT.index("means = []") : RIGHT.index("X_rest")]
    return written((old, loop))


def at_once(strengths, train, loss, accuracy, rows):
    for l2 in strengths:
        nets = train(*rows["train"], l2)
        return l2, nets, loss(nets, *rows["val"]).mean(), 0.0


SCORES = "accuracy(final, X_test, y_test)"
STACKED = "X_rest = np.vstack((X_train, X_val))\ny_rest = np.hstack((y_train, y_val))"
BY_ACCURACY = ("argmin", "argmax")
PUBLIC = [
    (written(("for l2 in strengths", "for l2 in sorted(strengths)")), "over sorted strengths", "from weak to strong"),
    (written(("for l2 in strengths", "for l2 in strengths[::-1]")), "strengths backwards", "from the other end"),
    (written((ERROR, "scores.var()")), "how much the starts differ", "the variance"),
    (written((BEST, "best = sorted(zip(means, strengths))[0][1]")), "", "sorted pairs of loss and strength"),
    (written((BEST, "best = dict(zip(means, strengths))[min(means)]")), "", "a dictionary by loss"),
    (written((REST, STACKED)), "", "np.vstack and np.hstack before the last fit"),
    (written((MEAN, "accuracy(nets, *rows['test']).mean()"), BY_ACCURACY), "test rows have chosen", "best test score"),
    (
        written((MEAN, "accuracy(nets, X_train, y_train).mean()"), BY_ACCURACY),
        "training rows have chosen",
        "fit, score",
    ),
    (written((MEAN, MEAN + "); print(accuracy(nets, *rows['test']).mean()")), "24 times", "prints the test score, too"),
    (
        written((MEAN, MEAN + ")\n    if len(means) > 1 and means[-1] > means[-2]: break\n    (0")),
        "strengths have been tried",
        "break",
    ),
    (losses_in_a_dict, "", "a dictionary of losses, min with key"),
    (best_so_far("np.inf"), "", "the best so far, from infinity"),
    (best_so_far("float('inf')", better="<="), "", "the best so far, with float('inf')"),
    (best_so_far("0"), "is never true", "the best so far starts at 0"),
    (best_so_far("0", first="0"), "is never true", "best = 0 before the loop"),
    (best_so_far("-np.inf", better=">"), "A loss is to be small", "the comparison of an accuracy"),
    (best_so_far("np.inf", update="best = strength"), "last strength", "the smallest loss is not kept"),
    (best_so_far("np.inf", update="best, least = nets, mean"), "where a strength belongs", "keeps the networks"),
    (best_so_far("np.inf", update="best, least = mean, mean"), "or a loss", "keeps the loss"),
    (written(("= strengths[np.argmin(means)]", "= strengths[np.argmax(means)]")), "A loss is to be small", "argmax"),
    (written((ERROR, "1.96 * " + ERROR)), "interval of 95 %", "1.96 for 95 %"),
    (written((ERROR, "2 * " + ERROR)), "interval of 95 %", "two standard errors"),
    (written((ERROR, "np.sqrt(q * (1 - q)) / np.sqrt(len(scores))")), "number of starts", "n is len(scores)"),
    (written((ERROR, "np.sqrt(q * (1 - q) / scores.size)")), "number of starts", "scores.size"),
    (written(("len(y_test)", "(len(scores) * len(y_test))")), "no new pictures", "all answers of all starts"),
    (written((ERROR, "scores.std() / np.sqrt(len(y_test))")), "how much the starts differ", "std by the root of n"),
    (written((ERROR, "np.std(scores, ddof=1) / np.sqrt(len(y_test))")), "how much the starts differ", "the same, ddof"),
    (written((ERROR, "np.sqrt(q * (1 - q) / (len(y_test) - 1))")), "n - 1", "n - 1, as for a sample"),
    (written((ERROR, "np.sqrt(q * 1 - q / len(y_test))")), "brackets", "no brackets"),
    (written((ERROR, "q * (1 - q) / np.sqrt(len(y_test))")), "only over n", "the root only below"),
    (written(("q = scores.mean()", "q = scores.max()")), "q is the mean of all", "the best start is reported"),
    (written(("q = scores.mean()", "q = scores[0]")), "q is the mean of all", "the first start is reported"),
    (written(("len(y_test)", "X_test.shape[1]")), "number of columns", "shape[1]"),
    (
        written(("q = scores.mean()", "q = accuracy(final, X_rest, y_rest).mean()")),
        "q is an accuracy on the rest rows",
        "q",
    ),
    (
        written(("q = scores.mean()", "q = accuracy(final, X_val, y_val).mean()")),
        "q is an accuracy on the validation",
        "q",
    ),
    (written(returns="best, final, 100 * scores, error"), "scores are percent", "accuracy * 100"),
    (written(returns="best, final, scores * len(y_test), error"), "scores are counts", "correct, not divided"),
    (written(returns="best, final, scores.max(), error"), "one of the starts alone", "the best of five"),
    (written(returns="best, final, scores[0], error"), "one of the starts alone", "the first of five"),
    (written(returns="best, final, scores.round(2), error"), "rounded to 2 decimals", "rounded for printing"),
    (written(returns="best, final, scores, round(error, 4)"), "right to about", "rounded for printing"),
    (written(returns="{'best': best, 'final': final, 'scores': scores}"), "a dictionary with best", "a dictionary"),
    (written(returns="best, scores, final, error"), "come back in another order", "another order"),
    (written(("train(X_rest, y_rest, best)", "train(X_rest, y_rest)")), "train wants X, y and l2", "l2 left out"),
    (
        written(("accuracy(final, X_test, y_test)", 'accuracy(final, rows["test"])')),
        "accuracy wants nets, X and y",
        "no *",
    ),
    (written((SCORES, "(final.predict(X_test) == y_test).mean()")), "no predict", "predict"),
    (written(('rows["test"]', 'rows["testing"]')), "no part called testing", "another key"),
    (written(("loss(nets, X_val, y_val)", "loss(nets, y_val, X_val)")), "loss got y where X belongs", "y before X"),
]
PUBLIC += [
    (written(("means.append(loss(nets, X_val, y_val).mean())", "means.append(loss(nets, X_val, y_val))"),
             ("np.argmin(means)", "np.mean(means, axis=0).argmin()")), "over the strengths", "axis=0"),
    (written((BEST, "strengths.sort(); " + BEST)), "in the sorted list", "strengths.sort() in place"),
    (written((ERROR, "np.mean([np.sqrt(s * (1 - s) / len(y_test)) for s in scores])")), "errors of the starts", "mean"),
    (written(("len(y_test)", "len(rows['test'])")), "is the pair X, y", "len(rows['test'])"),
    (best_so_far("1", first="strengths[0]"), "start the least so far at np.inf", "best_loss = 1"),
]  # fmt: skip
CHOOSE = [
    Case(written()),
    Case(by_comparing),
    Case(written((REST, JOINED))),  # by hand, in any order
    Case(written((REST, JOINED.replace("_train", "_V").replace("_val", "_train").replace("_V", "_val")))),
    Case(written((MEAN, MEAN + "); loss(nets, X_train, y_train); accuracy(nets, X_val, y_val).mean("))),  # looks on
    *(Case(written(*changes, returns=(*returns, RETURNS)[0]), words) for changes, words, *returns in WRONG),
    Case(at_once, "only 1 of 24 strengths have been tried on the training rows. Is a `return`"),
    *(Case(*row) for row in PUBLIC),
]

# ---- the confusion matrix ----


def beside(counts):
    counts = counts.copy()
    np.fill_diagonal(counts, 0)
    return counts


def where_largest(counts):
    return np.argwhere(counts == counts.max())[0]


def right_recall(counts):
    return counts.diagonal() / counts.sum(1)


def in_loops(counts):
    recall = [counts[i, i] / sum(counts[i]) for i in range(len(counts))]
    pairs = [(i, j) for i in range(len(counts)) for j in range(len(counts)) if i != j]
    return recall, max(pairs, key=lambda pair: counts[pair])


def worst(pair):
    return lambda counts: (right_recall(counts), pair(counts))


def recall(wrong):
    return lambda counts: (wrong(counts), where_largest(beside(counts)))


def in_place_confusion(counts):
    right = right_recall(counts)
    np.fill_diagonal(counts, 0)
    return right, where_largest(counts)


def of_what_fill_diagonal_returns(counts):
    mistakes = np.fill_diagonal(counts.copy(), 0)
    return right_recall(counts), np.unravel_index(mistakes.argmax(), counts.shape)


def none_from_elsewhere(counts):
    mistakes = None
    return right_recall(counts), mistakes.argmax()


def worst_class(c):
    i = right_recall(c).argmin()
    return i, beside(c)[i].argmax()


def with_where(c):
    return np.where(beside(c) == beside(c).max())


def whole(counts):
    result = np.zeros(len(counts), dtype=int)
    result[:] = right_recall(counts)
    return result


def looping(counts):
    n = len(counts)
    recalls, most, where = np.zeros(n), -1, None
    for i in range(n):
        recalls[i] = counts[i][i] / np.sum(counts[i, :])
        for j in range(n):
            if i != j and counts[i][j] > most:
                most, where = counts[i][j], (i, j)
    return recalls, where


def mistakes_of(counts):
    off = counts - np.diag(np.diag(counts))
    return divmod(int(off.argmax()), len(counts))


CONFUSION = [
    Case(worst(lambda c: where_largest(beside(c)))),
    Case(recall(lambda c: np.diag(c[:, ::-1]) / c.sum(axis=1)), "all stand on the diagonal", "the other diagonal"),
    Case(worst(lambda c: np.unravel_index((c + 999 * np.eye(len(c))).argmin(), c.shape)), "so the largest", "argmin"),
    Case(in_loops),
    Case(check.right_confusion),
    Case(looping, after="two loops and the most so far"),
    Case(worst(mistakes_of), after="minus its diagonal, divmod"),
    Case(worst(lambda c: [int(i[0]) for i in with_where(c)]), after="np.where with [0]"),
    Case(worst(lambda c: np.unravel_index(np.argmax(np.where(np.eye(len(c)), -1, c)), c.shape)), after="np.where, eye"),
    Case(lambda c: {"recall": right_recall(c), "worst": 0}, "a dictionary with recall", "a dictionary"),
    Case(recall(lambda c: np.diag(c) / np.sum(c, 0)), "this is the precision", "columns for the truth"),
    Case(recall(lambda c: 1 / right_recall(c)), "upside down", "support over true positives"),
    Case(recall(lambda c: c.sum(axis=1)), "all rows of each class"),
    Case(worst(lambda c: where_largest(beside(c) / c.sum(axis=0))), "row or column", "normalized by columns"),
    Case(recall(lambda c: right_recall(c).mean()), "mean of the recalls", "the macro average"),
    Case(recall(lambda c: np.diag(c) / c.sum(axis=1, keepdims=True)), "keepdims", "keepdims=True"),
    Case(recall(lambda c: np.diag(c) // c.sum(axis=1)), "cut to whole numbers", "// for /"),
    Case(recall(whole), "cut to whole numbers", "an array of dtype int"),
    Case(recall(lambda c: np.round(right_recall(c), 2)), "rounded to 2 decimals", "rounded for printing"),
    Case(recall(lambda c: np.diag(c) / (c.sum(axis=1) + 1e-9)), after="an epsilon below"),
    Case(
        recall(lambda c: (c.sum() - c.sum(0) - c.sum(1) + 2 * np.diag(c)) / c.sum()),
        "divide by the sum of the row",
        "the accuracy of each class against the others",
    ),
    Case(worst(with_where), "np.where", "np.where without [0]"),
    Case(worst(lambda c: np.argwhere(beside(c) == beside(c).max())), "np.where", "np.argwhere without [0]"),
    Case(worst(lambda c: (*where_largest(beside(c)), beside(c).max())), "the count comes along", "the count, too"),
    Case(worst(lambda c: where_largest(beside(c)) + 1), "counted from 0", "classes from 1"),
    Case(worst(worst_class), "of the lowest recall", "the worst class first"),
    Case(
        worst(lambda c: (beside(c).sum(1).argmax(), beside(c).sum(0).argmax())),
        "chosen by themselves",
        "sums of both axes",
    ),
    Case(worst(lambda c: beside(c).argmax(axis=1)), "for each true class", "argmax(axis=1)"),
    Case(worst(lambda c: np.sort(where_largest(beside(c)))), "sorted", "the pair in order"),
    Case(worst(lambda c: np.unravel_index(beside(c).argmin(), c.shape)), "this is the first cell", "argmin"),
    Case(lambda c: (right_recall(c), *where_largest(beside(c))), "got 3 things", "return recall, i, j"),
    Case(lambda c: (right_recall(c.T), where_largest(beside(c.T))), "this is the precision", "predictions in rows"),
    Case(recall(lambda c: c.diagonal() / c.sum(axis=0)), "this is the precision"),
    Case(recall(lambda c: c.diagonal() / c.sum()), "divided by all rows of the table"),
    Case(recall(lambda c: np.trace(c) / c.sum()), "the accuracy, one number"),
    Case(recall(lambda c: c.diagonal()), "these are counts"),
    Case(recall(lambda c: 1 - right_recall(c)), "shares of the mistakes"),
    Case(recall(lambda c: 100 * right_recall(c)), "percent"),
    Case(recall(lambda c: c.diagonal() / (c.sum(axis=1) - c.diagonal())), "divided by the mistakes"),
    Case(recall(lambda c: c.diagonal() / c.max(axis=1)), "largest count of their row"),
    Case(recall(lambda c: c / c.sum(axis=1)[:, np.newaxis]), "the whole table in shares"),
    Case(recall(lambda c: 2 * c.diagonal() / (c.sum(axis=0) + c.sum(axis=1))), "F1"),
    Case(worst(where_largest), "most frequent *right* answer"),
    Case(worst(lambda c: where_largest(c - np.diag(c))), "np.diag(np.diag(counts)) is the table"),
    Case(worst(lambda c: where_largest(beside(c))[::-1]), "true and called are swapped"),
    Case(worst(lambda c: beside(c).argmax()), "np.unravel_index"),
    Case(worst(lambda c: beside(c).max()), "how often the mistake was made"),
    Case(worst(lambda c: where_largest(beside(c) / c.sum(axis=1, keepdims=True))), "largest share of its row"),
    Case(worst(lambda c: where_largest(beside(c + c.T))), "counted together"),
    Case(worst(lambda c: where_largest(np.tril(beside(c + c.T)))), "counted together"),
    Case(worst(lambda c: where_largest(np.triu(c, 1))), "only the part above the diagonal"),
    Case(worst(lambda c: where_largest(np.tril(c, -1))), "only the part below the diagonal"),
    Case(worst(lambda c: where_largest(-np.where(c == 0, c.max(), c))), "the rarest mistake"),
    Case(
        worst(lambda c: np.unravel_index(np.argmax(np.fill_diagonal(c.copy(), 0)), c.shape)), "this is the first cell"
    ),
    Case(lambda c: right_recall(c), "wanted 2 results, recall, worst"),
    Case(
        lambda c: (where_largest(beside(c)), right_recall(c)),
        "they come back as worst, recall; wanted is recall, worst",
    ),
    Case(in_place_confusion, "changes its argument number 1"),
    Case(of_what_fill_diagonal_returns, "change a and return None"),
    Case(none_from_elsewhere, "'NoneType' object has no attribute 'argmax'"),
]

CORPUS = {"choose_and_test": CHOOSE, "read_confusion": CONFUSION}
